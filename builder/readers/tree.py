"""An HTML tree -> blocks in reading order, each with the label of the part of the page that it stands in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString

from builder.model import NOTE_CLOSE, NOTE_OPEN, Block, Image, ListItem, Paragraph, Table
from builder.readers.tables import is_layout, layout_columns, read_table, rows_of
from builder.vietnamese.text import to_unicode, without_private_use

_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_WITHOUT_TEXT = frozenset("script style template head svg math iframe object embed".split())
_CONTROLS = frozenset("select option textarea button input noscript".split())
_BOLD_TAGS, _ITALIC_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th")), frozenset(("i", "em", "cite"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NOTE_HREF = re.compile(r"#_?(?:ftn|edn|footnote|fn)(?:ref)?[-_]?(\w{1,6})$", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ICON_SIZE = 32  # pixels; smaller images are buttons and bullets


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block and the label of its part of the page."""

    block: Block
    label: str


@dataclass(slots=True)
class _Look:
    """The look that open elements give to the text in them."""

    label: str
    bold: bool = False
    italic: bool = False
    centred: bool = False
    column: int | None = None


@dataclass(slots=True)
class _Walker:
    labels: Mapping[int, str]
    done: list[Labelled] = field(default_factory=list)
    parts: list[tuple[str, _Look]] = field(default_factory=list)
    item: tuple[int, int | None] | None = None
    """(depth, number) of the list item whose first line has not been written yet."""
    gap: bool = True
    count: int = 0

    def walk(self, element: Tag, look: _Look) -> None:
        for child in element.children:
            if type(child) is NavigableString:
                self.parts.append((without_private_use(str(child)), look))
            elif isinstance(child, Tag):
                self.visit(child, look)

    def visit(self, element: Tag, look: _Look) -> None:
        name = element.name
        if name in _WITHOUT_TEXT:
            return
        outer, look = look, self.look_of(element, look)
        if look.label != outer.label and name not in _BLOCK_TAGS:
            self.part_of_page(element, look)
        elif name == "br":
            self.flush(gap_after=False)
        elif name == "img":
            self.image(element, look)
        elif name == "a" and _NOTE_HREF.search(str(element.get("href") or "")):
            self.note(element, look)
        elif name == "sup" and element.get_text().strip().isdigit():
            self.parts.append((element.get_text().strip().translate(_SUPERSCRIPTS), look))
        elif name == "table":
            self.table(element, look)
        elif name in _BLOCK_TAGS:
            self.block(element, look)
        else:
            self.walk(element, look)

    def part_of_page(self, element: Tag, look: _Look) -> None:
        """An inline element that is a part of the page by itself: its words are a line of their own."""
        self.flush()
        self.walk(element, look)
        self.flush()

    def look_of(self, element: Tag, look: _Look) -> _Look:
        """The look inside an element; the same object where the element changes nothing."""
        name, style = element.name, str(element.get("style") or "")
        label = self.labels.get(id(element), look.label)
        if _HIDDEN.search(style) and label == "body":
            label = "readers/html: hidden"
        elif name in _CONTROLS and label == "body":
            label = "readers/html: form-control"
        bold = look.bold or name in _BOLD_TAGS or bool(_BOLD_STYLE.search(style))
        italic = look.italic or name in _ITALIC_TAGS
        align = str(element.get("align") or "").lower()
        centred = (
            (look.centred and align in ("", "center") and "text-align" not in style) or align == "center" or name == "center"
        )
        centred = centred or bool(_CENTRED.search(style))
        if (label, bold, italic, centred) == (look.label, look.bold, look.italic, look.centred):
            return look
        return _Look(label, bold, italic, centred, look.column)

    def block(self, element: Tag, look: _Look) -> None:
        self.flush()
        if element.name == "li":
            self.item = _list_place(element)
        self.walk(element, look)
        self.flush()
        if element.name == "li":
            self.item = None

    def note(self, element: Tag, look: _Look) -> None:
        text = element.get_text().strip()
        address = _NOTE_HREF.search(str(element.get("href")))
        label = text.strip("[]() ") or (address[1] if address else "")
        self.parts.append((f"{NOTE_OPEN}{label}{NOTE_CLOSE}" if len(label) <= 6 else text, look))

    def image(self, element: Tag, look: _Look) -> None:
        src = str(element.get("src") or element.get("data-src") or "")
        if look.label != "body" or not src or src.startswith("data:") or _is_icon(element):
            return
        self.flush()
        self.count += 1
        alt = to_unicode(str(element.get("alt") or "")).strip()
        self.done.append(Labelled(Image(src, f"block {self.count}", "", alt), look.label))

    def table(self, element: Tag, look: _Look) -> None:
        self.flush()
        if look.label != "body" or is_layout(element):
            self.layout(element, look)
        else:
            self.count += 1
            self.done.append(Labelled(Table(read_table(element, _cell_lines), f"block {self.count}"), look.label))

    def layout(self, element: Tag, look: _Look) -> None:
        columns = layout_columns(element) if look.label == "body" else None
        if columns is None:
            for row in rows_of(element):
                for cell in row:
                    self.block(cell, self.look_of(cell, look))
            return
        for column, cells in enumerate(columns):
            for cell in cells:
                inside = self.look_of(cell, look)
                self.block(cell, _Look(inside.label, inside.bold, inside.italic, inside.centred, column))

    def flush(self, *, gap_after: bool = True) -> None:
        """End the current line; it becomes a paragraph or a list item if it holds more than blanks."""
        parts, self.parts = self.parts, []
        text = _SPACES.sub(" ", to_unicode("".join(part for part, _ in parts))).strip(" \n")
        if text.strip():
            self.count += 1
            self.done.append(Labelled(self.line(text, parts), parts[_first_word(parts)][1].label))
        self.gap = gap_after

    def line(self, text: str, parts: list[tuple[str, _Look]]) -> Block:
        origin = f"block {self.count}"
        if self.item is not None:
            (depth, number), self.item = self.item, None
            return ListItem(text, origin, depth, number, f"{number}." if number is not None else "")
        look = parts[_first_word(parts)][1]
        words = [part_look for part, part_look in parts if part.strip()]
        return Paragraph(
            text, origin,
            bold=all(one.bold for one in words), italic=all(one.italic for one in words),
            centred=look.centred, column=look.column, gap=self.gap,
        )  # fmt: skip


def blocks_of(root: Tag, labels: Mapping[int, str], label: str) -> Iterator[Labelled]:
    """All blocks below an element; `labels` maps id(element) to the label of its part of the page."""
    walker = _Walker(labels)
    walker.walk(root, _Look(labels.get(id(root), label)))
    walker.flush()
    yield from walker.done


def _cell_lines(cell: Tag) -> tuple[str, ...]:
    """The text lines of a table cell; a nested table gives a line a row."""
    lines: list[str] = []
    for labelled in blocks_of(cell, {}, "body"):
        block = labelled.block
        if isinstance(block, Paragraph | ListItem):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [" | ".join(" ".join(inner.lines) for inner in row) for row in block.rows]
    return tuple(lines)


def _first_word(parts: list[tuple[str, _Look]]) -> int:
    return next((index for index, (part, _) in enumerate(parts) if part.strip()), 0)


def _list_place(element: Tag) -> tuple[int, int | None]:
    """(depth, printed number or None) of a list item."""
    parents = [parent for parent in element.parents if parent.name in ("ul", "ol")]
    depth = max(len(parents) - 1, 0)
    if not parents or parents[0].name != "ol":
        return depth, None
    siblings = list(parents[0].find_all("li", recursive=False))
    start = str(parents[0].get("start") or "1")
    index = next((index for index, sibling in enumerate(siblings) if sibling is element), 0)
    return depth, (int(start) if start.isdigit() else 1) + index


def _is_icon(element: Tag) -> bool:
    sizes = [str(element.get(name) or "") for name in ("width", "height")]
    return any(size.removesuffix("px").isdigit() and int(size.removesuffix("px")) <= _ICON_SIZE for size in sizes)

"""An HTML tree -> blocks in reading order, each with the label of the part of the page that it stands in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from types import MappingProxyType

from builder.model import LINK_CLOSE, LINK_MIDDLE, LINK_OPEN, NOTE_CLOSE, NOTE_OPEN, Block, Image, ListItem, Paragraph, Table
from builder.readers.elements import Element, has_any, text_of
from builder.readers.fonts import CAPITALS
from builder.readers.images import is_file, is_icon, shown_address, sources_of
from builder.readers.items import Item, list_item
from builder.readers.links import document_address
from builder.readers.lists import depth_of, is_lone, number_of
from builder.readers.looks import Look, in_column, look_inside, plain_look
from builder.readers.tables import gallery, is_layout, layout_columns, outside_cells, read_table
from builder.vietnamese.encodings import capitals, repair
from builder.vietnamese.text import to_unicode, without_private_use

_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_WITHOUT_TEXT = frozenset("script style template head svg iframe".split())
_SPECIAL_TAGS = frozenset(("br", "img", "a", "sup", "pre", "table"))
_BLANKS = " \t\r\n\f"
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_NOTE_HREF = re.compile(r"#_?(?:ftn|edn|footnote|fn)(?:ref)?[-_]?(\w{1,6})$", re.IGNORECASE)
_NOTE_ID = re.compile(r"_?(?:ftn|edn|footnote|fn)[-_]?\d{1,3}", re.IGNORECASE)
_NOTE_TEXT = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?")
_LONGEST_LABEL = 6  # characters of a footnote mark
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ADDRESS = re.compile(f"({LINK_OPEN}[^{LINK_MIDDLE}]*{LINK_MIDDLE})|[^{LINK_OPEN}]+")
# The marker of an item or a heading is no part of the link that begins with it.
_LINKED_MARKER = re.compile(
    f"^({LINK_OPEN}[^{LINK_MIDDLE}]*{LINK_MIDDLE})"
    r"((?:[-–—•+*]|(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-ZĐa-zđ])[.\-–/)](?!\d)|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+[.:]?)\s*)"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block and the label of its part of the page."""

    block: Block
    label: str


# What remains to be read: an element or text with the look around it, or something to do when an element ends.
_Step = tuple[Element | str, Look] | Callable[[], None]


@dataclass(slots=True)
class _Walker:
    """Reads a tree from a stack of steps, so that deep nesting is no deep recursion."""

    top: Element
    """The article; lists around it are the page's."""
    labels: Mapping[Element, str]
    """The parts of the page that begin inside the article."""
    done: list[Labelled] = field(default_factory=list)
    parts: list[tuple[str, Look]] = field(default_factory=list)
    steps: list[_Step] = field(default_factory=list)
    item: Item | None = None
    numbers: dict[Element, int] = field(default_factory=dict)
    """`<ol>` -> number of its next item."""
    page: str | None = None
    """The address of the page, if it is known."""
    targets: dict[str, str] = field(default_factory=dict)
    """Address inside the page -> label of the footnote mark that leads there."""
    gap: bool = True
    count: int = 0

    def read(self, root: Element, look: Look) -> None:
        self.walk(root, look)
        while self.steps:
            step = self.steps.pop()
            if not isinstance(step, tuple):
                step()
            elif isinstance(step[0], str):
                self.text(step[0], step[1])
            else:
                self.visit(step[0], step[1])
        self.flush()

    def text(self, text: str, look: Look) -> None:
        """Blanks, most of what stands between the elements of a page, begin no line."""
        if self.parts or text.strip(_BLANKS):
            self.parts.append((without_private_use(text), look))

    def walk(self, element: Element, look: Look) -> None:
        """The children come next; comments and the like only end a text."""
        for child in reversed(element):
            if child.tail:
                self.steps.append((child.tail, look))
            if isinstance(child.tag, str):
                self.steps.append((child, look))
        if element.text:
            self.steps.append((element.text, look))

    def visit(self, element: Element, look: Look) -> None:
        name = element.tag
        if name in _WITHOUT_TEXT:
            return
        outer, look = look, self.look_of(element, look)
        if look.label != outer.label and name not in _BLOCK_TAGS:
            self.part_of_page(element, look)
        elif name in _SPECIAL_TAGS and self.special(element, look):
            return
        elif name in _BLOCK_TAGS:
            self.block(element, look)
        else:
            self.walk(element, look)

    def special(self, element: Element, look: Look) -> bool:
        """Elements that are more than a frame around their text; False for one that turns out to be no more."""
        name = element.tag
        if name == "br":
            self.flush(gap_after=False)
        elif name == "img":
            self.image(element, look)
        elif name == "a":
            return self.note(element, look) or self.link(element, look)
        elif name == "sup" and text_of(element).strip().isdigit() and not has_any(element, "a"):
            self.parts.append((text_of(element).strip().translate(_SUPERSCRIPTS), look))
        elif name == "pre" and not has_any(element, *_BLOCK_TAGS, "br", "img", "sup", "a"):
            self.preformatted(element, look)
        elif name == "table":
            self.table(element, look)
        else:
            return False
        return True

    def part_of_page(self, element: Element, look: Look) -> None:
        """An inline element that is a part of the page by itself: its words are a line of their own."""
        self.flush()
        self.steps.append(self.flush)
        self.walk(element, look)

    def look_of(self, element: Element, look: Look) -> Look:
        return look_inside(element, look, self.labels.get(element, look.label))

    def block(self, element: Element, look: Look) -> None:
        self.flush()
        item = self.place_of(element) if element.tag == "li" else None
        if self.note_text(element, look):
            return
        self.steps.append(self.end_of_block)
        if item is not None:
            self.item = item
            self.steps[-1] = self.end_of_item
        self.walk(element, look)

    def end_of_block(self) -> None:
        self.flush()

    def end_of_item(self) -> None:
        self.flush()
        self.item = None

    def place_of(self, element: Element) -> Item:
        number, printed = number_of(element, self.numbers) or (None, "")
        return Item(depth_of(element, self.top), number, printed, is_lone(element))

    def note(self, element: Element, look: Look) -> bool:
        """A link between a mark and its footnote; False for any other link."""
        href, text = str(element.get("href") or ""), text_of(element).strip()
        address = _NOTE_HREF.search(href)
        if address is None and not (href.startswith("#") and _NOTE_TEXT.fullmatch(text)):
            return False
        label = text.strip("[]() ") or (address[1] if address else "")
        if len(label) > _LONGEST_LABEL:
            return False
        self.targets.setdefault(href.removeprefix("#"), label)
        self.parts.append((f"{NOTE_OPEN}{label}{NOTE_CLOSE}", look))
        return True

    def link(self, element: Element, look: Look) -> bool:
        """A link to a document; False for one that only its words are kept of."""
        address = document_address(str(element.get("href") or ""), self.page) if look.label == "body" else None
        if address is None:
            return False
        self.steps.append(partial(self.end_link, address, self.parts, len(self.parts)))
        self.walk(element, look)
        return True

    def end_link(self, address: str, parts: list[tuple[str, Look]], start: int) -> None:
        """Mark the words since `start`, if they are still one piece of one line."""
        places = [index for index in range(start, len(parts)) if parts[index][0].strip()] if parts is self.parts else []
        if not places or any(mark in part for part, _ in parts[start:] for mark in (NOTE_OPEN, LINK_OPEN)):
            return
        first, last = places[0], places[-1]
        text, look = parts[first]
        words = text.lstrip()
        parts[first] = (f"{text[: len(text) - len(words)]}{LINK_OPEN}{address}{LINK_MIDDLE}{words}", look)
        text, look = parts[last]
        words = text.rstrip()
        parts[last] = (f"{words}{LINK_CLOSE}{text[len(words) :]}", look)

    def note_text(self, element: Element, look: Look) -> bool:
        """A footnote that has an element of its own: one paragraph, its label first; False for any other element."""
        address = str(element.get("id") or "")
        if not address or look.label != "body" or not (_NOTE_ID.fullmatch(address) or address in self.targets):
            return False
        found = self.inside(element)
        lines = [entry.block.text for entry in found if isinstance(entry.block, Paragraph | ListItem)]
        text = " ".join(lines).replace("↩︎", "").replace("↩", "").strip()
        if not text:
            return False
        if address in self.targets and not text.startswith(NOTE_OPEN):
            label = self.targets[address]
            text = f"{NOTE_OPEN}{label}{NOTE_CLOSE} {_without_label(text, label)}"
        self.count += 1
        self.done.append(Labelled(Paragraph(text, f"block {self.count}"), look.label))
        return True

    def inside(self, element: Element) -> list[Labelled]:
        """The blocks of an element that is read apart from the text around it."""
        walker = _Walker(self.top, self.labels, page=self.page)
        walker.read(element, plain_look("body"))
        return walker.done

    def preformatted(self, element: Element, look: Look) -> None:
        """Line breaks of typed text count."""
        self.flush()
        for line in text_of(element).split("\n"):
            self.parts.append((without_private_use(line), look))
            self.flush(gap_after=False)
        self.gap = True

    def image(self, element: Element, look: Look) -> None:
        sources = sources_of(element)
        if look.label != "body" or not sources:
            return
        file = next(filter(is_file, sources), None)
        rule = "readers/html: icon" if is_icon(element) else "readers/html: image without a file" if file is None else ""
        if not rule:
            self.flush()
        self.count += 1
        alt = to_unicode(str(element.get("alt") or "")).strip()
        image = Image(file or shown_address(sources[0]), f"block {self.count}", "", alt)
        self.done.append(Labelled(image, rule or look.label))

    def table(self, element: Element, look: Look) -> None:
        self.flush()
        self.steps += [partial(self.rows, element, look), self.flush]
        self.steps += [(part, look) for part in reversed(outside_cells(element))]

    def number_alone(self) -> None:
        """The printed number of an item that begins with a table."""
        item, self.item = self.item, None
        if item is not None and item.printed:
            self.count += 1
            self.done.append(Labelled(Paragraph(item.printed, f"block {self.count}"), "body"))

    def rows(self, element: Element, look: Look) -> None:
        if look.label != "body" or is_layout(element):
            self.layout(element, look)
        else:
            self.number_alone()
            images: list[Labelled] = []
            rows = read_table(element, partial(self.cell_lines, images))
            self.count += 1
            self.done += [Labelled(Table(rows, f"block {self.count}"), look.label), *images]

    def cell_lines(self, images: list[Labelled], cell: Element) -> tuple[str, ...]:
        """The text lines of a table cell; a nested table gives a line a row. Images and what is no text come below the table."""
        lines: list[str] = []
        for entry in self.inside(cell):
            block = entry.block
            if entry.label != "body" or isinstance(block, Image):
                images.append(replace(entry, block=replace(block, origin=f"block {self.count + 1}")))
            elif isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, ListItem):
                lines.append(f"{block.marker} {block.text}".strip())
            elif isinstance(block, Table):
                lines += [" | ".join(" ".join(inner.lines) for inner in row) for row in block.rows]
        return tuple(lines)

    def layout(self, element: Element, look: Look) -> None:
        """The cells of a layout table: pictures with their captions, two columns, else row by row."""
        columns = layout_columns(element) if look.label == "body" else None
        cells = [(cell, look) for cell in gallery(element)] if columns is None else []
        if columns is not None:
            cells = [(cell, in_column(look, column)) for column, part in enumerate(columns) for cell in part]
        self.steps += [partial(self.cell, cell, around) for cell, around in reversed(cells)]

    def cell(self, element: Element, look: Look) -> None:
        self.block(element, self.look_of(element, look))

    def flush(self, *, gap_after: bool = True) -> None:
        """End the current line; it becomes a paragraph or a list item if it holds more than blanks."""
        self.gap, gap = gap_after, self.gap
        if not self.parts:
            return
        parts, self.parts = self.parts, []
        text = _one_blank(to_unicode(_text(parts))).strip(" ")
        if text.startswith(LINK_OPEN):
            text = _LINKED_MARKER.sub(r"\2\1", text)
        if not text or text.isspace():
            return
        self.count += 1
        looks = [look for part, look in parts if part.strip()]
        first = looks[0] if looks else parts[0][1]
        paragraph = Paragraph(
            text, f"block {self.count}", all(look.bold for look in looks), first.centred, all(look.italic for look in looks),
            first.column, gap, first.heading,
        )  # fmt: skip
        item, self.item = self.item, None
        self.done.append(Labelled(paragraph if item is None else list_item(item, paragraph), first.label))


def blocks_of(
    root: Element,
    label: str,
    count: int = 0,
    labels: Mapping[Element, str] = MappingProxyType({}),
    page: str | None = None,
) -> list[Labelled]:
    """All blocks below an element, which has the label `label`; `labels` names the parts of the page inside it.

    `count`: blocks of the page before it; `page`: its address, which relative links start from.
    """
    walker = _Walker(root, labels, count=count, page=page)
    walker.read(root, plain_look(label))
    return walker.done


def _without_label(text: str, label: str) -> str:
    """A note without the label that is printed before it."""
    for printed in (label.translate(_SUPERSCRIPTS), f"[{label}]", f"({label})", f"{label}.", f"{label} "):
        if text.startswith(printed) and text.removeprefix(printed).strip():
            return text.removeprefix(printed).strip()
    return text


def _one_blank(text: str) -> str:
    """Each run of blanks as one blank."""
    return _SPACES.sub(" ", text) if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text else text


def _text(parts: list[tuple[str, Look]]) -> str:
    """The text of a line in Unicode, font by font; decided before anything is stripped, as U+00AD is a letter of TCVN3."""
    if len(parts) == 1:
        return _changed(parts[0][0], capitals if parts[0][1].font == CAPITALS else repair)
    runs = groupby(parts, key=lambda part: part[1].font)
    texts = (("".join([text for text, _ in run]), capitals if font == CAPITALS else repair) for font, run in runs)
    return "".join([_changed(text, change) for text, change in texts])


def _changed(text: str, change: Callable[[str], str]) -> str:
    """The words changed, the addresses of links left as they are."""
    return _ADDRESS.sub(lambda match: match[1] or change(match[0]), text) if LINK_OPEN in text else change(text)

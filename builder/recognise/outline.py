"""Headings, list items and ordered items of the document's own outline.

The level of a heading is its depth of nesting, decided from the marker's class and what is open, never from the number
alone. A numbered line is a heading when it looks like a title and has text below it, else an ordered item.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from builder.model import Block, Document, Heading, ListItem, Paragraph
from builder.recognise.lines import text_of, warn
from builder.recognise.markers import Marker, parse_marker
from builder.vietnamese.text import is_upper

_RANK = {
    "annex": -1,
    "part": 0,
    "chapter": 1,
    "section": 2,
    "article": 3,
    "alpha": 4,
    "roman": 5,
    "number": 6,
    "decimal": 7,
    "star": 9,
}
_PLAIN = "plain"
_ALWAYS = frozenset(("part", "chapter", "section", "article"))
_SEQUENCES = frozenset(("part", "chapter", "section", "article", "alpha", "roman", "number"))
_LONGEST = {"alpha": 260, "roman": 260, "number": 200, "decimal": 200, "star": 140, "annex": 200}
_LONGEST_LABEL = 60  # characters of a heading that ends with a colon
_LONGEST_BOLD = 320
_LONGEST_RUN_IN = 6  # words that a heading may have behind a colon
_LONGEST_PLAIN = 160  # characters of a heading without a marker
_DEEPEST = 6


@dataclass(slots=True)
class _Open:
    """What is open while the blocks are read in order; lives only inside `outline`."""

    keys: list[str] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    """Last value of each open class."""
    elements: dict[str, int] = field(default_factory=dict)
    """HTML heading level of each open class, 0 where no heading element told."""
    faults: list[str] = field(default_factory=list)
    item: int = 0
    """Last number of the ordered items since the last heading of another class."""

    def enter(self, marker: Marker, text: str, element: int = 0) -> int:
        """Open a heading; returns its depth, 0 for the highest."""
        key = marker.kind + (str(marker.depth) if marker.kind == "decimal" else "")
        while self.keys and self.keys[-1] != key and (key in self.keys or self.is_lower(self.keys[-1], key, element)):
            self.close()
        if not self.keys or self.keys[-1] != key:
            self.keys.append(key)
            self.values.pop(key, None)
        self.check(marker, key, text)
        self.values[key], self.elements[key], self.item = marker.value, element, 0
        return len(self.keys) - 1

    def enter_plain(self, element: int) -> int:
        """Open a heading that only its element makes one: below what is open, unless that is of its level or lower."""
        while any(self.elements[key] >= element for key in self.keys):
            self.close()
        self.keys.append(f"{_PLAIN}{element}")
        self.elements[self.keys[-1]] = element
        return len(self.keys) - 1

    def is_lower(self, opened: str, key: str, element: int) -> bool:
        """Whether an open class stands below the new one; against a heading without marker only the elements tell."""
        if opened.startswith(_PLAIN):
            return 0 < element <= self.elements[opened]
        return _rank(opened) > _rank(key)

    def close(self) -> None:
        key = self.keys.pop()
        self.values.pop(key, None)
        self.elements.pop(key, None)

    def check(self, marker: Marker, key: str, text: str) -> None:
        """Report a number that does not follow its sibling's."""
        last = self.values.get(key)
        wanted = max(last or 0, self.item if marker.kind == "number" else 0) + 1
        if marker.kind in _SEQUENCES and marker.value != wanted and not (marker.kind == "article" and last is None):
            self.faults.append(f"Đánh số không liên tục: “{marker.printed} {text[:60]}”")


def _rank(key: str) -> int:
    return _RANK[key.rstrip("0123456789")]


def outline(document: Document) -> Document:
    """Turn marked paragraphs into headings and items."""
    opened = _Open()
    blocks = list(document.blocks)
    markers = _markers(blocks)
    elements = _trusts_elements(blocks)
    done: list[Block] = []
    for index, block in enumerate(blocks):
        marker = markers[index]
        if isinstance(block, Paragraph) and marker is None and elements and _is_plain_heading(blocks, index):
            done.append(Heading(block.text, min(opened.enter_plain(block.heading) + 2, _DEEPEST), block.origin))
        elif not isinstance(block, Paragraph) or marker is None:
            done = _with_title_line(done, block, markers[index + 1] if index + 1 < len(blocks) else None)
        elif _is_heading(blocks, markers, index) and not _ends_list(blocks, markers, done, index):
            done += _heading(opened, block, marker)
        else:
            opened.item = marker.value if marker.kind == "number" else opened.item
            done.append(_item(block, marker))
    return warn(replace(document, blocks=tuple(_nested(done))), *opened.faults)


def _trusts_elements(blocks: Sequence[Block]) -> bool:
    """Heading elements tell something only where they are few: some authors set whole texts in them for their size."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    return 3 * sum(1 for line in lines if line.heading) < len(lines) + len(blocks)


def _is_plain_heading(blocks: Sequence[Block], index: int) -> bool:
    block, following = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    if not isinstance(block, Paragraph) or not block.heading or following is None:
        return False
    again = isinstance(following, Paragraph) and following.heading == block.heading and following.centred
    return len(block.text) <= _LONGEST_PLAIN and not block.text.endswith((".", ";", ",", ":", "!")) and not again


def _ends_list(blocks: Sequence[Block], markers: Sequence[Marker | None], done: Sequence[Block], index: int) -> bool:
    """The last of several short items has text below it, too, and yet looks like those before it."""
    block, marker, before = blocks[index], markers[index], markers[index - 1] if index else None
    if not isinstance(block, Paragraph) or marker is None or marker.kind != "number" or before is None or block.bold:
        return False
    above = blocks[index - 1]
    is_next = before.kind == "number" and before.value + 1 == marker.value
    return is_next and isinstance(done[-1], ListItem) and isinstance(above, Paragraph) and _looks_like_title(above, before)


def _markers(blocks: Sequence[Block]) -> list[Marker | None]:
    """The marker of each paragraph; letters and Roman numbers are told apart by what came before."""
    last: dict[str, int] = {}
    found: list[Marker | None] = []
    for block in blocks:
        marker = (
            parse_marker(text_of(block), {kind: value + 1 for kind, value in last.items()})
            if isinstance(block, Paragraph)
            else None
        )
        if marker is not None and marker.kind in ("alpha", "roman"):
            last[marker.kind] = marker.value
            if marker.kind == "alpha":
                last.pop("roman", None)
        found.append(marker)
    return found


def _is_heading(blocks: Sequence[Block], markers: Sequence[Marker | None], index: int) -> bool:
    block, marker = blocks[index], markers[index]
    if not isinstance(block, Paragraph) or marker is None or marker.kind not in _RANK:
        return False
    if marker.kind in _ALWAYS:
        return True
    if marker.kind == "annex":
        return not marker.rest or is_upper(marker.rest) or block.bold
    if not marker.rest or not _looks_like_title(block, marker):
        return False
    if marker.kind in ("alpha", "roman"):
        return True
    if not block.bold and _in_article(markers[:index]):
        return False
    return _has_text_below(blocks, markers, index)


def _in_article(before: Sequence[Marker | None]) -> bool:
    """Numbers below `Điều n.` are its clauses (khoản), not headings."""
    last = next(
        (marker.kind for marker in reversed(before) if marker and (marker.kind in _ALWAYS or marker.kind in ("alpha", "roman"))),
        None,
    )
    return last == "article"


def _looks_like_title(block: Paragraph, marker: Marker) -> bool:
    text, longest = marker.rest, _LONGEST[marker.kind]
    if block.bold and len(text) <= _LONGEST_BOLD:
        return True
    if len(text) > longest or text.endswith((";", ",", "…")) or (text.endswith(":") and len(text) > _LONGEST_LABEL):
        return False
    if marker.kind in ("alpha", "roman") or is_upper(text):
        return ". " not in text or is_upper(text)
    return not text.endswith(".") and ". " not in text and not _runs_in(text, 1 if marker.kind == "star" else _LONGEST_RUN_IN)


def _runs_in(text: str, longest: int) -> bool:
    """`Cải cách hành chính: Xây dựng kế hoạch …`: the text begins in the line of its heading."""
    _, colon, rest = text.partition(": ")
    return bool(colon) and len(rest.split()) > longest


def _has_text_below(blocks: Sequence[Block], markers: Sequence[Marker | None], index: int) -> bool:
    """Whether something else than the next number of the same series follows."""
    if index + 1 >= len(blocks):
        return False
    marker, following = markers[index], markers[index + 1]
    if marker is None or following is None:
        return True
    same = following.kind == marker.kind and following.depth == marker.depth
    higher = following.kind in _RANK and _RANK[following.kind] < _RANK[marker.kind] and following.kind != "star"
    block = blocks[index]
    return not same and (not higher or (isinstance(block, Paragraph) and (block.bold or is_upper(marker.rest))))


def _heading(opened: _Open, block: Paragraph, marker: Marker) -> list[Block]:
    level = min(opened.enter(marker, marker.rest, block.heading) + 2, _DEEPEST)
    if marker.kind == "star":
        return [Heading(block.text.lstrip("* "), level, block.origin)]
    if marker.kind == "article" and marker.rest and not _is_article_title(block, marker):
        return [Heading(marker.printed, level, block.origin), Paragraph(marker.rest, block.origin)]
    return [Heading(block.text, level, block.origin)]


def _is_article_title(block: Paragraph, marker: Marker) -> bool:
    """`Điều 5. Hiệu lực thi hành` has a title; `Điều 5. Quyết định này có hiệu lực … .` is followed by its text."""
    return len(marker.rest) <= 160 and (block.bold or not marker.rest.endswith((".", ";", ":", ",")))


def _with_title_line(done: list[Block], block: Block, following: Marker | None) -> list[Block]:
    """The blocks with one more; the line below `PHẦN THỨ NHẤT`, `Chương I` is its title and becomes part of the heading."""
    before = done[-1] if done else None
    if not isinstance(before, Heading) or not isinstance(block, Paragraph) or not _lacks_title(before):
        done.append(block)
    elif is_upper(block.text) or ((block.bold or _stands_between(block, following)) and len(block.text) <= 200):
        done[-1] = replace(before, text=f"{before.text} {block.text}")
    else:
        done.append(block)
    return done


def _stands_between(block: Paragraph, following: Marker | None) -> bool:
    """A line without a full stop between a chapter's number and its first section or article."""
    return following is not None and following.kind in _ALWAYS and not block.text.endswith((".", ";", ":", ","))


def _lacks_title(heading: Heading) -> bool:
    marker = parse_marker(heading.text)
    return marker is not None and marker.kind in ("annex", "part", "chapter", "section") and not marker.rest


def _item(block: Paragraph, marker: Marker) -> Block:
    if marker.kind in ("dash", "bullet", "plus"):
        text = block.text[block.text.index(marker.printed) + len(marker.printed) :].lstrip()
        return ListItem(text, block.origin, depth=1 if marker.kind == "plus" else 0, marker=marker.printed)
    if marker.kind == "number":
        text = block.text[block.text.index(marker.printed) + len(marker.printed) :].lstrip()
        return ListItem(text, block.origin, number=marker.value, marker=marker.printed)
    return block


def _nested(blocks: Sequence[Block]) -> list[Block]:
    """A `+` item nests only below a `-` item; depth never jumps, and neighbours of one depth stay together."""
    done: list[Block] = []
    for index, block in enumerate(blocks):
        before, above = (done[-1], blocks[index - 1]) if done else (None, None)
        depth = _depth(block, before, above) if isinstance(block, ListItem) else 0
        done.append(replace(block, depth=depth) if isinstance(block, ListItem) and block.depth != depth else block)
    return done


def _depth(item: ListItem, before: Block | None, above: Block | None) -> int:
    """`before` is the block above as it came out, `above` the same as it was read."""
    if not isinstance(before, ListItem) or not isinstance(above, ListItem):
        return 0
    return before.depth if above.depth == item.depth else min(item.depth, before.depth + 1)

"""Headings, list items and ordered items of the document's own outline.

The level of a heading is its depth of nesting, decided from the marker's class and what is open, never from the number
alone. A numbered line is a heading when it looks like a title and has text below it, else an ordered item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.model import Block, Document, Heading, ListItem, Paragraph
from builder.recognise.lines import text_of, warn
from builder.recognise.markers import Marker, parse_marker
from builder.vietnamese.text import is_upper

_RANK = {"part": 0, "chapter": 1, "section": 2, "article": 3, "alpha": 4, "roman": 5, "number": 6, "decimal": 7, "star": 9}
_ALWAYS = frozenset(("part", "chapter", "section", "article"))
_SEQUENCES = frozenset(("part", "chapter", "section", "article", "alpha", "roman", "number"))
_LONGEST = {"alpha": 260, "roman": 260, "number": 200, "decimal": 200, "star": 140}
_LONGEST_LABEL = 60  # characters of a heading that ends with a colon
_LONGEST_BOLD = 320
_DEEPEST = 6


@dataclass(slots=True)
class _Open:
    """What is open while the blocks are read in order; lives only inside `outline`."""

    keys: list[str] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    """Last value of each open class."""
    faults: list[str] = field(default_factory=list)

    def expected(self) -> Mapping[str, int]:
        return {key: value + 1 for key, value in self.values.items()}

    def enter(self, marker: Marker, text: str) -> int:
        """Open a heading; returns its depth, 0 for the highest."""
        key = marker.kind + (str(marker.depth) if marker.kind == "decimal" else "")
        while self.keys and self.keys[-1] != key and (key in self.keys or _rank(self.keys[-1]) > _rank(key)):
            self.values.pop(self.keys.pop(), None)
        if not self.keys or self.keys[-1] != key:
            self.keys.append(key)
            self.values.pop(key, None)
        self.check(marker, key, text)
        self.values[key] = marker.value
        return len(self.keys) - 1

    def check(self, marker: Marker, key: str, text: str) -> None:
        """Report a number that does not follow its sibling's."""
        last = self.values.get(key)
        wanted = 1 if last is None else last + 1
        if marker.kind in _SEQUENCES and marker.value != wanted and not (marker.kind == "article" and last is None):
            self.faults.append(f"Đánh số không liên tục: “{marker.printed} {text[:60]}”")


def _rank(key: str) -> int:
    return _RANK[key.rstrip("0123456789")]


def outline(document: Document) -> Document:
    """Turn marked paragraphs into headings and items."""
    opened = _Open()
    blocks = list(document.blocks)
    markers = _markers(blocks)
    done: list[Block] = []
    for index, block in enumerate(blocks):
        marker = markers[index]
        if not isinstance(block, Paragraph) or marker is None:
            done = _with_title_line(done, block)
        elif _is_heading(blocks, markers, index):
            done += _heading(opened, block, marker)
        else:
            done.append(_item(block, marker))
    return warn(replace(document, blocks=tuple(_nested(done))), *opened.faults)


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
    return not text.endswith(".") and ". " not in text and not _runs_in(text)


def _runs_in(text: str) -> bool:
    """`Cải cách hành chính: Xây dựng kế hoạch …`: the text begins in the line of its heading."""
    _, colon, rest = text.partition(": ")
    return bool(colon) and len(rest.split()) > 6


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
    level = min(opened.enter(marker, marker.rest) + 2, _DEEPEST)
    if marker.kind == "star":
        return [Heading(block.text.lstrip("* "), level, block.origin)]
    if marker.kind == "article" and marker.rest and not _is_article_title(block, marker):
        return [Heading(marker.printed, level, block.origin), Paragraph(marker.rest, block.origin)]
    return [Heading(block.text, level, block.origin)]


def _is_article_title(block: Paragraph, marker: Marker) -> bool:
    """`Điều 5. Hiệu lực thi hành` has a title; `Điều 5. Quyết định này có hiệu lực … .` is followed by its text."""
    return len(marker.rest) <= 160 and (block.bold or not marker.rest.endswith((".", ";", ":", ",")))


def _with_title_line(done: Sequence[Block], block: Block) -> list[Block]:
    """The blocks with one more; the line below `PHẦN THỨ NHẤT`, `Chương I` is its title and becomes part of the heading."""
    before = done[-1] if done else None
    if not isinstance(before, Heading) or not isinstance(block, Paragraph) or not _lacks_title(before):
        return [*done, block]
    if is_upper(block.text) or (block.bold and len(block.text) <= 200):
        return [*done[:-1], replace(before, text=f"{before.text} {block.text}")]
    return [*done, block]


def _lacks_title(heading: Heading) -> bool:
    marker = parse_marker(heading.text)
    return marker is not None and marker.kind in ("part", "chapter", "section") and not marker.rest


def _item(block: Paragraph, marker: Marker) -> Block:
    if marker.kind in ("dash", "bullet", "plus"):
        text = block.text[block.text.index(marker.printed) + len(marker.printed) :].lstrip()
        return ListItem(text, block.origin, depth=1 if marker.kind == "plus" else 0, marker=marker.printed)
    if marker.kind == "number":
        text = block.text[block.text.index(marker.printed) + len(marker.printed) :].lstrip()
        return ListItem(text, block.origin, number=marker.value, marker=marker.printed)
    return block


def _nested(blocks: Sequence[Block]) -> list[Block]:
    """A `+` item nests only below a `-` item; depth never jumps."""
    done: list[Block] = []
    for block in blocks:
        before = done[-1] if done else None
        deepest = before.depth + 1 if isinstance(before, ListItem) else 0
        shallow = isinstance(block, ListItem) and block.depth > deepest
        done.append(replace(block, depth=deepest) if shallow and isinstance(block, ListItem) else block)
    return done

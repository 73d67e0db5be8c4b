"""Paragraphs, items and words that a page break or a line break split are joined again with one blank."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.model import Block, Document, Heading, ListItem, Paragraph, Removed
from builder.recognise.lines import MARKER, is_rule, text_of
from builder.vietnamese.doc_types import opening_type
from builder.vietnamese.names import starts_like_body, starts_like_role
from builder.vietnamese.text import is_upper, plain

_ENDED = re.compile(r"""[.!?…:;]["”’)\]]*$|[.…]{2,}$""")
# What a decision rests on ends with a comma, too; a new paragraph says who decides.
_PREAMBLE = re.compile(r"(?:[-–+]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Sau khi|Trên cơ sở)\s")
_BRACKET_END = re.compile(r"[)”]$")
_LONGEST_END = 40  # characters of a line's end that tell whether it is one
_SHORTEST_SPLIT = 40  # characters; a shorter line that ends without a point is a heading or a label
_WIDEST_WRAP = 130  # characters; a text file with longer lines has a paragraph a line
_NARROWEST_WRAP = 50
_FEWEST_FULL = 5  # full lines that make a wrapped text
_INDENT = 6  # characters that the first line of a paragraph may stand in


@dataclass(slots=True)
class _Run:
    """A paragraph or item and the lines that were found to go on with it; what is asked of it is kept, not counted anew."""

    block: Paragraph | ListItem
    lines: list[Paragraph | ListItem]
    length: int = 0
    upper: bool = True
    brackets: int = 0
    quotes: int = 0

    @classmethod
    def of(cls, block: Paragraph | ListItem) -> "_Run":
        run = cls(block, [])
        run.add(block)
        return run

    def add(self, line: Paragraph | ListItem) -> None:
        text = text_of(line)
        words = plain(text)
        self.lines.append(line)
        self.length += len(text)
        self.upper = self.upper and is_upper(text)
        self.brackets += words.count("(") - words.count(")")
        self.quotes += words.count("“") - words.count("”")

    def joined(self) -> Paragraph | ListItem:
        if len(self.lines) == 1:
            return self.block
        first, *between, last = (line.text for line in self.lines)
        return replace(self.block, text=" ".join([first.rstrip(), *map(str.strip, between), last.lstrip()]))


def joins(document: Document) -> Document:
    """Join what was split; the words themselves stay as printed."""
    dump = document.metadata.source.media_type == "text/plain"
    width = wrap_width(document.blocks) if dump else None
    breaks = _breaks(document.removed)
    done: list[Block | _Run] = []
    for block in document.blocks:
        run = done[-1] if done else None
        if isinstance(block, Paragraph) and isinstance(run, _Run):
            across = dump and _is_between(breaks, run.lines[-1], block)
            if is_wrapped(run.lines[-1], block, width) or _is_split(run, block, dump, across):
                run.add(block)
                continue
        done.append(_Run.of(block) if isinstance(block, Paragraph | ListItem) else block)
    return replace(document, blocks=tuple(entry.joined() if isinstance(entry, _Run) else entry for entry in done))


def wrap_width(blocks: Sequence[Block]) -> int | None:
    """The width of a text whose lines were broken to fit a page; None for a text with a paragraph a line."""
    lengths = [len(block.text) for block in blocks if isinstance(block, Paragraph | ListItem)]
    width = max(lengths, default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    full = sum(1 for length in lengths if length >= width - 2 * _INDENT)
    return width if full >= _FEWEST_FULL and full * 4 >= len(lengths) else None


def is_wrapped(last: Paragraph | ListItem, block: Paragraph, width: int | None) -> bool:
    """Whether the next line's first word had no more room in this line."""
    first, second = text_of(last), text_of(block)
    if width is None or block.gap or not second or MARKER.match(second) or is_rule(last) or is_rule(block):
        return False
    return len(first) + 1 + len(second.split(" ", 1)[0]) > width - _INDENT and is_upper(first) == is_upper(second)


def _breaks(removed: Sequence[Removed]) -> list[int]:
    """The line numbers at which page numbers, running heads and footnotes were taken out."""
    rules = ("recognise/page_breaks", "recognise/notes")
    return sorted(_line(entry.origin) for entry in removed if entry.rule.startswith(rules))


def _line(origin: str) -> int:
    number = origin.rpartition(" ")[2]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _is_between(breaks: Sequence[int], last: Block, block: Block) -> bool:
    index = bisect(breaks, _line(last.origin))
    return index < len(breaks) and breaks[index] < _line(block.origin)


def _is_split(run: _Run, block: Paragraph, dump: bool, across: bool) -> bool:
    before = run.lines[-1]
    first, second = text_of(before), text_of(block)
    if (
        not first
        or not second
        or _ENDED.search(first[-_LONGEST_END:])
        or MARKER.match(second)
        or is_rule(before)
        or is_rule(block)
    ):
        return False
    if dump and _is_split_heading(run, first, second):
        return True
    if run.upper or is_upper(second) or _looks_differ(run.block, block) or run.length < _SHORTEST_SPLIT:
        return False
    if _BRACKET_END.search(first[-1:]):
        return across and second[:1].islower()
    preamble = bool(_PREAMBLE.match(text_of(run.block)))
    if second[:1].islower() or (first.endswith((",", " -", "–")) and not preamble) or across:
        return True
    return dump and (run.brackets > 0 or run.quotes > 0 or _split_name(first, second))


def _is_split_heading(run: _Run, first: str, second: str) -> bool:
    """`II. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM CÔNG TÁC` | `QUÝ IV NĂM 2021`: a heading in capitals goes on in the next line."""
    both = run.upper and is_upper(second) and len(first) >= _SHORTEST_SPLIT and MARKER.match(text_of(run.block))
    opens = starts_like_body(second) or starts_like_role(second) or opening_type(second) or second.endswith((".", ":", ";"))
    return bool(both) and not opens and not second.startswith("QUYẾT")


def _looks_differ(before: Block, block: Paragraph) -> bool:
    return (
        isinstance(before, Paragraph)
        and (before.bold != block.bold or before.centred != block.centred)
        and not isinstance(before, Heading)
    )


def _split_name(first: str, second: str) -> bool:
    """`… các xã Tân` | `Khánh, Liên Bảo …`: a list of names goes on with the rest of a name and a comma."""
    last = first.rsplit(None, 1)[-1]
    return bool(last[:1].isupper() and last[1:].islower() and re.match(r"[^\W\d_]+(?:,| và )", second))

"""`- 3 -`, `Trang 3/10`, running heads: what a page of paper adds to a text that was scanned or printed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from heapq import heappop, heappush
from itertools import pairwise
from statistics import median

from builder.model import Block, Document, Paragraph, Removed
from builder.recognise.lines import taken, text_of

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?\d{1,3}(?:\s*[-–—])?|(?:Trang|Page)\s*:?\s*\d{1,3}(?:\s*/\s*\d{1,3})?|\d{1,3}\s*/\s*\d{1,3}"
)
_NUMBER_AT_END = re.compile(r"^\d{1,3}\s+|\s*[|–-]?\s*(?:Trang|trang)?\s*\d{1,3}(?:\s*/\s*\d{1,3})?$")
_MOST_LOST = 2  # by how much a page's number may exceed the one before
_SHORTEST_LINE = 40  # characters of a line that a page break cut
_FEWEST = 2  # page numbers that make a line of digits a page number
_SHORTEST_PAGE = 500  # characters between two page numbers; closer numbers are table cells
_LONGEST_HEAD = 120  # characters of a running head


def page_breaks(document: Document) -> Document:
    """Remove page numbers and running heads of a plain text; in HTML there are no pages."""
    if document.metadata.source.media_type != "text/plain":
        return document
    feeds = frozenset(index for index, block in enumerate(document.blocks) if _is_form_feed(block))
    numbers = _page_numbers(document.blocks, feeds)
    heads = _running_heads(document.blocks, numbers | feeds)
    gone = numbers | heads | feeds
    kept = tuple(block for index, block in enumerate(document.blocks) if index not in gone)
    removed = taken((document.blocks[index] for index in sorted(numbers)), "recognise/page_breaks: page number")
    removed += taken((document.blocks[index] for index in sorted(heads)), "recognise/page_breaks: running head")
    removed += tuple(Removed("\f", document.blocks[index].origin, "recognise/page_breaks: form feed") for index in sorted(feeds))
    return replace(document, blocks=kept, removed=document.removed + removed)


def _is_form_feed(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.strip(" \n") == "\f"


def _page_numbers(blocks: tuple[Block, ...], feeds: frozenset[int]) -> frozenset[int]:
    """Lines of digits only that count up, a page apart; beside a form feed one alone is enough."""
    found: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        text = text_of(block)
        if isinstance(block, Paragraph) and text and _PAGE_NUMBER.fullmatch(text):
            found.append((index, int(re.findall(r"\d+", text)[0])))
    sure = {index for index, _ in found if index + 1 in feeds or index - 1 in feeds}
    for series in _rising(found):
        pages = [sum(len(text_of(block)) for block in blocks[first:last]) for first, last in pairwise(series)]
        heads = Counter(_without_number(text_of(blocks[index + 1])) for index in series if index + 1 < len(blocks))
        under = any(text and count >= _FEWEST for text, count in heads.items())
        if median(pages) >= _SHORTEST_PAGE or under or any(_splits(blocks, index) for index in series):
            sure.update(series)
    return frozenset(sure)


def _rising(found: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Indices of the numbers that count up one by one, series by series; a page whose number was lost is stepped over."""
    done: list[list[int]] = []
    ends: dict[int, list[int]] = {}  # last number -> places in `done` of the series that end with it, the first on top
    for index, number in found:
        before = [ends[last] for last in range(number - _MOST_LOST, number) if ends.get(last)]
        if before:
            place = heappop(min(before, key=lambda places: places[0]))
            done[place].append(index)
        else:
            place = len(done)
            done.append([index])
        heappush(ends.setdefault(number, []), place)
    return [series for series in done if len(series) >= _FEWEST]


def _splits(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a number stands alone within a sentence: `… đã triển khai` | 3 | `tại các thôn.`"""
    if not 0 < index < len(blocks) - 1:
        return False
    before, number, after = blocks[index - 1], blocks[index], blocks[index + 1]
    alone = isinstance(number, Paragraph) and number.gap and isinstance(after, Paragraph) and after.gap
    first = text_of(before)
    return alone and len(first) >= _SHORTEST_LINE and first[-1:] not in ".;:!?…" and text_of(after)[:1].islower()


def _running_heads(blocks: tuple[Block, ...], breaks: frozenset[int]) -> frozenset[int]:
    """Short lines that stand again and again at page breaks; a page number in them differs from page to page."""
    beside = {index for one in breaks for index in (one - 1, one + 1) if 0 <= index < len(blocks) and index not in breaks}
    lines = {index: _without_number(text_of(blocks[index])) for index in beside if isinstance(blocks[index], Paragraph)}
    counts = Counter(lines.values())
    return frozenset(index for index, text in lines.items() if text and counts[text] >= _FEWEST and len(text) <= _LONGEST_HEAD)


def _without_number(text: str) -> str:
    return _NUMBER_AT_END.sub("", text).casefold()

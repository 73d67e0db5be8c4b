"""`- 3 -`, `Trang 3/10`, running heads: what a page of paper adds to a text that was scanned or printed."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from builder.model import Block, Document, Paragraph
from builder.recognise.lines import taken, text_of

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?\d{1,3}(?:\s*[-–—])?|(?:Trang|Page)\s*:?\s*\d{1,3}(?:\s*/\s*\d{1,3})?|\d{1,3}\s*/\s*\d{1,3}"
)
_FEWEST = 2  # page numbers that make a line of digits a page number
_SHORTEST_PAGE = 500  # characters between two page numbers; closer numbers are table cells
_LONGEST_HEAD = 120  # characters of a running head


def page_breaks(document: Document) -> Document:
    """Remove page numbers and running heads of a plain text; in HTML there are no pages."""
    if document.metadata.source.media_type != "text/plain":
        return document
    numbers = _page_numbers(document.blocks)
    heads = _running_heads(document.blocks, numbers)
    kept = tuple(block for index, block in enumerate(document.blocks) if index not in numbers | heads)
    removed = taken((document.blocks[index] for index in sorted(numbers)), "recognise/page_breaks: page number")
    removed += taken((document.blocks[index] for index in sorted(heads)), "recognise/page_breaks: running head")
    return replace(document, blocks=kept, removed=document.removed + removed)


def _page_numbers(blocks: tuple[Block, ...]) -> frozenset[int]:
    """Lines of digits only that count up."""
    found: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        text = text_of(block)
        if isinstance(block, Paragraph) and text and _PAGE_NUMBER.fullmatch(text):
            found.append((index, int(re.findall(r"\d+", text)[0])))
    rising = [index for index, number in found if any(abs(number - other) == 1 for _, other in found)]
    pages = [sum(len(text_of(block)) for block in blocks[first:last]) for first, last in pairwise(rising)]
    return frozenset(rising) if len(rising) >= _FEWEST and median(pages) >= _SHORTEST_PAGE else frozenset()


def _running_heads(blocks: tuple[Block, ...], numbers: frozenset[int]) -> frozenset[int]:
    """Short lines that stand again and again beside page numbers."""
    beside = [
        index for number in numbers for index in (number - 1, number + 1) if 0 <= index < len(blocks) and index not in numbers
    ]
    counts = Counter(text_of(blocks[index]).casefold() for index in beside)
    return frozenset(
        index
        for index in beside
        if isinstance(blocks[index], Paragraph)
        and counts[text_of(blocks[index]).casefold()] >= max(_FEWEST, 2)
        and len(text_of(blocks[index])) <= _LONGEST_HEAD
    )

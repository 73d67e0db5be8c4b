"""The terms of both indexes that are no words: numbers in full and in short, periods and days that a line of text names."""

import itertools
import re
from collections.abc import Iterator

from builder.search import analysis, periods, short_numbers
from builder.search.document_numbers import number_key
from builder.vietnamese import keys

_MAY_NAME = re.compile(r"(?i)\d|quý|sáu|chín")


def places(line: str) -> dict[str, tuple[int, int]]:
    """The terms of what an NFC line names, with the place where it first does."""
    if not _MAY_NAME.search(line):
        return {}
    found: list[tuple[str, int, int]] = []
    for number in analysis.number_tokens(line):
        found += [(term, number.start, number.end) for term in (number.folded, *_parts(number.folded))]
    tokens = analysis.words(line)
    found += [(term, tokens[first].start, tokens[end - 1].end) for term, first, end in _said(line)]
    return {term: (start, end) for term, start, end in reversed(found)}


def line_terms(line: str) -> list[str]:
    """What an NFC line names, but for the numbers in full, which the analysis has as tokens."""
    if not _MAY_NAME.search(line):
        return []
    numbers = [number.folded for number in analysis.number_tokens(line)]
    found = [*itertools.chain.from_iterable(map(_parts, numbers)), *(term for term, _, _ in _said(line))]
    return [term for term in dict.fromkeys(found) if term not in numbers]


def _parts(number: str) -> tuple[str, ...]:
    """The terms under which a number is found that stands in full."""
    return (*short_numbers.partial_keys(number), f"{short_numbers.NAMED}-{number.partition('-')[0]}")


def _said(line: str) -> Iterator[tuple[str, int, int]]:
    """Numbers in short, periods and days, each with a range of words."""
    row = analysis.printed_keys(line)[1]
    return itertools.chain(short_numbers.named(line, row), periods.named(row))


def own_terms(number: str) -> Iterator[str]:
    """The terms of a bulletin's own number: in full, in short, and its figure alone."""
    key = keys.unmarked(number_key(number))
    if key:
        yield from dict.fromkeys((key, *short_numbers.partial_keys(key), f"{short_numbers.OWN}-{key.partition('-')[0]}"))

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
    tokens = analysis.words(line)
    found: list[tuple[str, int, int]] = []
    for number in analysis.number_tokens(line):
        figure = f"{short_numbers.NAMED}-{number.folded.partition('-')[0]}"
        terms = (number.folded, *short_numbers.partial_keys(number.folded), figure)
        found += [(term, number.start, number.end) for term in terms]
    said = itertools.chain(short_numbers.named(short_numbers.number_words(line, tokens)), periods.named(tokens))
    found += [(term, tokens[first].start, tokens[end - 1].end) for term, first, end in said]
    return {term: (start, end) for term, start, end in reversed(found)}


def line_terms(line: str) -> list[str]:
    """What an NFC line names, but for the numbers in full, which the analysis has as tokens."""
    whole = {number.folded for number in analysis.number_tokens(line)}
    return [term for term in places(line) if term not in whole]


def own_terms(number: str) -> Iterator[str]:
    """The terms of a bulletin's own number: in full, in short, and its figure alone."""
    key = keys.unmarked(number_key(number))
    if key:
        yield from dict.fromkeys((key, *short_numbers.partial_keys(key), f"{short_numbers.OWN}-{key.partition('-')[0]}"))

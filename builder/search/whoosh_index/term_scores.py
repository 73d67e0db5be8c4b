"""The worth of a term in the documents that hold it: rarer terms count more, and a word said often counts less and less."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.codec import PER_UNIT
from builder.search.whoosh_index.document_sets import DocumentSet
from builder.search.whoosh_index.held import NOWHERE, Held, taken
from builder.search.whoosh_index.posting_lists import Many, Postings, each

SATURATION = 1.2
_LISTED_FROM = 8  # scores of a term that one document in so many holds stand in a list with a place for every document

_ONES = bytes([0]) + bytes([1]) * 255

Lists = Sequence[tuple[int, int, Postings | None]]
"""For each segment: its first document, how many it has, and the term's list in it."""
_Worth = Callable[[int], float]


def score_term(lists: Lists, living: int, size: int) -> Held:
    """The documents that hold a term, of those that live among `size`, with its worth in each."""
    documents = document_set((first, postings) for first, _, postings in lists if postings) & living
    number = documents.bit_count()
    if not number:
        return NOWHERE
    rarity = math.log(1 + (living.bit_count() - number + 0.5) / (number + 0.5))
    factor = rarity * (SATURATION + 1)

    def worth(sixteenths: int) -> float:
        weight = sixteenths / PER_UNIT
        return factor * weight / (weight + SATURATION)

    def in_list() -> list[float]:
        rows = [_row(room, postings, worth) for _, room, postings in lists]
        return rows[0] if len(rows) == 1 else list(chain.from_iterable(rows))

    def in_mapping() -> dict[int, float]:
        return dict(chain.from_iterable(_pairs(first, postings, worth) for first, _, postings in lists if postings))

    return Held(documents, in_list if number * _LISTED_FROM >= size else in_mapping)


def document_set(lists: Iterable[tuple[int, Postings]]) -> DocumentSet:
    """The documents of a term, deleted ones included, from the first document of each segment and its list there."""
    return sum(_set_of(postings) << 8 * first for first, postings in lists)


def _set_of(postings: Postings) -> DocumentSet:
    if isinstance(postings, Many):
        return int.from_bytes(postings.held.translate(_ONES), "little")
    return document_sets.of(postings.documents, postings.documents[-1] + 1)


def _row(room: int, postings: Postings | None, worth: _Worth) -> list[float]:
    """A score for each document of a segment, 0 where the term is missing."""
    row = [0.0] * room
    if isinstance(postings, Many):
        weights = postings.weights if postings.weights is not None else range(max(postings.places) + 1)
        scores = [worth(weight) if weight else 0.0 for weight in weights]
        row[: len(postings.places)] = taken(scores, postings.places)
    elif postings:
        for document, weight in zip(postings.documents, postings.weights, strict=True):
            row[document] = worth(weight)
    return row


def _pairs(first: int, postings: Postings, worth: _Worth) -> Iterable[tuple[int, float]]:
    documents, weights = each(postings)
    table = {weight: worth(weight) for weight in set(weights)}
    return zip([first + document for document in documents], map(table.__getitem__, weights), strict=True)

"""The order of the documents found: nearness of the words, then the newer of equals."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from builder.search.parse import Unit
from builder.search.query import Sort
from builder.search.whoosh_index.matching import Found, Scores
from builder.search.whoosh_index.reading import Field, Reader

_LOOKED_AT = 200  # the best by words alone whose text is looked at for nearness
_PAIR_GAIN = 0.6  # all neighbouring words of the query also neighbours in the document
_WHOLE_GAIN = 0.4  # the whole query in a row
_TITLE_GAIN = 0.6  # the whole query in a row in the title
_EQUAL_STEPS = 50  # scores within a fiftieth of the best are equals


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with its score."""

    document: int
    score: float


def ranked(reader: Reader, found: Found, sort: Sort) -> list[Ranked]:
    """All documents found, in order."""
    if sort == "date":
        both = [Ranked(document, score) for tier in found.tiers for document, score in tier.items()]
        return sorted(both, key=lambda hit: (_reversed_date(reader, hit.document), -hit.score, reader.id(hit.document)))
    ordered: list[Ranked] = []
    for number, tier in enumerate(found.tiers):
        field: Field = "exact" if number == 0 and found.exact else "folded"
        ordered += _by_relevance(reader, tier, found.units, field)
    return ordered


def _by_relevance(reader: Reader, scores: Scores, units: Sequence[Unit], field: Field) -> list[Ranked]:
    best = sorted(scores.items(), key=lambda item: -item[1])
    pairs, whole = _neighbours(units, field)
    near = [Ranked(document, score * _gain(reader, document, pairs, whole, field)) for document, score in best[:_LOOKED_AT]]
    top = max((hit.score for hit in near), default=1.0) or 1.0

    def order(hit: Ranked) -> tuple[int, str, str]:
        return -round(hit.score / top * _EQUAL_STEPS), _reversed_date(reader, hit.document), reader.id(hit.document)

    return sorted(near, key=order) + [Ranked(document, score) for document, score in best[_LOOKED_AT:]]


def _neighbours(units: Sequence[Unit], field: Field) -> tuple[list[bytes], bytes]:
    """The pairs of neighbouring words of a query, and the whole of it, as they stand in a text column."""
    words = [key for unit in units for key in (unit.exact if field == "exact" else unit.folded)]
    pairs = [f" {first} {second} ".encode() for first, second in itertools.pairwise(words)]
    return pairs, f" {' '.join(words)} ".encode()


def _gain(reader: Reader, document: int, pairs: Sequence[bytes], whole: bytes, field: Field) -> float:
    if not pairs:
        return 1.0
    text = reader.text(field, document)
    gain = 1.0 + _PAIR_GAIN * sum(pair in text for pair in pairs) / len(pairs)
    if whole in text:
        gain += _WHOLE_GAIN + (_TITLE_GAIN if whole in text.partition(b"\n")[0] else 0.0)
    return gain


def _reversed_date(reader: Reader, document: int) -> str:
    """A text that sorts the newest first and the undated last."""
    date = reader.facts(document).date
    return "".join(chr(ord("9") - int(digit)) for digit in date if digit.isdecimal()) if date else "~"

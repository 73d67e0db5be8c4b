"""The order of the documents found: nearness of the words, then the newer of equals."""

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from builder.search.query import Sort
from builder.search.units import Unit
from builder.search.whoosh_index.closeness import Wanted, gain, wanted
from builder.search.whoosh_index.matching import Found
from builder.search.whoosh_index.reading import Field, Reader
from builder.search.whoosh_index.scoring import Scores

_LOOKED_AT = 50  # the best by words alone whose text is looked at for nearness
_EQUAL_STEPS = 50  # scores within a fiftieth of the best are equals


class Ranked(NamedTuple):
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
    best = sorted(scores.items(), key=itemgetter(1), reverse=True)
    sought = wanted(units, field)
    near = [Ranked(document, score * _gain(reader, document, sought, field)) for document, score in best[:_LOOKED_AT]]
    top = max((hit.score for hit in near), default=1.0) or 1.0

    def order(hit: Ranked) -> tuple[int, str, str]:
        return -round(hit.score / top * _EQUAL_STEPS), _reversed_date(reader, hit.document), reader.id(hit.document)

    return sorted(near, key=order) + list(map(Ranked._make, best[_LOOKED_AT:]))


def _gain(reader: Reader, document: int, sought: Sequence[Wanted], field: Field) -> float:
    return gain(reader.text(field, document), sought) if any(one.pairs for one in sought) else 1.0


def _reversed_date(reader: Reader, document: int) -> str:
    """A text that sorts the newest first and the undated last."""
    date = reader.facts[document].date
    return "".join(chr(ord("9") - int(digit)) for digit in date if digit.isdecimal()) if date else "~"

"""The order of the documents found: nearness of the words, then the newer of equals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.search.query import Sort
from builder.search.units import Unit
from builder.search.whoosh_index.closeness import gain, wanted
from builder.search.whoosh_index.matching import Found
from builder.search.whoosh_index.reading import Field, Reader
from builder.search.whoosh_index.scoring import Scores

_LOOKED_AT = 50  # the best by words alone whose text is looked at for nearness
_EQUAL_STEPS = 50  # scores within a fiftieth of the best are equals


@dataclass(frozen=True, slots=True)
class Ranking:
    """All documents found, in order, and the scores of each tier; a page of them takes what it shows."""

    documents: list[int]
    tiers: tuple[Scores, ...]
    raised: Mapping[int, float]
    """The scores of the documents whose text was looked at."""

    def score(self, document: int) -> float:
        """The score of one of the documents."""
        return self.raised.get(document) or next(tier[document] for tier in self.tiers if document in tier)


def ranked(reader: Reader, found: Found, sort: Sort) -> Ranking:
    """All documents found, in order."""
    if sort == "date":
        return Ranking(_by_date(reader, found.tiers), found.tiers, {})
    documents: list[int] = []
    raised: dict[int, float] = {}
    for number, tier in enumerate(found.tiers):
        field: Field = "exact" if number == 0 and found.exact else "folded"
        best = sorted(tier, key=tier.__getitem__, reverse=True)
        near = _raised(reader, best[:_LOOKED_AT], tier, found.units, field)
        documents += [*_in_order(reader, near), *best[_LOOKED_AT:]]
        raised |= near
    return Ranking(documents, found.tiers, raised)


def _by_date(reader: Reader, tiers: Sequence[Scores]) -> list[int]:
    scores = {document: score for tier in tiers for document, score in tier.items()}
    dates, ids = reader.facts.reversed_dates, reader.ids
    return sorted(scores, key=lambda document: (dates[document], -scores[document], ids[document]))


def _raised(reader: Reader, documents: Sequence[int], scores: Scores, units: Sequence[Unit], field: Field) -> dict[int, float]:
    """The scores of the documents with what the nearness of the words adds to them."""
    sought = wanted(units, field)
    if not any(one.pairs for one in sought):
        return {document: scores[document] for document in documents}
    return {document: scores[document] * gain(reader.text(field, document), sought) for document in documents}


def _in_order(reader: Reader, scores: Mapping[int, float]) -> list[int]:
    """The best first, and the newer of equals."""
    top = max(scores.values(), default=1.0) or 1.0
    dates, ids = reader.facts.reversed_dates, reader.ids
    order = {document: (-round(score / top * _EQUAL_STEPS), dates[document], ids[document]) for document, score in scores.items()}
    return sorted(scores, key=order.__getitem__)

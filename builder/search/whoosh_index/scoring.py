"""How well documents hold the units of a query: one posting list a word or term, added up; periods multiply."""

import math
from collections.abc import Collection, Mapping, Sequence

from builder.search.parse import Parsed
from builder.search.periods import NAMED
from builder.search.units import Unit
from builder.search.whoosh_index.reading import Field, Reader

Scores = Mapping[int, float]
Allowed = Collection[int] | None
_SATURATION = 1.2
_OPTIONAL_SHARE = 0.2
_NAMED_SHARE = 0.3


def all_units(reader: Reader, parsed: Parsed, field: Field, allowed: Allowed) -> Scores:
    """Documents that hold every required unit. Without marks typed, the marks of a document do not count."""
    others = [unit for unit in parsed.required if not unit.period]
    periods = [_gains(reader, unit) for unit in parsed.required if unit.period]
    held = [unit_scores(reader, unit, field) for unit in others]
    common = _in_all([*held, *periods])
    if allowed is not None:
        common = [document for document in common if document in allowed]
    if not common:
        return {}
    columns = [[scores[document] for document in common] for scores in held]
    columns += [[scores.get(document, 0.0) for document in common] for scores in _closeness(reader, parsed, field)]
    sums = list(map(sum, zip(*columns, strict=True))) if held else _named_periods(reader, parsed, common)
    for gains in periods:
        sums = [one * gains[document] for one, document in zip(sums, common, strict=True)]
    return dict(zip(common, sums, strict=True))


def _in_all(held: Sequence[Scores]) -> list[int]:
    """The documents of all the mappings, in order."""
    if not held:
        return []
    first, *others = sorted(held, key=len)
    common = list(first)
    for scores in others:
        common = [document for document in common if document in scores]
    return common


def _closeness(reader: Reader, parsed: Parsed, field: Field) -> list[Scores]:
    """What adds to the score of a document without being required: function words, and marks that agree."""
    others = [unit for unit in parsed.units if unit.optional]
    optional = [_scaled(unit_scores(reader, unit, field), _OPTIONAL_SHARE) for unit in others]
    if field == "folded" and parsed.marked:
        optional += [unit_scores(reader, unit, "exact") for unit in parsed.required if not unit.terms]
    return optional


def _named_periods(reader: Reader, parsed: Parsed, documents: Sequence[int]) -> list[float]:
    """The worth of documents when periods are all that is asked for: more where they are named in a title or a heading."""
    keys = [term.key for unit in parsed.required if unit.period for term in unit.terms if term.key.startswith(NAMED)]
    weights = [reader.postings("folded", key) for key in keys]
    named = [max((held.get(document, 0.0) for held in weights), default=0.0) for document in documents]
    return [1 + _NAMED_SHARE * weight / (weight + _SATURATION) for weight in named]


def _scaled(scores: Scores, share: float) -> Scores:
    return {document: score * share for document, score in scores.items()}


def unit_scores(reader: Reader, unit: Unit, field: Field) -> Scores:
    """The documents that hold a unit."""
    if unit.period:
        return _gains(reader, unit)
    if unit.terms:
        return _any_term(reader, unit) or _phrase_scores(reader, unit.folded, "folded")
    keys = unit.exact if field == "exact" else unit.folded
    if len(keys) == 1:
        return _term_scores(reader, keys[0], field)
    return _phrase_scores(reader, keys, field)


def _any_term(reader: Reader, unit: Unit) -> Scores:
    """The best of the terms counts."""
    if len(unit.terms) == 1:
        return _term_scores(reader, unit.terms[0].key, "folded")
    found: dict[int, float] = {}
    for term in unit.terms:
        for document, score in _term_scores(reader, term.key, "folded").items():
            found[document] = max(found.get(document, 0.0), score * term.gain)
    return found


def _gains(reader: Reader, unit: Unit) -> Scores:
    """The documents that answer a period, with the gain of the best of its terms."""
    found: dict[int, float] = {}
    for term in reversed(unit.terms):  # the best comes last and stays
        found |= dict.fromkeys(reader.postings("folded", term.key), term.gain)
    return found


def _term_scores(reader: Reader, term: str, field: Field) -> Scores:
    return reader.remembered(field, (term,), lambda: _score_term(reader, term, field))


def _score_term(reader: Reader, term: str, field: Field) -> Scores:
    postings = reader.postings(field, term)
    rarity = math.log(1 + (reader.size - len(postings) + 0.5) / (len(postings) + 0.5))
    factor = rarity * (_SATURATION + 1)
    return {document: factor * weight / (weight + _SATURATION) for document, weight in postings.items()}


def _phrase_scores(reader: Reader, keys: Sequence[str], field: Field) -> Scores:
    """Documents that hold the keys in a row: those that hold them all, checked on their text."""
    return reader.remembered(field, tuple(keys), lambda: _read_phrase(reader, keys, field))


def _read_phrase(reader: Reader, keys: Sequence[str], field: Field) -> Scores:
    held = [_term_scores(reader, key, field) for key in dict.fromkeys(keys)]
    common = _in_all(held)
    row = f" {' '.join(keys)} ".encode()
    return {document: sum(scores[document] for scores in held) for document in common if row in reader.text(field, document)}

"""Which documents answer a query, and how well: attempts from strict to tolerant, the first with an answer wins."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builder.search import notices
from builder.search.parse import Parsed, Unit
from builder.search.periods import OWN, PLANNED, asked
from builder.search.whoosh_index.closeness import line_share, wanted
from builder.search.whoosh_index.reading import Field, Reader

Scores = Mapping[int, float]
_SATURATION = 1.2
_OPTIONAL_SHARE = 0.2
_FEW = 10  # so few exact answers are followed by near ones with other marks
_RELAX_FROM = 4  # words: one in four may be missing when nothing holds them all; one in five of those typed without marks
_NEAR_SHARE = 0.66  # so much of a long query must stand in one line of a document that does not hold all of it
_PERIOD_GAIN, _PLANNED_GAIN = 1.5, 0.3  # the document covers the period asked for, or plans for it
_LONGEST_CORRECTION = 8  # neighbours tried for an unknown word
_SHORTEST_CORRECTED = 4  # letters


@dataclass(frozen=True, slots=True)
class Found:
    """Documents in tiers (all of the first before any of the second) with their scores, and what was done to find them."""

    tiers: tuple[Scores, ...] = ()
    notice: str | None = None
    units: tuple[Unit, ...] = ()
    """What was looked for in the end: for ranking by nearness, and for snippets."""
    exact: bool = False
    """Whether the first tier agrees with the marks as typed."""


def find(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Found:
    """Try the attempts in their order."""
    for attempt in _ATTEMPTS:
        found = attempt(reader, parsed, allowed)
        if any(found.tiers):
            return found
    return Found(notice=notices.nothing(missing_words(reader, parsed), allowed is not None), units=parsed.units)


def missing_words(reader: Reader, parsed: Parsed) -> list[str]:
    """What of the query stands in no document at all, as the reader may recognise it."""
    return [unit.typed for unit in parsed.required if not _unit_scores(reader, unit, "folded")]


# ---------------------------------------------------------------- attempts
def _as_typed(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Found:
    """With the reader's marks; when those are few, also where the words stand in a row with other marks."""
    if not parsed.marked:
        return Found((_with_near(reader, parsed, "folded", allowed),), None, parsed.units)
    exact = _with_near(reader, parsed, "exact", allowed)
    if len(exact) >= _FEW:
        return Found((exact,), None, parsed.units, exact=True)
    folded = _with_period(reader, parsed, "folded", allowed)
    if not exact:
        near = _with_near(reader, parsed, "folded", allowed)
        return Found((near,), notices.NOT_MARKED if near else None, parsed.units)
    others = _in_a_row(reader, parsed, {document: score for document, score in folded.items() if document not in exact}, "folded")
    if others and not _in_a_row(reader, parsed, exact, "exact"):
        return Found((others, exact), None, parsed.units)  # a mark was mistyped: the words in a row are what was meant
    return Found((exact, others), None, parsed.units, exact=True)


def _with_near(reader: Reader, parsed: Parsed, field: Field, allowed: frozenset[int] | None) -> Scores:
    """Documents that hold all; when those are few, also such as hold most of a long query in one line."""
    scores = _with_period(reader, parsed, field, allowed)
    if not 0 < len(scores) < _FEW or len(parsed.required) <= _RELAX_FROM:
        return scores
    sought = wanted(parsed.units, field)[0].words
    others = ((document, score) for document, score in _most(reader, parsed, allowed).items() if document not in scores)
    best = sorted(others, key=lambda item: -item[1])[: 3 * _FEW]
    near = {document: score for document, score in best if line_share(reader.text(field, document), sought) >= _NEAR_SHARE}
    return {**scores, **near}


def _with_period(reader: Reader, parsed: Parsed, field: Field, allowed: frozenset[int] | None) -> Scores:
    """Documents that hold all, and such as hold the rest and cover the period asked for; these rank above others."""
    scores = dict(_all_units(reader, parsed, field, allowed))
    period = asked(parsed.units)
    if period is None:
        return scores
    own, planned = (reader.postings("folded", period.term(kind)) for kind in (OWN, PLANNED))
    rest = Parsed(tuple(unit for unit in parsed.units if unit not in period.units))
    covering = _all_units(reader, rest, field, allowed) if rest.units else dict.fromkeys(own, 1.0)
    for document in own:
        if document in covering and (allowed is None or document in allowed):
            scores.setdefault(document, covering[document])
    gains = dict.fromkeys(planned, 1 + _PLANNED_GAIN) | dict.fromkeys(own, 1 + _PERIOD_GAIN)
    return {document: score * gains.get(document, 1.0) for document, score in scores.items()}


def _in_a_row(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents in which the query's words, two at least, follow one another."""
    words = [key for unit in parsed.required for key in (unit.exact if field == "exact" else unit.folded)]
    row = f" {' '.join(words)} ".encode()
    if len(parsed.required) < 2:
        return {}
    return {document: score for document, score in scores.items() if row in reader.text(field, document)}


def _number_parts(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Found:
    """A number that is nowhere as a whole: its parts in a row (`52-BC` in `52-BC/ĐU`)."""
    if not any(unit.number for unit in parsed.units):
        return Found()
    units = tuple(Unit(unit.exact, unit.folded, optional=unit.optional) for unit in parsed.units)
    return Found((_all_units(reader, Parsed(units), "folded", allowed),), notices.NUMBER_PARTS, units)


def _corrected(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Found:
    """The one word that stands nowhere is replaced by the neighbour with most answers; the other words must stand as typed."""
    unknown = [unit for unit in parsed.required if not _unit_scores(reader, unit, "folded")]
    if len(unknown) != 1 or len(parsed.required) < 2 or not _correctable(unknown[0]):
        return Found()
    best: tuple[Scores, str, tuple[Unit, ...]] = ({}, "", ())
    for word in reader.neighbours(unknown[0].folded[0])[:_LONGEST_CORRECTION]:
        units = tuple(Unit((word,), (word,)) if unit is unknown[0] else unit for unit in parsed.units)
        scores = _all_units(reader, Parsed(units), "folded", allowed)
        if len(scores) > len(best[0]):
            best = (scores, word, units)
    return Found((best[0],), notices.corrected(unknown[0].typed, best[1]), best[2])


def _correctable(unit: Unit) -> bool:
    word = unit.folded[0]
    return unit.number is None and len(unit.folded) == 1 and len(word) >= _SHORTEST_CORRECTED and word.isalpha()


def _fewer(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Found:
    """Most of the words of a long query, with their marks."""
    return Found((_most(reader, parsed, allowed),), notices.FEWER, parsed.units)


def _most(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Scores:
    """Documents with most of the words of a long query. Numbers, figures and phrases are never given up."""
    words = [unit for unit in parsed.required if len(unit.exact) == 1 and not unit.exact[0].isdecimal()]
    fixed = [unit for unit in parsed.required if unit not in words]
    enough = len(words) - len(words) // (_RELAX_FROM if parsed.marked else _RELAX_FROM + 1)
    if enough == len(words):
        return {}
    held = [_allowed_only(_unit_scores(reader, unit, "exact" if unit.marked else "folded"), allowed) for unit in words]
    counts: Counter[int] = Counter()
    for scores in held:
        counts.update(scores.keys())
    kept = {document for document, count in counts.items() if count >= enough}
    for unit in fixed:
        kept &= _unit_scores(reader, unit, "folded").keys()
    return {document: sum(scores.get(document, 0.0) for scores in held) * (counts[document] / len(words)) for document in kept}


_ATTEMPTS: tuple[Callable[[Reader, Parsed, frozenset[int] | None], Found], ...] = (_as_typed, _number_parts, _corrected, _fewer)


# ---------------------------------------------------------------- units
def _all_units(reader: Reader, parsed: Parsed, field: Field, allowed: frozenset[int] | None) -> Scores:
    """Documents that hold every required unit. Without marks typed, the marks of a document do not count."""
    held = [_unit_scores(reader, unit, field) for unit in parsed.required]
    if not held:
        return {}
    common = _in_all(held)
    if allowed is not None:
        common = [document for document in common if document in allowed]
    if not common:
        return {}
    columns = [[scores[document] for document in common] for scores in held]
    columns += [[scores.get(document, 0.0) for document in common] for scores in _closeness(reader, parsed, field)]
    return dict(zip(common, map(sum, zip(*columns, strict=True)), strict=True))


def _in_all(held: Sequence[Scores]) -> list[int]:
    """The documents of all the mappings, in order."""
    first, *others = sorted(held, key=len)
    common = list(first)
    for scores in others:
        common = [document for document in common if document in scores]
    return common


def _closeness(reader: Reader, parsed: Parsed, field: Field) -> list[Scores]:
    """What adds to the score of a document without being required: function words, and marks that agree."""
    others = [unit for unit in parsed.units if unit not in parsed.required]
    optional = [_scaled(_unit_scores(reader, unit, field), _OPTIONAL_SHARE) for unit in others]
    if field == "folded" and parsed.marked:
        optional += [_unit_scores(reader, unit, "exact") for unit in parsed.required]
    return optional


def _scaled(scores: Scores, share: float) -> Scores:
    return {document: score * share for document, score in scores.items()}


def _allowed_only(scores: Scores, allowed: frozenset[int] | None) -> Scores:
    return scores if allowed is None else {document: score for document, score in scores.items() if document in allowed}


def _unit_scores(reader: Reader, unit: Unit, field: Field) -> Scores:
    if unit.number:
        return _term_scores(reader, unit.number, "folded")
    keys = unit.exact if field == "exact" else unit.folded
    if len(keys) == 1:
        return _term_scores(reader, keys[0], field)
    return _phrase_scores(reader, keys, field)


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

"""How well documents hold the units of a query: one posting list a word or term, added up; periods multiply."""

from collections.abc import Mapping, Sequence

from builder.search.analysis import folded
from builder.search.parse import Parsed
from builder.search.periods import NAMED
from builder.search.units import Unit
from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.document_sets import DocumentSet
from builder.search.whoosh_index.held import Held, from_scores
from builder.search.whoosh_index.reading import Field, Reader
from builder.search.whoosh_index.term_scores import SATURATION

Scores = Mapping[int, float]
Allowed = DocumentSet | None
_OPTIONAL_SHARE = 0.2
_NAMED_SHARE = 0.3
_SAMPLE = 100  # documents


def holding_all(reader: Reader, parsed: Parsed, field: Field, allowed: Allowed) -> DocumentSet:
    """The documents that hold every required unit."""
    found = (reader.living if allowed is None else allowed) if parsed.required else 0
    for unit in parsed.required:
        if not found:
            break
        found &= unit_held(reader, unit, field).documents
    return found


def all_units(reader: Reader, parsed: Parsed, field: Field, allowed: Allowed) -> Scores:
    """Documents that hold every required unit. Without marks typed, the marks of a document do not count."""
    common = reader.in_order(holding_all(reader, parsed, field, allowed))
    if not common:
        return {}
    held = [unit_held(reader, unit, field) for unit in parsed.required if not unit.period]
    columns = [*(one.of(common) for one in held), *_closeness(reader, parsed, field, common)]
    sums = list(map(sum, zip(*columns, strict=True))) if held else _named_periods(reader, parsed, common)
    for unit in parsed.required:
        if unit.period:
            gains = unit_held(reader, unit, field).of(common)
            sums = [one * gain for one, gain in zip(sums, gains, strict=True)]
    return dict(zip(common, sums, strict=True))


def _closeness(reader: Reader, parsed: Parsed, field: Field, documents: Sequence[int]) -> list[Sequence[float]]:
    """What adds to the score of a document without being required: function words, and marks that agree."""
    others = [unit_held(reader, unit, field).of_any(documents) for unit in parsed.units if unit.optional]
    columns: list[Sequence[float]] = [[score * _OPTIONAL_SHARE for score in column] for column in others]
    if field == "folded" and parsed.marked:
        columns += [unit_held(reader, unit, "exact").of_any(documents) for unit in parsed.required if not unit.terms]
    return columns


def _named_periods(reader: Reader, parsed: Parsed, documents: Sequence[int]) -> list[float]:
    """The worth of documents when periods are all that is asked for: more where they are named in a title or a heading."""
    keys = [term.key for unit in parsed.required if unit.period for term in unit.terms if term.key.startswith(NAMED)]
    weights = [reader.weights("folded", key) for key in keys]
    named = [max((held.get(document, 0.0) for held in weights), default=0.0) for document in documents]
    return [1 + _NAMED_SHARE * weight / (weight + SATURATION) for weight in named]


def unit_held(reader: Reader, unit: Unit, field: Field) -> Held:
    """The documents that hold a unit."""
    if unit.period:
        return reader.remembered("folded", _own_key(unit), lambda: _gains(reader, unit))
    if unit.terms:
        return _any_term(reader, unit) or _phrase(reader, unit.folded, "folded")
    keys = unit.exact if field == "exact" else unit.folded
    return reader.term(field, keys[0]) if len(keys) == 1 else _phrase(reader, keys, field)


def _own_key(unit: Unit) -> tuple[str, ...]:
    """A name for what several terms answer together, which no word or phrase has."""
    return ("", *(term.key for term in unit.terms), "")


def _any_term(reader: Reader, unit: Unit) -> Held:
    """The best of the terms counts."""
    if len(unit.terms) == 1:
        return reader.term("folded", unit.terms[0].key)
    return reader.remembered("folded", _own_key(unit), lambda: _best_term(reader, unit))


def _best_term(reader: Reader, unit: Unit) -> Held:
    found: dict[int, float] = {}
    for term in unit.terms:
        held = reader.term("folded", term.key)
        documents = document_sets.listed(held.documents, reader.room)
        for document, score in zip(documents, held.of(documents), strict=True):
            found[document] = max(found.get(document, 0.0), score * term.gain)
    return from_scores(found, reader.room)


def _gains(reader: Reader, unit: Unit) -> Held:
    """The documents that answer a period, with the gain of the best of its terms."""
    found: dict[int, float] = {}
    for term in reversed(unit.terms):  # the best comes last and stays
        documents = document_sets.listed(reader.term("folded", term.key).documents, reader.room)
        found |= dict.fromkeys(documents, term.gain)
    return from_scores(found, reader.room)


def _phrase(reader: Reader, keys: Sequence[str], field: Field) -> Held:
    """Documents that hold the keys in a row: those that hold them all, checked on their text."""
    return reader.remembered(field, tuple(keys), lambda: _read_phrase(reader, keys, field))


def _read_phrase(reader: Reader, keys: Sequence[str], field: Field) -> Held:
    held = [reader.term(field, key) for key in dict.fromkeys(keys)]
    common = reader.living
    for one in held:
        common &= one.documents
    documents = _with_row(reader, keys, field, document_sets.listed(common, reader.room))
    columns = [one.of(documents) for one in held]
    return from_scores(dict(zip(documents, map(sum, zip(*columns, strict=True)), strict=True)), reader.room)


def _with_row(reader: Reader, keys: Sequence[str], field: Field, documents: Sequence[int]) -> list[int]:
    """The documents whose text holds the keys in a row.

    A text that does not takes the longest to look through. Where the first documents do not, a phrase with marks is first looked
    for without: that is shorter, and asked for next when none is found.
    """
    row = f" {' '.join(keys)} ".encode()
    if field == "exact" and not reader.holders(field, row, documents[:_SAMPLE]):
        documents = _among(documents, _phrase(reader, tuple(map(folded, keys)), "folded"), reader.room)
    return reader.holders(field, row, documents)


def _among(documents: Sequence[int], held: Held, room: int) -> list[int]:
    flags = document_sets.flags(held.documents, room)
    return [document for document in documents if flags[document]]

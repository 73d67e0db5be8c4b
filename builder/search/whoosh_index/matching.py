"""Which documents answer a query, and how well: attempts from strict to tolerant, the first with an answer wins."""

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.search import notices
from builder.search.parse import Parsed
from builder.search.units import Unit
from builder.search.whoosh_index import corrections, document_sets
from builder.search.whoosh_index.closeness import line_share, wanted
from builder.search.whoosh_index.fitting import fitting, partly_fitting, wholly_fitting
from builder.search.whoosh_index.reading import Field, Reader
from builder.search.whoosh_index.scoring import Allowed, Scores, all_units, holding_all, unit_held

_FEW = 10  # so few exact answers are followed by near ones with other marks
_RELAX_FROM = 4  # words: one in four may be missing when nothing holds them all; one in five of those typed without marks
_NEAR_SHARE = 0.66  # so much of a long query must stand in one line of a document that does not hold all of it
_SHORT = 3  # words, too few to tell a mistyped one by the others
_LETTERS = frozenset((sign,) for sign in string.ascii_lowercase + string.digits)
_MISTYPED = 3  # one in so many marks, one at least, may be wrong
_JUDGED = 5  # readings of a mistyped query, those that most documents may answer
_NEAR_AT_MOST = 3 * _FEW  # documents that hold most of a long query, beside those that hold all of it


@dataclass(frozen=True, slots=True)
class Found:
    """Documents in tiers (all of the first before any of the second) with their scores, and what was done to find them."""

    tiers: tuple[Scores, ...] = ()
    notice: str | None = None
    units: tuple[Unit, ...] = ()
    """What was looked for in the end: for ranking by nearness, and for snippets."""
    exact: bool = False
    """Whether the first tier agrees with the marks as typed."""


def find(reader: Reader, parsed: Parsed, allowed: Allowed) -> Found:
    """Try the attempts in their order."""
    if all(unit.optional or (unit.word and unit.exact in _LETTERS) for unit in parsed.units):
        return Found(notice=notices.ONLY_FUNCTION_WORDS, units=parsed.units)
    for attempt in _ATTEMPTS:
        found = attempt(reader, parsed, allowed)
        if any(found.tiers):
            return found
    return Found(notice=_nothing(reader, parsed, filtered=allowed is not None), units=parsed.units)


def _nothing(reader: Reader, parsed: Parsed, *, filtered: bool) -> str:
    missing = unknown_units(reader, parsed)
    suggested = [word for unit in missing if (word := corrections.nearest(reader, unit))]
    return notices.nothing([unit.typed for unit in missing], suggested, filtered=filtered)


def unknown_units(reader: Reader, parsed: Parsed) -> list[Unit]:
    """What of the query stands in no document at all."""
    return [unit for unit in parsed.required if not unit_held(reader, unit, "folded")]


# ---------------------------------------------------------------- attempts
def _as_typed(reader: Reader, parsed: Parsed, allowed: Allowed) -> Found:
    """With the reader's marks; when those are few, also where most marks agree or the words stand in a row with other marks."""
    if not parsed.marked:
        return Found((_with_near(reader, parsed, "folded", allowed),), None, parsed.units)
    exact = _with_near(reader, parsed, "exact", allowed)
    if len(exact) >= _FEW:
        return Found((exact,), None, parsed.units, exact=True)
    folded = fitting(reader, parsed, all_units(reader, parsed, "folded", allowed), "folded")
    if not exact:
        near = _most_marks(reader, parsed, folded)
        return Found((near,), notices.NOT_MARKED if near else None, parsed.units)
    others = _in_a_row(reader, parsed, {document: score for document, score in folded.items() if document not in exact}, "folded")
    if others and not _in_a_row(reader, parsed, exact, "exact"):
        return Found((others, exact), None, parsed.units)  # a mark was mistyped: the words in a row are what was meant
    return Found((exact, others), None, parsed.units, exact=True)


def _with_near(reader: Reader, parsed: Parsed, field: Field, allowed: Allowed) -> Scores:
    """Documents that hold all; when those are few, also such as hold most of a long query in one line."""
    scores = fitting(reader, parsed, all_units(reader, parsed, field, allowed), field)
    if not 0 < len(scores) < _FEW or len(parsed.required) <= _RELAX_FROM:
        return scores
    sought = wanted(parsed.units, field)[0].words
    others = ((document, score) for document, score in _most(reader, parsed, allowed).items() if document not in scores)
    best = sorted(others, key=lambda item: -item[1])[:_NEAR_AT_MOST]
    near = {document: score for document, score in best if line_share(reader.text(field, document), sought) >= _NEAR_SHARE}
    return {**scores, **near}


def _most_marks(reader: Reader, parsed: Parsed, scores: Scores) -> Scores:
    """The documents that hold the words in a row with other marks, or (many words) agree with most of the marks typed."""
    marked = [unit for unit in parsed.required if unit.marked]
    needed = len(marked) - max(1, len(marked) // _MISTYPED)
    if 1 < sum(not unit.terms for unit in parsed.required) <= _SHORT:
        return _in_a_row(reader, parsed, scores, "folded")
    held = [unit_held(reader, unit, "exact").documents for unit in marked]
    agree, _ = document_sets.in_at_least(needed, held, reader.room)
    agrees = document_sets.flags(agree, reader.room)
    others = {document: score for document, score in scores.items() if not agrees[document]}
    return {
        **{document: scores[document] for document in scores if agrees[document]},
        **_in_a_row(reader, parsed, others, "folded"),
    }


def _in_a_row(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents in which the query's words, two at least, follow one another; numbers and periods stand where they will."""
    plain = [unit for unit in parsed.required if not unit.terms]
    words = [key for unit in plain for key in (unit.exact if field == "exact" else unit.folded)]
    row = f" {' '.join(words)} ".encode()
    if len(words) < 2:
        return {}
    return {document: scores[document] for document in reader.holders(field, row, list(scores))}


def _number_parts(reader: Reader, parsed: Parsed, allowed: Allowed) -> Found:
    """A number that is nowhere as a whole: its parts in a row (`52-BC/Đ` in `52-BC/ĐU`)."""
    if not any(unit.number for unit in parsed.units):
        return Found()
    units = tuple(Unit(unit.exact, unit.folded, optional=unit.optional) if unit.number else unit for unit in parsed.units)
    return Found((all_units(reader, Parsed(units), "folded", allowed),), notices.NUMBER_PARTS, units)


def _corrected(reader: Reader, parsed: Parsed, allowed: Allowed) -> Found:
    """The words that stand nowhere are replaced by what the reader may have meant; the other words must stand as typed."""
    unknown = unknown_units(reader, parsed)
    if not unknown:
        return Found()
    raw = corrections.typed_raw(reader, parsed, unknown)
    tried = [(raw, " ".join(unit.typed for unit in raw.units))] if raw else []
    if not tried and len(parsed.required) > 1:
        tried = list(corrections.readings(reader, parsed, unknown))
    best, put = _fullest(reader, tried, allowed)
    typed = " ".join(unit.typed for unit in unknown)
    return Found(best.tiers, notices.corrected(typed, put), best.units, best.exact)


def _fullest(reader: Reader, tried: Sequence[tuple[Parsed, str]], allowed: Allowed) -> tuple[Found, str]:
    """The reading that most documents answer, the first of equals, and the words that it puts in place.

    How many documents can answer is counted first, and the text of documents is read for no reading that cannot win.
    """
    most = [holding_all(reader, reading, "folded", allowed).bit_count() + _NEAR_AT_MOST for reading, _ in tried]
    best, found_in, place = Found(), 0, -1
    for at in sorted(range(len(tried)), key=lambda at: -most[at])[:_JUDGED]:
        if most[at] < found_in or (most[at] == found_in and at > place):
            continue
        found = _as_typed(reader, tried[at][0], allowed)
        if (_count(found), -at) > (found_in, -place) and any(found.tiers):
            best, found_in, place = found, _count(found), at
    return best, tried[place][1] if place >= 0 else ""


def _slipped(reader: Reader, parsed: Parsed, allowed: Allowed) -> Found:
    """One slip of a letter made another word: only where the whole query then stands together."""
    best, wrong, right, most = None, "", "", 0
    for reading, unit, word in corrections.slips(reader, parsed):
        held = holding_all(reader, reading, "folded", allowed)
        if held.bit_count() <= most:
            continue
        kept = wholly_fitting(reader, reading, held, "folded")
        if len(kept) > most:
            best, wrong, right, most = (reading, kept), unit.typed, word, len(kept)
    if best is None:
        return Found()
    reading, kept = best
    scores = all_units(reader, reading, "folded", document_sets.of(kept, reader.room))
    return Found((scores,), notices.understood(wrong, right), reading.units)


def _count(found: Found) -> int:
    return sum(map(len, found.tiers))


def _fewer(reader: Reader, parsed: Parsed, allowed: Allowed) -> Found:
    """Most of the words of a long query, with their marks."""
    field: Field = "exact" if parsed.marked else "folded"
    return Found((partly_fitting(reader, parsed, _most(reader, parsed, allowed), field),), notices.FEWER, parsed.units)


def _most(reader: Reader, parsed: Parsed, allowed: Allowed) -> Scores:
    """Documents with most of the words of a long query. Numbers, periods, figures and phrases are never given up."""
    words = [unit for unit in parsed.required if unit.word and not unit.exact[0].isdecimal()]
    enough = len(words) - len(words) // (_RELAX_FROM if parsed.marked else _RELAX_FROM + 1)
    if enough == len(words):
        return {}
    held = [unit_held(reader, unit, "exact" if unit.marked else "folded") for unit in words]
    kept, counts = document_sets.in_at_least(enough, (one.documents for one in held), reader.room)
    kept &= reader.living if allowed is None else allowed
    for unit in _others(parsed.required, words):
        kept &= unit_held(reader, unit, "folded").documents
    documents = reader.in_order(kept)
    sums = map(sum, zip(*(one.of_any(documents) for one in held), strict=True))
    return {document: score * (counts[document] / len(words)) for document, score in zip(documents, sums, strict=True)}


def _others(units: Sequence[Unit], words: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in units if unit not in words]


_ATTEMPTS: tuple[Callable[[Reader, Parsed, Allowed], Found], ...] = (
    _as_typed,
    _number_parts,
    _corrected,
    _slipped,
    _fewer,
)

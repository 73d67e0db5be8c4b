"""Whether the words of a query belong together in a document, or merely all occur in it.

Vietnamese words are written as several syllables, so a name or a compound is in a document only where its syllables follow one
another. `Nguyễn Phú Trọng` is not in a report on `Nguyễn Hữu Phác` of `Phú Cường` and its `nhiệm vụ trọng tâm`.
"""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from builder.search.abbreviations import is_abbreviation, spellings
from builder.search.parse import Parsed, function_words
from builder.search.units import Unit
from builder.search.whoosh_index.reading import Field, Reader
from builder.search.whoosh_index.scoring import Scores
from builder.vietnamese import keys

_CHECKED = 300  # the best by words alone are checked; the rest passes when half of them do
_FEW = 10
_LOOSE_SHARE = 0.2
_MOST_SPELLINGS = 3
_CLOSE = 5  # words of one line so near to one another belong together, too
_ENOUGH_PAIRS = 0.5  # of a long query that a document holds in part

Run = tuple[tuple[bytes, bool], ...]
"""Words in a row, each between blanks, and whether a document need not hold it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to say the query: its runs, and the words that it says instead of the typed ones."""

    runs: tuple[Run, ...]
    instead: tuple[bytes, ...] = ()


def fitting(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents in which no two neighbours of the query stand apart from all that belongs to them."""
    as_typed, *others = _readings(parsed.units, field)
    if not as_typed.runs or not scores:
        return scores
    best = sorted(scores, key=scores.__getitem__, reverse=True)
    checked = best[:_CHECKED]
    kept = {document for document in checked if any(_agrees(reader.text(field, document), one) for one in (as_typed, *others))}
    found = {document: scores[document] for document in kept}
    if 2 * len(kept) >= len(checked):
        found |= {document: scores[document] for document in best[_CHECKED:]}
    return {**found, **_loosely(reader, parsed, scores, field, kept)} if 0 < len(kept) < _FEW else found


def _loosely(reader: Reader, parsed: Parsed, scores: Scores, field: Field, kept: Collection[int]) -> Scores:
    """Few fit: those follow that hold all words, and some of them together."""
    pairs = _pairs(parsed, field)
    others = (document for document in scores if document not in kept)
    near = (document for document in others if any(pair in reader.text(field, document) for pair in pairs))
    return {document: scores[document] * _LOOSE_SHARE for document in near}


def _readings(units: Sequence[Unit], field: Field) -> list[_Reading]:
    """As typed, and with an abbreviation in place of what it stands for."""
    rows = [_Reading(_runs(units, field))]
    if any(unit.terms for unit in units):
        return rows
    typed = [key for unit in units for key in unit.exact]
    for row in spellings(typed)[:_MOST_SPELLINGS]:
        spelled = [Unit((key,), (keys.unmarked(key),), optional=key in function_words()) for key in row]
        instead = tuple(_key(unit, field) for unit in spelled if unit.exact[0] not in typed)
        rows.append(_Reading(_runs(spelled, field), instead))
    return rows


def _runs(units: Sequence[Unit], field: Field) -> tuple[Run, ...]:
    """The single words that follow one another; what has a term of its own, a phrase or an abbreviation ends a run."""
    runs: list[list[tuple[bytes, bool]]] = [[]]
    for unit in units:
        if unit.word and not is_abbreviation(unit.folded[0]) and not unit.exact[0].isdecimal():
            runs[-1].append((_key(unit, field), unit.optional))
        else:
            runs.append([])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _key(unit: Unit, field: Field) -> bytes:
    return f" {(unit.exact if field == 'exact' else unit.folded)[0]} ".encode()


def _agrees(text: bytes, reading: _Reading) -> bool:
    return all(word in text for word in reading.instead) and all(fits(text, run) for run in reading.runs)


def fits(text: bytes, run: Run) -> bool:
    """Whether no two neighbouring words of the run are both loose in the text and far from one another."""
    joined = {word for first, second in _neighbours(run) if _together(first, second) in text for word in (first, second)}
    loose = [word for word, optional in run if not optional]
    return not any(
        first not in joined and second not in joined and first in text and second in text and not _close(text, first, second)
        for first, second in itertools.pairwise(loose)
    )


def _neighbours(run: Run) -> Iterator[tuple[bytes, bytes]]:
    """Each word and the next; a word that need not be there is stepped over, too."""
    for index, (word, _) in enumerate(run):
        for follower, optional in run[index + 1 :]:
            yield word, follower
            if not optional:
                break


def _together(first: bytes, second: bytes) -> bytes:
    return first + second[1:]


def _close(text: bytes, first: bytes, second: bytes) -> bool:
    """Whether some line holds both words with at most a few between."""
    for line in text.split(b"\n"):
        if first in line and second in line:
            words = line.split()
            here = [at for at, word in enumerate(words) if word == first[1:-1]]
            there = [at for at, word in enumerate(words) if word == second[1:-1]]
            if any(abs(one - other) <= _CLOSE for one in here for other in there):
                return True
    return False


def partly_fitting(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents that hold half of the pairs of neighbouring words of a query; for answers that lack some of its words."""
    pairs = _pairs(parsed, field)
    if not pairs:
        return scores
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:_CHECKED]
    enough = len(pairs) * _ENOUGH_PAIRS
    texts = ((document, reader.text(field, document)) for document in best)
    return {document: scores[document] for document, text in texts if sum(pair in text for pair in pairs) >= enough}


def wholly_fitting(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents that hold all pairs of neighbouring words of a query."""
    pairs = _pairs(parsed, field)
    return {document: score for document, score in scores.items() if all(pair in reader.text(field, document) for pair in pairs)}


def _pairs(parsed: Parsed, field: Field) -> list[bytes]:
    rows = [[word for word, optional in run if not optional] for run in _runs(parsed.units, field)]
    return [_together(first, second) for row in rows for first, second in itertools.pairwise(row)]

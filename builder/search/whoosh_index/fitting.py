"""Whether the words of a query belong together in a document, or merely all occur in it.

Vietnamese words are written as several syllables, so a name or a compound is in a document only where its syllables follow one
another. `Nguyễn Phú Trọng` is not in a report on `Nguyễn Hữu Phác` of `Phú Cường` and its `nhiệm vụ trọng tâm`.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.search.abbreviations import is_abbreviation, spellings
from builder.search.parse import Parsed, function_words
from builder.search.units import Unit
from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.document_sets import DocumentSet
from builder.search.whoosh_index.reading import Field, Reader
from builder.search.whoosh_index.scoring import Scores
from builder.vietnamese import keys

_CHECKED = 300  # the best by words alone are checked; the rest passes when half of them do
_FIRST = 100  # of them; when none of these fits, in which the words are nearest to one another, none of the others does
_FEW = 10
_LOOSE_SHARE = 0.2
_SAMPLE = 20  # texts that tell in which order to look for pairs
_MOST_SPELLINGS = 3
_CLOSE = 5  # words of one line so near to one another belong together, too
_MOST_JUDGED = 20_000  # judgements that are kept
_ENOUGH_PAIRS = 0.5  # of a long query that a document holds in part


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row."""

    needed: tuple[tuple[bytes, bytes, tuple[bytes, ...]], ...]
    """The words that must be there, each and the next; and the pairs side by side that show that either belongs to something."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to say the query: its runs, and the words that it says instead of the typed ones."""

    runs: tuple[_Run, ...]
    instead: tuple[bytes, ...] = ()


def fitting(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents in which no two neighbours of the query stand apart from all that belongs to them."""
    as_typed, *others = _readings(parsed.units, field)
    if not as_typed.runs or not scores:
        return scores
    best = sorted(scores, key=scores.__getitem__, reverse=True)
    checked = best[:_CHECKED]
    near = _Nearness(reader, (as_typed, *others), field)

    def agreeing(documents: Sequence[int]) -> set[int]:
        return {document for document in documents if any(near.agrees(document, one) for one in (as_typed, *others))}

    kept = agreeing(checked[:_FIRST])
    if kept:
        kept |= agreeing(checked[_FIRST:])
    found = {document: scores[document] for document in kept}
    if 2 * len(kept) >= len(checked):
        found |= {document: scores[document] for document in best[_CHECKED:]}
    return {**found, **_loosely(reader, parsed, scores, field, kept)} if 0 < len(kept) < _FEW else found


def _loosely(reader: Reader, parsed: Parsed, scores: Scores, field: Field, kept: Collection[int]) -> Scores:
    """Few fit: those follow that hold all words, and some of them together."""
    others = [document for document in scores if document not in kept]
    left = others
    for pair in _earliest(_pairs(parsed, field), [reader.text(field, document) for document in others[:_SAMPLE]]):
        holders = set(reader.holders(field, pair, left))
        left = [document for document in left if document not in holders]
    apart = set(left)
    return {document: scores[document] * _LOOSE_SHARE for document in others if document not in apart}


def _earliest(pairs: Sequence[bytes], texts: Sequence[bytes]) -> list[bytes]:
    """The pairs that some texts hold nearest to their beginning first: a text is looked through as far as what is found."""

    def looked_through(pair: bytes) -> int:
        places = [text.find(pair) for text in texts]
        return sum(place if place >= 0 else len(text) for place, text in zip(places, texts, strict=True))

    return sorted(pairs, key=looked_through)


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


def _runs(units: Sequence[Unit], field: Field) -> tuple[_Run, ...]:
    runs = (_run(row) for row in _rows(units, field))
    return tuple(run for run in runs if run.needed)


def _rows(units: Sequence[Unit], field: Field) -> list[list[tuple[bytes, bool]]]:
    """The single words that follow one another, and whether a document need not hold them.

    What has a term of its own, a phrase or an abbreviation ends a row.
    """
    rows: list[list[tuple[bytes, bool]]] = [[]]
    for unit in units:
        if unit.word and not is_abbreviation(unit.folded[0]) and not unit.exact[0].isdecimal():
            rows[-1].append((_key(unit, field), unit.optional))
        else:
            rows.append([])
    return [row for row in rows if len(row) > 1]


def _run(row: Sequence[tuple[bytes, bool]]) -> _Run:
    beside = [(_together(first, second), {first, second}) for first, second in _neighbours(row)]
    needed = itertools.pairwise([word for word, optional in row if not optional])
    return _Run(
        tuple(
            (first, second, tuple(together for together, words in beside if first in words or second in words))
            for first, second in needed
        )
    )


def _key(unit: Unit, field: Field) -> bytes:
    return f" {(unit.exact if field == 'exact' else unit.folded)[0]} ".encode()


class _Nearness:
    """Judges the texts of one query: it looks first for what the last text lacked, and for no pair that a text cannot hold."""

    def __init__(self, reader: Reader, readings: Sequence[_Reading], field: Field) -> None:
        self._reader, self._field = reader, field
        pairs = {pair for reading in readings for run in reading.runs for _, _, beside in run.needed for pair in beside}
        self._may_hold = {pair: reader.may_hold(pair) for pair in pairs}
        self._suspects: dict[int, int] = {}  # by the identity of the run
        if len(reader.apart) > _MOST_JUDGED:
            reader.apart.clear()

    def agrees(self, document: int, reading: _Reading) -> bool:
        """Whether the document says the query in this way."""
        if reading.instead:
            text = self._reader.text(self._field, document)
            if not all(word in text for word in reading.instead):
                return False
        return all(self._fits(document, run) for run in reading.runs)

    def _fits(self, document: int, run: _Run) -> bool:
        """Whether no two neighbouring words of the run are both loose in the text and far from one another."""
        held: bytes | None = None
        for at in itertools.chain((self._suspects.get(id(run), 0),), range(len(run.needed))):
            first, second, beside = run.needed[at]
            if held in beside:
                continue
            held = self._held(document, beside)
            if held is None and self._apart(document, first, second):
                self._suspects[id(run)] = at
                return False
        return True

    def _held(self, document: int, pairs: Sequence[bytes]) -> bytes | None:
        """The first of the pairs that the text holds."""
        likely = [pair for pair in pairs if self._may_hold[pair][document]]
        if not likely:
            return None
        text = self._reader.text(self._field, document)
        return next((pair for pair in likely if pair in text), None)

    def _apart(self, document: int, first: bytes, second: bytes) -> bool:
        """Whether the text holds both words, but nowhere near one another."""
        asked = self._field, document, first, second
        known = self._reader.apart.get(asked)
        if known is None:
            text = self._reader.text(self._field, document)
            known = first in text and second in text and not _close(text, first, second)
            self._reader.apart[asked] = known
        return known


def _neighbours(row: Sequence[tuple[bytes, bool]]) -> Iterator[tuple[bytes, bytes]]:
    """Each word and the next; a word that need not be there is stepped over, too."""
    for index, (word, _) in enumerate(row):
        for follower, optional in row[index + 1 :]:
            yield word, follower
            if not optional:
                break


def _together(first: bytes, second: bytes) -> bytes:
    return first + second[1:]


@lru_cache(maxsize=1 << 10)
def _near(first: bytes, second: bytes) -> re.Pattern[bytes]:
    """Two words of a line with at most a few between, in this order."""
    return re.compile(re.escape(first) + rb"(?:[^ \n]+ ){0,%d}" % (_CLOSE - 1) + re.escape(second[1:]))


def _close(text: bytes, first: bytes, second: bytes) -> bool:
    """Whether some line holds both words with at most a few between."""
    return first == second or bool(_near(first, second).search(text) or _near(second, first).search(text))


def partly_fitting(reader: Reader, parsed: Parsed, scores: Scores, field: Field) -> Scores:
    """The documents that hold half of the pairs of neighbouring words of a query; for answers that lack some of its words."""
    pairs = _pairs(parsed, field)
    if not pairs:
        return scores
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:_CHECKED]
    enough = len(pairs) * _ENOUGH_PAIRS
    holders = [set(reader.holders(field, pair, best)) for pair in pairs]
    return {document: scores[document] for document in best if [document in held for held in holders].count(True) >= enough}


def wholly_fitting(reader: Reader, parsed: Parsed, documents: DocumentSet, field: Field) -> list[int]:
    """Those of the documents that hold all pairs of neighbouring words of a query."""
    kept = document_sets.listed(documents, reader.room)
    for pair in _pairs(parsed, field):
        kept = reader.holders(field, pair, kept)
    return kept


def _pairs(parsed: Parsed, field: Field) -> list[bytes]:
    rows = [[word for word, optional in row if not optional] for row in _rows(parsed.units, field)]
    return [_together(first, second) for row in rows for first, second in itertools.pairwise(row)]

"""The piece of text that shows why a bulletin was found."""

import html
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.search import analysis
from builder.search.abbreviations import alternates
from builder.search.short_numbers import NAMED, OWN
from builder.search.terms import places
from builder.search.units import Unit

WIDTH = 240
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked or not."""

    text: str
    marked: bool


def shown_units(units: Sequence[Unit]) -> list[Unit]:
    """What a snippet marks: the units but function words, and their abbreviations or readings."""
    shown = [unit for unit in units if not unit.optional] or list(units)
    others = alternates([key for unit in shown if not unit.terms for key in unit.folded])
    rows = [list(analysis.words(other)) for other in others]
    return shown + [Unit(tuple(t.text for t in row), tuple(t.folded for t in row)) for row in rows]


def lines_to_look_at(lines: Sequence[str], folded: Sequence[str], units: Sequence[Unit]) -> list[str]:
    """The lines that can hold a match, so that a long document costs no more than a short one.

    `folded` holds the folded keys of each line between blanks.
    """
    wanted = [f" {' '.join(unit.folded)} " for unit in units if not unit.terms]
    wanted += [f" {key} " for unit in units if unit.terms for key in unit.folded if key[:1].isdigit()]
    keys = [key for unit in units for key in unit.folded]
    pairs = [f" {first} {second} " for first, second in itertools.pairwise(keys)]
    worth = [([text in row for text in wanted].count(True), [pair in row for pair in pairs].count(True)) for row in folded]
    best = sorted((index for index, found in enumerate(worth) if found[0]), key=lambda index: worth[index], reverse=True)
    return [lines[index] for index in best[:_MOST_LINES]] or list(lines[:1])


def snippet(lines: Sequence[str], units: Sequence[Unit], width: int = WIDTH) -> tuple[Piece, ...]:
    """The line that holds most of the units, nearest together, cut around its matches; the first line when none does."""
    found = [(line, matches(line, units)) for line in lines] or [("", [])]
    line, spans = max(found, key=lambda item: _worth(item[1]))
    start, end = _window(line, spans, width)
    return _pieces(line, [(s, e) for s, e, _ in spans], start, end)


def _worth(spans: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Different units matched, then the longest run of matches with only a blank between them."""
    longest = run = 0
    end = -1
    for start, stop, _ in spans:
        run = run + 1 if start == end + 1 else 1
        longest, end = max(longest, run), stop
    return len({unit for _, _, unit in spans}), longest


def matches(line: str, units: Sequence[Unit]) -> list[tuple[int, int, int]]:
    """(start, end, index of the unit) of each match, not overlapping; with the reader's marks if any match has them."""
    exact = analysis.printed_keys(line)[1]
    row = _Row(analysis.spans(line), exact, [analysis.folded(key) for key in exact])
    said = places(line) if any(unit.terms for unit in units) else {}
    found: list[tuple[int, int, int]] = []
    for index, unit in enumerate(units):
        found += [(start, end, index) for start, end in _unit_matches(row, said, unit)]
    return _disjoint(found)


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of a line: where they are, and their keys."""

    spans: Sequence[tuple[int, int]]
    exact: Sequence[str]
    folded: Sequence[str]


def _unit_matches(row: _Row, said: Mapping[str, tuple[int, int]], unit: Unit) -> list[tuple[int, int]]:
    for term in unit.terms:
        key = term.key.replace(f"{OWN}-", f"{NAMED}-", 1)
        if key in said:
            return [said[key]]
    return _sequences(row.exact, unit.exact, row.spans) or _sequences(row.folded, unit.folded, row.spans)


def _sequences(words: Sequence[str], pattern: tuple[str, ...], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Start and end of the words in a row, each time that they occur."""
    first, size = pattern[0], len(pattern)
    if first not in words:
        return []
    starts = [at for at, word in enumerate(words) if word == first]
    return [(spans[at][0], spans[at + size - 1][1]) for at in starts if size == 1 or tuple(words[at : at + size]) == pattern]


def _disjoint(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _window(line: str, spans: Sequence[tuple[int, int, int]], width: int) -> tuple[int, int]:
    """The part of a long line with most different units, its ends at blanks."""
    if len(line) <= width:
        return 0, len(line)
    best, start = -1, 0
    for first, _, _ in spans:
        inside = len({unit for s, e, unit in spans if s >= first and e <= first + width * 3 // 4})
        if inside > best:
            best, start = inside, first
    start = min(max(0, start - width // 4), len(line) - width)
    if start:
        start = line.find(" ", start, start + 30) + 1 or start
    end = min(len(line), start + width)
    if end < len(line):
        end = max(line.rfind(" ", start, end), start + width // 2)
    return start, end


def _pieces(line: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces, done = [Piece("… ", False)] if start else [], start
    for span_start, span_end in spans:
        if span_start < start or span_end > end:
            continue
        pieces += [Piece(line[done:span_start], False), Piece(line[span_start:span_end], True)]
        done = span_end
    pieces += [Piece(line[done:end], False), *([Piece(" …", False)] if end < len(line) else [])]
    return _joined([piece for piece in pieces if piece.text])


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Marked words with only a blank between them become one mark."""
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        between = piece.text == " " and joined and joined[-1].marked and index + 1 < len(pieces) and pieces[index + 1].marked
        if joined and joined[-1].marked and (between or piece.marked):
            joined[-1] = Piece(joined[-1].text + piece.text, True)
        else:
            joined.append(piece)
    return tuple(joined)


def to_html(pieces: Sequence[Piece]) -> str:
    """Escaped text with `<mark>` around the marked pieces."""
    return "".join(f"<mark>{html.escape(piece.text)}</mark>" if piece.marked else html.escape(piece.text) for piece in pieces)

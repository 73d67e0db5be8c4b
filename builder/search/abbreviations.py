"""Abbreviations both ways: what a text also says when it prints `UBND`, or `ủy ban nhân dân`. The text itself stays.

`both`: one reading, expanded both ways. `weak`: the same at little weight. `typed`: only helps who types the abbreviation.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from builder.errors import ProfileError
from builder.search.analysis import Token, words
from builder.search.document_numbers import find_numbers
from builder.vietnamese import keys

Strength = Literal["both", "weak", "typed"]
_STRENGTHS: dict[str, Strength] = {"both": "both", "weak": "weak", "typed": "typed"}
_LONGEST_READING = 12  # words
_QUARTER = keys.canonical("quý")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One row of the data file, its texts as they are printed."""

    short: str
    readings: tuple[str, ...]
    strength: Strength


@dataclass(frozen=True, slots=True)
class Expansions:
    """What a text says besides its own words."""

    sure: tuple[str, ...]
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """`pattern` found in a text says `says`; printed capitals must agree when `printed` is given."""

    pattern: tuple[str, ...]
    says: str
    weak: bool
    printed: str | None = None


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """The rows of vietnamese/data/abbreviations.csv."""
    source = resources.files("builder.vietnamese") / "data" / "abbreviations.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return tuple(_row(row) for row in rows)


def _row(row: dict[str, str]) -> Abbreviation:
    strength = _STRENGTHS.get(row["strength"])
    if strength is None or not row["readings"]:
        raise ProfileError(
            f"vietnamese/data/abbreviations.csv: {row['abbreviation']}: strength is {row['strength']!r}; "
            f"allowed: {', '.join(_STRENGTHS)}; and at least one reading"
        )
    return Abbreviation(row["abbreviation"], tuple(row["readings"].split("|")), strength)


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """The rules by the first word of their pattern, the longest first."""
    by_first: dict[str, list[_Rule]] = {}
    for entry in abbreviations():
        for rule in _rules_of(entry):
            by_first.setdefault(rule.pattern[0], []).append(rule)
    return {first: tuple(sorted(rules, key=lambda rule: -len(rule.pattern))) for first, rules in by_first.items()}


def _rules_of(entry: Abbreviation) -> Iterable[_Rule]:
    weak = entry.strength != "both"
    if entry.strength != "typed":
        for reading in entry.readings if entry.strength == "both" else entry.readings[:1]:
            yield _Rule(_keys(entry.short), reading, weak, printed=entry.short)
    for reading in entry.readings:
        yield _Rule(_keys(reading), entry.short, weak)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in words(text))


def expansions(lines: Iterable[str]) -> Expansions:
    """What the lines say besides their words, each saying once, in order of appearance."""
    found: dict[str, bool] = {}
    for line in lines:
        for says, weak in _in_line(line):
            found[says] = found.get(says, True) and weak
    return Expansions(tuple(s for s, weak in found.items() if not weak), tuple(s for s, weak in found.items() if weak))


def _in_line(line: str) -> Iterable[tuple[str, bool]]:
    tokens = _outside_numbers(line)
    row, rules = tuple(token.text for token in tokens), _rules()
    for index, token in enumerate(tokens):
        for rule in rules.get(token.text, ()):
            if row[index : index + len(rule.pattern)] == rule.pattern and _as_printed(rule, tokens, index, line):
                yield rule.says, rule.weak
        if token.text == _QUARTER:
            yield from _quarter(tokens[index + 1 : index + 2])


def alternates(folded: Sequence[str]) -> list[str]:
    """What else a snippet may show for the folded words of a query: readings of its abbreviations, and the reverse."""
    spoken = _spoken()
    found: list[str] = []
    for start in range(len(folded)):
        for end in range(start + 1, min(len(folded), start + _LONGEST_READING) + 1):
            found += spoken.get(tuple(folded[start:end]), ())
    return found


def spellings(row: Sequence[str]) -> list[tuple[str, ...]]:
    """The exact keys of a query with one abbreviation read out, or one reading abbreviated: one row for each way."""
    spoken, folded = _spoken(), [keys.unmarked(key) for key in row]
    found: list[tuple[str, ...]] = []
    for start in range(len(row)):
        for end in range(start + 1, min(len(row), start + _LONGEST_READING) + 1):
            found += [(*row[:start], *_keys(says), *row[end:]) for says in spoken.get(tuple(folded[start:end]), ())]
    return found


def is_abbreviation(folded: str) -> bool:
    """Whether a folded word is one that the table reads out."""
    return (folded,) in _spoken()


def spoken_table() -> dict[str, tuple[str, ...]]:
    """Folded words -> what else they are called, for the search page."""
    return {" ".join(words_): says for words_, says in _spoken().items()}


@cache
def _spoken() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in abbreviations():
        short = tuple(keys.unmarked(key) for key in _keys(entry.short))
        for reading in entry.readings:
            long = tuple(keys.unmarked(key) for key in _keys(reading))
            table[short] = (*table.get(short, ()), reading)
            table[long] = (*table.get(long, ()), entry.short)
    return table


def _outside_numbers(line: str) -> list[Token]:
    """The words of a line that are not codes of a document number: the NQ of 38/NQ-CP is no sentence's word."""
    spans = [(number.start, number.end) for number in find_numbers(line)]
    return [token for token in words(line) if not any(start <= token.start < end for start, end in spans)]


def _as_printed(rule: _Rule, tokens: Sequence[Token], index: int, line: str) -> bool:
    last = tokens[index + len(rule.pattern) - 1]
    return rule.printed is None or line[tokens[index].start : last.end] == rule.printed


def _quarter(following: Sequence[Token]) -> Iterable[tuple[str, bool]]:
    """`quý I` is also `quý 1`, and the other way round."""
    for token in following:
        for roman, digit in _ROMAN.items():
            if token.text in (roman, digit):
                yield f"quý {digit if token.text == roman else roman}", False

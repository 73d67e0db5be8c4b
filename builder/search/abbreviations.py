"""Abbreviations both ways: what a text also says when it prints `UBND`, or `ủy ban nhân dân`. The text itself stays.

`both`: one reading, expanded both ways. `weak`: the same at little weight. `typed`: only helps who types the abbreviation.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from builder.errors import ProfileError
from builder.search.analysis import number_tokens, printed_keys, words
from builder.vietnamese import keys

Strength = Literal["both", "weak", "typed"]
_STRENGTHS: dict[str, Strength] = {"both": "both", "weak": "weak", "typed": "typed"}
_LONGEST_READING = 12  # words
_A_PAIR = 2
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


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules whose pattern begins with one word: those of this word alone, and the others by their second word."""

    alone: tuple[_Rule, ...]
    by_second: Mapping[str, tuple[_Rule, ...]]


@cache
def _rules() -> dict[str, _Rules]:
    """The rules by the first word of their pattern, the longest first."""
    by_first: dict[str, list[_Rule]] = {}
    for entry in abbreviations():
        for rule in _rules_of(entry):
            by_first.setdefault(rule.pattern[0], []).append(rule)
    return {first: _by_second(sorted(rules, key=lambda rule: -len(rule.pattern))) for first, rules in by_first.items()}


def _by_second(rules: Sequence[_Rule]) -> _Rules:
    by_second: dict[str, list[_Rule]] = {}
    for rule in rules:
        if len(rule.pattern) > 1:
            by_second.setdefault(rule.pattern[1], []).append(rule)
    alone = tuple(rule for rule in rules if len(rule.pattern) == 1)
    return _Rules(alone, {second: tuple(found) for second, found in by_second.items()})


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


def _in_line(line: str) -> Iterator[tuple[str, bool]]:
    printed, row = _outside_numbers(line)
    rules = _rules()
    for index in [index for index, word in enumerate(row) if word in rules]:
        found = rules[row[index]]
        second = row[index + 1] if index + 1 < len(row) else ""
        for rule in found.alone:
            if _as_printed(rule, printed[index], line):
                yield rule.says, rule.weak
        for rule in found.by_second.get(second, ()):
            size = len(rule.pattern)
            if (size == _A_PAIR or tuple(row[index : index + size]) == rule.pattern) and _as_printed(rule, printed[index], line):
                yield rule.says, rule.weak
    for index in [index for index, word in enumerate(row) if word == _QUARTER]:
        yield from _quarter(row[index + 1 : index + 2])


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


def _outside_numbers(line: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a line and their keys without the codes of document numbers: the NQ of 38/NQ-CP is no sentence's word."""
    numbers = number_tokens(line)
    for number in numbers:
        line = line[: number.start] + " " * (number.end - number.start) + line[number.end :]
    return printed_keys(line)


def _as_printed(rule: _Rule, first: str, line: str) -> bool:
    """Whether the capitals agree; `first` is the first word that the rule has met."""
    if rule.printed is None:
        return True
    return first == rule.printed if len(rule.pattern) == 1 else rule.printed in line


def _quarter(following: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """`quý I` is also `quý 1`, and the other way round."""
    for word in following:
        for roman, digit in _ROMAN.items():
            if word in (roman, digit):
                yield f"quý {digit if word == roman else roman}", False

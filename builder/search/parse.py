"""What a reader typed, as units to look for: words, "phrases", numbers in full or in short, periods. Any text is a query.

All units must occur; function words may. Quotation marks of any kind hold a phrase; an unbalanced one is a blank.
AND, OR, NOT in capitals beside other words are ignored.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from builder.search import analysis, periods
from builder.search.analysis import Token
from builder.search.document_numbers import codes, find_numbers, joined_key
from builder.search.short_numbers import ShortNumber, is_type_code, number_words, numbers_before_years, type_codes, typed_numbers
from builder.search.units import Term, Unit
from builder.vietnamese import keys

LONGEST_QUERY = 400
MOST_UNITS = 24
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_BEFORE_NUMBER = re.compile(r"(?i)\b(?:số|so)\s*:?\s*$")
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's units in the order typed."""

    units: tuple[Unit, ...]
    shortened: bool = False
    """Whether the text was longer than can be searched."""

    @property
    def required(self) -> tuple[Unit, ...]:
        """The units that must occur: all, if there are only function words."""
        return tuple(unit for unit in self.units if not unit.optional) or self.units

    @property
    def marked(self) -> bool:
        """Whether any unit was typed with marks."""
        return any(unit.marked for unit in self.units)


@cache
def function_words() -> frozenset[str]:
    """The exact keys of data/function_words.txt, unmarked spellings included where they are unmistakable."""
    return frozenset(keys.canonical(word) for line in _lines_of("function_words.txt") for word in line.split())


@cache
def function_phrases() -> frozenset[tuple[str, ...]]:
    """The exact keys of data/function_phrases.txt."""
    return frozenset(tuple(map(keys.canonical, line.split())) for line in _lines_of("function_phrases.txt"))


def _lines_of(name: str) -> list[str]:
    text = (resources.files("builder.search") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def parse(text: str) -> Parsed:
    """Read a query; never fails."""
    clean = analysis.nfc(text.encode("utf-8", "replace").decode("utf-8")).translate(_QUOTES)
    units = list(dict.fromkeys(_units(clean[:LONGEST_QUERY])))
    return Parsed(tuple(units[:MOST_UNITS]), len(clean) > LONGEST_QUERY or len(units) > MOST_UNITS)


def _units(text: str) -> Iterator[Unit]:
    segments = text.split('"')
    if len(segments) % 2 == 0:
        segments[-2:] = [" ".join(segments[-2:])]
    operators = bool(set(re.findall(r"[^\W_]+", text)) - _OPERATORS)
    for index, segment in enumerate(segments):
        yield from _quoted(segment) if index % 2 else _unquoted(segment, operators)


def _quoted(segment: str) -> Iterator[Unit]:
    tokens = list(analysis.words(segment))
    if tokens:
        yield Unit(tuple(token.text for token in tokens), tuple(token.folded for token in tokens), typed=segment.strip())


def _unquoted(segment: str, operators: bool) -> Iterator[Unit]:
    """What has a term of its own, and the words between."""
    segment = _unglued(segment)
    done = 0
    for found in _special(segment):
        before = segment[done : found.start]
        yield from _words(_without_code(_BEFORE_NUMBER.sub("", before)) if found.whole else before, operators)
        yield _special_unit(segment[found.start : found.end], found)
        done = found.end
    yield from _words(segment[done:], operators)


def _words(segment: str, operators: bool) -> Iterator[Unit]:
    tokens = analysis.words(segment)
    asking = _in_phrases([token.text for token in tokens])
    for place, token in enumerate(tokens):
        typed = segment[token.start : token.end]
        if not (operators and typed in _OPERATORS):
            yield Unit((token.text,), (token.folded,), optional=place in asking or token.text in function_words(), typed=typed)


def _in_phrases(row: Sequence[str]) -> set[int]:
    """The places of words that only ask."""
    starts = [
        (at, phrase) for phrase in function_phrases() for at in range(len(row)) if tuple(row[at : at + len(phrase)]) == phrase
    ]
    return {place for at, phrase in starts for place in range(at, at + len(phrase))}


def _without_code(text: str) -> str:
    """`KL 01-KL/TW` says its type twice."""
    tokens = list(analysis.words(text))
    return text[: tokens[-1].start] if tokens and is_type_code(tokens[-1]) else text


def _unglued(segment: str) -> str:
    """`52BC/ĐU`, `KL01`: a blank between a type's code and its figure."""
    return _glued().sub(lambda match: f"{match[1] or match[3]} {match[2] or match[4]}", segment)


@cache
def _glued() -> re.Pattern[str]:
    spelled = "|".join(sorted(type_codes() | codes().types, key=lambda code: (-len(code), code)))
    return re.compile(rf"(?<![^\W_])(?:({spelled})(\d{{1,5}})|(\d{{1,5}})({spelled}))(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Special:
    """A part of a query that the index knows under terms of its own."""

    start: int
    end: int
    terms: tuple[Term, ...]
    period: bool = False
    whole: bool = False
    """A document number in full."""


def _special(segment: str) -> list[_Special]:
    """Full numbers, then periods and days, then numbers in short: what is found first keeps its words."""
    tokens = list(analysis.words(segment))
    found: list[_Special] = []
    row = number_words([token.text for token in tokens], analysis.gaps(segment))
    of_years = list(numbers_before_years(row))
    taken = {place for one in of_years for place in range(one.first, one.end)}
    in_short = _short_numbers(tokens, (*of_years, *typed_numbers(row)))
    for one in (*_full_numbers(segment, tokens), *_periods(tokens, taken), *in_short):
        if not any(other.start < one.end and one.start < other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _full_numbers(segment: str, tokens: Sequence[Token]) -> Iterator[_Special]:
    """Numbers with their separators, and those typed with blanks only: `52 bc đu`."""
    for number in find_numbers(segment, typed=True):
        yield _Special(number.start, number.end, (Term(keys.unmarked(number.key)),), whole=True)
    for index in range(len(tokens) - 2):
        spaced = _spaced_number(segment, tokens[index : index + 4])
        if spaced:
            yield spaced


def _spaced_number(segment: str, tokens: Sequence[Token]) -> _Special | None:
    """A number, a type code and an issuer's code in a row (or number, year, type, issuer), whatever stands between."""
    if not tokens[0].text[0].isdigit():
        return None
    size = 4 if len(tokens) == 4 and re.fullmatch(r"(19|20)\d\d", tokens[1].text) else 3
    known = codes()
    if tokens[size - 2].folded not in known.types or tokens[size - 1].folded not in known.issuers:
        return None
    key = joined_key([segment[token.start : token.end] for token in tokens[:size]])
    return _Special(tokens[0].start, tokens[size - 1].end, (Term(keys.unmarked(key)),), whole=True)


def _periods(tokens: Sequence[Token], taken: Container[int]) -> Iterator[_Special]:
    """`taken` are the places of words that say something else."""
    for one in periods.said(["|" if place in taken else token.text for place, token in enumerate(tokens)]):
        yield _Special(tokens[one.first].start, tokens[one.end - 1].end, one.terms, period=not one.day)


def _short_numbers(tokens: Sequence[Token], found: Iterable[ShortNumber]) -> Iterator[_Special]:
    for number in found:
        yield _Special(tokens[number.first].start, tokens[number.end - 1].end, number.terms)


def _special_unit(text: str, found: _Special) -> Unit:
    parts = list(analysis.words(text))
    exact, folded = tuple(part.text for part in parts), tuple(part.folded for part in parts)
    return Unit(exact, folded, found.terms, period=found.period, typed=text)

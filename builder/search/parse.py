"""What a reader typed, as units to look for: words, "phrases" and document numbers. Any text whatever is a query.

All units must occur; function words may. Quotation marks of any kind hold a phrase; an unbalanced one is a blank.
AND, OR, NOT in capitals beside other words are ignored.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from builder.search import analysis
from builder.search.document_numbers import codes, find_numbers, joined_key
from builder.vietnamese import keys

LONGEST_QUERY = 400
MOST_UNITS = 24
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_BEFORE_NUMBER = re.compile(r"(?i)\b(?:số|so)\s*:?\s*$")
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to look for: a word (one key), a phrase (several keys in a row) or a document number."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    number: str | None = None
    """The folded whole-number key; `exact` and `folded` are then the number's parts."""
    optional: bool = False
    typed: str = field(default="", compare=False)
    """As the reader wrote it."""

    @property
    def marked(self) -> bool:
        """Whether the reader typed marks."""
        return self.number is None and self.exact != self.folded


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
    text = (resources.files("builder.search") / "data" / "function_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(keys.canonical(word) for line in lines for word in line.split())


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
    done = 0
    for start, end, key in _numbers(segment):
        yield from _words(_BEFORE_NUMBER.sub("", segment[done:start]), operators)
        yield _number_unit(segment[start:end], key)
        done = end
    yield from _words(segment[done:], operators)


def _words(segment: str, operators: bool) -> Iterator[Unit]:
    for token in analysis.words(segment):
        typed = segment[token.start : token.end]
        if not (operators and typed in _OPERATORS):
            yield Unit((token.text,), (token.folded,), optional=token.text in function_words(), typed=typed)


def _number_unit(text: str, key: str) -> Unit:
    parts = list(analysis.words(text))
    exact, folded = tuple(part.text for part in parts), tuple(part.folded for part in parts)
    return Unit(exact, folded, number=keys.unmarked(key), typed=text)


def _numbers(segment: str) -> list[tuple[int, int, str]]:
    """Numbers with their separators, and those typed with blanks only: `52 bc đu`."""
    found = [(number.start, number.end, number.key) for number in find_numbers(segment, typed=True)]
    tokens = list(analysis.words(segment))
    for index in range(len(tokens) - 2):
        spaced = _spaced_number(segment, tokens[index : index + 4])
        if spaced and not any(start < spaced[1] and spaced[0] < end for start, end, _ in found):
            found.append(spaced)
    return sorted(found)


def _spaced_number(segment: str, tokens: Sequence[analysis.Token]) -> tuple[int, int, str] | None:
    """A number, a type code and an issuer's code in a row (or number, year, type, issuer), whatever stands between."""
    if not tokens[0].text[0].isdigit():
        return None
    size = 4 if len(tokens) == 4 and re.fullmatch(r"(19|20)\d\d", tokens[1].text) else 3
    known = codes()
    if tokens[size - 2].folded not in known.types or tokens[size - 1].folded not in known.issuers:
        return None
    start, end = tokens[0].start, tokens[size - 1].end
    return start, end, joined_key([segment[token.start : token.end] for token in tokens[:size]])

"""Document numbers in every spelling: `52-BC/ĐU`, `52 - bc/đu`, `Số 52 -BC/ĐU`, `38/NQ-CP`, `04/2023/TT-BTC`.

Their key joins the parts with hyphens, whatever stood between them: `52-bc-đu`, `38-nq-cp`, `4-2023-tt-btc`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from builder.vietnamese import keys

_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_PATTERN = re.compile(
    rf"(?<![^\W_])(?<![\d][.,/])(\d{{1,5}}[a-zđ]?)"  # the number itself
    rf"(?P<s1>[^\S\n]*[{_DASH}/][^\S\n]*)(?:(?P<year>(?:19|20)\d\d)(?P<s2>[^\S\n]*[{_DASH}/][^\S\n]*))?"
    rf"(?P<codes>[^\W\d_][^\W_]*(?:[^\S\n]*[{_DASH}/&][^\S\n]*[^\W\d_][^\W_]*)*)"
)
_MAY_BE = re.compile(rf"\d[a-zđ]?[^\S\n]*[{_DASH}/]")  # most lines hold no number: they are told by this in no time
_CODE_SEPARATOR = re.compile(rf"[^\S\n]*[{_DASH}/&][^\S\n]*")
_LONGEST_CODE = 12
_MOST_CODES = 4


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A document number found in a text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Codes:
    """The known codes of document numbers, as folded keys."""

    types: frozenset[str]
    issuers: frozenset[str]


@cache
def codes() -> Codes:
    """The codes of data/number_codes.csv."""
    source = resources.files("builder.search") / "data" / "number_codes.csv"
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
    by_side = {side: frozenset(keys.fold(row["code"]) for row in rows if row["side"] == side) for side in ("type", "issuer")}
    return Codes(by_side["type"], by_side["issuer"])


def number_key(number: str) -> str:
    """The key of a number as printed in a front matter or typed alone; "" if it is none."""
    parts = re.findall(r"[^\W_]+", re.sub(r"(?i)^\s*số\b", "", number))
    return joined_key(parts) if parts and parts[0][0].isdigit() else ""


def joined_key(parts: list[str]) -> str:
    """The parts of a number as one key: no leading zeros, TƯ as TW."""
    canonical = [keys.canonical(part) for part in parts]
    first = canonical[0].lstrip("0") or "0"
    return "-".join([first, *("tw" if part == "tư" else part for part in canonical[1:])])


def find_numbers(text: str, *, typed: bool = False) -> Iterator[NumberMatch]:
    """Document numbers in a text of record; `typed` also takes what a reader may type: lower case, unknown codes."""
    for match in _PATTERN.finditer(text) if _MAY_BE.search(text) else ():
        number = _trimmed(match, typed=typed)
        if number:
            yield number


def _trimmed(match: re.Match[str], *, typed: bool) -> NumberMatch | None:
    """The match without trailing words that are no codes; None when no code is left or it reads as something else."""
    spans = _code_spans(match)
    spaced = any(char.isspace() for char in (match["s1"] + (match["s2"] or "")))
    kept: list[tuple[int, int]] = []
    text = match.string
    for start, end in spans:
        gap = text[kept[-1][1] : start] if kept else ""
        loose = any(char.isspace() for char in gap)
        if not _is_code(text[start:end], first=not kept, loose=loose or (spaced and not kept), typed=typed):
            break
        kept.append((start, end))
    if not kept:
        return None
    parts = [match[1], *([match["year"]] if match["year"] else []), *(text[start:end] for start, end in kept)]
    return NumberMatch(joined_key(parts), match.start(), kept[-1][1])


def _code_spans(match: re.Match[str]) -> list[tuple[int, int]]:
    spans, start = [], match.start("codes")
    for separator in _CODE_SEPARATOR.finditer(match["codes"]):
        spans.append((start, match.start("codes") + separator.start()))
        start = match.start("codes") + separator.end()
    spans.append((start, match.end("codes")))
    return spans[:_MOST_CODES]


def _is_code(word: str, *, first: bool, loose: bool, typed: bool) -> bool:
    """Whether a word can be a code: known, or (when it stands tight) in capitals or typed by a reader."""
    if len(word) > _LONGEST_CODE:
        return False
    known = codes().types if first else codes().types | codes().issuers
    if keys.fold(word) in known:
        return first or not loose or typed or word[:1].isupper()
    return not loose and len(word) > 1 and (typed or word[:1].isupper())

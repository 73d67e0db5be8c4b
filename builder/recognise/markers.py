"""The marker that opens a heading or an item: its class, its printed form and its value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, word in enumerate("nhất hai ba tư năm sáu bảy tám chín mười".split(), 1)
} | {"nhì": 2, "bốn": 4}  # fmt: skip
_ALPHABET = "ABCDĐEGHIKLMNOPQRSTUVXY"
# Class -> pattern; the first that matches wins. Sources: Nghị định 30/2020, Phụ lục I; party habit (`I-`, `1-`).
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "annex",
        re.compile(
            r"(?P<m>(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|Số|số))?(?:\s*(?P<rom>[IVXLC]+)(?!\w)|\s*(?P<num>\d{1,2})(?![\d/]))?"
            r"\s*[.:\-–]?)(?:\s+(?P<rest>.*)|$)"
        ),
    ),
    (
        "part",
        re.compile(
            r"(?P<m>(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+(?P<ord>\w+)|(?P<rom>[IVXLC]+)|(?P<num>\d+))(?!\w)\s*[.:\-–]?)\s*(?P<rest>.*)"
        ),
    ),
    ("chapter", re.compile(r"(?P<m>(?:CHƯƠNG|Chương)\s+(?:(?P<rom>[IVXLC]+)|(?P<num>\d+))(?!\w)\s*[.:\-–]?)\s*(?P<rest>.*)")),
    (
        "section",
        re.compile(r"(?P<m>(?:TIỂU MỤC|Tiểu mục|MỤC|Mục)\s+(?:(?P<num>\d+)|(?P<rom>[IVXLC]+))(?!\w)\s*[.:\-–]?)\s*(?P<rest>.*)"),
    ),
    ("article", re.compile(r"(?P<m>(?:ĐIỀU|Điều)\s+(?P<num>\d+)[a-zđ]?\s*(?:[.:]|$))\s*(?P<rest>.*)")),
    ("roman", re.compile(r"(?P<m>(?!V/v\b)(?P<rom>[IVXLC]{1,6})\s*[.\-–/)])\s*(?P<rest>.*)")),
    ("alpha", re.compile(r"(?P<m>(?P<let>[A-ZĐ])\s*[.\-–/)])\s+(?P<rest>.*)")),
    ("decimal", re.compile(r"(?P<m>(?P<num>\d{1,2})(?P<sub>(?:\.\d{1,2}){1,4})\s*[.\-–/)]?)\s+(?P<rest>[^\d%].*)")),
    ("number", re.compile(r"(?P<m>(?P<num>\d{1,3})\s*[.\-–/)])\s*(?P<rest>[^\d\s].*)")),
    ("letter", re.compile(r"(?P<m>(?P<let>[a-zđ])\s?\))\s*(?P<rest>.*)")),
    ("star", re.compile(r"(?P<m>\*{1,2})\s*(?P<rest>[^\s*].*)")),
    ("dash", re.compile(r"(?P<m>[-–—])(?:\s+(?=\S)|(?=[^\s\d\-–—]))(?P<rest>.*)")),
    ("bullet", re.compile(r"(?P<m>[•·▪◦●○])\s*(?P<rest>\S.*)")),
    ("plus", re.compile(r"(?P<m>\+)\s*(?P<rest>\S.*)")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A parsed marker."""

    kind: str
    printed: str
    value: int
    rest: str
    depth: int = 0
    """For decimals `1.1`, `1.1.1`: how many further numbers."""


def parse_marker(text: str, expected: Mapping[str, int] | None = None) -> Marker | None:
    """The marker that a tidied line opens with, or None.

    `expected` holds the next value of each open class: it decides whether `C.`, `D.`, `I.` is a letter or a Roman number.
    """
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if not match:
            continue
        if kind == "roman" and _is_letter(match["rom"], expected or {}):
            continue
        return Marker(
            kind, match["m"].strip(), _value(match.groupdict()), (match["rest"] or "").strip(), _depth(match.groupdict())
        )
    return None


def _is_letter(roman: str, expected: Mapping[str, int]) -> bool:
    """A single Roman letter that goes on with an open A, B, … rather than with I, II, …"""
    value = roman_value(roman)
    if len(roman) > 1 or roman not in _ALPHABET:
        return value is None
    if value is not None and expected.get("roman") == value:
        return False
    return expected.get("alpha") == _ALPHABET.index(roman) + 1 or roman not in "IVX"


def _value(groups: Mapping[str, str | None]) -> int:
    if groups.get("num"):
        return int((groups["num"] or "0")[:9])
    if groups.get("rom"):
        return roman_value(groups["rom"] or "") or 0
    if groups.get("ord"):
        return _ORDINALS.get((groups["ord"] or "").lower(), 0)
    letter = (groups.get("let") or "").upper()
    return _ALPHABET.index(letter) + 1 if letter and letter in _ALPHABET else 0


def _depth(groups: Mapping[str, str | None]) -> int:
    return (groups.get("sub") or "").count(".")


def roman_value(text: str) -> int | None:
    """`XIV` -> 14; None where the letters make no number."""
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if following and _ROMAN[following] > value else value
    return total if 0 < total < 90 and _roman(total) == text else None


def _roman(number: int) -> str:
    steps = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    letters = ""
    for value, symbol in steps:
        letters += symbol * (number // value)
        number %= value
    return letters

"""Document symbols taken apart: `05-CT/TW`, `38/NQ-CP`, `04/2023/TT-BTC`, `1234/BGDĐT-VP`, `64-CP`; and whose codes they are.

Source: Quy định 66-QĐ/TW and 399-QĐ/TW (Party), Nghị định 30/2020/NĐ-CP (State); codes of data/citation_issuers.csv.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from builder.vietnamese.doc_types import doc_types
from builder.vietnamese.keys import name_key

CENTRE, PROVINCE, DISTRICT, COMMUNE, OWN = "centre", "province", "district", "commune", "own"
_SYMBOL = re.compile(r"(\d{1,5})([^\W\d_]?)(?:\s*([-–/])\s*(?:((?:19|20)\d\d)/?)?(.+))?")
_TOKEN = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_ALIASES = {"TƯ": "TW", "TTCTP": "TTCP", "BCSD": "BCSĐ"}
_REGULATION = ("QĐI", "QYĐ")
# A board's code with its committee's: BTGTW, VPHU, UBKTTU.
_BOARD = re.compile(r"(BTC|BTG|BDV|BNC|UBKT|VP|BCSĐ|BCĐ)(TW|TU|HU|ĐU)")
_WITH_TERM = re.compile(r"(QH|UBTVQH)(\d{1,2})")
_BUREAU = re.compile(r"(?:ban thường vụ|btv|thường trực|ban chấp hành|bch) ")
_LEVEL_WORDS = (
    (r"tỉnh ủy|tỉnh|thành ủy|sở", PROVINCE),
    (r"huyện ủy|quận ủy|thị ủy|huyện|quận|thị xã", DISTRICT),
    (r"xã|phường|thị trấn", COMMUNE),
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol; codes in capitals, aliases resolved."""

    system: str
    """`p` Party, `s` State, `o` mass organisations."""
    type: str
    """The type's code, `CT`; empty where the symbol has none (a State letter, a law)."""
    number: str
    """Without leading zeros, with its letter: `5`, `12A`."""
    year: str
    """As written in the symbol of a normative act, else empty."""
    issuer: str
    """`TW`, `UBND`, `BGDĐT-VP`; empty where there is none."""
    level: str
    """`centre`, `province`, `district`, `own`; empty where the code does not tell."""

    @property
    def is_regulation(self) -> bool:
        """Whether the code itself says Quy định (`QĐi`, `QyĐ`)."""
        return self.type in _REGULATION


@dataclass(frozen=True, slots=True)
class _Code:
    system: str
    level: str


@lru_cache(maxsize=1 << 15)
def parse_symbol(printed: str) -> Symbol | None:
    """The parts of a symbol as printed; None for a number alone or what is no symbol."""
    match = _SYMBOL.fullmatch(printed.strip().replace("Ð", "Đ"))
    tokens = [_ALIASES.get(token, token) for token in _TOKEN.findall(match[5].upper())] if match and match[5] else []
    if match is None or not tokens or not any(letter.isalpha() for letter in match[5]):
        return None
    kind = tokens.pop(0) if tokens[0] in type_codes() else ""
    issuer = "-".join(tokens)
    party_form = match[3] != "/" and "/" in match[5]
    code = _code(tokens[0] if tokens else "", party_form=party_form)
    number = (match[1].lstrip("0") or "0") + match[2].upper()
    return Symbol(code.system or ("p" if party_form else "s"), kind, number, match[4] or "", issuer, code.level)


def _code(code: str, *, party_form: bool) -> _Code:
    """What an issuer's code says; `BTC` is Ban Tổ chức in a symbol of the Party's form, else Bộ Tài chính."""
    board, term = _BOARD.fullmatch(code), _WITH_TERM.fullmatch(code)
    if code == "BTC" and not party_form:
        return _Code("s", CENTRE)
    if board:
        return _Code("p", _codes()[board[2]].level)
    return _codes().get(term[1] if term else code, _Code("", ""))


@cache
def type_codes() -> Mapping[str, str]:
    """Type codes in capitals and the names that they stand for."""
    return {code.upper(): name for code, name in doc_types().by_code.items()}


@cache
def type_code(name: str) -> str:
    """The first code of a type's name, or the name itself where it has none: `Chỉ thị` -> `CT`, `Luật` -> `LUẬT`."""
    return next((code.upper() for code, named in doc_types().by_code.items() if named == name), "-".join(name.upper().split()))


def _rows(file: str) -> list[dict[str, str]]:
    text = (resources.files("builder.vietnamese") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _codes() -> Mapping[str, _Code]:
    return {row["code"]: _Code(row["system"], row["level"]) for row in _rows("citation_issuers.csv")}


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """(key of a printed name, its code), the longest first."""
    pairs = [(name_key(name), row["code"]) for row in _rows("citation_issuers.csv") for name in row["names"].split("|") if name]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@lru_cache(maxsize=1 << 12)
def issuer_code(printed: str) -> tuple[str, str, str]:
    """(system, code, level) of an issuer as running text names it: `Ban Thường vụ Tỉnh uỷ` -> (`p`, `TU`, `province`).

    Empty where the name does not tell.
    """
    key = name_key(printed)
    central = next((code for name, code in _names() if name == key and _codes()[code].level == CENTRE), "")
    if central:
        return _codes()[central].system, central, CENTRE
    rest = _BUREAU.sub("", key, count=1)
    code = next((code for name, code in _names() if rest == name or rest.startswith(name + " ")), "")
    found = _codes().get(code, _Code("", ""))
    return found.system, code, _level(rest) or found.level


def _level(key: str) -> str:
    return next((level for words, level in _LEVEL_WORDS if re.search(rf"(?<!\w)(?:{words})(?!\w)", key)), "")


@dataclass(frozen=True, slots=True)
class KnownInstrument:
    """An instrument that documents often cite without its date."""

    type: str
    number: str
    date: str
    issuer: str
    short: tuple[str, str] | None
    """(type, number) of the name that is enough by itself: `Chỉ thị 05`."""


@cache
def known_instruments() -> tuple[KnownInstrument, ...]:
    """The table of data/known_instruments.csv; every row has its source there."""
    return tuple(
        KnownInstrument(
            row["type"], row["number"], row["date"], row["issuer"],
            (row["short_type"], row["short_number"]) if row["short_number"] else None,
        )
        for row in _rows("known_instruments.csv")
    )  # fmt: skip

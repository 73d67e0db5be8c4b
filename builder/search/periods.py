"""Periods as a reader types them and as a bulletin covers them: `quý II/2022`, `tháng 5 năm 2023`, `6 tháng đầu năm 2023`.

Both become keys of one form, `ky-202204-202206`, or `ky-04-06` where no year is said; they are terms of both indexes.
The search page's twin is `periods` in theme_overrides/assets/search-core.mjs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.model import Metadata, Period
from builder.search.parse import Unit

OWN, PLANNED = "ky", "kh"
"""The period that a bulletin reports on, and the one that it plans for."""
_MONTH = r"(?P<month>1[0-2]|[1-9])"
_YEAR = r"(?:(?: nam)? (?P<year>(?:19|20)\d\d))"
# Forms of folded keys: `quý` is `qui` in them.
_FORMS = tuple(
    re.compile(f"(?<= ){form}(?= )")
    for form in (
        rf"(?P<half>6|9) thang(?: (?P<part>dau|cuoi) nam)?{_YEAR}",
        r"(?P<half>6|9) thang (?P<part>dau|cuoi) nam",
        rf"qui (?P<quarter>[1-4]|iv|i{{1,3}}){_YEAR}?",
        rf"thang {_MONTH}{_YEAR}?",
        rf"t{_MONTH}{_YEAR}",
        rf"{_MONTH} (?P<year>(?:19|20)\d\d)",
        r"nam (?P<year>(?:19|20)\d\d)",
    )
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Asked:
    """A period in a query: its key without the kind, and the units that say it."""

    key: str
    units: tuple[Unit, ...]

    def term(self, kind: str) -> str:
        """The term of the indexes."""
        return f"{kind}-{self.key}"


def asked(units: Sequence[Unit]) -> Asked | None:
    """The first period of a query, the fullest form first; phrases and numbers say none."""
    words = [unit.folded[0] if len(unit.folded) == 1 and not unit.number else "|" for unit in units]
    text = f" {' '.join(words)} "
    for form in _FORMS:
        match = form.search(text)
        if match:
            first = text[: match.start()].count(" ") - 1
            return Asked(_key(match.groupdict()), tuple(units[first : first + len(match[0].split())]))
    return None


def _key(parts: dict[str, str | None]) -> str:
    start, end = _months(parts)
    year = parts.get("year") or ""
    return f"{year}{start:02d}-{year}{end:02d}"


def _months(parts: dict[str, str | None]) -> tuple[int, int]:
    if half := parts.get("half"):
        return (13 - int(half), 12) if parts.get("part") == "cuoi" else (1, int(half))
    if quarter := parts.get("quarter"):
        number = _ROMAN.get(quarter) or int(quarter)
        return 3 * number - 2, 3 * number
    if month := parts.get("month"):
        return int(month), int(month)
    return 1, 12


def period_terms(meta: Metadata) -> tuple[str, ...]:
    """The terms of a bulletin's own and planned period; none for one that is no run of whole months."""
    return (*_terms(OWN, meta.period), *_terms(PLANNED, meta.plan_period))


def _terms(kind: str, period: Period | None) -> tuple[str, ...]:
    if period is None or period.start[8:10] != "01" or period.end[8:10] < "28":
        return ()
    start, end = period.start[:7].replace("-", ""), period.end[:7].replace("-", "")
    whole = f"{kind}-{start}-{end}"
    return (whole, f"{kind}-{start[4:]}-{end[4:]}") if start[:4] == end[:4] else (whole,)

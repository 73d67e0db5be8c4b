"""Periods and days as a reader types them and as a bulletin covers or names them: `quý II/2022`, `6 tháng đầu năm`, `22/3/2022`.

All forms of a period become one key, `202204-202206`, or `04-06` where no year is said. In the index it stands behind a sign:
`ky-` for the period that a bulletin reports on, `kh-` for the one that it plans for, `kn-` for one that its text names;
`kd-2022`, `kd-202203` for the year and month of its date, `cua-20220322` for its own day, `ngay-20220322` for one that it names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import Metadata, Period
from builder.search.analysis import folded
from builder.search.facts import document_date
from builder.search.units import Term

OWN, PLANNED, NAMED, DATED, DAY, OWN_DAY = "ky", "kh", "kn", "kd", "ngay", "cua"
_GAINS = {OWN: 2.5, PLANNED: 1.3, DATED: 2.0, NAMED: 1.0}
_NAMED_DAY_GAIN = 0.4
_DATED_IN_MONTH = 0.8  # dated in the month asked for, or in one of it; the period that it reports on is another
_MONTH = r"(?P<month>1[0-2]|[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|[1-9])"
_PLAIN_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR = rf"(?:(?: nam)? {_PLAIN_YEAR})"
# Forms of folded keys, the fullest first: `quý` is `qui` in them.
_FORMS = tuple(
    re.compile(f"(?<= ){form}(?= )")
    for form in (
        rf"(?:ngay )?{_DAY} {_MONTH} {_PLAIN_YEAR}",
        rf"(?:ngay )?{_DAY} thang {_MONTH} nam {_PLAIN_YEAR}",
        rf"(?P<half>6|9|sau|chin) thang(?: (?P<part>dau|cuoi) nam)?{_YEAR}",
        r"(?P<half>6|9|sau|chin) thang (?P<part>dau|cuoi) nam",
        rf"(?:qui |q)(?P<quarter>[1-4]|iv|i{{1,3}}){_YEAR}",
        r"qui (?P<quarter>[1-4]|iv|i{1,3})",
        rf"(?:thang |t){_MONTH}{_YEAR}",
        rf"thang {_MONTH}",
        rf"{_MONTH} {_PLAIN_YEAR}",
        rf"(?:nam )?{_PLAIN_YEAR} (?:den )?(?:nam )?(?P<last>(?:19|20)\d\d)",
        rf"(?:nam )?{_PLAIN_YEAR}",
    )
)
_SPELLED = {
    "nam": "năm",
    "thang": "tháng",
    "qui": "quí",
    "ngay": "ngày",
    "dau": "đầu",
    "cuoi": "cuối",
    "sau": "sáu",
    "chin": "chín",
}
_WORDS_OF_THEIR_OWN = frozenset({"nam", "sau"})
_HAS_FIGURE = re.compile(r" (?:\d|q[1-4] |t\d|qui i|sau thang|chin thang)")
# Every form has one of them.
_SAYING = frozenset({"thang", "tháng", "qui", "quí"})
_A_YEAR = re.compile(r" (?:19|20)\d\d ")
_FIGURES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "sau": 6, "chin": 9}


@dataclass(frozen=True, slots=True)
class Said:
    """A period or a day that a row of words says: its key, and the words as a range of positions."""

    key: str
    day: bool
    first: int
    end: int

    @property
    def terms(self) -> tuple[Term, ...]:
        """What answers it, the best first."""
        if self.day:
            return (Term(f"{OWN_DAY}-{self.key}"), Term(f"{DAY}-{self.key}", _NAMED_DAY_GAIN))
        found = [Term(f"{sign}-{self.key}", _GAINS[sign]) for sign in (OWN, PLANNED, NAMED)]
        return tuple(sorted([*found, *self._dated()], key=lambda term: -term.gain))

    def _dated(self) -> list[Term]:
        start, _, end = self.key.partition("-")
        if len(start) < 6:
            return []
        if start[4:] == "01" and end[4:] == "12":
            gain = _GAINS[DATED] if start[:4] == end[:4] else _DATED_IN_MONTH
            return [Term(f"{DATED}-{year}", gain) for year in range(int(start[:4]), int(end[:4]) + 1)] if gain > 1 else []
        return [Term(f"{DATED}-{start[:4]}{month:02d}", _DATED_IN_MONTH) for month in range(int(start[4:]), int(end[4:]) + 1)]


def said(row: Sequence[str]) -> list[Said]:
    """The periods and days in a row of words, given by their exact keys, in order; a fuller form goes before one within it."""
    if _SAYING.isdisjoint(row) and not _A_YEAR.search(f" {' '.join(row)} "):
        return []
    text = f" {' '.join(_others_out(row, [folded(key) for key in row]))} "
    if not _HAS_FIGURE.search(text):
        return []
    found: list[Said] = []
    for form in _FORMS:
        for match in form.finditer(text):
            first = text[: match.start()].count(" ") - 1
            end = first + len(match[0].split())
            if not any(one.first < end and first < one.end for one in found):
                found.append(_said(match.groupdict(), first, end))
    return sorted(found, key=lambda one: one.first)


def _others_out(row: Sequence[str], plain: Sequence[str]) -> list[str]:
    """The folded words; one with other marks is none of ours, nor one without marks among marked ones: Hà Nam, sau."""
    marked = any(exact != bare for exact, bare in zip(row, plain, strict=True))
    return ["|" if _is_other(exact, bare, marked=marked) else bare for exact, bare in zip(row, plain, strict=True)]


def _is_other(exact: str, bare: str, *, marked: bool) -> bool:
    spelled = _SPELLED.get(bare)
    if spelled is None or exact == spelled:
        return False
    return exact != bare or (marked and bare in _WORDS_OF_THEIR_OWN)


def _said(parts: dict[str, str | None], first: int, end: int) -> Said:
    year = parts.get("year") or ""
    if day := parts.get("day"):
        return Said(f"{year}{int(parts['month'] or 1):02d}{int(day):02d}", True, first, end)
    start, last = _months(parts)
    return Said(f"{year}{start:02d}-{parts.get('last') or year}{last:02d}", False, first, end)


def _months(parts: dict[str, str | None]) -> tuple[int, int]:
    if half := parts.get("half"):
        months = _FIGURES.get(half) or int(half)
        return (13 - months, 12) if parts.get("part") == "cuoi" else (1, months)
    if quarter := parts.get("quarter"):
        number = _FIGURES.get(quarter) or int(quarter)
        return 3 * number - 2, 3 * number
    if month := parts.get("month"):
        return int(month), int(month)
    return 1, 12


# ---------------------------------------------------------------- terms of the indexes
def named(row: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The terms of what a line of text names, each with a range of positions; a year within a longer form is named too."""
    for one in said(row):
        if one.day:
            yield f"{DAY}-{one.key}", one.first, one.end
        months = f"{one.key[:6]}-{one.key[:6]}" if one.day else one.key
        yield from ((term, one.first, one.end) for term in _named(months))


def _named(key: str) -> Iterator[str]:
    yield f"{NAMED}-{key}"
    start, _, end = key.partition("-")
    if len(start) < 6 or key == f"{start[:4]}01-{start[:4]}12":
        return
    if start[:4] == end[:4]:
        yield f"{NAMED}-{start[4:]}-{end[4:]}"
    yield from dict.fromkeys(f"{NAMED}-{year}01-{year}12" for year in (start[:4], end[:4]))


def period_terms(meta: Metadata) -> tuple[str, ...]:
    """The terms of a bulletin's own and planned period (none for one that is no run of whole months), and of its date."""
    return (*_terms(OWN, meta.period), *_terms(PLANNED, meta.plan_period), *_dates(meta))


def _terms(sign: str, period: Period | None) -> tuple[str, ...]:
    if period is None or period.start[8:10] != "01" or period.end[8:10] < "28":
        return ()
    start, end = period.start[:7].replace("-", ""), period.end[:7].replace("-", "")
    whole = f"{sign}-{start}-{end}"
    return (whole, f"{sign}-{start[4:]}-{end[4:]}") if start[:4] == end[:4] else (whole,)


def _dates(meta: Metadata) -> tuple[str, ...]:
    date = document_date(meta) or (meta.period.end if meta.period else "")
    days = dict.fromkeys(day[:10] for day in (meta.issued, meta.event_date) if day)
    own = [f"{OWN_DAY}-{day.replace('-', '')}" for day in days]
    return (f"{DATED}-{date[:4]}", f"{DATED}-{date[:7].replace('-', '')}", *own) if date else ()

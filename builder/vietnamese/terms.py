"""Terms of Party committees (khoá): the numbers of Party documents begin at 1 with each.

Source: Quy định 399-QĐ/TW (numbers run through a term); dates of the national congresses; below the centre congresses are held
level by level in the year before the national one, communes first (Điều lệ Đảng: every five years).
"""

from bisect import bisect_right

from builder.vietnamese.symbols import CENTRE, DISTRICT, PROVINCE

# The first day of each national congress since reunification: IV to XIV.
_CONGRESSES = (
    "1976-12-14", "1982-03-27", "1986-12-15", "1991-06-24", "1996-06-28", "2001-04-19", "2006-04-18", "2011-01-12", "2016-01-20",
    "2021-01-25", "2026-01-19",
)  # fmt: skip
_FIRST_MONTH = {PROVINCE: "10", DISTRICT: "07"}
_COMMUNES_FIRST_MONTH = "05"


def term_of(date: str, level: str) -> str:
    """The year in which the term of a date (ISO) began, for a committee of this level: `2020`; empty before the first known."""
    if level == CENTRE:
        place = bisect_right(_CONGRESSES, date[:10])
        return _CONGRESSES[place - 1][:4] if place else ""
    year, month = int(date[:4]), date[5:7]
    start = year - year % 5
    first = _FIRST_MONTH.get(level, _COMMUNES_FIRST_MONTH)
    return str(start if year > start or month >= first else start - 5)

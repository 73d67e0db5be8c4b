"""Dates and times as Vietnamese documents and portals write them."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
# `ngày 22 tháng 3 năm 2022`, with the blanks that scans leave: `ngày  30  tháng 3  năm 2023`
WORDED = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})(?!\d)", re.IGNORECASE)
# `04/01/2022`, `15-5-2016`, `04/01/ 2022`, `30.3.2023`; never part of a longer number
NUMERIC = re.compile(r"(?<![\d/.,-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/])")
_TIME = re.compile(r"(?<!\d)(\d{1,2})\s?[:h]\s?(\d{2})(?::\d{2})?(?!\d)(?:\s*(AM|PM|SA|CH)\b)?", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("một giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười_một", "mười_hai chạp"), 1
    )
    for name in names.split()
}
MONTH_WORDS = "|".join(name.replace("_", r"\s+") for name in sorted(_MONTHS, key=len, reverse=True))
# `23 Tháng 5 2022` (Joomla), `23 Tháng Năm, 2022` (WordPress): what their translations make of `d F Y`; no document has it
_TRANSLATED = re.compile(rf"(?<!\d)(\d{{1,2}})\s+tháng\s+(\d{{1,2}}|{MONTH_WORDS}),?\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_YEARS = range(1930, 2100)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text with its place there."""

    start: int
    end: int
    value: str
    """ISO date."""


def iso_date(day: str, month: str, year: str) -> str | None:
    """The ISO date, or None where there is no such day."""
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date.isoformat() if date.year in _YEARS else None


def find_dates(text: str) -> Iterator[FoundDate]:
    """All full dates of a text, in order."""
    found = [(match, match[1], match[2], match[3]) for match in WORDED.finditer(text)]
    found += [(match, match[1], match[3], match[4]) for match in NUMERIC.finditer(text)]
    for match, day, month, year in sorted(found, key=lambda entry: entry[0].start()):
        value = iso_date(day, month, year)
        if value:
            yield FoundDate(match.start(), match.end(), value)


def first_date(text: str) -> str | None:
    """The first full date of a text."""
    return next((found.value for found in find_dates(text)), None)


def portal_datetime(text: str) -> str | None:
    """The visible date line of a portal -> ISO date-time with +07:00; a date without a time is that day's start.

    `Thứ sáu - 25/03/2022 16:19`, `15:47 | 21/04/2023`, `22/02/2023 07:48 AM`, `13/07/2024 lúc 18:35`, `23 Tháng 5 2022`.
    """
    date = first_date(text) or _translated(text)
    if date is None:
        return None
    rest = _TRANSLATED.sub(" ", NUMERIC.sub(" ", WORDED.sub(" ", text)))
    hour, minute = _time(rest)
    moment = datetime.datetime.fromisoformat(date).replace(hour=hour, minute=minute, tzinfo=VIETNAM)
    return moment.isoformat()


def _translated(text: str) -> str | None:
    match = _TRANSLATED.search(text)
    if match is None:
        return None
    month = match[2] if match[2].isdecimal() else str(_MONTHS["_".join(match[2].lower().split())])
    return iso_date(match[1], month, match[3])


def _time(text: str) -> tuple[int, int]:
    match = _TIME.search(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return 0, 0
    hour, half = int(match[1]), (match[3] or "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    if half in ("AM", "SA") and hour == 12:
        hour = 0
    return hour, int(match[2])

"""Series of regular issues (the monthly report of a commune), and which issues of them the archive lacks.

Better a gap that is not named than one that never was. Named is only what lies between two known issues of one run (one issuer,
type and length of period, never more than a year without an issue) that has at least FEWEST issues and lacks at most MOST_MISSING
of its periods. A period that a longer report ends with (March in a quarter's report) needs no report of its own, and a part of
the year that a series of years never had (`6 tháng cuối năm`) is none of its periods.
"""

import datetime
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.model import Period
from builder.publish.browse_groups import Group
from builder.publish.browse_rows import Row
from builder.publish.names import alphabetical
from builder.vietnamese.keys import name_key

FEWEST = 3
MOST_MISSING = 0.5
_LONG = 2
"""Years that a series must have run before a part of the year that it never had counts as none of its periods."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A regular length of period."""

    name: str
    """`hằng tháng`"""
    per_year: int
    """How many there are in a year; 52 for weeks, which are counted on and on."""


WEEKLY, MONTHLY, QUARTERLY = Rhythm("hằng tuần", 52), Rhythm("hằng tháng", 12), Rhythm("hằng quý", 4)
HALF_YEARLY, YEARLY = Rhythm("6 tháng", 2), Rhythm("hằng năm", 1)
_BY_MONTHS = {1: MONTHLY, 3: QUARTERLY, 6: HALF_YEARLY, 12: YEARLY}


@dataclass(frozen=True, slots=True)
class Slot:
    """One period of a series."""

    label: str
    """`tháng 5/2022`, `quý II/2022`"""
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Series:
    """The issues of one issuer, type and rhythm."""

    issuer: Group
    type: str
    rhythm: Rhythm
    held: tuple[Slot, ...]
    missing: tuple[Slot, ...]

    @property
    def name(self) -> str:
        """`Báo cáo hằng tháng`"""
        return f"{self.type} {self.rhythm.name}"


def series_of(issuer: Group) -> tuple[Series, ...]:
    """All series of an issuer with enough issues, by name."""
    numbers: defaultdict[tuple[str, Rhythm], set[int]] = defaultdict(set)
    ends: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in issuer.rows:
        metadata = row.page.metadata
        if metadata.period and metadata.doc_type:
            key = name_key(metadata.doc_type)
            names.setdefault(key, metadata.doc_type)
            place = _place(metadata.period)
            if place:
                numbers[key, place[0]].add(place[1])
            ends[key].add((metadata.period.end, _days(metadata.period)))
    found = [_series(issuer, names[key], rhythm, sorted(held), ends[key]) for (key, rhythm), held in numbers.items()]
    return tuple(sorted((one for one in found if one), key=lambda one: (alphabetical(one.type), -one.rhythm.per_year)))


def _series(issuer: Group, name: str, rhythm: Rhythm, held: Sequence[int], ends: set[tuple[str, int]]) -> Series | None:
    if len(held) < FEWEST:
        return None
    unusual = _never_held(rhythm, held)
    missing: list[Slot] = []
    for run in _runs(rhythm, held):
        lacking = [number for number in range(run[0], run[-1]) if number not in set(run)]
        slots = [slot_of(rhythm, number) for number in lacking if number % rhythm.per_year not in unusual]
        slots = [slot for slot in slots if not _is_covered(slot, ends)]
        if len(run) >= FEWEST and len(slots) <= MOST_MISSING * (len(run) + len(slots)):
            missing += slots
    return Series(issuer, name, rhythm, tuple(slot_of(rhythm, number) for number in held), tuple(missing))


def _never_held(rhythm: Rhythm, held: Sequence[int]) -> frozenset[int]:
    """The parts of the year (0 the first) that a long series never had."""
    if rhythm is WEEKLY or held[-1] - held[0] < _LONG * rhythm.per_year:
        return frozenset()
    return frozenset(range(rhythm.per_year)) - {number % rhythm.per_year for number in held}


def _runs(rhythm: Rhythm, held: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut where more than a year passed without an issue."""
    start = 0
    for place, (earlier, later) in enumerate(pairwise(held), 1):
        if later - earlier > max(rhythm.per_year, 2):
            yield held[start:place]
            start = place
    yield held[start:]


def _is_covered(slot: Slot, ends: set[tuple[str, int]]) -> bool:
    """Whether a longer report ends on the same day."""
    days = (datetime.date.fromisoformat(slot.end) - datetime.date.fromisoformat(slot.start)).days
    return any(end == slot.end and length > days for end, length in ends)


def _days(period: Period) -> int:
    try:
        return (datetime.date.fromisoformat(period.end) - datetime.date.fromisoformat(period.start)).days
    except ValueError:
        return 0


def _place(period: Period) -> tuple[Rhythm, int] | None:
    """The rhythm of a period and its number, counted from the year 0 (weeks: from the first day of the calendar)."""
    try:
        start, end = datetime.date.fromisoformat(period.start), datetime.date.fromisoformat(period.end)
    except ValueError:
        return None
    if start.weekday() == 0 and 4 <= (end - start).days <= 6:
        return WEEKLY, start.toordinal() // 7
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    rhythm = _BY_MONTHS.get(months)
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if rhythm is None or not whole or (start.month - 1) % months:
        return None
    return rhythm, (start.year * 12 + start.month - 1) // months


def slot_of(rhythm: Rhythm, number: int) -> Slot:
    """The period with a number."""
    if rhythm is WEEKLY:
        start = datetime.date.fromordinal(number * 7 + 1)
        end = start + datetime.timedelta(days=6)
        return Slot(f"tuần {start:%d/%m/%Y}–{end:%d/%m/%Y}", start.isoformat(), end.isoformat())
    months = 12 // rhythm.per_year
    year, part = divmod(number, rhythm.per_year)
    first, last = part * months + 1, (part + 1) * months
    label = _LABELS[rhythm](part, year)
    return Slot(label, f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{monthrange(year, last)[1]:02d}")


_LABELS: Mapping[Rhythm, Callable[[int, int], str]] = {
    MONTHLY: lambda part, year: f"tháng {part + 1}/{year}",
    QUARTERLY: lambda part, year: f"quý {('I', 'II', 'III', 'IV')[part]}/{year}",
    HALF_YEARLY: lambda part, year: f"6 tháng {'cuối' if part else 'đầu'} năm {year}",
    YEARLY: lambda _part, year: f"năm {year}",
}


def busy_months(rows: Sequence[Row]) -> Mapping[tuple[int, int], int]:
    """(year, month) -> how many bulletins are of that month."""
    counts: defaultdict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row.date.iso:
            counts[int(row.date.year), row.date.month] += 1
    return counts

"""Which mentions mean one document: by kind and scope, the scope being the term (Party) or year (State) that numbers run through.

A symbol alone never joins two mentions, and a date alone never parts them: dates are mistyped.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from builder.publish.mentions import OWN_NUMBER, REGULATION_CODE, Kind, Mention, kind_type
from builder.vietnamese.symbols import CENTRE, KnownInstrument, known_instruments, parse_symbol
from builder.vietnamese.terms import term_of


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """What the mentions of one document share."""

    kind: Kind
    scope: str
    """`2023` a year, `k2020` a term by its first year; with a leading `?` the citing bulletin's own, where no date is known."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Every mention in exactly one group."""

    members: Mapping[Group, tuple[Mention, ...]]
    inferred: frozenset[tuple[str, int]]
    """Undated citations (bulletin, index) that went to the nearest earlier document with their symbol."""


def grouped(mentions: Iterable[Mention]) -> Grouped:
    """Dated mentions first; then each undated one to the document that it most likely means, or to none."""
    dated: defaultdict[Group, list[Mention]] = defaultdict(list)
    rest: list[Mention] = []
    for mention in mentions:
        if (mention.cited.date or mention.kind.year) and not mention.others:
            dated[Group(mention.kind, scope_of(mention.kind, mention.cited.date or ""))].append(mention)
        elif mention.index != OWN_NUMBER:
            rest.append(mention)
    better = _mistyped(dated) | _unnamed_regulations(dated)
    members: defaultdict[Group, list[Mention]] = defaultdict(list)
    for group, found in dated.items():
        members[better.get(group, group)] += found
    calendar = _calendar(members)
    inferred: set[tuple[str, int]] = set()
    for mention in rest:
        group, is_inferred = _of_loose(mention, calendar) if mention.cited.date else _of_undated(mention, calendar)
        members[group].append(mention)
        if is_inferred:
            inferred.add((mention.bulletin, mention.index))
    return Grouped({group: tuple(found) for group, found in members.items()}, frozenset(inferred))


def scope_of(kind: Kind, date: str) -> str:
    """Within which a number is given only once: the year of the symbol, the Party's term, the State's year."""
    if kind.year or not date:
        return kind.year
    return f"k{term_of(date, kind.level)}" if kind.system == "p" else date[:4]


def date_of(group: Group, members: Sequence[Mention]) -> str:
    """The date of a document: as its copy states it, else as well known, else as most bulletins cite it; empty if unknown."""
    own = sorted(mention.cited.date for mention in members if mention.index == OWN_NUMBER and mention.cited.date)
    known = known_of(group)
    dates = Counter(mention.cited.date for mention in members if mention.cited.date)
    majority = min(dates, key=lambda date: (-dates[date], date)) if dates else ""
    return own[0] if own else known.date if known else majority


def known_of(group: Group) -> KnownInstrument | None:
    """The well-known instrument that a group is."""
    return next((known for known in _known().get(group.kind, ()) if scope_of(group.kind, known.date) == group.scope), None)


@cache
def _known() -> Mapping[Kind, tuple[KnownInstrument, ...]]:
    found: defaultdict[Kind, list[KnownInstrument]] = defaultdict(list)
    for known in known_instruments():
        symbol = parse_symbol(known.number)
        if symbol:
            found[Kind(symbol.system, kind_type(symbol, known.type), symbol.number, symbol.issuer, "")].append(known)
    return {kind: tuple(entries) for kind, entries in found.items()}


def _mistyped(dated: Mapping[Group, Sequence[Mention]]) -> dict[Group, Group]:
    """Groups whose day and month are those of a better attested group of the same kind: their year is mistyped."""
    better: dict[Group, Group] = {}
    first: dict[tuple[Kind, str], Group] = {}
    for group in sorted(dated, key=lambda group: (known_of(group) is None, -len(dated[group]), group)):
        day = date_of(group, dated[group])[5:]
        other = first.setdefault((group.kind, day), group) if day else group
        has_copy = any(mention.index == OWN_NUMBER for mention in dated[group])
        if other is not group and not has_copy:
            better[group] = other
    return better


def _unnamed_regulations(dated: Mapping[Group, Sequence[Mention]]) -> dict[Group, Group]:
    """`37-QĐ/TW` without its type word reads as a Quyết định; of the same day as a Quy định of that number, it is that one."""
    found = {}
    for group in dated:
        if group.kind.type == REGULATION_CODE:
            plain = Group(_with_type(group.kind, "QĐ"), group.scope)
            if plain in dated and date_of(plain, dated[plain]) == date_of(group, dated[group]):
                found[plain] = group
    return found


def _with_type(kind: Kind, code: str) -> Kind:
    return Kind(kind.system, code, kind.number, kind.issuer, kind.place, kind.year, kind.level)


_Calendar = Mapping[Kind, Sequence[tuple[str, Group]]]


def _calendar(members: Mapping[Group, Sequence[Mention]]) -> _Calendar:
    """The documents of each kind with their dates, the earliest first."""
    found: defaultdict[Kind, dict[Group, str]] = defaultdict(dict)
    for kind, entries in _known().items():
        found[kind] = {Group(kind, scope_of(kind, known.date)): known.date for known in entries}
    for group, mentions in members.items():
        found[group.kind][group] = date_of(group, mentions)
    return {kind: sorted((date, group) for group, date in each.items()) for kind, each in found.items()}


def _of_loose(mention: Mention, calendar: _Calendar) -> tuple[Group, bool]:
    """A dated symbol whose level is not told: the one document of its places with that very date, else one of its own."""
    same = [group for kind in mention.others for date, group in calendar.get(kind, ()) if date == mention.cited.date]
    return (same[0] if len(same) == 1 else Group(mention.kind, mention.cited.date or "")), False


def _of_undated(mention: Mention, calendar: _Calendar) -> tuple[Group, bool]:
    """The well-known document, else the nearest earlier one whose number would still be in use, else an unknown one."""
    entries = calendar.get(mention.kind, ())
    earlier = entries[: bisect_right([date for date, _ in entries], mention.when or "9")]
    known = [group for _, group in earlier if known_of(group)]
    if known:
        return known[-1], False
    if mention.when and earlier and _is_in_reach(*earlier[-1], mention):
        return earlier[-1][1], True
    return Group(mention.kind, "?" + (scope_of(mention.kind, mention.when) if mention.kind.system else mention.when[:4])), False


def _is_in_reach(date: str, group: Group, mention: Mention) -> bool:
    """The centre's Party documents are cited for decades; others without a date in their term, or until the next year."""
    if mention.kind.system == "p":
        return bool(date) and (mention.kind.level == CENTRE or group.scope == scope_of(mention.kind, mention.when))
    return bool(date) and int(mention.when[:4]) - int(date[:4]) <= 1

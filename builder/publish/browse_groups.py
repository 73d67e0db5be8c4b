"""Sorting the bulletins of the archive into the lists that a reader can open: years, issuers, types, places, signers.

Spellings of one name are one list. Namesakes are two, where the bulletins tell them apart: `Đảng ủy xã Tân Hưng` of one
district and of another.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.publish.browse_rows import NO_DATE, PAGES_FOLDER, Row
from builder.publish.localities import level_of, unit_named
from builder.publish.names import alphabetical, slug, unique
from builder.vietnamese.keys import name_key
from builder.vietnamese.symbols import COMMUNE, DISTRICT, PROVINCE


@dataclass(frozen=True, slots=True)
class Group:
    """One list: all bulletins of a year, an issuer, a type, a place or a signer."""

    name: str
    """In its most frequent spelling; of namesakes with what tells them apart in brackets."""
    path: str
    """Of its first page, relative to content/; empty where it has too few bulletins for a list of its own."""
    rows: tuple[Row, ...]
    spellings: tuple[str, ...] = ()
    """As printed in the documents; empty for the group of those that state none."""
    above: str = ""
    """The district (or province) that it lies in, as far as its bulletins tell."""
    is_alone: bool = True
    """Whether no other list has a name of the same spelling."""

    @property
    def count(self) -> int:
        """How many bulletins it holds."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Kind:
    """One way into the archive."""

    folder: str
    title: str
    missing: str
    """Name of the group of bulletins that state no such value; empty: they are in no list of this kind."""
    read: Callable[[Row], Iterable[tuple[str, str]]]
    """The names that a bulletin states, each with the unit that it lies in (empty if unknown or of no matter)."""
    order: Callable[[str], object] = alphabetical
    least: int = 1
    """A name with fewer bulletins has no list of its own; the list of lists leads straight to them."""


def _issuer(row: Row) -> Iterator[tuple[str, str]]:
    name = row.page.metadata.issuer
    if name:
        yield name, _above(unit_named(name), row)


def _type(row: Row) -> Iterator[tuple[str, str]]:
    if row.page.metadata.doc_type:
        yield row.page.metadata.doc_type, ""


def _places(row: Row) -> Iterator[tuple[str, str]]:
    for unit in row.page.metadata.locality:
        yield unit, _above(unit, row)


def _above(unit: str, row: Row) -> str:
    """The unit above a unit that a bulletin names: a commune's district, a district's province, else the commune or district."""
    here = row.locality
    above = {PROVINCE: "", DISTRICT: here.province, COMMUNE: here.district}
    return above.get(level_of(unit) if unit else "", here.commune or here.district)


def _signer(row: Row) -> Iterator[tuple[str, str]]:
    if row.page.metadata.signer:
        yield row.page.metadata.signer, ""


def by_given_name(name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The order of Vietnamese registers of persons: by the given name, which comes last."""
    return alphabetical(name.rsplit(maxsplit=1)[-1]) if name.split() else ("", ""), alphabetical(name)


ISSUERS = Kind("browse/co-quan", "Theo cơ quan ban hành", "Không ghi cơ quan ban hành", _issuer)
TYPES = Kind("browse/loai", "Theo loại văn bản", "Chưa rõ loại", _type)
PLACES = Kind("browse/dia-ban", "Theo địa bàn", "", _places)
SIGNERS = Kind("browse/nguoi-ky", "Theo người ký", "", _signer, by_given_name, least=2)
YEARS_FOLDER = "browse/nam"
YEARS_TITLE = "Theo năm"
OWN_PAGES = ("cap-tren",)
"""Names of further pages in the folders of lists, which no list may take."""
_UNKNOWN_ABOVE = "không rõ cấp trên"


def years(rows: Sequence[Row]) -> tuple[Group, ...]:
    """A group for every year, newest first; the undated last."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row.date.year].append(row)
    return tuple(_year(year, parts[year]) for year in sorted(parts, reverse=True))


def _year(year: str, rows: Sequence[Row]) -> Group:
    path = f"{YEARS_FOLDER}/{year or slug(NO_DATE)}.md"
    return Group(f"Năm {year}" if year else NO_DATE, path, tuple(rows), (year,) if year else ())


@dataclass(frozen=True, slots=True)
class _Stated:
    row: Row
    name: str
    above: str


def named(rows: Sequence[Row], kind: Kind) -> tuple[Group, ...]:
    """A group for every name in the kind's order, those without any last (if the kind lists them)."""
    parts: dict[str, list[_Stated]] = defaultdict(list)
    missing: list[Row] = []
    for row in rows:
        stated = {name_key(name): _Stated(row, name, above) for name, above in kind.read(row) if name.strip()}
        for key, one in stated.items():
            parts[key].append(one)
        if not stated:
            missing.append(row)
    taken = {"index", PAGES_FOLDER, *OWN_PAGES, slug(kind.missing)}
    groups = [group for key in sorted(parts) for group in _of_name(parts[key], kind, taken)]
    groups.sort(key=lambda group: (kind.order(group.name), group.path))
    last = Group(kind.missing, f"{kind.folder}/{slug(kind.missing)}.md", tuple(missing))
    return (*groups, last) if missing and kind.missing else tuple(groups)


def _of_name(stated: Sequence[_Stated], kind: Kind, taken: set[str]) -> Iterator[Group]:
    """One group, or one for each place where namesakes lie, those of an unknown place last."""
    parts: dict[str, list[_Stated]] = defaultdict(list)
    for one in stated:
        parts[name_key(one.above)].append(one)
    known = sorted(key for key in parts if key)
    if len(known) < 2:
        yield _group(stated, kind, taken, _most([one.above for one in stated if one.above]), "")
        return
    for key in (*known, *([""] if "" in parts else [])):
        above = _most([one.above for one in parts[key]]) if key else ""
        yield _group(parts[key], kind, taken, above, above or _UNKNOWN_ABOVE)


def _group(stated: Sequence[_Stated], kind: Kind, taken: set[str], above: str, note: str) -> Group:
    spelled = _most([" ".join(one.name.split()) for one in stated])
    name = spelled[:1].upper() + spelled[1:] + (f" ({note})" if note else "")
    printed = tuple(sorted({one.name for one in stated}))
    path = f"{kind.folder}/{unique(slug(name), taken)}.md" if len(stated) >= kind.least else ""
    return Group(name, path, tuple(one.row for one in stated), printed, above, not note)


def _most(values: Sequence[str]) -> str:
    """The most frequent value, of equals the first in order; empty when there is none."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The bulletins, sorted in every way that their front matter allows."""

    rows: tuple[Row, ...]
    years: tuple[Group, ...]
    issuers: tuple[Group, ...]
    types: tuple[Group, ...]
    places: tuple[Group, ...]
    signers: tuple[Group, ...]


def lists_of(rows: Sequence[Row]) -> Lists:
    """Sort the bulletins."""
    return Lists(tuple(rows), years(rows), *(named(rows, kind) for kind in (ISSUERS, TYPES, PLACES, SIGNERS)))

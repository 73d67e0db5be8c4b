"""Sorting the bulletins of the archive into the lists that a reader can open: years, issuers, types."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.model import Metadata
from builder.publish.browse_rows import NO_DATE, PAGES_FOLDER, Row
from builder.publish.names import alphabetical, name_key, slug, unique


@dataclass(frozen=True, slots=True)
class Group:
    """One list: all bulletins of a year, an issuer or a type."""

    name: str
    """In its most frequent spelling."""
    path: str
    """Of its first page, relative to content/."""
    rows: tuple[Row, ...]
    spellings: tuple[str, ...] = ()
    """As printed in the documents; empty for the group of those that state none."""

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
    """Name of the group of bulletins that state no such value."""
    read: Callable[[Metadata], str | None]


ISSUERS = Kind("browse/co-quan", "Theo cơ quan ban hành", "Không ghi cơ quan ban hành", lambda metadata: metadata.issuer)
TYPES = Kind("browse/loai", "Theo loại văn bản", "Chưa rõ loại", lambda metadata: metadata.doc_type)
YEARS_FOLDER = "browse/nam"


def years(rows: Sequence[Row]) -> tuple[Group, ...]:
    """A group for every year, newest first; the undated last."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row.date.year].append(row)
    return tuple(_year(year, parts[year]) for year in sorted(parts, reverse=True))


def _year(year: str, rows: Sequence[Row]) -> Group:
    path = f"{YEARS_FOLDER}/{year or slug(NO_DATE)}.md"
    return Group(f"Năm {year}" if year else NO_DATE, path, tuple(rows), (year,) if year else ())


def named(rows: Sequence[Row], kind: Kind) -> tuple[Group, ...]:
    """A group for every issuer or type in alphabetical order; spellings of one name are together, those without last."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[name_key(kind.read(row.page.metadata) or "")].append(row)
    missing = parts.pop("", [])
    taken = {"index", PAGES_FOLDER, slug(kind.missing)}
    groups = [_named(parts[key], kind, taken) for key in sorted(parts)]
    groups.sort(key=lambda group: alphabetical(group.name))
    last = Group(kind.missing, f"{kind.folder}/{slug(kind.missing)}.md", tuple(missing))
    return (*groups, last) if missing else tuple(groups)


def _named(rows: Sequence[Row], kind: Kind, taken: set[str]) -> Group:
    spellings = Counter(" ".join((kind.read(row.page.metadata) or "").split()) for row in rows)
    name = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    printed = sorted({kind.read(row.page.metadata) or "" for row in rows})
    return Group(name, f"{kind.folder}/{unique(slug(name), taken)}.md", tuple(rows), tuple(printed))

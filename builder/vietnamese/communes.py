"""Which old communes became which new ones in the reform of 1 July 2025 (data/communes_2025.tsv)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from builder.vietnamese.keys import name_key


@dataclass(frozen=True, slots=True)
class Renamed:
    """A new commune and what it was made of."""

    commune: str
    province: str
    district: str
    old_province: str
    parts: tuple[str, ...]


@cache
def communes() -> tuple[Renamed, ...]:
    """The whole table, in the order of its file."""
    text = (resources.files("builder.vietnamese") / "data" / "communes_2025.tsv").read_text(encoding="utf-8")
    return tuple(_rows(line for line in text.splitlines() if not line.startswith("#")))


def _rows(lines: Iterable[str]) -> Iterator[Renamed]:
    old_province = district = ""
    for line in lines:
        given_province, given_district, commune, province, parts = line.split("\t")
        old_province, district = given_province or old_province, given_district or district
        yield Renamed(commune, province or old_province, district, old_province, tuple(parts.split("|")))


@cache
def by_district() -> Mapping[str, tuple[Renamed, ...]]:
    """The new communes on the ground of an old district, by the district's key; several districts may share a name."""
    return _grouped((name_key(entry.district), entry) for entry in communes())


@cache
def by_commune() -> Mapping[str, tuple[Renamed, ...]]:
    """By the key of a new commune; several may share a name."""
    return _grouped((name_key(entry.commune), entry) for entry in communes())


def _grouped(pairs: Iterable[tuple[str, Renamed]]) -> Mapping[str, tuple[Renamed, ...]]:
    found: defaultdict[str, list[Renamed]] = defaultdict(list)
    for key, entry in pairs:
        found[key].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}

"""Where a bulletin belongs: its commune, district and province, as far as it or the rest of the archive tells.

Commune names repeat all over the country; a place above another is only filled in where all that name it agree.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.model import Metadata
from builder.vietnamese.communes import by_district
from builder.vietnamese.keys import name_key
from builder.vietnamese.names import locality_of, rank, sentence_capitals
from builder.vietnamese.symbols import COMMUNE, DISTRICT, PROVINCE

# Cities that are provinces; every other `thành phố` is a district. Source: Nghị quyết 175/2024/QH15 and before (Huế since 2025).
_PROVINCE_CITIES = frozenset(name_key(name) for name in ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"))
_CITY = re.compile(r"thành phố\s+", re.IGNORECASE)
_UNION = re.compile(r"\b(tỉnh|huyện|quận)\s+đoàn\b", re.IGNORECASE)  # the Youth Union of a unit: `Huyện Đoàn Lam Sơn`
_LEVELS = (COMMUNE, DISTRICT, PROVINCE)


@dataclass(frozen=True, slots=True)
class Locality:
    """Administrative units as printed, each with its kind (`xã Tân Hưng`); empty where unknown."""

    commune: str = ""
    district: str = ""
    province: str = ""

    def at(self, level: str) -> str:
        """The unit of a level (`commune`, `district`, `province`)."""
        return {COMMUNE: self.commune, DISTRICT: self.district, PROVINCE: self.province}.get(level, "")

    def key(self, level: str) -> str:
        """The unit of a level with all known above it, `tỉnh hà tĩnh.huyện cẩm xuyên`; empty where the unit is unknown."""
        if not self.at(level):
            return ""
        units = (self.at(each) for each in _LEVELS[_LEVELS.index(level) :])
        return ".".join(name_key(unit) for unit in reversed(tuple(units)) if unit)

    @property
    def lowest(self) -> str:
        """The level of its smallest known unit; empty when nothing is known."""
        return next((level for level in _LEVELS if self.at(level)), "")


@lru_cache(maxsize=1 << 14)
def level_of(unit: str) -> str:
    """The level of a unit with its kind: `thành phố Đà Nẵng` is a province, `thành phố Vinh` a district; else empty."""
    city = _CITY.match(unit)
    if city:
        return PROVINCE if name_key(unit[city.end() :]) in _PROVINCE_CITIES else DISTRICT
    return {1: COMMUNE, 2: DISTRICT, 4: PROVINCE}.get(rank(unit), "") if " " in unit else ""


@lru_cache(maxsize=1 << 14)
def _in_sentence(line: str) -> str:
    return sentence_capitals(line)


@lru_cache(maxsize=1 << 14)
def unit_named(body: str) -> str:
    """The unit that a body's name ends with, with its kind: `Đảng ủy xã Tân Hưng` -> `xã Tân Hưng`; else empty."""
    return " ".join((locality_of(_UNION.sub(r"\1", body)) or "").split())


def locality_in(metadata: Metadata) -> Locality:
    """What a bulletin itself tells: of its issuers and letterhead first, then places that it names alone on their level."""
    found: dict[str, str] = {}
    for body in (metadata.issuer, metadata.parent_issuer, *map(_in_sentence, metadata.letterhead)):
        unit = unit_named(body) if body else ""
        if unit:
            found.setdefault(level_of(unit), unit)
    named: defaultdict[str, list[str]] = defaultdict(list)
    for unit in metadata.locality:
        named[level_of(unit)].append(" ".join(unit.split()))
    found = {level: units[0] for level, units in named.items() if len(units) == 1} | found
    return Locality(found.get(COMMUNE, ""), found.get(DISTRICT, ""), found.get(PROVINCE, ""))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What lies in what, where it is beyond doubt: key of a unit -> the unit above."""

    districts: Mapping[str, str]
    """Of communes."""
    provinces: Mapping[str, str]
    """Of districts."""

    def complete(self, locality: Locality) -> Locality:
        """The locality with the units above it, where they are known."""
        if locality.commune and not locality.district:
            locality = replace(locality, district=self.districts.get(name_key(locality.commune), ""))
        if locality.district and not locality.province:
            locality = replace(locality, province=self.provinces.get(name_key(locality.district), ""))
        return locality


def gazetteer(localities: Iterable[Locality]) -> Gazetteer:
    """From what bulletins tell and the table of old districts; a name with two units above it is left out."""
    seen = tuple(localities)
    districts = _beyond_doubt((place.commune, place.district) for place in seen)
    return Gazetteer(districts, _beyond_doubt((*_table(), *((place.district, place.province) for place in seen))))


def _table() -> Iterator[tuple[str, str]]:
    for entries in by_district().values():
        for entry in entries:
            yield entry.district, entry.old_province[:1].lower() + entry.old_province[1:]


def _beyond_doubt(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    above: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for unit, upper in pairs:
        if unit and upper:
            above[name_key(unit)].setdefault(name_key(upper), upper)
    return {key: next(iter(found.values())) for key, found in above.items() if len(found) == 1}

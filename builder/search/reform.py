"""The names that places took in the reform of 1 July 2025: found by the new name, and the new ones by the old.

Facts of data/communes_2025.tsv. A bulletin names its places in its front matter; only a place whose district or province is
known from there is renamed, because commune names repeat all over the country. The text itself stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from builder.model import Metadata
from builder.vietnamese import keys

_DISTRICTS = ("huyện", "thị xã", "thành phố", "quận")
_COMMUNES = ("xã", "phường", "thị trấn")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A new commune and what it was made of."""

    commune: str
    province: str
    district: str
    old_province: str
    parts: tuple[str, ...]


@cache
def _communes() -> tuple[Renamed, ...]:
    text = (resources.files("builder.search") / "data" / "communes_2025.tsv").read_text(encoding="utf-8")
    return tuple(_rows(line for line in text.splitlines() if not line.startswith("#")))


def _rows(lines: Iterable[str]) -> Iterator[Renamed]:
    old_province = district = ""
    for line in lines:
        given_province, given_district, commune, province, parts = line.split("\t")
        old_province, district = given_province or old_province, given_district or district
        yield Renamed(commune, province or old_province, district, old_province, tuple(parts.split("|")))


@cache
def _by_district() -> Mapping[str, tuple[Renamed, ...]]:
    return _grouped((_key(entry.district), entry) for entry in _communes())


@cache
def _by_commune() -> Mapping[str, tuple[Renamed, ...]]:
    return _grouped((_key(entry.commune), entry) for entry in _communes())


def _grouped(pairs: Iterable[tuple[str, Renamed]]) -> Mapping[str, tuple[Renamed, ...]]:
    found: defaultdict[str, list[Renamed]] = defaultdict(list)
    for key, entry in pairs:
        found[key].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _key(place: str) -> str:
    return " ".join(keys.canonical(word) for word in place.split())


def other_names(meta: Metadata) -> tuple[str, ...]:
    """What the places of a bulletin were called after, or before, the reform; each once, in a stable order."""
    places = _places(meta)
    old = [entry for place in places for entry in _of_district(place, places)]
    # Only a bulletin from after the reform may be meant by the name of a new commune.
    new = (
        [entry for place in places for entry in _of_commune(place, places)]
        if not old and (meta.issued or "") >= "2025-07"
        else []
    )
    renamed = [f"{entry.commune} {entry.province}" for entry in old]
    former = [f"{part} {entry.district} {entry.old_province}" for entry in new for part in entry.parts]
    return tuple(dict.fromkeys([*renamed, *former]))


def _places(meta: Metadata) -> list[str]:
    """Localities with their kind, the issuers' own included: `Đảng ủy thị trấn Cẩm Xuyên` is of `thị trấn Cẩm Xuyên`."""
    named = [_key(text) for text in meta.locality]
    for office in (meta.issuer, meta.parent_issuer):
        key = _key(office or "")
        starts = [key.rfind(f" {kind} ") + 1 for kind in (*_DISTRICTS, *_COMMUNES, "tỉnh") if f" {kind} " in key]
        named += [key[start:] for start in starts]
        if " huyện ủy " in f" {key}":
            named.append("huyện " + key.rpartition("huyện ủy ")[2])
    return list(dict.fromkeys(named))


def _of_district(place: str, places: list[str]) -> Iterator[Renamed]:
    """The new communes of a district; those of its named communes alone, where the bulletin is a commune's."""
    entries = _by_district().get(place, ())
    if len({entry.old_province for entry in entries}) > 1:
        entries = tuple(entry for entry in entries if _key(entry.old_province) in places)
    own = [entry for entry in entries if any(_key(part) in places for part in entry.parts)]
    yield from own or entries


def _of_commune(place: str, places: list[str]) -> Iterator[Renamed]:
    entries = _by_commune().get(place, ())
    known = [entry for entry in entries if _key(entry.province) in places]
    yield from known or (entries if len({entry.province for entry in entries}) == 1 else ())

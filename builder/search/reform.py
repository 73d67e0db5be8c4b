"""The names that places took in the reform of 1 July 2025: found by the new name, and the new ones by the old.

A bulletin names its places in its front matter; only a place whose district or province is known from there is renamed,
because commune names repeat all over the country. The text itself stays.
"""

from collections.abc import Iterator

from builder.model import Metadata
from builder.vietnamese.communes import Renamed, by_commune, by_district
from builder.vietnamese.keys import name_key

_DISTRICTS = ("huyện", "thị xã", "thành phố", "quận")
_COMMUNES = ("xã", "phường", "thị trấn")


def other_names(meta: Metadata) -> tuple[str, ...]:
    """What the places of a bulletin were called after, or before, the reform, and their district with its old province."""
    places = _places(meta)
    old = [entry for place in places for entry in _of_district(place, places)]
    # Only a bulletin from after the reform may be meant by the name of a new commune.
    new = (
        [entry for place in places for entry in _of_commune(place, places)]
        if not old and (meta.issued or "") >= "2025-07"
        else []
    )
    renamed = [f"{entry.commune} {entry.province}" for entry in old]
    above = [f"{entry.district} {entry.old_province}" for entry in old]
    former = [f"{part} {entry.district} {entry.old_province}" for entry in new for part in entry.parts]
    return tuple(dict.fromkeys([*above, *renamed, *former]))


def _places(meta: Metadata) -> list[str]:
    """Localities with their kind, the issuers' own included: `Đảng ủy thị trấn Cẩm Xuyên` is of `thị trấn Cẩm Xuyên`."""
    named = [name_key(text) for text in meta.locality]
    for office in (meta.issuer, meta.parent_issuer):
        key = name_key(office or "")
        starts = [key.rfind(f" {kind} ") + 1 for kind in (*_DISTRICTS, *_COMMUNES, "tỉnh") if f" {kind} " in key]
        named += [key[start:] for start in starts]
        if " huyện ủy " in f" {key}":
            named.append("huyện " + key.rpartition("huyện ủy ")[2])
    return list(dict.fromkeys(named))


def _of_district(place: str, places: list[str]) -> Iterator[Renamed]:
    """The new communes of a district; those of its named communes alone, where the bulletin is a commune's."""
    entries = by_district().get(place, ())
    if len({entry.old_province for entry in entries}) > 1:
        entries = tuple(entry for entry in entries if name_key(entry.old_province) in places)
    own = [entry for entry in entries if any(name_key(part) in places for part in entry.parts)]
    yield from own or entries


def _of_commune(place: str, places: list[str]) -> Iterator[Renamed]:
    entries = by_commune().get(place, ())
    known = [entry for entry in entries if name_key(entry.province) in places]
    yield from known or (entries if len({entry.province for entry in entries}) == 1 else ())

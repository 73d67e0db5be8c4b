"""What the list of a place says above its rows: what became of it, or what it was made of, in July 2025."""

from collections.abc import Iterator, Sequence

from builder.publish.browse_groups import Group
from builder.publish.localities import level_of
from builder.publish.markdown_text import escape
from builder.vietnamese.communes import Renamed, by_commune, by_district
from builder.vietnamese.keys import name_key
from builder.vietnamese.symbols import COMMUNE, DISTRICT

_REFORM = "2025-07"
_DISTRICTS_GONE = "Từ ngày 01/7/2025 không còn cấp huyện; địa bàn nay thuộc"


def place_notes(group: Group) -> Iterator[str]:
    """Names after and before the reform, where the table knows the place beyond doubt."""
    unit = group.spellings[0]
    if level_of(unit) == DISTRICT:
        entries = _of_one_province(by_district().get(name_key(unit), ()), group.above)
        if entries:
            yield f"{_DISTRICTS_GONE}: {_new_names(entries)}."
    elif level_of(unit) == COMMUNE:
        yield from _commune_notes(group, unit)


def _commune_notes(group: Group, unit: str) -> Iterator[str]:
    district = by_district().get(name_key(group.above), ()) if group.above else ()
    into = [entry for entry in _of_one_province(district, "") if name_key(unit) in map(name_key, entry.parts)]
    if into:
        yield f"Từ ngày 01/7/2025 thuộc: {_new_names(into)}."
        return
    made_of = by_commune().get(name_key(unit), ())
    is_new = any(row.date.iso >= _REFORM for row in group.rows)
    if is_new and len(made_of) == 1:
        entry = made_of[0]
        yield f"Trước ngày 01/7/2025: {escape(', '.join(entry.parts))} ({escape(entry.district)}, {escape(entry.old_province)})."


def _of_one_province(entries: Sequence[Renamed], province: str) -> tuple[Renamed, ...]:
    """The entries of the district in that province; none where several provinces have such a district and it is not told."""
    if province:
        entries = [entry for entry in entries if name_key(entry.old_province) == name_key(province)]
    return tuple(entries) if len({entry.old_province for entry in entries}) == 1 else ()


def _new_names(entries: Sequence[Renamed]) -> str:
    provinces = dict.fromkeys(entry.province for entry in entries)
    return "; ".join(f"{escape(', '.join(_communes(entries, province)))} ({escape(province)})" for province in provinces)


def _communes(entries: Sequence[Renamed], province: str) -> Iterator[str]:
    yield from dict.fromkeys(entry.commune for entry in entries if entry.province == province)

"""The lists of lists: all years, issuers, types, places or signers, with counts; long ones in sections with jump links."""

from collections.abc import Callable, Iterator, Sequence

from builder.publish.browse_groups import SIGNERS, YEARS_FOLDER, YEARS_TITLE, Group, Kind
from builder.publish.browse_lists import EMPTY, address_of, amount, document, pages_of, places_of, span_of
from builder.publish.browse_rows import Section, by_month, month_name, relative, split
from builder.publish.markdown_text import escape, link, linked
from builder.publish.names import alphabetical, initial
from builder.vietnamese.keys import name_key
from builder.vietnamese.names import unit_of

LONG = 30
"""A list of lists with more entries has sections, a section with more is cut by initials."""
META = {"list": "index"}


Facts = Callable[[Group], Sequence[str]]
"""Further Markdown for the entry of a list."""


def index_pages(
    kind: Kind, groups: Sequence[Group], notes: Sequence[str] = (), facts: Facts | None = None
) -> Iterator[tuple[str, str]]:
    """The list of all lists of one kind."""

    def item(group: Group, path: str) -> str:
        return index_item(group, path, facts(group) if facts else ())

    sections = _sections(kind, groups) if len(groups) > LONG else (Section("", tuple(groups)),)
    return pages_of(kind.title, f"{kind.folder}/index.md", sections, item, META, notes)


def index_item(group: Group, path: str, facts: Sequence[str] = ()) -> str:
    """One list item: its name as a link, how many bulletins, from which years, and more."""
    if not group.path:
        head = " — ".join(part for part in (escape(group.name), *facts) if part)
        bulletins = " · ".join(linked(row.title, relative(row.page.path, path)) for row in group.rows)
        return f"- {head}  \n    *{bulletins}*\n"
    parts = (amount(group.count), span_of(group), *facts)
    return f"- {entry_link(group, path)} — {' · '.join(part for part in parts if part)}\n"


def entry_link(group: Group, path: str) -> str:
    """The name as a link to its list."""
    return link(group.name, relative(group.path, path))


def _sections(kind: Kind, groups: Sequence[Group]) -> tuple[Section[Group], ...]:
    """Signers by the initial of the given name; others by the words before the proper name, long ones by its initial too."""
    if kind is SIGNERS:
        return tuple(_cut(groups, lambda group: initial(group.name.split()[-1])))
    found: list[Section[Group]] = []
    ordered = sorted(groups, key=lambda group: (not group.spellings, alphabetical(_parts(group)[0])))
    for section in _cut(ordered, lambda group: _parts(group)[0] or "Khác"):
        found += _by_initial(section) if len(section.rows) > LONG else [section]
    return tuple(found)


def _cut(groups: Sequence[Group], heading: Callable[[Group], str]) -> list[Section[Group]]:
    parts: dict[str, list[Group]] = {}
    names: dict[str, str] = {}
    for group in groups:
        name = heading(group)
        names.setdefault(name_key(name), name)
        parts.setdefault(name_key(name), []).append(group)
    return [Section(names[key][:1].upper() + names[key][1:], tuple(part)) for key, part in parts.items()]


def _by_initial(section: Section[Group]) -> list[Section[Group]]:
    """`Đảng ủy xã: A`, `Đảng ủy xã: B` …"""
    return _cut(section.rows, lambda group: f"{section.heading}: {initial(_parts(group)[1])}")


def _parts(group: Group) -> tuple[str, str]:
    """The words before a place's proper name, and from there: `Đảng ủy xã`, `Tân Hưng`; of other names nothing, and all."""
    printed = " ".join((group.spellings or (group.name,))[0].split())
    unit = unit_of(printed)
    start = printed.rfind(unit[1]) if unit else 0
    return printed[:start].strip(), printed[start:]


def years_page(years: Sequence[Group]) -> tuple[str, str]:
    """Every year with its months, as a table of counts: each month's count is a link to where that month begins."""
    path = f"{YEARS_FOLDER}/index.md"
    head = "| Năm | Văn bản | " + " | ".join(f"T{month}" for month in range(1, 13)) + " |\n|---|" + "--:|" * 13 + "\n"
    dated = [year for year in years if year.spellings]
    rows = "".join(_year_row(year, path) for year in dated)
    rest = "".join("\n" + index_item(year, path) for year in years if not year.spellings)
    note = "Số văn bản của mỗi năm và mỗi tháng (T1 là tháng 1); con số dẫn đến danh sách của tháng ấy.\n\n"
    return path, document(YEARS_TITLE, (note + head + rows if dated else "") + rest or f"{EMPTY}\n", {"list": "years"})


def _year_row(year: Group, path: str) -> str:
    parts = split(by_month(year.rows))
    places = {place.name: place for place in places_of(year.name, parts)}
    cells = [link(year.spellings[0], relative(year.path, path)), amount(year.count, "").strip()]
    for month in range(1, 13):
        place = places.get(month_name(month))
        cells.append(link(amount(place.count, "").strip(), address_of(place, year.path, path)) if place else "")
    return f"| {' | '.join(cells)} |\n"

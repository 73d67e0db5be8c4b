"""The lists of cited documents: who cites each, which of them the archive has, by type and year."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.publish.browse_lists import Way, address_of, amount, document, pages_of, places_of
from builder.publish.browse_rows import NO_DATE, Row, Section, by_year, relative, row_text, split
from builder.publish.instruments import FOLDER, Instrument, Instruments
from builder.publish.markdown_text import escape, link, linked
from builder.publish.names import alphabetical, slug, unique

WAY = Way("Văn bản được viện dẫn", f"{FOLDER}/index.md")
_META = {"list": "rows", "way": WAY.as_data()}
_MOST = 30
_INFERRED = "không ghi ngày; kho hiểu là văn bản này, văn bản gần nhất trước đó có cùng số, ký hiệu."
_NO_TYPE = "Chưa rõ loại"


@dataclass(frozen=True, slots=True)
class _Type:
    """The cited documents of one type, newest first, the undated last."""

    name: str
    path: str
    cited: tuple[Instrument, ...]

    @property
    def sections(self) -> tuple[Section[Instrument], ...]:
        years: dict[str, list[Instrument]] = {}
        for one in self.cited:
            years.setdefault(one.year, []).append(one)
        return tuple(Section(f"Năm {year}" if year else NO_DATE, tuple(found)) for year, found in years.items())


def cited_pages(found: Instruments, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """The index, the list of each type, and the page of each document that has one."""
    by_id = {row.page.metadata.id: row for row in rows}
    types = _types(found.all)
    yield _index(types, found.all, by_id)
    for kind in types:
        yield from _type_pages(kind, by_id)
    inferred = Counter(found.by_citation[id_][index].key for id_, index in found.inferred)
    for one in found.all:
        if one.path:
            yield from _instrument_pages(one, by_id, inferred[one.key])


def _types(cited: Sequence[Instrument]) -> tuple[_Type, ...]:
    parts: dict[str, list[Instrument]] = {}
    for one in cited:
        parts.setdefault(one.type or _NO_TYPE, []).append(one)
    taken: set[str] = {"index"}
    found = []
    for name in sorted(parts, key=lambda name: (name == _NO_TYPE, alphabetical(name))):
        ordered = sorted(parts[name], key=lambda one: (alphabetical(one.number), one.key))
        ordered.sort(key=lambda one: (one.year, one.date or ""), reverse=True)
        found.append(_Type(name, f"{FOLDER}/theo-loai/{unique(slug(name), taken)}.md", tuple(ordered)))
    return tuple(found)


def _index(types: Sequence[_Type], cited: Sequence[Instrument], by_id: Mapping[str, Row]) -> tuple[str, str]:
    path = WAY.path
    if not cited:
        return path, document(WAY.title, "Chưa văn bản nào trong kho viện dẫn văn bản có số.\n", {"list": "index"})
    held = sum(1 for one in cited if one.bulletin)
    intro = f"Kho viện dẫn {amount(len(cited))} có số, ký hiệu, và có bản lưu của {amount(held)} trong số đó."
    most = sorted((one for one in cited if one.path), key=lambda one: (-one.amount, alphabetical(one.label), one.key))[:_MOST]
    top = "## Được viện dẫn nhiều nhất\n\n" + "".join(_item(one, path, by_id) for one in most) + "\n" if most else ""
    kinds = "## Theo loại\n\n" + "".join(_type_item(kind, path) for kind in types)
    return path, document(WAY.title, f"{intro}\n\n{top}{kinds}", {"list": "index"})


def _type_item(kind: _Type, path: str) -> str:
    """A type with links to its years, on whichever page each begins."""
    places = places_of(kind.name, split(kind.sections))
    years = " · ".join(
        f"{link(place.name.removeprefix('Năm '), address_of(place, kind.path, path))} ({place.count})" for place in places
    )
    detail = f"  \n    *{years}*" if len(places) > 1 else ""
    return f"- {link(kind.name, relative(kind.path, path))} — {amount(len(kind.cited))}{detail}\n"


def _type_pages(kind: _Type, by_id: Mapping[str, Row]) -> Iterator[tuple[str, str]]:
    notes = (f"{amount(len(kind.cited))} được viện dẫn.",)
    return pages_of(kind.name, kind.path, kind.sections, lambda one, path: _item(one, path, by_id), _META, notes)


def _item(one: Instrument, path: str, by_id: Mapping[str, Row]) -> str:
    """`- [Chỉ thị 05-CT/TW, 15/05/2016](…)`, below it by how many it is cited and whether the archive has it."""
    target = one.path or (by_id[one.bulletin].page.path if one.bulletin else "")
    name = link(one.label, relative(target, path)) if target else escape(one.label)
    return f"- {name}  \n    *{' · '.join(_facts(one, path, by_id))}*\n"


def _facts(one: Instrument, path: str, by_id: Mapping[str, Row]) -> Iterator[str]:
    if one.path:
        yield f"được viện dẫn trong {amount(one.amount)}"
    elif one.cited_by:
        citing = by_id[one.cited_by[0]]
        yield f"được viện dẫn trong {linked(citing.title, relative(citing.page.path, path))}"
    yield f"{link('có trong kho', relative(by_id[one.bulletin].page.path, path))}" if one.bulletin else "chưa có trong kho"


def _instrument_pages(one: Instrument, by_id: Mapping[str, Row], inferred: int) -> Iterator[tuple[str, str]]:
    rows = tuple(by_id[id_] for id_ in one.cited_by)
    path = one.path or ""
    copy = by_id[one.bulletin] if one.bulletin else None
    held = f"Bản lưu trong kho: {linked(copy.title, relative(copy.page.path, path))}." if copy else "Chưa có trong kho."
    notes = (
        f"Được viện dẫn trong {amount(one.amount)}. {held}",
        f"Cơ quan ban hành: {escape(one.issuer)}." if one.issuer else "",
        f"{amount(inferred, 'lượt viện dẫn')} {_INFERRED}" if inferred else "",
    )
    return pages_of(one.label, path, by_year(rows), row_text, _META, notes)

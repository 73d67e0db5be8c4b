"""The generated lists of content/browse: plain Markdown, by year, issuer and type, for any site generator to render."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.model import Page
from builder.publish import browse_groups as groups
from builder.publish.browse_files import BrowseReport, write_lists
from builder.publish.browse_groups import Group, Kind
from builder.publish.browse_lists import amount, document, index_items, index_pages, list_pages
from builder.publish.browse_rows import Row, by_month, by_year, relative, row_text, rows_of
from builder.publish.markdown_text import escape, link

FOLDER = "browse"
NEWEST = 10
LARGEST = 6


def browse_pages(pages: Sequence[Page]) -> Mapping[str, str]:
    """All lists: path relative to content/ -> Markdown. The same pages give the same text in any order."""
    rows = rows_of(pages)
    years, issuers, types = groups.years(rows), groups.named(rows, groups.ISSUERS), groups.named(rows, groups.TYPES)
    made = {"browse/index.md": _overview(rows, years, issuers, types)}
    made.update(index_pages("Theo năm", f"{groups.YEARS_FOLDER}/index.md", years))
    for year in years:
        made.update(list_pages(year, by_month(year.rows) if year.spellings else by_year(year.rows)))
    for kind, found in ((groups.ISSUERS, issuers), (groups.TYPES, types)):
        made.update(index_pages(kind.title, f"{kind.folder}/index.md", found))
        for group in found:
            made.update(list_pages(group, by_year(group.rows), _parents(group, kind)))
    return made


def _parents(group: Group, kind: Kind) -> tuple[str, ...]:
    """For an issuer: the bodies printed above its name."""
    if kind is not groups.ISSUERS or not group.spellings:
        return ()
    above = sorted({row.page.metadata.parent_issuer or "" for row in group.rows} - {""})
    return (f"Cơ quan cấp trên ghi trên văn bản: {'; '.join(escape(name) for name in above[:5])}.",) if above else ()


def _overview(rows: Sequence[Row], years: Sequence[Group], issuers: Sequence[Group], types: Sequence[Group]) -> str:
    path = "browse/index.md"
    largest = sorted(issuers, key=lambda group: -group.count)[:20]
    parts = [
        f"{amount(len(rows))}. Chọn một lối vào, hoặc {link('tìm kiếm', relative('tim-kiem.md', path))}." if rows else
        "Kho lưu trữ chưa có văn bản nào.",
        _part("Theo năm", index_items(years, path), ""),
        _part("Theo loại văn bản", index_items(types, path), ""),
        _part("Theo cơ quan ban hành", index_items(largest, path), link("Tất cả cơ quan", "co-quan/index.md")),
        _part("Mới nhất", "".join(row_text(row, path) for row in rows[:NEWEST]), ""),
    ]  # fmt: skip
    data = _data(rows, years, issuers, types)
    return document("Duyệt kho lưu trữ", "\n".join(part for part in parts if part), {"list": "overview", "archive": data})


def _part(heading: str, items: str, more: str) -> str:
    return f"\n## {heading}\n\n{items}" + (f"\n{more}\n" if more else "") if items else ""


def _data(rows: Sequence[Row], years: Sequence[Group], issuers: Sequence[Group], types: Sequence[Group]) -> dict[str, Any]:
    """What the theme's templates read: counts for the home page, and where the list of a year, an issuer or a type is."""
    dates = sorted(row.date.iso for row in rows if row.date.iso)
    return {
        "total": len(rows),
        "issuers": sum(1 for group in issuers if group.spellings),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "years": [_way(group) for group in years],
        "types": [_way(group) for group in sorted(types, key=lambda group: -group.count)],
        "largest": [_way(group) for group in sorted(issuers, key=lambda group: -group.count) if group.spellings][:LARGEST],
        "newest": [_newest(row) for row in rows[:NEWEST]],
        "paths": {name: _paths(found) for name, found in (("year", years), ("issuer", issuers), ("type", types))},
    }


def _way(group: Group) -> dict[str, Any]:
    return {"name": group.name, "path": group.path.removesuffix(".md"), "count": group.count}


def _paths(found: Sequence[Group]) -> dict[str, str]:
    return {spelling: group.path.removesuffix(".md") for group in found for spelling in group.spellings}


def _newest(row: Row) -> dict[str, Any]:
    metadata = row.page.metadata
    facts = {"type": metadata.doc_type, "number": metadata.number, "issuer": metadata.issuer}
    date = {"date": row.date.iso or None, "basis": row.date.basis}
    return {"title": metadata.title, "path": row.page.path.removesuffix(".md"), **date, **facts}


def write_browse(content_dir: Path, pages: Sequence[Page]) -> BrowseReport:
    """Write the lists that changed, each whole or not at all, and remove lists of ours that are no more."""
    return write_lists(content_dir, content_dir / FOLDER, browse_pages(pages))

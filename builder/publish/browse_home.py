"""The overview of the archive (`browse/index.md`), with the data that the theme's home page and crumbs show."""

from collections.abc import Iterator, Sequence
from typing import Any

from builder.publish import browse_groups as groups
from builder.publish.browse_cited import WAY as CITED
from builder.publish.browse_groups import Group, Lists
from builder.publish.browse_index import index_item
from builder.publish.browse_lists import EMPTY, amount, document
from builder.publish.browse_rows import Row, relative, row_text
from builder.publish.coverage import WAY as COVERAGE
from builder.publish.markdown_text import link

NEWEST = 10
LARGEST = 6
_PATH = "browse/index.md"
_LARGEST_ISSUERS = 20


def overview_page(found: Lists, cited: int) -> str:
    """Every way into the archive, the years, types and largest issuers at once, and the newest.

    `cited` is how many documents the archive's bulletins cite.
    """
    if not found.rows:
        return document("Duyệt kho lưu trữ", f"{EMPTY}\n", {"list": "overview", "archive": _data(found, cited)})
    largest = sorted(found.issuers, key=lambda group: -group.count)[:_LARGEST_ISSUERS]
    ways = "".join(f"- {link(title, relative(path, _PATH))} — {what}\n" for title, path, what in _ways(found, cited))
    parts = [
        f"{amount(len(found.rows))}. Chọn một lối vào, hoặc {link('tìm kiếm', relative('tim-kiem.md', _PATH))}.\n\n{ways}",
        _part("Theo năm", found.years, ""),
        _part("Theo loại văn bản", found.types, ""),
        _part("Theo cơ quan ban hành", largest, link("Tất cả cơ quan", "co-quan/index.md")),
        "\n## Mới nhất\n\n" + "".join(row_text(row, _PATH) for row in found.rows[:NEWEST]),
    ]
    return document("Duyệt kho lưu trữ", "\n".join(parts), {"list": "overview", "archive": _data(found, cited)})


def _part(heading: str, found: Sequence[Group], more: str) -> str:
    return f"\n## {heading}\n\n" + "".join(index_item(group, _PATH) for group in found) + (f"\n{more}\n" if more else "")


def _ways(found: Lists, cited: int) -> Iterator[tuple[str, str, str]]:
    """Title, path and size of every way into the archive."""
    yield groups.YEARS_TITLE, f"{groups.YEARS_FOLDER}/index.md", amount(_named(found.years), "năm")
    for kind, lists, what in (
        (groups.ISSUERS, found.issuers, "cơ quan"),
        (groups.TYPES, found.types, "loại"),
        (groups.PLACES, found.places, "địa bàn"),
        (groups.SIGNERS, found.signers, "người ký"),
    ):
        yield kind.title, f"{kind.folder}/index.md", amount(_named(lists), what)
    yield CITED.title, CITED.path, amount(cited)
    yield COVERAGE.title, COVERAGE.path, "kho đã có gì, còn thiếu gì"


def _named(lists: Sequence[Group]) -> int:
    return sum(1 for group in lists if group.spellings)


def _data(found: Lists, cited: int) -> dict[str, Any]:
    """What the theme's templates read: figures and lists for the home page, and where the list of a value is."""
    dates = sorted(row.date.iso for row in found.rows if row.date.iso)
    in_time = sorted(found.years, key=lambda group: (not group.spellings, group.name))
    most = max((year.count for year in found.years), default=1)
    by_size = sorted(found.issuers, key=lambda group: -group.count)
    kinds = (
        ("year", found.years),
        ("issuer", found.issuers),
        ("type", found.types),
        ("place", found.places),
        ("signer", found.signers),
    )
    return {
        "total": len(found.rows),
        "issuers": _named(found.issuers),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "ways": [{"name": title, "path": _bare(path), "what": what} for title, path, what in _ways(found, cited)],
        # In the order of time, as a chart reads, the undated last; `share` is how high a year's bar is, of 100.
        "years": [_entry(group) | {"share": max(2, round(100 * group.count / most))} for group in in_time],
        "types": [_entry(group) for group in sorted(found.types, key=lambda group: -group.count)],
        "largest": [_entry(group) for group in by_size if group.spellings][:LARGEST],
        "newest": [_newest(row) for row in found.rows[:NEWEST]],
        "paths": {name: _paths(lists) for name, lists in kinds},
    }


def _bare(path: str) -> str:
    return path.removesuffix(".md")


def _entry(group: Group) -> dict[str, Any]:
    return {"name": group.name, "path": _bare(group.path), "count": group.count}


def _paths(lists: Sequence[Group]) -> dict[str, str]:
    """Where the list of a printed value is; a value that namesakes share has none, since it does not tell which is meant."""
    return {spelling: _bare(group.path) for group in lists if group.is_alone and group.path for spelling in group.spellings}


def _newest(row: Row) -> dict[str, Any]:
    metadata = row.page.metadata
    facts = {"type": metadata.doc_type, "number": metadata.number, "issuer": metadata.issuer}
    date = {"date": row.date.iso or None, "basis": row.date.basis}
    return {"title": metadata.title, "path": _bare(row.page.path), **date, **facts}

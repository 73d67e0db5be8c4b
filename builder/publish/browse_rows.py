"""The pieces of a generated list: one row per bulletin, sections, numbered pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from posixpath import dirname, relpath

from builder.model import Page
from builder.publish.dates import ListDate, list_date, reader_date
from builder.publish.markdown_text import escape, link

ROWS = 100
"""The most rows that one page of a list shows."""
PAGES_FOLDER = "trang"
NO_DATE = "Không rõ ngày"


@dataclass(frozen=True, slots=True)
class Row:
    """One bulletin in a list."""

    page: Page
    date: ListDate


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a list with its heading (empty: no heading)."""

    heading: str
    rows: tuple[Row, ...]


def rows_of(pages: Iterable[Page]) -> tuple[Row, ...]:
    """All bulletins, newest first, the undated last; those of one day by number and title."""
    rows = [Row(page, list_date(page.metadata)) for page in pages]
    rows.sort(key=lambda row: (row.page.metadata.number or "~", row.page.metadata.title, row.page.metadata.id))
    return tuple(sorted(rows, key=lambda row: row.date.iso, reverse=True))


def by_month(rows: Sequence[Row]) -> tuple[Section, ...]:
    """The rows of one year, a section for every month."""
    return tuple(Section(f"Tháng {month}", tuple(part)) for month, part in groupby(rows, key=lambda row: row.date.month))


def by_year(rows: Sequence[Row]) -> tuple[Section, ...]:
    """A section for every year."""
    parts = groupby(rows, key=lambda row: row.date.year)
    return tuple(Section(f"Năm {year}" if year else NO_DATE, tuple(part)) for year, part in parts)


def split(sections: Sequence[Section], size: int = ROWS) -> tuple[tuple[Section, ...], ...]:
    """Cut the sections into pages of at most `size` rows; a section that goes on says so."""
    pages: list[tuple[Section, ...]] = []
    current: list[Section] = []
    room = size
    for section in sections:
        heading, rest = section.heading, section.rows
        while rest:
            current.append(Section(heading, rest[:room]))
            rest, room = rest[room:], room - len(rest[:room])
            heading = f"{section.heading} (tiếp)" if section.heading else ""
            if not room:
                pages.append(tuple(current))
                current, room = [], size
    return (*pages, tuple(current)) if current or not pages else tuple(pages)


def row_text(row: Row, list_path: str) -> str:
    """One list item: the title as a link, below it date, number and issuer."""
    metadata = row.page.metadata
    facts = [date_text(row), *(escape(fact) for fact in (_number(metadata.number), metadata.issuer) if fact)]
    return f"- {link(metadata.title, relative(row.page.path, list_path))}  \n    *{' · '.join(facts)}*\n"


def date_text(row: Row) -> str:
    """`24/05/2022`, with what kind of date it is unless it is the document's own."""
    if not row.date.iso:
        return "Không ghi ngày"
    return reader_date(row.date.iso) + (f" ({row.date.basis})" if row.date.basis else "")


def _number(number: str | None) -> str:
    return f"Số {number}" if number else ""


def relative(target: str, list_path: str) -> str:
    """The path from one page of content/ to another."""
    return relpath(target, dirname(list_path))


def numbered(path: str, number: int) -> str:
    """The pages after a list's first: `nam/2022.md` -> `nam/2022/3.md`, `loai/index.md` -> `loai/trang/3.md`.

    A folder and no suffix, since `chi-bo-2` is the list of another issuer already.
    """
    if number == 1:
        return path
    folder = f"{dirname(path)}/{PAGES_FOLDER}" if path.endswith("/index.md") else path.removesuffix(".md")
    return f"{folder}/{number}.md"


def page_links(path: str, current: int, count: int) -> str:
    """`Trang: **1** · [2](…)`; empty for a list of one page."""
    if count == 1:
        return ""
    here = numbered(path, current)
    places = (f"**{n}**" if n == current else link(str(n), relative(numbered(path, n), here)) for n in range(1, count + 1))
    return f"\nTrang: {' · '.join(places)}\n"

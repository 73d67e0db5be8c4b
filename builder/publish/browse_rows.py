"""The pieces of a generated list: one row per bulletin, sections, numbered pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from posixpath import dirname
from typing import Generic, TypeVar

from builder.model import Head
from builder.publish.dates import ListDate, list_date, reader_date
from builder.publish.localities import Locality, locality_in
from builder.publish.markdown_text import escape, link, linked

ROWS = 100
"""The most rows that one page of a list shows."""
PAGES_FOLDER = "trang"
NO_DATE = "Không rõ ngày"
GOES_ON = " (tiếp)"

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Row:
    """One bulletin in a list, with what every list says of it."""

    page: Head
    date: ListDate
    locality: Locality
    """As the bulletin itself tells it."""
    title: str
    """Markdown that shows the title."""
    facts: str
    """Markdown that shows date, number and issuer."""


@dataclass(frozen=True, slots=True)
class Section(Generic[Item]):
    """A part of a list with its heading (empty: no heading)."""

    heading: str
    rows: tuple[Item, ...]


def rows_of(pages: Iterable[Head]) -> tuple[Row, ...]:
    """All bulletins, newest first, the undated last; those of one day by number and title."""
    rows = [_row(page) for page in pages]
    rows.sort(key=lambda row: (row.page.metadata.number or "~", row.page.metadata.title, row.page.metadata.id))
    return tuple(sorted(rows, key=lambda row: row.date.iso, reverse=True))


def _row(page: Head) -> Row:
    metadata, date = page.metadata, list_date(page.metadata)
    number = f"Số {metadata.number}" if metadata.number else ""
    facts = [date_text(date), *(escape(fact) for fact in (number, metadata.issuer) if fact)]
    return Row(page, date, locality_in(metadata), escape(metadata.title) or "…", " · ".join(facts))


def by_month(rows: Sequence[Row]) -> tuple[Section[Row], ...]:
    """The rows of one year, a section for every month."""
    return tuple(Section(month_name(month), tuple(part)) for month, part in groupby(rows, key=lambda row: row.date.month))


def month_name(month: int) -> str:
    """The heading of a month's section."""
    return f"Tháng {month}"


def by_year(rows: Sequence[Row]) -> tuple[Section[Row], ...]:
    """A section for every year."""
    parts = groupby(rows, key=lambda row: row.date.year)
    return tuple(Section(f"Năm {year}" if year else NO_DATE, tuple(part)) for year, part in parts)


def split(sections: Sequence[Section[Item]], size: int = ROWS) -> tuple[tuple[Section[Item], ...], ...]:
    """Cut the sections into pages of at most `size` rows; a section that goes on says so."""
    pages: list[tuple[Section[Item], ...]] = []
    current: list[Section[Item]] = []
    room = size
    for section in sections:
        heading, rest = section.heading, section.rows
        while rest:
            current.append(Section(heading, rest[:room]))
            rest, room = rest[room:], room - len(rest[:room])
            heading = section.heading + GOES_ON if section.heading else ""
            if not room:
                pages.append(tuple(current))
                current, room = [], size
    return (*pages, tuple(current)) if current or not pages else tuple(pages)


def row_text(row: Row, list_path: str) -> str:
    """One list item: the title as a link, below it date, number and issuer."""
    return f"- {linked(row.title, relative(row.page.path, list_path))}  \n    *{row.facts}*\n"


def date_text(date: ListDate) -> str:
    """`24/05/2022`, with what kind of date it is unless it is the document's own."""
    if not date.iso:
        return "Không ghi ngày"
    return reader_date(date.iso) + (f" ({date.basis})" if date.basis else "")


def relative(target: str, list_path: str) -> str:
    """The path from one page of content/ to another."""
    to, here = target.split("/"), list_path.split("/")[:-1]
    shared = 0
    while shared < min(len(to) - 1, len(here)) and to[shared] == here[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *to[shared:]])


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

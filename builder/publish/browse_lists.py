"""The Markdown of the generated lists: front matter, heading, jump links, rows, numbered pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.publish.browse_groups import Group
from builder.publish.browse_rows import ROWS, Section, numbered, page_links, relative, row_text, split
from builder.publish.dates import reader_date
from builder.publish.markdown_text import escape, front_matter, link, one_line
from builder.publish.names import slug

MARK = "made by bantin from content/bulletins: what is changed here is lost at the next build"


def amount(number: int) -> str:
    """`1.234 văn bản`."""
    return f"{number:,} văn bản".replace(",", ".")


def list_pages(group: Group, sections: Sequence[Section], notes: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """The pages of one list with their paths; `notes` are Markdown lines for its first page."""
    parts = split(sections)
    for number, part in enumerate(parts, 1):
        path = numbered(group.path, number)
        top = [summary(group), *notes, jump_links(group.path, parts)] if number == 1 else [f"Trang {number} trên {len(parts)}"]
        rows = "\n".join(_section_text(section, path) for section in part)
        body = "\n\n".join(text for text in top if text) + f"\n\n{rows}{page_links(group.path, number, len(parts))}"
        yield path, document(group.name, body, {"list": "rows", "way": group.path.split("/")[1]}, number)


def _section_text(section: Section, path: str) -> str:
    heading = f"## {section.heading}\n\n" if section.heading else ""
    return heading + "".join(row_text(row, path) for row in section.rows)


def summary(group: Group) -> str:
    """How many bulletins, and from when to when."""
    dates = sorted(row.date.iso for row in group.rows if row.date.iso)
    undated = group.count - len(dates)
    span = f", từ {reader_date(dates[0])} đến {reader_date(dates[-1])}" if len(dates) > 1 and dates[0] != dates[-1] else ""
    rest = f"; {amount(undated)} không ghi ngày" if undated and dates else ""
    return f"{amount(group.count)}{span}{rest}."


def jump_links(path: str, parts: Sequence[Sequence[Section]]) -> str:
    """Links to every section, with its number of rows, on whichever page it begins."""
    first: dict[str, str] = {}
    counts: dict[str, int] = {}
    for number, part in enumerate(parts, 1):
        for section in part:
            name = section.heading.removesuffix(" (tiếp)")
            target = relative(numbered(path, number), path) if number > 1 else ""
            first.setdefault(name, f"{target}#{slug(section.heading)}")
            counts[name] = counts.get(name, 0) + len(section.rows)
    if len(first) < 2:
        return ""
    return " · ".join(f"{link(name, first[name])} ({counts[name]})" for name in first)


def index_pages(title: str, path: str, groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """The list of all lists of one kind, with counts."""
    pages = [groups[start : start + ROWS] for start in range(0, len(groups), ROWS)] or [()]
    for number, part in enumerate(pages, 1):
        here = numbered(path, number)
        body = index_items(part, here) + page_links(path, number, len(pages))
        yield here, document(title, body or "Kho lưu trữ chưa có văn bản nào.\n", {"list": "index"}, number)


def index_items(groups: Sequence[Group], path: str) -> str:
    """One list item per group: its name as a link, its count."""
    return "".join(f"- {link(group.name, relative(group.path, path))} — {amount(group.count)}\n" for group in groups)


def document(title: str, body: str, meta: Mapping[str, Any], number: int = 1) -> str:
    """A whole Markdown file."""
    page = f", trang {number}" if number > 1 else ""
    head = front_matter({"title": one_line(title) + page, **meta}, MARK)
    return f"{head}\n# {escape(title)}{page}\n\n{body}"

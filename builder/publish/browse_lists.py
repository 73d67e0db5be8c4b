"""The Markdown of the generated lists: front matter, heading, jump links, rows, numbered pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.publish.browse_groups import Group
from builder.publish.browse_rows import GOES_ON, Item, Row, Section, numbered, page_links, relative, row_text, split
from builder.publish.dates import reader_date
from builder.publish.markdown_text import escape, front_matter, link, one_line
from builder.publish.names import slug, unique

MARK = "made by bantin from content/bulletins: what is changed here is lost at the next build"
EMPTY = "Kho lưu trữ chưa có văn bản nào."


@dataclass(frozen=True, slots=True)
class Way:
    """The list of lists that a list belongs to, for the crumbs above it."""

    title: str
    path: str

    def as_data(self) -> dict[str, str]:
        """For the front matter."""
        return {"title": self.title, "path": self.path.removesuffix(".md")}


def amount(number: int, what: str = "văn bản") -> str:
    """`1.234 văn bản`."""
    return f"{number:,} {what}".replace(",", ".")


def list_pages(group: Group, sections: Sequence[Section[Row]], way: Way, notes: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """The pages of one list of bulletins with their paths; `notes` are Markdown lines for its first page."""
    return pages_of(group.name, group.path, sections, row_text, {"list": "rows", "way": way.as_data()}, (summary(group), *notes))


def pages_of(
    title: str,
    path: str,
    sections: Sequence[Section[Item]],
    item_text: Callable[[Item, str], str],
    meta: Mapping[str, Any],
    notes: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """The pages of any list: at most ROWS items each, jump links to its sections on the first, links to all at the end."""
    parts = split(sections)
    for number, part in enumerate(parts, 1):
        here = numbered(path, number)
        top = [*notes, jump_links(title, path, parts)] if number == 1 else [f"Trang {number} trên {len(parts)}"]
        items = "\n".join(_section_text(section, here, item_text) for section in part)
        body = "".join(f"{text}\n\n" for text in top if text) + items + page_links(path, number, len(parts))
        yield here, document(title, body or f"{EMPTY}\n", meta, number)


def _section_text(section: Section[Item], path: str, item_text: Callable[[Item, str], str]) -> str:
    heading = f"## {escape(section.heading)}\n\n" if section.heading else ""
    return heading + "".join(item_text(row, path) for row in section.rows)


def summary(group: Group) -> str:
    """How many bulletins, and from when to when."""
    dates = sorted(row.date.iso for row in group.rows if row.date.iso)
    undated = group.count - len(dates)
    span = f", từ {reader_date(dates[0])} đến {reader_date(dates[-1])}" if len(dates) > 1 and dates[0] != dates[-1] else ""
    rest = f"; {amount(undated)} không ghi ngày" if undated and dates else ""
    return f"{amount(group.count)}{span}{rest}."


def span_of(group: Group) -> str:
    """`2019–2023`, the years of the first and the last bulletin; empty without dates."""
    found = sorted(row.date.year for row in group.rows if row.date.iso)
    return "" if not found else found[0] if found[0] == found[-1] else f"{found[0]}–{found[-1]}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section begins, and how many rows it has on all pages together."""

    name: str
    page: int
    anchor: str
    count: int


def places_of(title: str, parts: Sequence[Sequence[Section[Item]]]) -> tuple[Place, ...]:
    """Every section once, with the anchor that its heading gets on the page where it begins, below the page's own heading."""
    found: dict[str, Place] = {}
    for number, part in enumerate(parts, 1):
        taken = {slug(_on_page(title, number))}
        for section in part:
            anchor = unique(slug(section.heading), taken)
            name = section.heading.removesuffix(GOES_ON)
            first = found.get(name, Place(name, number, anchor, 0))
            found[name] = Place(name, first.page, first.anchor, first.count + len(section.rows))
    return tuple(found.values())


def jump_links(title: str, path: str, parts: Sequence[Sequence[Section[Item]]]) -> str:
    """Links to every section, with its number of rows, on whichever page it begins."""
    places = places_of(title, parts)
    if len(places) < 2:
        return ""
    return " · ".join(f"{link(place.name, address_of(place, path, path))} ({place.count})" for place in places)


def address_of(place: Place, path: str, here: str) -> str:
    """The link from the page `here` to a section of the list at `path`."""
    target = numbered(path, place.page)
    return ("" if target == here else relative(target, here)) + f"#{place.anchor}"


def document(title: str, body: str, meta: Mapping[str, Any], number: int = 1) -> str:
    """A whole Markdown file."""
    shown = _on_page(title, number)
    return f"{front_matter({'title': one_line(shown), **meta}, MARK)}\n# {escape(shown)}\n\n{body}"


def _on_page(title: str, number: int) -> str:
    return f"{title}, trang {number}" if number > 1 else title

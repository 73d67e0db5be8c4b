"""The HTML form of a redirect: a small page at the old address that leads to the new one, with or without JavaScript.

The portals' old addresses stand below `nguon/`: whoever has a dead link puts the archive's address and `nguon/` before it,
`https://<archive>/nguon/<host>/<path>`. One page for each, rather than one page that looks them up: it works without
JavaScript, on every host, and below any path. Addresses that differ only behind `?` share a page that lists them all,
since no static host looks at that part.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from builder.publish.permanent.portals import OldAddress
from builder.publish.places import Places, address_of, relative

FOLDER = "nguon"
_PAGES = (".html", ".htm")

_HEAD = (
    '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
)


@dataclass(frozen=True, slots=True)
class Stub:
    """A page that only leads on."""

    file: str
    """Below the site."""
    html: Callable[[], str]
    """Makes the page: all of them at a time would be a large part of what an archive says."""


def moved(old_file: str, page: str, places: Places) -> Stub:
    """For a page that is now at `page` (its path below content/)."""
    return Stub(old_file, partial(_redirect, "Trang đã chuyển", page, address_of(old_file), places))


def portal_stubs(addresses: Mapping[OldAddress, str], titles: Mapping[str, str], places: Places) -> Iterator[Stub]:
    """A page for every host and path; `titles` maps page paths to titles."""
    shared: dict[str, list[tuple[OldAddress, str]]] = {}
    folders = {(address.host, above) for address in addresses for above in _above(address.path)}
    for address, page in addresses.items():
        shared.setdefault(_file(address, (address.host, address.path) in folders), []).append((address, page))
    for file in sorted(shared):
        entries = sorted(shared[file], key=lambda entry: entry[0].query)
        pages = {page for _, page in entries}
        if len(pages) == 1:
            yield Stub(file, partial(_redirect, "Bản lưu của trang này", pages.pop(), address_of(file), places))
        else:
            yield Stub(file, partial(_choice, entries, titles, address_of(file), places))


def _above(path: str) -> Iterator[str]:
    """The folders that a path leads through."""
    while path := path.rpartition("/")[0]:
        yield path


def _file(address: OldAddress, is_folder: bool) -> str:
    """`nguon/<host>/<path>` where every host takes that for a page, else a folder of its own with an `index.html`.

    A file takes half the time and room of a folder; but `/a.html` and `/a.html/b` must not stand in each other's way.
    """
    name = address.path.rpartition("/")[2].lower()
    is_page = name.endswith(_PAGES) and not name.startswith("index.") and not is_folder
    return "/".join(part for part in (FOLDER, address.host, address.path, "" if is_page else "index.html") if part)


def _redirect(title: str, page: str, here: str, places: Places) -> str:
    target = places.address(page)
    way, whole = escape(relative(target, here)), escape(places.whole(target) if places.site_url else relative(target, here))
    return (
        f'{_HEAD.format(title=title)}<meta http-equiv="refresh" content="0; url={way}">\n'
        f'<link rel="canonical" href="{whole}">\n</head>\n<body>\n'
        f'<p>{title}: <a href="{way}">mở trang</a>.</p>\n</body>\n</html>\n'
    )


def _choice(entries: Sequence[tuple[OldAddress, str]], titles: Mapping[str, str], here: str, places: Places) -> str:
    title = "Địa chỉ này có nhiều bản lưu"
    items = "".join(
        f'<li><a href="{escape(relative(places.address(page), here))}">{escape(titles.get(page, page))}</a>'
        f"<br><small>{escape(_shown(address))}</small></li>\n"
        for address, page in entries
    )
    return f"{_HEAD.format(title=title)}</head>\n<body>\n<h1>{title}</h1>\n<ul>\n{items}</ul>\n</body>\n</html>\n"


def _shown(address: OldAddress) -> str:
    return f"{address.host}/{address.path}" + (f"?{address.query}" if address.query else "")

"""The HTML form of a redirect: a small page at the old address that leads to the new one, with or without JavaScript.

The portals' old addresses stand below `nguon/`: whoever has a dead link puts the archive's address and `nguon/` before it,
`https://<archive>/nguon/<host>/<path>`. One page for each, rather than one page that looks them up: it works without
JavaScript, on every host, and below any path. Addresses that differ only behind `?` share a page that lists them all,
since no static host looks at that part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from builder.publish.permanent.portals import OldAddress
from builder.publish.places import Places, address_of, relative

FOLDER = "nguon"

_HEAD = (
    '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
)


@dataclass(frozen=True, slots=True)
class Stub:
    """A page that only leads on."""

    file: str
    """Below the site."""
    html: str


def moved(old_file: str, page: str, places: Places) -> Stub:
    """For a page that is now at `page` (its path below content/)."""
    return Stub(old_file, _redirect("Trang đã chuyển", page, address_of(old_file), places))


def portal_stubs(addresses: Mapping[OldAddress, str], titles: Mapping[str, str], places: Places) -> Iterator[Stub]:
    """A page for every host and path; `titles` maps page paths to titles."""
    shared: dict[str, list[tuple[OldAddress, str]]] = {}
    for address, page in addresses.items():
        shared.setdefault(portal_file(address), []).append((address, page))
    for file in sorted(shared):
        entries = sorted(shared[file], key=lambda entry: entry[0].query)
        pages = {page for _, page in entries}
        if len(pages) == 1:
            yield Stub(file, _redirect("Bản lưu của trang này", pages.pop(), address_of(file), places))
        else:
            yield Stub(file, _choice(entries, titles, address_of(file), places))


def portal_file(address: OldAddress) -> str:
    """`nguon/<host>/<path>/index.html`: a folder each, so that `/a` and `/a/b` do not stand in each other's way."""
    return "/".join(part for part in (FOLDER, address.host, address.path, "index.html") if part)


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

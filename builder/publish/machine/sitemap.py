"""The sitemap (https://www.sitemaps.org/protocol.html): an index, and parts that keep to the limits of the protocol."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from builder.publish.places import Places, address_of

INDEX = "sitemap.xml"
MOST = 50_000
"""Addresses of one part."""
LARGEST = 50_000_000
"""Bytes of one part; the protocol allows 52,428,800."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SPACE}">\n'.encode()
_END = b"</urlset>\n"


def sitemaps(files: Iterable[str], changed: Mapping[str, str], places: Places) -> Iterator[tuple[str, bytes]]:
    """The parts and then the index, as (file, bytes). `changed` maps addresses to days; needs `site_url`."""
    names = []
    for number, (part, last) in enumerate(_parts(files, changed, places), 1):
        name = f"sitemap-{number}.xml"
        names.append((name, last))
        yield name, part
    index = etree.Element(f"{{{_SPACE}}}sitemapindex", nsmap={None: _SPACE})
    for name, last in names:
        index.append(_element("sitemap", places.whole(name), last))
    yield INDEX, bytes(etree.tostring(index, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _parts(files: Iterable[str], changed: Mapping[str, str], places: Places) -> Iterator[tuple[bytes, str]]:
    """Each with the latest day in it."""
    lines: list[bytes] = []
    size, last = len(_HEAD) + len(_END), ""
    for file in files:
        address = address_of(file)
        line = _line(places.whole(address), changed.get(address, ""))
        if lines and (len(lines) >= MOST or size + len(line) > LARGEST):
            yield _HEAD + b"".join(lines) + _END, last
            lines, size, last = [], len(_HEAD) + len(_END), ""
        lines.append(line)
        size, last = size + len(line), max(last, changed.get(address, ""))
    if lines:
        yield _HEAD + b"".join(lines) + _END, last


def _line(address: str, day: str) -> bytes:
    """Within the part's default namespace, so without one of its own."""
    element = etree.Element("url")
    etree.SubElement(element, "loc").text = address
    if day:
        etree.SubElement(element, "lastmod").text = day
    return bytes(etree.tostring(element, encoding="UTF-8")) + b"\n"


def _element(name: str, address: str, day: str) -> etree._Element:
    element = etree.Element(f"{{{_SPACE}}}{name}")
    etree.SubElement(element, f"{{{_SPACE}}}loc").text = address
    if day:
        etree.SubElement(element, f"{{{_SPACE}}}lastmod").text = day
    return element


def site_pages(site: Path) -> Iterator[str]:
    """The HTML pages of a built site in a stable order; the page for errors is none."""
    files = (file.relative_to(site).as_posix() for file in site.rglob("*.html") if file.is_file())
    return iter(sorted(file for file in files if file != "404.html"))


def robots(places: Places) -> str:
    """robots.txt: everything may be read."""
    found = f"\nSitemap: {places.whole(INDEX)}\n" if places.site_url else ""
    return f"User-agent: *\nAllow: /\n{found}"

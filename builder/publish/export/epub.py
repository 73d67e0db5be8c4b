"""A selection of bulletins as an EPUB 3 book: chapters by date, a table of contents by year, nothing that needs a network.

Written with zipfile and lxml, since the library for EPUB in Python is under a licence (AGPL) that this project's would not bear.
"""

import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree

from builder.model import Page
from builder.publish.dates import list_date
from builder.publish.export.archive_file import add, new_zip
from builder.publish.export.chapters import Chapter, Chapters
from builder.publish.export.selection import Selection
from builder.publish.export.xhtml import EPUB, XHTML, document, sub
from builder.publish.machine.entries import stamp, xml_text
from builder.publish.markdown_text import one_line

_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    b'  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>\n'
    b"</container>\n"
)
_STYLE = b"""body { line-height: 1.5; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.2em 0.4em; vertical-align: top; }
.facts { font-size: 0.85em; }
.bt-signature { text-align: right; white-space: pre-line; }
figure { margin: 1em 0; }
img { max-width: 100%; }
"""


@dataclass(frozen=True, slots=True)
class _Item:
    """A file of the book, as its package lists it."""

    id: str
    href: str
    media_type: str
    properties: str = ""


def write_epub(chosen: Selection, target: Path) -> int:
    """Write the book; gives the number of its chapters. Chapters are made one after another."""
    with new_zip(target) as archive:
        add(archive, "mimetype", b"application/epub+zip", stored=True)
        add(archive, "META-INF/container.xml", _CONTAINER)
        add(archive, "EPUB/style.css", _STYLE)
        add(archive, "EPUB/title.xhtml", _title_page(chosen))
        chapters = Chapters(chosen)
        items = list(_items(chosen, chapters, archive))
        add(archive, "EPUB/nav.xhtml", _navigation(chosen, chapters))
        add(archive, "EPUB/package.opf", _package(chosen, items))
        return len(chosen.pages)


def _items(chosen: Selection, chapters: Chapters, archive: zipfile.ZipFile) -> Iterator[_Item]:
    yield _Item("style", "style.css", "text/css")
    yield _Item("title", "title.xhtml", "application/xhtml+xml")
    yield _Item("nav", "nav.xhtml", "application/xhtml+xml", "nav")
    for page in chosen.pages:
        made: Chapter = chapters.make(page)
        add(archive, f"EPUB/{made.href}", made.data)
        yield _Item(made.id, made.href, "application/xhtml+xml")
        for image in made.images:
            add(archive, f"EPUB/{image.href}", (chosen.content / image.path).read_bytes(), stored=True)
            yield _Item(image.id, image.href, image.media_type)


def _name(chosen: Selection) -> str:
    name = xml_text(one_line(chosen.name)) or "…"
    asked = xml_text(one_line(chosen.asked))
    return f"{name}: {asked}" if asked else name


def _title_page(chosen: Selection) -> bytes:
    root, body = document(_name(chosen), "style.css")
    sub(body, "h1", _name(chosen))
    sub(
        body,
        "p",
        f"{len(chosen.pages)} văn bản. Bản lưu không chính thức: khi cần căn cứ pháp lý, hãy đối chiếu với văn bản gốc.",
    )
    if chosen.places.site_url:
        sub(sub(body, "p"), "a", chosen.places.site_url, href=chosen.places.site_url)
    return _bytes(root)


def _navigation(chosen: Selection, chapters: Chapters) -> bytes:
    root, body = document("Mục lục", "style.css")
    nav = sub(body, "nav", id="toc")
    nav.set(f"{{{EPUB}}}type", "toc")
    sub(nav, "h1", "Mục lục")
    years = sub(nav, "ol")
    for year, pages in groupby(chosen.pages, key=_year):
        entry = sub(years, "li")
        members = list(pages)
        sub(entry, "a", year, href=chapters.href(members[0]))
        _year_list(entry, members, chapters)
    if not chosen.pages:
        sub(sub(years, "li"), "a", _name(chosen), href="title.xhtml")
    return _bytes(root)


def _year_list(entry: etree._Element, pages: Sequence[Page], chapters: Chapters) -> None:
    inner = sub(entry, "ol")
    for page in pages:
        sub(sub(inner, "li"), "a", xml_text(one_line(page.metadata.title)) or page.metadata.id, href=chapters.href(page))


def _year(page: Page) -> str:
    year = list_date(page.metadata).year
    return f"Năm {year}" if year else "Không rõ ngày"


def _package(chosen: Selection, items: Sequence[_Item]) -> bytes:
    root = etree.Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})
    for name, value in (("version", "3.0"), ("unique-identifier", "id")):
        root.set(name, value)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _metadata(root, chosen)
    manifest = _opf(root, "manifest")
    for item in items:
        values = {"id": item.id, "href": item.href, "media-type": item.media_type}
        _opf(manifest, "item", values | ({"properties": item.properties} if item.properties else {}))
    spine = _opf(root, "spine")
    for item in items:
        if item.media_type == "application/xhtml+xml":
            _opf(spine, "itemref", {"idref": item.id})
    return _bytes(root)


def _metadata(root: etree._Element, chosen: Selection) -> None:
    metadata = _opf(root, "metadata")
    ids = "\n".join((chosen.name, chosen.asked, *(page.metadata.id for page in chosen.pages)))
    _dc(metadata, "identifier", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ids.encode('utf-8', 'replace').decode())}", id="id")
    _dc(metadata, "title", _name(chosen))
    _dc(metadata, "language", "vi")
    _dc(metadata, "publisher", xml_text(one_line(chosen.name)) or "…")
    if chosen.places.site_url:
        _dc(metadata, "source", chosen.places.site_url)
    _opf(metadata, "meta", {"property": "dcterms:modified"}).text = stamp(chosen.modified)
    _opf(metadata, "meta", {"name": "generator", "content": "bantin"})


def _dc(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_DC}}}{name}", attributes).text = text


def _opf(parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    return etree.SubElement(parent, f"{{{_OPF}}}{name}", dict(attributes or {}))


def _bytes(root: etree._Element) -> bytes:
    doctype = "<!DOCTYPE html>" if root.tag == f"{{{XHTML}}}html" else None
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False, doctype=doctype))

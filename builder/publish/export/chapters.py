"""The chapters of a book: each bulletin's text with its facts, its images, and links that work within the book."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import splitext

from lxml import etree

from builder.model import Metadata, Page
from builder.publish.dates import list_date, reader_date
from builder.publish.export.selection import Selection, kept_file
from builder.publish.export.xhtml import append_html, document, sub
from builder.publish.links import resolve
from builder.publish.machine.entries import xml_text
from builder.publish.markdown import new_parser, render
from builder.publish.markdown_text import one_line
from builder.publish.web_text import web_address

# What every reading system shows (EPUB 3.3, section 3.2).
_IMAGES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class BookImage:
    """An image of the book."""

    id: str
    href: str
    path: str
    """Below content/."""
    media_type: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One bulletin in the book."""

    id: str
    href: str
    data: bytes
    images: tuple[BookImage, ...]
    """Those that no earlier chapter has brought."""


class Chapters:
    """Makes the chapters of a selection, one after another; knows which images are in the book already."""

    def __init__(self, chosen: Selection) -> None:
        self._chosen = chosen
        self._parser = new_parser()
        self._names = {page.path: f"b{number:05d}" for number, page in enumerate(chosen.pages, 1)}
        self._images: dict[str, BookImage] = {}

    def href(self, page: Page) -> str:
        """Where a bulletin is in the book."""
        return f"text/{self._names[page.path]}.xhtml"

    def make(self, page: Page) -> Chapter:
        """One chapter."""
        fresh: list[BookImage] = []

        def image(address: str) -> str | None:
            return self._image(address, page, fresh)

        body_html = render(self._parser, page.body, lambda address: self._address(address, page)).html
        root, body = document(xml_text(one_line(page.metadata.title)) or page.metadata.id, "../style.css")
        append_html(body, body_html, image)
        if not any(True for _ in body.iter("{http://www.w3.org/1999/xhtml}h1")):
            heading = sub(body, "h1", xml_text(one_line(page.metadata.title)))
            body.insert(0, heading)
        _facts(body, page.metadata)
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>")
        return Chapter(self._names[page.path], self.href(page), bytes(data), tuple(fresh))

    def _address(self, address: str, page: Page) -> str | None:
        """A bulletin of the book, else its page on the site, else an address outside; files of content/ as they are."""

        def lookup(path: str) -> str | None:
            if path in self._names:
                return f"{self._names[path]}.xhtml"
            if kept_file(address, page.path, self._chosen.content) is None:
                return None
            if splitext(path)[1].lower() in _IMAGES:
                return address
            known = path.endswith(".md") and self._chosen.places.site_url
            return self._chosen.places.whole(self._chosen.places.address(path)) if known else None

        return resolve(address, page.path, lookup)

    def _image(self, address: str, page: Page, fresh: list[BookImage]) -> str | None:
        path = kept_file(address, page.path, self._chosen.content)
        kind = _IMAGES.get(splitext(path)[1].lower()) if path else None
        if path is None or kind is None:
            return None
        if path not in self._images:
            name = f"i{len(self._images) + 1:05d}"
            self._images[path] = BookImage(name, f"images/{name}{splitext(path)[1].lower()}", path, kind)
            fresh.append(self._images[path])
        return f"../{self._images[path].href}"


def _facts(body: etree._Element, metadata: Metadata) -> None:
    """Where the text comes from, below it."""
    for text in _lines(metadata):
        sub(body, "p", xml_text(text)).set("class", "facts")


def _lines(metadata: Metadata) -> Iterator[str]:
    date = list_date(metadata)
    day = f"{date.basis} {reader_date(date.iso)}".strip() if date.iso else ""
    facts = (metadata.number, metadata.issuer, metadata.signer, day)
    yield " · ".join(one_line(fact) for fact in facts if fact) or metadata.id
    source = web_address(metadata.source.url)
    yield f"Nguồn: {source or one_line(metadata.source.path)}"

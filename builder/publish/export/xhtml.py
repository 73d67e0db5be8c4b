"""XHTML for books: a document's frame, and a page's HTML turned into it."""

import re
from collections.abc import Callable

from lxml import etree
from lxml import html as lxml_html

from builder.publish.machine.entries import xml_text

XHTML, EPUB = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]")
_ONLY_ON_SCREEN = ("loading", "decoding", "tabindex", "rel")


def document(title: str, style: str) -> tuple[etree._Element, etree._Element]:
    """A document with its empty body."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": EPUB})
    root.set("lang", "vi")
    root.set(_XML_LANG, "vi")
    head = sub(root, "head")
    sub(head, "title", title)
    sub(head, "link", rel="stylesheet", type="text/css", href=style)
    return root, sub(root, "body")


def sub(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A child element."""
    child = etree.SubElement(parent, f"{{{XHTML}}}{name}", attributes)
    child.text = text
    return child


def append_html(body: etree._Element, html: str, image: Callable[[str], str | None]) -> None:
    """Append rendered HTML. `image` maps an image's address to one in the book, or None: then its words stand for it."""
    frame = lxml_html.fragment_fromstring(xml_text(html), create_parent="div")
    for anchor in frame.xpath(".//a[contains(concat(' ', @class, ' '), ' headerlink ')]"):
        anchor.drop_tree()
    for picture in list(frame.iter("img")):
        _settle_image(picture, image)
    for element in frame.iter(etree.Element):
        _settle_attributes(element)
    lxml_html.html_to_xhtml(frame)
    body.append(frame)


def _settle_image(picture: etree._Element, image: Callable[[str], str | None]) -> None:
    found = image(picture.get("src", ""))
    if found:
        picture.set("src", found)
        return
    words = etree.Element("span")
    words.text, words.tail = picture.get("alt", ""), picture.tail
    picture.getparent().replace(picture, words)


def _settle_attributes(element: etree._Element) -> None:
    """Ids become names of XML, and so do the links to them; what only a screen needs goes."""
    for name in _ONLY_ON_SCREEN:
        element.attrib.pop(name, None)
    if element.get("id"):
        element.set("id", _name(element.get("id", "")))
    link = element.get("href", "")
    if link.startswith("#"):
        element.set("href", f"#{_name(link[1:])}")


def _name(text: str) -> str:
    return "n-" + _NOT_IN_NAMES.sub(lambda match: f"_{ord(match[0]):x}", text)

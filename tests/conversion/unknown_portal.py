"""A page as a portal that nobody has seen would show it: no name that a profile knows is left, the texts and their order are.

Some portals have no element for the text either: what stands around it lies in the same one.
"""

import hashlib
from collections.abc import Sequence

from lxml import etree, html
from lxml.html import HtmlElement

from builder.portals import Profile
from builder.vietnamese.encodings import decode

_NAMES = ("class", "id", "itemprop", "itemtype", "role", "for", "name", "data-toggle")
_OF_HTML5 = frozenset("article main header footer nav aside section figure".split())
_GONE = '//comment()|//link|//meta[@name or @property]|//script[@src or contains(@type, "ld+json")]'


def anonymous(data: bytes, container: str | None = None) -> bytes:
    """The page, UTF-8, with other names and plain elements; with `container` without headings and the element that it selects."""
    root = html.document_fromstring(decode(data, html=True).text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    if container:
        for element in root.cssselect(container)[:1]:
            element.drop_tag()
        for heading in root.iter("h1", "h2", "h3", "h4"):
            heading.tag = "div"
    for node in root.xpath(_GONE):
        if node.getparent() is not None:
            node.drop_tree()
    for element in root.iter(etree.Element):
        _rename(element)
    written: bytes = html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return written


def _rename(element: HtmlElement) -> None:
    if element.tag in _OF_HTML5:
        element.tag = "div"
    for name in _NAMES:
        if name in element.attrib:
            element.set(name, " ".join(_other(word) for word in element.get(name).split()))


def _other(name: str) -> str:
    return f"x{hashlib.sha256(name.encode('utf-8')).hexdigest()[:6]}"


def without_evidence(data: bytes, profiles: Sequence[Profile]) -> bytes:
    """A text dump without the lines by which its portal is known."""
    telling = [rule.line for profile in profiles for rule in profile.evidence if rule.line]
    lines = data.decode("utf-8").split("\n")
    return "\n".join(line for line in lines if not any(one.search(line.strip(" \t\u00a0•")) for one in telling)).encode("utf-8")

"""A feed as Atom (RFC 4287), with the links of a paged archive (RFC 5005). Written by lxml."""

from lxml import etree

from builder.publish.machine.entries import Entry, published, stamp, xml_text
from builder.publish.machine.feeds import Feed, Identity
from builder.publish.markdown_text import one_line
from builder.publish.places import Places, relative

_ATOM, _HISTORY = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/history/1.0"
_NO_DATE = "1970-01-01"
TYPE = "application/atom+xml"


def atom(feed: Feed, identity: Identity, places: Places) -> bytes:
    """The document. Without `site_url` its addresses are relative to the document itself."""
    here = f"{feed.file}.xml"
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "fh": _HISTORY})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _text(root, "id", identity.of(f"{feed.current or feed.file}.xml", feed.current or feed.file))
    _text(root, "title", xml_text(one_line(feed.title)) or "…")
    _text(root, "updated", stamp(max((entry.changed for entry in feed.entries), default=_NO_DATE)))
    author = etree.SubElement(root, f"{{{_ATOM}}}author")
    _text(author, "name", xml_text(one_line(identity.site_name)) or "…")
    if identity.contact:
        _text(author, "email", identity.contact)
    _text(root, "generator", "bantin")
    if feed.current:
        etree.SubElement(root, f"{{{_HISTORY}}}archive")
    for rel, target in _links(feed):
        _link(root, rel, _address(target, here, places), TYPE)
    _link(root, "alternate", _address(feed.home, here, places), "text/html")
    for entry in feed.entries:
        _entry(root, entry, here, identity, places)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _links(feed: Feed) -> list[tuple[str, str]]:
    found = [("self", feed.file), ("current", feed.current), ("prev-archive", feed.previous), ("next-archive", feed.following)]
    return [(rel, f"{file}.xml") for rel, file in found if file]


def _address(target: str, here: str, places: Places) -> str:
    return places.whole(target) if places.site_url else relative(target, here)


def _entry(root: etree._Element, entry: Entry, here: str, identity: Identity, places: Places) -> None:
    element = etree.SubElement(root, f"{{{_ATOM}}}entry")
    _text(element, "id", identity.of(entry.address, entry.metadata.id))
    _text(element, "title", entry.title)
    _text(element, "updated", stamp(entry.changed))
    moment = published(entry.metadata)
    if moment:
        _text(element, "published", moment)
    if entry.metadata.issuer:
        author = etree.SubElement(element, f"{{{_ATOM}}}author")
        _text(author, "name", xml_text(one_line(entry.metadata.issuer)) or "…")
    if entry.summary:
        _text(element, "summary", entry.summary)
    _link(element, "alternate", _address(entry.address, here, places), "text/html")
    for term in (entry.metadata.doc_type, *entry.metadata.categories):
        if term and xml_text(one_line(term)):
            etree.SubElement(element, f"{{{_ATOM}}}category", term=xml_text(one_line(term)))


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: etree._Element, rel: str, href: str, media_type: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=href, type=media_type)

"""An OAI-PMH static repository: one file from which a gateway answers harvesters.

After "Specification for an OAI Static Repository and an OAI Static Repository Gateway" (openarchives.org, 2004), sections
3.1 and 3.2: one UTF-8 file, Identify, ListMetadataFormats and ListRecords in oai_dc, datestamps as days, no deletions.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from urllib.parse import urlsplit

from lxml import etree

from builder.publish.machine.dublin_core import elements
from builder.publish.machine.entries import Entry, xml_text
from builder.publish.markdown_text import one_line
from builder.publish.places import Places

NAME = "oai.xml"
_OAI, _STATIC = "http://www.openarchives.org/OAI/2.0/", "http://www.openarchives.org/OAI/2.0/static-repository"
_OAI_DC, _DC = "http://www.openarchives.org/OAI/2.0/oai_dc/", "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATIONS = f"{_STATIC} http://www.openarchives.org/OAI/2.0/static-repository.xsd"
_DC_LOCATIONS = f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def static_repository(name: str, contact: str, gateway: str | None, found: Sequence[Entry], places: Places) -> Iterator[bytes]:
    """The file, record by record; needs `site_url`."""
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="UTF-8", buffered=False) as file:
        file.write_declaration()
        spaces = {None: _STATIC, "oai": _OAI, "xsi": _XSI}
        with file.element(f"{{{_STATIC}}}Repository", {f"{{{_XSI}}}schemaLocation": _LOCATIONS}, nsmap=spaces):
            file.write(_identify(name, contact, gateway, found, places), _formats(), pretty_print=True)
            with file.element(f"{{{_STATIC}}}ListRecords", metadataPrefix="oai_dc"):
                for entry in found:
                    file.write(_record(entry, places), pretty_print=True)
                    yield _taken(buffer)
    yield buffer.getvalue() + b"\n"


def _taken(buffer: BytesIO) -> bytes:
    """What a buffer holds, which is empty after it."""
    data = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return data


def _identify(name: str, contact: str, gateway: str | None, found: Sequence[Entry], places: Places) -> etree._Element:
    root = etree.Element(f"{{{_STATIC}}}Identify", nsmap={None: _STATIC, "oai": _OAI})
    _oai(root, "repositoryName", xml_text(one_line(name)) or "…")
    _oai(root, "baseURL", _base_url(gateway, places))
    _oai(root, "protocolVersion", "2.0")
    _oai(root, "adminEmail", contact)
    _oai(root, "earliestDatestamp", min((entry.changed for entry in found), default="2025-07-01"))
    _oai(root, "deletedRecord", "no")
    _oai(root, "granularity", "YYYY-MM-DD")
    return root


def _base_url(gateway: str | None, places: Places) -> str:
    """The gateway's address followed by the file's without its scheme (section 3.2); the file's own until there is one."""
    own = urlsplit(places.whole(NAME))
    return f"{gateway.rstrip('/')}/{own.netloc}{own.path}" if gateway else places.whole(NAME)


def _formats() -> etree._Element:
    root = etree.Element(f"{{{_STATIC}}}ListMetadataFormats", nsmap={None: _STATIC, "oai": _OAI})
    one = etree.SubElement(root, f"{{{_OAI}}}metadataFormat")
    _oai(one, "metadataPrefix", "oai_dc")
    _oai(one, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    _oai(one, "metadataNamespace", _OAI_DC)
    return root


def _record(entry: Entry, places: Places) -> etree._Element:
    record = etree.Element(f"{{{_OAI}}}record", nsmap={"oai": _OAI, "xsi": _XSI})
    header = etree.SubElement(record, f"{{{_OAI}}}header")
    _oai(header, "identifier", places.whole(entry.address))
    _oai(header, "datestamp", entry.changed)
    metadata = etree.SubElement(record, f"{{{_OAI}}}metadata")
    root = etree.SubElement(metadata, f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC})
    root.set(f"{{{_XSI}}}schemaLocation", _DC_LOCATIONS)
    for name, value in elements(entry.metadata, places.whole(entry.address)):
        text = xml_text(one_line(value))
        if text:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    return record


def _oai(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_OAI}}}{name}").text = text

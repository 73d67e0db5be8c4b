"""One door to the readers: decode a source and hand it to the reader of its kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.model import Document, Metadata, RawItem, Source
from builder.portals import Profile
from builder.readers.html import read_html
from builder.readers.page import NotADocument
from builder.readers.plaintext import read_plaintext
from builder.vietnamese.encodings import decode

__all__ = ["NotADocument", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a source."""

    document: Document | NotADocument
    text: str
    """The decoded source, for the proof that no word was lost."""


def read(item: RawItem, profiles: Sequence[Profile]) -> Reading:
    """Read one source. Raises SourceError when it is no text at all."""
    is_html = item.media_type == "text/html"
    decoded = decode(item.data, html=is_html)
    source = Source(item.path, item.sha256, item.media_type, decoded.encoding, item.url, item.captured)
    metadata = Metadata("", "", source, warnings=(decoded.warning,) if decoded.warning else ())
    reader = read_html if is_html else read_plaintext
    return Reading(reader(decoded.text, metadata, profiles), decoded.text)

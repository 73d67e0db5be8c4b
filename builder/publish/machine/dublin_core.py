"""A bulletin in the fifteen elements of Dublin Core 1.1, as harvesters take them."""

from collections.abc import Iterator

from builder.model import Citation, Metadata
from builder.publish.dates import reader_date


def elements(metadata: Metadata, address: str) -> Iterator[tuple[str, str]]:
    """(element, value) in the order of the element set; only what the front matter states."""
    found = (*_about(metadata), *_made(metadata), *_kept(metadata, address))
    return ((name, value) for name, value in found if value)


def _about(metadata: Metadata) -> Iterator[tuple[str, str]]:
    yield "title", metadata.title
    yield "creator", metadata.issuer or ""
    yield from (("subject", category) for category in metadata.categories)
    yield "description", metadata.subtitle or ""
    yield from (("coverage", place) for place in metadata.locality)
    if metadata.period:
        yield "coverage", f"{metadata.period.start}/{metadata.period.end}"


def _made(metadata: Metadata) -> Iterator[tuple[str, str]]:
    yield "publisher", metadata.parent_issuer or metadata.issuer or ""
    yield "contributor", metadata.signer or ""
    yield "date", (metadata.issued or metadata.event_date or metadata.published or "")[:10]
    yield "type", metadata.doc_type or ""
    yield "type", "Text"  # of the DCMI type vocabulary, which harvesters sort by


def _kept(metadata: Metadata, address: str) -> Iterator[tuple[str, str]]:
    yield "format", "text/html"
    yield "identifier", address
    yield "identifier", metadata.number or ""
    yield "source", metadata.source.url or ""
    yield "language", metadata.language
    yield from (("relation", _cited(citation)) for citation in metadata.citations)


def _cited(citation: Citation) -> str:
    """`Nghị quyết 38/NQ-CP ngày 02/03/2022 của Chính phủ`."""
    date = f"ngày {reader_date(citation.date)}" if citation.date else ""
    issuer = f"của {citation.issuer}" if citation.issuer else ""
    return " ".join(part for part in (citation.type, citation.number, date, issuer) if part)

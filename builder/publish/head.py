"""What the head of a bulletin's page says to programs: description, Dublin Core, Open Graph, links to its other forms."""

from collections.abc import Iterator, Sequence

from builder.model import Metadata
from builder.publish.cite import Kept
from builder.publish.dates import reader_date
from builder.publish.web_text import short, web_address

DC = (("schema.DC", "http://purl.org/dc/elements/1.1/"), ("schema.DCTERMS", "http://purl.org/dc/terms/"))
"""Where the names beginning with `DC.` and `DCTERMS.` are defined, as links of the head."""


def description(metadata: Metadata) -> str:
    """What search engines and link previews show: kind, number, date, issuer, period."""
    number = f"số {metadata.number}" if metadata.number else ""
    date = f"ngày {reader_date(metadata.issued)}" if metadata.issued else ""
    issuer = f"của {metadata.issuer}" if metadata.issuer else ""
    facts = " ".join(part for part in (metadata.doc_type or "Văn bản", number, date, issuer) if part)
    period = f", kỳ {metadata.period.label}" if metadata.period and metadata.period.label else ""
    return short(f"{facts}{period}: {metadata.title}", 300)


def names(metadata: Metadata, kept: Kept) -> tuple[tuple[str, str], ...]:
    """`<meta name content>`: the description and Dublin Core."""
    found = (("description", description(metadata)), *_dublin_core(metadata, kept))
    return tuple((name, value) for name, value in found if value)


def _dublin_core(metadata: Metadata, kept: Kept) -> Iterator[tuple[str, str]]:
    period = metadata.period
    yield "DC.title", metadata.title
    yield "DC.type", metadata.doc_type or ""
    yield "DC.identifier", metadata.number or ""
    yield "DC.identifier", kept.url
    yield "DC.creator", metadata.issuer or ""
    yield "DC.contributor", metadata.signer or ""
    yield "DC.publisher", kept.archive
    yield "DC.date", (metadata.issued or metadata.event_date or metadata.published or "")[:10]
    yield "DCTERMS.issued", metadata.published or ""
    yield "DCTERMS.temporal", f"{period.start}/{period.end}" if period else ""
    yield from (("DCTERMS.spatial", name) for name in metadata.locality)
    yield "DC.language", metadata.language
    yield "DC.format", "text/html"
    yield "DC.source", web_address(metadata.source.url) or ""
    yield from (("DCTERMS.references", cited.number) for cited in metadata.citations)


def properties(metadata: Metadata, kept: Kept) -> tuple[tuple[str, str], ...]:
    """`<meta property content>`: Open Graph."""
    found = (
        ("og:type", "article"),
        ("og:locale", "vi_VN"),
        ("og:site_name", kept.archive),
        ("og:title", short(metadata.title)),
        ("og:description", description(metadata)),
        ("og:url", kept.url),
        ("article:published_time", metadata.published or metadata.issued or ""),
    )
    return tuple((name, value) for name, value in found if value)


def links(files: Sequence[tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """`<link rel href type>`: the vocabularies, and the page's other forms (media type, address)."""
    return (*((rel, href, "") for rel, href in DC), *(("alternate", href, kind) for kind, href in files))

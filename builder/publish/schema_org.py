"""schema.org's description of a bulletin, as a value for JSON-LD. Only what the front matter states; nothing is guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.model import Citation, Metadata
from builder.publish.web_text import short, web_address

CONTEXT = "https://schema.org"
TYPES: Mapping[str, str] = {"Báo cáo": "Report", "Tin tức": "NewsArticle"}
OTHER = "DigitalDocument"
"""For all other kinds: schema.org has no type for a plan or a notice; the kind itself is the `genre`."""
_LONGEST_HEADLINE = 110


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bulletin's page is on the web; addresses are whole, or empty while the site has none."""

    site_name: str
    site_url: str
    url: str
    files: Sequence[tuple[str, str]] = ()
    """The page's files for download: media type, address."""


def bulletin(metadata: Metadata, place: Place) -> dict[str, Any]:
    """The description of one bulletin."""
    kind = TYPES.get(metadata.doc_type or "", OTHER)
    found = {
        "@context": CONTEXT,
        "@type": kind,
        **_where(place),
        **_names(metadata, kind),
        **_dates(metadata),
        **_makers(metadata),
        **_places(metadata),
        "citation": [_citation(cited) for cited in metadata.citations],
        "keywords": list(metadata.categories),
        "isBasedOn": web_address(metadata.source.url),
        "isAccessibleForFree": True,
    }
    return _stated(found)


def site(place: Place, search: str) -> dict[str, Any]:
    """The description of the whole site, for its home page; `search` is the whole address of the search page."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": place.site_url,
        "url": place.site_url,
        "name": place.site_name,
        "inLanguage": "vi",
        "potentialAction": action,
    }


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _where(place: Place) -> dict[str, Any]:
    if not place.url:
        return {"isPartOf": {"@type": "Collection", "name": place.site_name}}
    return {
        "@id": place.url,
        "url": place.url,
        "archivedAt": place.url,
        "isPartOf": {"@type": "Collection", "name": place.site_name, "url": place.site_url},
        "encoding": [{"@type": "MediaObject", "encodingFormat": kind, "contentUrl": url} for kind, url in place.files],
    }


def _names(metadata: Metadata, kind: str) -> dict[str, Any]:
    return {
        "name": metadata.title,
        "headline": short(metadata.title, _LONGEST_HEADLINE) if kind == "NewsArticle" else None,
        "alternativeHeadline": metadata.subtitle,
        "genre": metadata.doc_type,
        "inLanguage": metadata.language,
        "identifier": {"@type": "PropertyValue", "name": "Số, ký hiệu", "value": metadata.number} if metadata.number else None,
        "reportNumber": metadata.number if kind == "Report" else None,
    }


def _dates(metadata: Metadata) -> dict[str, Any]:
    period = metadata.period
    return {
        "dateCreated": metadata.issued,
        "datePublished": metadata.published or metadata.issued,
        "temporalCoverage": f"{period.start}/{period.end}" if period else metadata.event_date,
    }


def _makers(metadata: Metadata) -> dict[str, Any]:
    above = {"@type": "Organization", "name": metadata.parent_issuer} if metadata.parent_issuer else None
    issuer = _stated({"@type": "Organization", "name": metadata.issuer, "parentOrganization": above}) if metadata.issuer else None
    signer = _stated({"@type": "Person", "name": metadata.signer, "jobTitle": metadata.signer_role}) if metadata.signer else None
    return {"author": issuer, "publisher": issuer, "accountablePerson": signer}


def _places(metadata: Metadata) -> dict[str, Any]:
    return {
        "locationCreated": {"@type": "Place", "name": metadata.place} if metadata.place else None,
        "spatialCoverage": [{"@type": "Place", "name": name} for name in metadata.locality],
    }


def _citation(cited: Citation) -> dict[str, Any]:
    author = {"@type": "Organization", "name": cited.issuer} if cited.issuer else None
    name = f"{cited.type} {cited.number}" if cited.type else cited.number
    return _stated(
        {"@type": "CreativeWork", "name": name, "identifier": cited.number, "datePublished": cited.date, "author": author}
    )

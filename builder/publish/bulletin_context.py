"""The values that the templates of a bulletin and of the home page read, beside what MkDocs gives them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urljoin

from builder.model import Head
from builder.publish import head, schema_org
from builder.publish.bulletin_view import Href, view
from builder.publish.cite import Kept, sentence
from builder.publish.downloads import CITATION_FORMS, FORMS, TEXT_FORMS, Form
from builder.publish.neighbours import Neighbours
from builder.publish.versions import seen
from builder.publish.web_text import script_json

Where = tuple[str, str, str]
"""The archive's name, the address of the site and that of the page; the last two are empty while the site has none."""


def kept_at(where: Where) -> Kept:
    """For citations."""
    return Kept(where[0], where[2])


def bulletin_context(page: Head, html: str, beside: Neighbours, href: Href, where: Where) -> dict[str, Any]:
    """What the page of a bulletin shows and says to programs."""
    kept, metadata = kept_at(where), page.metadata
    name = page.path.rpartition("/")[2].removesuffix(".md")
    files = [(form.media_type, quote(name + form.suffix)) for form in FORMS]
    whole = [(kind, urljoin(kept.url, href)) for kind, href in files] if kept.url else []
    place = schema_org.Place(kept.archive, where[1], kept.url, whole)
    return {
        "view": view(metadata, html, beside, href),
        "captures": seen(metadata.captures, href),
        "cite": sentence(metadata, kept),
        "text_forms": _forms(name, TEXT_FORMS),
        "citation_forms": _forms(name, CITATION_FORMS),
        "head_names": (*head.names(metadata, kept), *([("robots", "noindex")] if beside.unlisted else ())),
        "head_properties": head.properties(metadata, kept),
        "head_links": head.links(files),
        "json_ld": script_json(schema_org.bulletin(metadata, place)),
    }


def home_context(name: str, site_url: str, folders: bool) -> dict[str, Any]:
    """What the home page says to programs."""
    search = urljoin(site_url, "tim-kiem/" if folders else "tim-kiem.html")
    properties = (("og:type", "website"), ("og:locale", "vi_VN"), ("og:title", name), ("og:url", site_url))
    description = schema_org.site(schema_org.Place(name, site_url, site_url), search)
    return {"head_properties": properties, "json_ld": script_json(description)}


def _forms(name: str, forms: Sequence[Form]) -> list[dict[str, str]]:
    return [{"href": quote(name + form.suffix), "name": form.name, "type": form.media_type} for form in forms]

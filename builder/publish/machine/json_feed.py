"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

from builder.publish.json_text import json_line
from builder.publish.machine.entries import Entry, published, stamp
from builder.publish.machine.feeds import Feed, Identity
from builder.publish.markdown_text import one_line
from builder.publish.places import Places

_VERSION = "https://jsonfeed.org/version/1.1"
TYPE = "application/feed+json"


def json_feed(feed: Feed, identity: Identity, places: Places) -> bytes:
    """The document. Addresses in it must be whole: without `site_url` an entry tells its place in `_bantin` only."""
    known = bool(places.site_url)
    head: dict[str, Any] = {"version": _VERSION, "title": one_line(feed.title) or "…"}
    if known:
        head |= {"home_page_url": places.whole(feed.home), "feed_url": places.whole(f"{feed.file}.json")}
    author = {"name": one_line(identity.site_name)} | ({"url": f"mailto:{identity.contact}"} if identity.contact else {})
    head |= {"language": "vi", "authors": [author]}
    return json_line(head | {"items": [_item(entry, identity, places) for entry in feed.entries]}) + b"\n"


def _item(entry: Entry, identity: Identity, places: Places) -> dict[str, Any]:
    metadata = entry.metadata
    item: dict[str, Any] = {"id": identity.of(entry.address, metadata.id)}
    if places.site_url:
        item["url"] = places.whole(entry.address)
    item |= {"title": entry.title, "content_text": entry.summary or entry.title}
    moment = published(metadata)
    if moment:
        item["date_published"] = moment
    item["date_modified"] = stamp(entry.changed)
    if metadata.issuer:
        item["authors"] = [{"name": one_line(metadata.issuer)}]
    tags = [one_line(tag) for tag in (metadata.doc_type, *metadata.categories) if tag]
    return item | ({"tags": tags} if tags else {}) | {"_bantin": {"id": metadata.id, "path": entry.address}}

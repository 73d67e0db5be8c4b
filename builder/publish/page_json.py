"""A bulletin as JSON: the keys of the page contract, the body as Markdown and as plain text."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from builder.model import Capture, Citation, ImageRef, Metadata, Page, Period, Source

_NAMES: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Metadata, Source, Capture, Citation, ImageRef)
}


def page_json(page: Page, text: str, url: str) -> dict[str, Any]:
    """The whole page as a value for JSON; `url` is its address on the site, empty while it has none."""
    return {"url": url or None, **metadata_json(page.metadata), "body_markdown": page.body, "body_text": text}


def metadata_json(metadata: Metadata) -> dict[str, Any]:
    """The front matter as the page contract names it; dates as ISO 8601 text."""
    return {name: _plain(getattr(metadata, name)) for name in _NAMES[Metadata]}


def _plain(value: Any) -> Any:
    """`dataclasses.asdict` with the contract's names for the parts of a period; that takes ten times as long."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Period):
        return {"label": value.label, "from": value.start, "to": value.end}
    names = _NAMES.get(type(value))
    return {name: getattr(value, name) for name in names} if names else value

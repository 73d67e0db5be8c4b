"""A bulletin as JSON: the keys of the page contract, the body as Markdown and as plain text."""

from dataclasses import asdict
from typing import Any

from builder.model import Metadata, Page


def page_json(page: Page, text: str, url: str) -> dict[str, Any]:
    """The whole page as a value for JSON; `url` is its address on the site, empty while it has none."""
    return {"url": url or None, **metadata_json(page.metadata), "body_markdown": page.body, "body_text": text}


def metadata_json(metadata: Metadata) -> dict[str, Any]:
    """The front matter as the page contract names it; dates as ISO 8601 text."""
    values = asdict(metadata)
    for key in ("period", "plan_period"):
        if values[key]:
            values[key] = {"label": values[key]["label"], "from": values[key]["start"], "to": values[key]["end"]}
    return values

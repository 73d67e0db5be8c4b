"""What a bulletin's page shows around its text, as plain values: the templates only place and escape them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.model import Metadata
from builder.publish.letterhead_sides import Letterhead, sides
from builder.publish.neighbours import Neighbours, Other

Href = Callable[[str], str]
"""Maps the path of a page below content/ to its address relative to the page that is made."""
_SIGNATURE = '<p class="bt-signature">'
"""Written by the renderer alone: text of a page cannot hold it, `<` is escaped there."""


@dataclass(frozen=True, slots=True)
class Text:
    """The rendered text in three parts; the last two are empty for a text without a signature."""

    body: str
    signature: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All of it. The links are those of Neighbours, each with its `href`."""

    letterhead: Letterhead
    text: Text
    cited: tuple[Mapping[str, Any], ...]
    citing: tuple[Mapping[str, Any], ...]
    citing_more: int
    series: tuple[Mapping[str, Any], ...]
    related: tuple[Mapping[str, Any], ...]


def view(metadata: Metadata, html: str, beside: Neighbours, href: Href) -> View:
    """What the page of a bulletin shows, its text rendered as `html`."""
    cited = (
        {
            "number": one.number,
            "before": one.before,
            "after": one.after,
            "note": one.note,
            "href": href(one.path) if one.path else "",
        }
        for one in beside.cited
    )
    return View(
        letterhead=sides(metadata.letterhead),
        text=parts(html),
        cited=tuple(cited),
        citing=tuple(_linked(beside.citing, href)),
        citing_more=beside.citing_more,
        series=tuple(_linked(beside.series, href)),
        related=tuple(_linked(beside.related, href)),
    )


def _linked(others: Iterable[Other], href: Href) -> Iterator[Mapping[str, Any]]:
    return ({"href": href(one.path), "title": one.title, "facts": one.facts, "label": one.label} for one in others)


def parts(html: str) -> Text:
    """Cut the rendered text before and after its signature."""
    body, mark, rest = html.partition(_SIGNATURE)
    if not mark:
        return Text(html)
    signature, end, notes = rest.partition("</p>\n")
    return Text(body, mark + signature + end, notes)

"""What a bulletin's page shows around its text, as plain values: the templates only place and escape them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.model import Metadata, Page, Related
from builder.publish.dates import reader_date
from builder.publish.letterhead_sides import Letterhead, sides
from builder.publish.shelf import Shelf

Lookup = Callable[[str], str | None]
"""Maps a path below content/ to its address relative to the page, or None when the site has no such page."""
MOST_CITING = 20
"""More bulletins than this that cite a page are left to the page of the instrument."""
_SIGNATURE = '<p class="bt-signature">'
"""Written by the renderer alone: text of a page cannot hold it, `<` is escaped there."""


@dataclass(frozen=True, slots=True)
class Other:
    """A link to another bulletin."""

    href: str
    title: str
    facts: str
    """`12-BC/ĐU, 31/05/2022`, or empty."""
    label: str = ""
    """What it is to this page: `Kỳ trước`."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the bulletin cites."""

    number: str
    before: str
    """Words before the number: `Chỉ thị số`."""
    after: str
    """Words after it: `ngày 15/05/2016 của Bộ Chính trị`."""
    href: str | None
    note: str
    """What the link leads to: `có trong kho`, `được viện dẫn trong 37 văn bản, chưa có trong kho`; or empty."""


@dataclass(frozen=True, slots=True)
class Text:
    """The rendered text in three parts; the last two are empty for a text without a signature."""

    body: str
    signature: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All of it."""

    letterhead: Letterhead
    text: Text
    cited: tuple[Cited, ...]
    citing: tuple[Other, ...]
    citing_more: int
    """How many more bulletins cite this one than `citing` shows."""
    series: tuple[Other, ...]
    related: tuple[Other, ...]


def view(page: Page, html: str, on: Shelf, lookup: Lookup) -> View:
    """What the page of `page` shows, its text rendered as `html`."""
    metadata = page.metadata
    links = _Links(on, lookup)
    found = on.related.get(metadata.id, Related())
    series = tuple(links.others((found.previous,), "Kỳ trước")) + tuple(links.others((found.next,), "Kỳ sau"))
    shown = {other.href for other in series}
    citing = tuple(links.others(on.cites.citing(metadata.id)))
    return View(
        letterhead=sides(metadata.letterhead),
        text=parts(html),
        cited=tuple(links.cited(metadata)),
        citing=citing[:MOST_CITING],
        citing_more=len(citing[MOST_CITING:]),
        series=series,
        related=tuple(other for other in links.others(found.documents) if other.href not in shown),
    )


def parts(html: str) -> Text:
    """Cut the rendered text before and after its signature."""
    body, mark, rest = html.partition(_SIGNATURE)
    if not mark:
        return Text(html)
    signature, end, notes = rest.partition("</p>\n")
    return Text(body, mark + signature + end, notes)


def cited_addresses(metadata: Metadata, on: Shelf, lookup: Lookup) -> dict[str, str]:
    """Number of a cited document as printed -> where it leads; numbers that mean two documents lead nowhere."""
    found: dict[str, set[str | None]] = {}
    for cited in _Links(on, lookup).cited(metadata):
        found.setdefault(cited.number, set()).add(cited.href)
    return {number: href for number, hrefs in found.items() if len(hrefs) == 1 for href in hrefs if href}


@dataclass(frozen=True, slots=True)
class _Links:
    """Addresses as seen from one page."""

    on: Shelf
    lookup: Lookup

    def others(self, ids: Sequence[str | None], label: str = "") -> Iterator[Other]:
        """Those of the bulletins that the site has."""
        for id_ in ids:
            page = self.on.by_id.get(id_ or "")
            href = self.lookup(page.path) if page else None
            if page and href:
                yield Other(href, page.metadata.title, _facts(page.metadata), label)

    def cited(self, metadata: Metadata) -> Iterator[Cited]:
        """The cited documents in the order of their first mention."""
        for index, cited in enumerate(metadata.citations):
            before = f"{cited.type or 'Văn bản'} số"
            date = f"ngày {reader_date(cited.date)}" if cited.date else ""
            after = " ".join(part for part in (date, f"của {cited.issuer}" if cited.issuer else "") if part)
            yield Cited(cited.number, before, after, *self._target(metadata.id, index))

    def _target(self, id_: str, index: int) -> tuple[str | None, str]:
        found = self.on.cites.cited(id_, index)
        if found is None:
            return None, ""
        copy = self.on.by_id.get(found.bulletin or "")
        if copy and found.bulletin != id_ and (href := self.lookup(copy.path)):
            return href, "có trong kho"
        if found.path and (href := self.lookup(found.path)):
            amount = f"{found.amount:,}".replace(",", ".")
            return href, f"được viện dẫn trong {amount} văn bản{'' if copy else ', chưa có trong kho'}"
        return None, "" if copy else "chưa có trong kho"


def _facts(metadata: Metadata) -> str:
    date = reader_date(metadata.issued) if metadata.issued else ""
    return ", ".join(part for part in (metadata.number or "", date) if part)

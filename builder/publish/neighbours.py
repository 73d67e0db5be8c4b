"""What the page of a bulletin takes from the rest of the archive, as plain values: the page can then be made anywhere.

A page has to be made anew when its own file changes, or this.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.model import Head, Metadata, Related
from builder.publish.dates import reader_date
from builder.publish.shelf import Shelf

Has = Callable[[str], bool]
"""Whether the site has a page: its path below content/."""
MOST_CITING = 20
"""More bulletins than this that cite a page are left to the page of the instrument."""


@dataclass(frozen=True, slots=True)
class Other:
    """A link to another bulletin."""

    path: str
    """Below content/."""
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
    path: str | None
    """Of the page that its link leads to."""
    note: str
    """What the link leads to: `có trong kho`, `được viện dẫn trong 37 văn bản, chưa có trong kho`; or empty."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All of it."""

    cited: tuple[Cited, ...] = ()
    citing: tuple[Other, ...] = ()
    citing_more: int = 0
    """How many more bulletins cite this one than `citing` has."""
    series: tuple[Other, ...] = ()
    related: tuple[Other, ...] = ()
    unlisted: bool = False
    """Search engines are asked to leave the page out."""


def neighbours(page: Head, on: Shelf, has: Has) -> Neighbours:
    """What the page takes from the others on the shelf, as far as the site has them."""
    metadata = page.metadata
    links = _Links(on, has)
    found = on.related.get(metadata.id, Related())
    series = (*links.others((found.previous,), "Kỳ trước"), *links.others((found.next,), "Kỳ sau"))
    shown = {other.path for other in series}
    citing = tuple(links.others(on.cites.citing(metadata.id)))
    return Neighbours(
        cited=tuple(links.cited(metadata)),
        citing=citing[:MOST_CITING],
        citing_more=len(citing[MOST_CITING:]),
        series=series,
        related=tuple(other for other in links.others(found.documents) if other.path not in shown),
        unlisted=metadata.id in on.unlisted,
    )


def cited_paths(cited: Sequence[Cited]) -> dict[str, str]:
    """Number of a cited document as printed -> the page it leads to; numbers that mean two documents lead nowhere."""
    found: dict[str, set[str | None]] = {}
    for one in cited:
        found.setdefault(one.number, set()).add(one.path)
    return {number: path for number, paths in found.items() if len(paths) == 1 for path in paths if path}


@dataclass(frozen=True, slots=True)
class _Links:
    """Pages as seen from one of them."""

    on: Shelf
    has: Has

    def others(self, ids: Sequence[str | None], label: str = "") -> Iterator[Other]:
        """Those of the bulletins that the site has."""
        for id_ in ids:
            page = self.on.by_id.get(id_ or "")
            if page and self.has(page.path):
                yield Other(page.path, page.metadata.title, _facts(page.metadata), label)

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
        if copy and found.bulletin != id_ and self.has(copy.path):
            return copy.path, "có trong kho"
        if found.path and self.has(found.path):
            amount = f"{found.amount:,}".replace(",", ".")
            return found.path, f"được viện dẫn trong {amount} văn bản{'' if copy else ', chưa có trong kho'}"
        return None, "" if copy else "chưa có trong kho"


def _facts(metadata: Metadata) -> str:
    date = reader_date(metadata.issued) if metadata.issued else ""
    return ", ".join(part for part in (metadata.number or "", date) if part)

"""What the whole archive knows about each of its bulletins, computed once and handed to the pages one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.model import Head, Page, Related
from builder.publish.instruments import Instruments, instruments


@dataclass(frozen=True, slots=True)
class Shelf:
    """All bulletins, and what they have to do with one another."""

    by_path: Mapping[str, Head] = field(default_factory=dict)
    """`bulletins/2022/<id>.md` -> page."""
    by_id: Mapping[str, Head] = field(default_factory=dict)
    related: Mapping[str, Related] = field(default_factory=dict)
    """Page id -> what to read next."""
    cites: Instruments = field(default_factory=lambda: Instruments(()))
    """Who cites what."""
    unlisted: frozenset[str] = frozenset()
    """Ids of pages that search engines are asked to leave out."""
    versions: Mapping[str, Page] = field(default_factory=dict)
    """`versions/<id>/<checksum>.md` -> an older text of a bulletin, whose id it bears."""


def shelf(
    pages: Sequence[Head],
    related: Mapping[str, Related] | None = None,
    unlisted: Iterable[str] = (),
    cites: Instruments | None = None,
    versions: Iterable[Page] = (),
) -> Shelf:
    """Put the pages on the shelf; `related` says what was found to be read next, `unlisted` what is not for search engines.

    `cites` are the instruments of the same pages, where the caller has them already; `versions` their older texts.
    """
    by_path = {page.path: page for page in pages}
    by_id = {page.metadata.id: page for page in pages}
    cites = instruments(pages) if cites is None else cites
    return Shelf(by_path, by_id, related or {}, cites, frozenset(unlisted), {page.path: page for page in versions})

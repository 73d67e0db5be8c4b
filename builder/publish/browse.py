"""The generated files of content/browse: the ways into the archive as plain Markdown, for any site generator to render."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder.model import Head
from builder.publish import browse_groups as groups
from builder.publish.browse_cited import cited_pages
from builder.publish.browse_files import BrowseReport, write_lists
from builder.publish.browse_groups import Group, Kind, Lists, lists_of
from builder.publish.browse_home import overview_page
from builder.publish.browse_index import Facts, index_pages, years_page
from builder.publish.browse_issuers import TREE_PATH, issuer_facts, issuer_notes, tree_of, tree_pages
from builder.publish.browse_lists import Way, amount, list_pages
from builder.publish.browse_places import place_notes
from builder.publish.browse_rows import by_month, by_year, relative, rows_of
from builder.publish.browse_signers import by_office, signer_facts, signer_notes
from builder.publish.coverage import coverage_files
from builder.publish.instruments import Instruments, instruments
from builder.publish.markdown_text import link

FOLDER = "browse"


def browse_pages(pages: Sequence[Head], cited: Instruments | None = None) -> Mapping[str, str]:
    """All files: path relative to content/ -> text; see `browse_files`."""
    return dict(browse_files(pages, cited))


def browse_files(pages: Sequence[Head], cited: Instruments | None = None) -> Iterator[tuple[str, str]]:
    """All files, one after the other: path relative to content/, text. The same pages give the same text in any order.

    `cited` are the instruments of the same pages, where the caller has them already.
    """
    lists = lists_of(rows_of(pages))
    cited = instruments(pages) if cited is None else cited
    yield "browse/index.md", overview_page(lists, len(cited.all))
    for part in (_years(lists), _issuers(lists), _types(lists), _places(lists), _signers(lists), cited_pages(cited, lists.rows)):
        yield from part
    yield from coverage_files(lists.issuers)


def _years(lists: Lists) -> Iterator[tuple[str, str]]:
    yield years_page(lists.years)
    way = Way(groups.YEARS_TITLE, f"{groups.YEARS_FOLDER}/index.md")
    for year in lists.years:
        yield from list_pages(year, by_month(year.rows) if year.spellings else by_year(year.rows), way)


def _issuers(lists: Lists) -> Iterator[tuple[str, str]]:
    tree = tree_of(lists.issuers)
    pages = dict(tree_pages(tree))
    index = f"{groups.ISSUERS.folder}/index.md"
    notes = (link("Xem theo cấp trên, cấp dưới", relative(TREE_PATH, index)),) if pages else ()
    yield from _index(groups.ISSUERS, lists.issuers, notes, lambda group: issuer_facts(group, tree, index))
    yield from pages.items()
    for group in lists.issuers:
        yield from list_pages(group, by_year(group.rows), _way(groups.ISSUERS), tuple(issuer_notes(group, tree)))


def _types(lists: Lists) -> Iterator[tuple[str, str]]:
    yield from _index(groups.TYPES, lists.types)
    for group in lists.types:
        yield from list_pages(group, by_year(group.rows), _way(groups.TYPES))


def _places(lists: Lists) -> Iterator[tuple[str, str]]:
    notes = _without(lists, groups.PLACES, "không nêu địa bàn nào")
    yield from _index(groups.PLACES, lists.places, notes)
    for group in lists.places:
        yield from list_pages(group, by_year(group.rows), _way(groups.PLACES), tuple(place_notes(group)))


def _signers(lists: Lists) -> Iterator[tuple[str, str]]:
    notes = _without(lists, groups.SIGNERS, "không ghi người ký")
    yield from _index(groups.SIGNERS, lists.signers, notes, signer_facts)
    for group in (each for each in lists.signers if each.path):
        yield from list_pages(group, by_office(group), _way(groups.SIGNERS), tuple(signer_notes(group)))


def _way(kind: Kind) -> Way:
    return Way(kind.title, f"{kind.folder}/index.md")


def _index(
    kind: Kind, found: Sequence[Group], notes: Sequence[str] = (), facts: Facts | None = None
) -> Iterator[tuple[str, str]]:
    return index_pages(kind, found, notes, facts)


def _without(lists: Lists, kind: Kind, words: str) -> tuple[str, ...]:
    """How many bulletins are in no list of a kind."""
    missing = sum(1 for row in lists.rows if not any(name.strip() for name, _ in kind.read(row)))
    return (f"{amount(missing)} {words}.",) if missing else ()


def write_browse(content_dir: Path, pages: Sequence[Head], cited: Instruments | None = None) -> BrowseReport:
    """Write the files that changed, each whole or not at all, and remove files of ours that are no more."""
    return write_lists(content_dir, content_dir / FOLDER, browse_files(pages, cited))

"""Taking the archive along: all of it, or what a search finds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from builder.config import Settings
from builder.errors import ConfigError, PublishError
from builder.model import Page, Progress, Skipped
from builder.pipeline.gating import gate
from builder.pipeline.indexing import index_folder, index_pages
from builder.pipeline.publishing import begin_site, complete_site
from builder.pipeline.reading import Pages, read_pages
from builder.pipeline.surveying import survey
from builder.publish.export.archive_file import new_file
from builder.publish.export.bag import write_bag
from builder.publish.export.epub import write_epub
from builder.publish.export.kinds import ENDS
from builder.publish.export.offline import write_offline
from builder.publish.export.ownership import refuse_foreign_file
from builder.publish.export.selection import Selection, by_date
from builder.publish.machine.tables import BOM, csv_lines, json_lines
from builder.publish.names import slug
from builder.publish.permanent.record import read_record
from builder.publish.places import places
from builder.search import whoosh_index
from builder.search.offline_search import make_offline
from builder.search.query import MOST_RESULTS, Query


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export as it was asked for."""

    kind: str
    query: Query | None = None
    """None: the whole archive."""
    output: Path | None = None
    """File, or folder of the offline edition; None: a name made of the archive's, in the current folder."""
    bom: bool = False
    """For CSV: begin with the mark by which older spreadsheets know UTF-8."""
    force: bool = False
    """Write over a file that no export made."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written."""

    kind: str
    output: str
    bulletins: int
    files: int
    notice: str | None = None
    """What the search has to say, when it had to look wider than was asked."""
    failed: tuple[Skipped, ...] = ()
    """Pages of content/ that cannot be read, and so are not in it."""


def export(settings: Settings, wanted: Wanted, progress: Progress) -> ExportReport:
    """Write one export. Raises ConfigError for what cannot be asked, PublishError for what cannot be written."""
    output = wanted.output or Path(f"{slug(settings.site_name, 'kho')}{ENDS[wanted.kind] or '-offline'}")
    if wanted.kind == "offline":
        return _offline(settings, wanted, output, progress)
    if not wanted.force:
        refuse_foreign_file(output, wanted.kind)
    pages = gate(settings, read_pages(settings.content)).pages
    chosen, notice = _chosen(settings, pages, wanted.query, progress)
    try:
        files = _write(chosen, wanted, output)
    except OSError as error:
        raise PublishError(f"{output}: cannot be written: {error.strerror or error}") from error
    return ExportReport(wanted.kind, str(output), len(chosen.pages), files, notice, pages.failed)


def _write(chosen: Selection, wanted: Wanted, output: Path) -> int:
    """Gives the number of files in the export."""
    if wanted.kind == "markdown":
        return write_bag(chosen, output)
    if wanted.kind == "epub":
        return write_epub(chosen, output)
    lines = csv_lines if wanted.kind == "csv" else json_lines
    with new_file(output) as side, side.open("wb") as stream:
        stream.write(BOM if wanted.bom and wanted.kind == "csv" else b"")
        stream.writelines(lines(chosen.pages, chosen.places))
    return 1


def _offline(settings: Settings, wanted: Wanted, output: Path, progress: Progress) -> ExportReport:
    if wanted.query is not None:
        raise ConfigError("`bantin export offline` takes the whole archive along; selections are for the other kinds")
    found = survey(settings)
    pages = found.gated.pages
    complete_site(begin_site(settings, found, progress), progress)
    files = write_offline(settings.site, output.resolve(), settings.site_name, make_offline)
    return ExportReport(wanted.kind, str(output), len(pages.pages), files, None, pages.failed)


def _chosen(settings: Settings, pages: Pages[Page], query: Query | None, progress: Progress) -> tuple[Selection, str | None]:
    """The bulletins that were asked for, by date, and the notice of the search."""
    found: tuple[Page, ...] = pages.pages
    notice = None
    if query is not None:
        index_pages(settings, pages, progress)
        ids, notice = _found(settings, query)
        found = tuple(page for page in pages.pages if page.metadata.id in ids)
    record = read_record(settings.content)
    modified = max((record[page.metadata.id].changed for page in found if page.metadata.id in record), default="2025-07-01")
    where = places(settings.site_url, settings.folders)
    return Selection(settings.site_name, settings.content, by_date(found), where, _in_words(query), modified), notice


def _found(settings: Settings, query: Query) -> tuple[frozenset[str], str | None]:
    """The ids of all results, page by page."""
    ids: set[str] = set()
    notice = None
    with whoosh_index.opened(index_folder(settings)) as answer:
        for number in range(1, 10**6):
            result = answer(replace(query, limit=MOST_RESULTS, page=number))
            ids.update(hit.id for hit in result.results)
            notice = result.notice
            if number * MOST_RESULTS >= result.total:
                break
    return frozenset(ids), notice


def _in_words(query: Query | None) -> str:
    """What was asked for, for the title of a selection."""
    return ", ".join(_parts(query)) if query is not None else ""


def _parts(query: Query) -> Iterator[str]:
    if query.text:
        yield query.text
    yield from (value for value in (query.type, query.issuer, query.place, query.signer, query.cites) if value)
    if query.date_from or query.date_to:
        yield f"{query.date_from or '…'} – {query.date_to or '…'}"

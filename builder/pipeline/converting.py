"""Converting sources to pages, only what changed; a page that a person edited is never overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from builder.config import Settings
from builder.content.identity import assign_id
from builder.content.ledger import ledger_path, unchanged
from builder.content.originals import keep_copy
from builder.content.page import page_path, parse_page
from builder.errors import ArchiveError, ConfigError, SourceError
from builder.files import is_about_the_disk, settle, sweep
from builder.gate.takedowns import Takedown, cleaned, is_taken_down, load_takedowns, text_digest
from builder.model import Progress, RawItem, Skipped
from builder.pipeline.one_source import Converted, extract, finish
from builder.pipeline.provenance import ROTTEN, TAKEN_DOWN, is_rotten, record_originals
from builder.pipeline.record import Entry, fingerprint_of, load_record, save_record
from builder.pipeline.writing import Target, write_page
from builder.portals import Profile, load_profiles
from builder.publish.permanent.record import read_record
from builder.readers import NotADocument
from builder.sources import Unreadable, find_sources, read_source


@dataclass(frozen=True, slots=True)
class ConvertReport:
    """What became of the sources."""

    converted: tuple[str, ...] = ()
    """Pages written, relative to the output folder."""
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    """Sources that are no documents: lists, start pages, error pages."""
    failed: tuple[Skipped, ...] = ()
    """Sources that could not be read or converted."""
    merged: tuple[str, ...] = ()
    """Pages that a person edited and that took in a new extraction of their source beside the edits."""
    kept: tuple[Skipped, ...] = ()
    """Pages in which a new extraction contradicts a person's edit: the edit stays, the extraction lies beside the ledger."""
    warnings: tuple[Skipped, ...] = ()
    """What a person should look at, page by page."""


@dataclass(slots=True)
class _Run:
    """The state of one conversion; lives only inside `_convert`."""

    output: Path
    in_project: bool
    profiles: tuple[Profile, ...]
    entries: dict[str, Entry]
    owners: dict[str, str]
    """Page id -> source path."""
    published: Mapping[str, str]
    """Source path -> the id under which it was published, which stays, whatever else was deleted."""
    takedowns: tuple[Takedown, ...] = ()
    originals: Path | None = None
    """Where a copy of every original is kept, if the archive wants it."""
    read: dict[str, int] = field(default_factory=dict)
    """Source path -> size in bytes of every source that was read."""
    converted: list[str] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Skipped] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    kept: list[Skipped] = field(default_factory=list)
    warnings: list[Skipped] = field(default_factory=list)

    def report(self) -> ConvertReport:
        return ConvertReport(
            converted=tuple(self.converted),
            unchanged=self.unchanged,
            skipped=tuple(self.skipped),
            failed=tuple(self.failed),
            merged=tuple(self.merged),
            kept=tuple(self.kept),
            warnings=tuple(self.warnings),
        )


def convert(settings: Settings, progress: Progress) -> ConvertReport:
    """Convert the project's sources into its content folder. Raises ConfigError when a source folder is missing."""
    missing = [path for path in settings.sources if not path.exists()]
    if missing:
        raise ConfigError(f"{settings.config_file}: `extra.archive.sources` names {missing[0]}, which does not exist")
    record = settings.state / "conversion.json"
    run = _start(load_record(record, settings.content), settings.content, True, load_profiles(settings.profiles))
    run = replace(run, takedowns=load_takedowns(settings.content), originals=settings.originals)
    for folder in (settings.content / "bulletins", settings.content / "ledger"):
        sweep(folder)
    made = (
        *([settings.originals] if settings.originals else []),
        settings.content / "bulletins",
        settings.content / "browse",
        settings.site,
        settings.state,
    )
    try:
        _convert(run, find_sources(settings.sources, settings.root, made), settings.sources, progress)
    finally:  # what was done before an interruption need not be done again
        if run.converted or run.merged or run.kept:
            settle()
        save_record(record, run.entries)
    record_originals(settings, run.entries, run.read)
    return run.report()


def convert_files(paths: Sequence[Path], output: Path, profiles: Path | None, progress: Progress) -> ConvertReport:
    """Convert files and folders into `output` (`<id>.md`, `ledger/<id>.json`), outside of any project.

    The path of a source is recorded as it is given.
    """
    run = _start(load_record(output / "ledger" / "-", output), output, False, load_profiles(profiles))
    _convert(run, find_sources(paths, leave_out=(output,)), paths, progress)
    return run.report()


def _start(entries: dict[str, Entry], output: Path, in_project: bool, profiles: tuple[Profile, ...]) -> _Run:
    published = {id_: one.source for id_, one in read_record(output).items() if not one.successor} if in_project else {}
    owners = published | {entry.page_id: path for path, entry in entries.items() if entry.page_id}
    return _Run(output, in_project, profiles, entries, owners, {source: id_ for id_, source in published.items() if source})


def _convert(run: _Run, sources: Iterable[tuple[Path, str] | Unreadable], paths: Sequence[Path], progress: Progress) -> None:
    found = list(sources)
    for done, source in enumerate(found, 1):
        if isinstance(source, Unreadable):
            run.failed.append(Skipped(source.path, source.reason))
        else:
            _convert_one(run, *source, _root_of(source[0], paths))
        progress("convert", done, len(found))


def _root_of(file: Path, paths: Sequence[Path]) -> Path:
    """The named folder that a file lies in: images are taken from nowhere else."""
    return next(
        (path.resolve() for path in paths if path.is_dir() and path.resolve() in file.resolve().parents), file.resolve().parent
    )


def _convert_one(run: _Run, file: Path, shown: str, root: Path) -> None:
    clean = partial(cleaned, takedowns=run.takedowns) if run.takedowns else unchanged
    shown = clean(shown)
    try:
        item = read_source(file, shown)
        fingerprint = fingerprint_of(item.sha256, run.profiles)
        before = run.entries.get(shown)
        _keep_original(run, item, before, file.stat().st_mtime_ns)
        if before is not None and _is_fresh(run, before, fingerprint):
            _count_fresh(run, shown, before)
            return
        document = extract(item, run.profiles)
        if isinstance(document, NotADocument):
            _skip(run, shown, fingerprint, document.reason)
            return
        page_id = (before.page_id if before else None) or run.published.get(shown)
        page_id = page_id or assign_id(clean(document.metadata.title), shown, run.owners)
        page = finish(document, page_id, fingerprint, file.resolve(), root, clean)
        if _is_taken_down(run, item.sha256, page.page):
            _skip(run, shown, fingerprint, TAKEN_DOWN)
            return
        run.owners[page_id] = shown
        _write(run, shown, page, fingerprint)
    except ArchiveError as error:
        run.failed.append(Skipped(shown, str(error)))
    except OSError as error:
        if is_about_the_disk(error):  # the next source would fare no better
            raise
        run.failed.append(Skipped(shown, f"{error.filename or shown}: {error.strerror or error}"))
    except Exception as error:  # noqa: BLE001 - one source that trips a rule must not cost the others their pages
        run.failed.append(Skipped(shown, f"{type(error).__name__}: {error}"))


def _keep_original(run: _Run, item: RawItem, before: Entry | None, written: int) -> None:
    """Remember what was read. Raises SourceError for a file that rotted on its disk."""
    if is_rotten(before, item.sha256, written):
        raise SourceError(ROTTEN)
    run.read[item.path] = len(item.data)
    run.entries[item.path] = replace(before or Entry(""), original=item.sha256, written=written)
    if run.originals is not None:
        keep_copy(run.originals, item.sha256, item.data)


def _is_taken_down(run: _Run, source_sha256: str, page: str) -> bool:
    """Whether this article was taken down, in this capture or another."""
    if not run.takedowns:
        return False
    digests = (source_sha256, text_digest(parse_page(page, "page.md").body))
    return any(is_taken_down(run.takedowns, digest) for digest in digests)


def _skip(run: _Run, shown: str, fingerprint: str, reason: str) -> None:
    """A page made from the source earlier stays, with its id."""
    before = run.entries.get(shown, Entry(""))
    run.entries[shown] = replace(before, fingerprint=fingerprint, skipped=reason, warnings=())
    run.skipped.append(Skipped(shown, reason))


def _is_fresh(run: _Run, entry: Entry, fingerprint: str) -> bool:
    if entry.fingerprint != fingerprint:
        return False
    if entry.skipped is not None:
        return True
    made = (entry.page, ledger_path(entry.page_id)) if entry.page and entry.page_id else ()
    return bool(made) and all((run.output / path).is_file() for path in made)


def _count_fresh(run: _Run, shown: str, entry: Entry) -> None:
    if entry.skipped is not None:
        run.skipped.append(Skipped(shown, entry.skipped))
    else:
        run.unchanged += 1
        run.warnings += [Skipped(entry.page or shown, warning) for warning in entry.warnings]


def _write(run: _Run, shown: str, page: Converted, fingerprint: str) -> None:
    """Write the page and count what became of it."""
    before = run.entries.get(shown)
    target = Target(run.output, page_path(page.metadata) if run.in_project else f"{page.metadata.id}.md")
    written = write_page(target, page, before.page if before else None, before.page_sha256 if before else None)
    run.warnings += [Skipped(written.path, warning) for warning in page.metadata.warnings]
    if written.conflicts:
        run.kept.append(Skipped(written.path, f"edited by hand and changed in the source: {'; '.join(written.conflicts)}"))
    elif written.merged:
        run.merged.append(written.path)
    elif written.changed:
        run.converted.append(written.path)
    else:
        run.unchanged += 1
    run.entries[shown] = replace(
        run.entries[shown],
        fingerprint=fingerprint,
        page_id=page.metadata.id,
        page=written.path,
        page_sha256=written.extracted,
        skipped=None,
        warnings=page.metadata.warnings,
    )

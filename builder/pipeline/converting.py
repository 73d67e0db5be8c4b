"""Converting sources to pages, only what changed; a page that a person edited is never overwritten.

Sources are read and pages made wherever the executor has its workers; ids are given, and files written, here and in the order of
the sources, so that the result does not depend on who was quickest.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from builder.config import Settings
from builder.content.captures import Doubt, facts_of, facts_to_json
from builder.content.doubts import save_doubts
from builder.content.identity import assign_id
from builder.content.ledger import dump_ledger, ledger_path, part_path, read_ledger, unchanged
from builder.content.originals import copy_path
from builder.content.page import body_of, page_path
from builder.errors import ArchiveError, ConfigError, PageError
from builder.executor import Executor, InProcess, Lost
from builder.files import is_about_the_disk, settle, sweep
from builder.gate.takedowns import cleaned, load_takedowns
from builder.limits import LARGEST_SOURCE
from builder.model import Progress, Skipped
from builder.pipeline.joining import Archive, join
from builder.pipeline.one_source import Converted, renamed
from builder.pipeline.one_task import Common, Outcome, Reading, Task, convert_source
from builder.pipeline.provenance import record_originals
from builder.pipeline.record import Entry, load_record, rules_of, save_record
from builder.pipeline.restating import page_of, restated
from builder.pipeline.version_files import made_versions
from builder.pipeline.watchdog import time_limit
from builder.pipeline.writing import Target, Written, sha256_of, write_page
from builder.portals import load_profiles
from builder.publish.permanent.record import read_record
from builder.sources import Unreadable, find_sources
from builder.stamps import stamp_of


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
    doubts: tuple[Doubt, ...] = ()
    """Sources that might be captures of one article, and are two pages all the same."""


@dataclass(slots=True)
class _Run:
    """The state of one conversion; lives only inside `_convert`."""

    output: Path
    in_project: bool
    common: Common
    rules: str
    """Checksum of all but the source that a page is made from."""
    entries: dict[str, Entry]
    owners: dict[str, str]
    """Page id -> source path."""
    published: Mapping[str, str]
    """Source path -> the id under which it was published, which stays, whatever else was deleted."""
    there: set[str] = field(default_factory=set)
    """Paths of the sources that were found."""
    read: dict[str, int] = field(default_factory=dict)
    """Source path -> size in bytes of every source that was read now or is as it was when it was read."""
    converted: list[str] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Skipped] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    kept: list[Skipped] = field(default_factory=list)
    warnings: list[Skipped] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    """The older texts as they were written by the build before."""

    def report(self) -> ConvertReport:
        return ConvertReport(
            converted=tuple(self.converted),
            unchanged=self.unchanged,
            skipped=tuple(self.skipped),
            failed=tuple(self.failed),
            merged=tuple(self.merged),
            kept=tuple(self.kept),
            warnings=tuple(self.warnings),
            doubts=self.doubts,
        )


def convert(settings: Settings, progress: Progress, executor: Executor | None = None) -> ConvertReport:
    """Convert the project's sources into its content folder. Raises ConfigError when a source folder is missing."""
    missing = [path for path in settings.sources if not path.exists()]
    if missing:
        raise ConfigError(f"{settings.config_file}: `extra.archive.sources` names {missing[0]}, which does not exist")
    record = settings.state / "conversion.json"
    common = Common(load_profiles(settings.profiles), load_takedowns(settings.content), settings.originals, settings.seconds)
    before = load_record(record, settings.content)
    run = _start(dict(before), settings.content, True, common)
    for folder in (settings.content / "bulletins", settings.content / "ledger"):
        sweep(folder)
    folders = (settings.content / "bulletins", settings.content / "browse", settings.site, settings.state, settings.originals)
    made = [folder for folder in folders if folder is not None]
    try:
        sources = find_sources(settings.sources, settings.root, made)
        _convert(run, sources, settings.sources, executor or InProcess(), progress)
        _join(run)
        save_doubts(settings.content, run.doubts)
    finally:  # what was done before an interruption need not be done again
        if run.converted or run.merged or run.kept:
            settle()
        if run.entries != before or not record.is_file():
            save_record(record, run.entries)
    record_originals(settings, run.entries, run.read)
    return run.report()


def convert_files(
    paths: Sequence[Path], output: Path, profiles: Path | None, progress: Progress, executor: Executor | None = None
) -> ConvertReport:
    """Convert files and folders into `output` (`<id>.md`, `ledger/<id>.json`), outside of any project.

    The path of a source is recorded as it is given.
    """
    run = _start(load_record(output / "ledger" / "-", output), output, False, Common(load_profiles(profiles), ()))
    _convert(run, find_sources(paths, leave_out=(output,)), paths, executor or InProcess(), progress)
    return run.report()


def _start(entries: dict[str, Entry], output: Path, in_project: bool, common: Common) -> _Run:
    published = {id_: one.source for id_, one in read_record(output).items() if not one.successor} if in_project else {}
    owners = published | {entry.page_id: path for path, entry in entries.items() if entry.page_id and not entry.part}
    by_source = {source: id_ for id_, source in published.items() if source}
    run = _Run(output, in_project, common, rules_of(common.profiles), entries, owners, by_source)
    run.versions = made_versions(entries)
    return run


def _convert(
    run: _Run, sources: Iterable[tuple[Path, str] | Unreadable], paths: Sequence[Path], executor: Executor, progress: Progress
) -> None:
    """All sources, then again those that must be made under another id than their title gave."""
    found = list(sources)
    tasks = _tasks(run, found, paths)
    done = len(found) - len(tasks)
    again: list[Task] = []
    for _ in range(2):
        for task, outcome in zip(tasks, executor.map(convert_source, run.common, tasks), strict=True):
            other_id = _settle(run, task, Outcome(failed=outcome.reason) if isinstance(outcome, Lost) else outcome)
            if other_id:
                again.append(replace(task, page_id=other_id))
            else:
                done += 1
                progress("convert", done, len(found))
        tasks, again = again, []


def _tasks(run: _Run, found: Iterable[tuple[Path, str] | Unreadable], paths: Sequence[Path]) -> list[Task]:
    """What there is to do; sources that did not change are counted."""
    clean = partial(cleaned, takedowns=run.common.takedowns) if run.common.takedowns else unchanged
    roots = [path.resolve() for path in paths if path.is_dir()]
    tasks = []
    moved = _follow_moves(run, {clean(source[1]): source[0] for source in found if not isinstance(source, Unreadable)})
    for source in found:
        if isinstance(source, Unreadable):
            run.failed.append(Skipped(source.path, source.reason))
            continue
        file, shown = source[0], clean(source[1])
        before = run.entries.get(shown)
        there = before is not None and shown not in moved and _is_there(run, file, shown, before)
        if before is not None and there and before.stamp is not None and before.stamp == _stamp(run, stamp_of(file)):
            run.read[shown] = file.stat().st_size
            _count_fresh(run, shown, before)
            continue
        page_id = (before.page_id if before and not before.part else None) or run.published.get(shown)
        tasks.append(Task(file, shown, _root_of(file, roots), page_id, before, there))
    return tasks


def _follow_moves(run: _Run, found: Mapping[str, Path]) -> frozenset[str]:
    """A source that is not where it was, and whose very bytes are in a new place, keeps its page; gives the new places."""
    run.there.update(found)
    gone = {entry.original: path for path, entry in sorted(run.entries.items(), reverse=True) if path not in found}
    moved = set()
    for path in sorted(found.keys() - run.entries.keys()) if gone else ():
        before = gone.pop(_sha256_of(found[path]), None)
        if before is not None:
            entry = run.entries[path] = run.entries.pop(before)
            run.owners |= {entry.page_id: path} if entry.page_id and not entry.part else {}
            moved.add(path)
    return frozenset(moved)


def _sha256_of(file: Path) -> str:
    """Empty for a file that cannot be read, which is told when it is converted."""
    try:
        return sha256_of(file.read_bytes()) if file.stat().st_size <= LARGEST_SOURCE else ""
    except OSError:
        return ""


def _root_of(file: Path, roots: Sequence[Path]) -> Path:
    """The named folder that a file lies in: images are taken from nowhere else."""
    real = file.resolve()
    return next((root for root in roots if root in real.parents), real.parent)


def _stamp(run: _Run, stamp: str | None) -> str | None:
    return None if stamp is None else f"{stamp} {run.rules}"


def _settle(run: _Run, task: Task, outcome: Outcome) -> str | None:
    """Write and count what became of a source; the id that it must have instead, when its title's belongs to another page."""
    if outcome.reading is not None:
        _remember(run, task.shown, outcome.reading)
    if outcome.given_up is not None:
        run.entries[task.shown] = replace(run.entries[task.shown], given_up=outcome.given_up)
    if outcome.failed is not None or outcome.reading is None:
        run.failed.append(Skipped(task.shown, outcome.failed or ""))
    elif outcome.skipped is not None:
        _skip(run, task.shown, outcome.reading, outcome.skipped)
    elif outcome.page is None:
        entry = run.entries[task.shown] = replace(run.entries[task.shown], stamp=_stamp(run, outcome.reading.stamp))
        _count_fresh(run, task.shown, entry)
    else:
        page_id = task.page_id or assign_id(outcome.page.metadata.title, task.shown, run.owners)
        run.owners[page_id] = task.shown
        page = outcome.page if page_id == outcome.page.metadata.id else _renamed(run, outcome.page, page_id)
        if page is None:
            return page_id
        _write_or_fail(run, task.shown, page, outcome.reading)
    return None


def _renamed(run: _Run, page: Converted, page_id: str) -> Converted | None:
    """The page under the id that is free; None when it must be made anew for that."""
    return None if run.common.takedowns else renamed(page, page_id)


def _remember(run: _Run, shown: str, reading: Reading) -> None:
    """What was read, whatever becomes of it."""
    run.read[shown] = reading.size
    before = run.entries.get(shown, Entry(""))
    run.entries[shown] = replace(before, original=reading.sha256, written=reading.written)


def _write_or_fail(run: _Run, shown: str, page: Converted, reading: Reading) -> None:
    try:
        with time_limit(run.common.seconds):  # merging with a person's edits takes time, too
            _write(run, shown, page, reading)
    except ArchiveError as error:
        run.failed.append(Skipped(shown, str(error)))
    except OSError as error:
        if is_about_the_disk(error):  # the next source would fare no better
            raise
        run.failed.append(Skipped(shown, f"{error.filename or shown}: {error.strerror or error}"))


def _skip(run: _Run, shown: str, reading: Reading, reason: str) -> None:
    """A page made from the source earlier stays, with its id."""
    stamp = _stamp(run, reading.stamp)
    run.entries[shown] = replace(run.entries[shown], fingerprint=reading.fingerprint, skipped=reason, warnings=(), stamp=stamp)
    run.skipped.append(Skipped(shown, reason))


def _is_there(run: _Run, source: Path, path: str, entry: Entry) -> bool:
    """Whether what the entry says was made still is."""
    copies = run.common.originals
    if copies is not None and not (entry.original and _is_kept(source, copy_path(copies, entry.original))):
        return False
    if entry.skipped is not None:
        return True
    if entry.part and entry.page_id:
        kept = (part_path(entry.page_id, path), *([entry.version] if entry.version else []))
        return all((run.output / one).is_file() for one in kept)
    made = (entry.page, ledger_path(entry.page_id)) if entry.page and entry.page_id else ()
    return bool(made) and all((run.output / path).is_file() for path in made)


def _is_kept(source: Path, copy: Path) -> bool:
    """Whether the copy of a source is there and as long; the source is read again if not, and the copy compared with it."""
    try:
        return copy.stat().st_size == source.stat().st_size
    except OSError:
        return False


def _count_fresh(run: _Run, shown: str, entry: Entry) -> None:
    if entry.skipped is not None:
        run.skipped.append(Skipped(shown, entry.skipped))
    else:
        run.unchanged += 1
        run.warnings += [Skipped(entry.page or shown, warning) for warning in entry.warnings]


def _write(run: _Run, shown: str, page: Converted, reading: Reading) -> None:
    """Write the page and count what became of it."""
    before = run.entries[shown]
    facts = facts_of(page.metadata, body_of(page.page)) if run.in_project else None
    if before.captures and before.page_id == page.metadata.id:  # those of its last page; whether they still are is told later
        page = _with_captures(run, before, page)
    written = _write_and_count(run, page, replace(before, part=False) if not before.part else Entry(""))
    run.entries[shown] = replace(
        before,
        fingerprint=reading.fingerprint,
        page_id=page.metadata.id,
        page=written.path,
        page_sha256=written.extracted,
        skipped=None,
        warnings=page.metadata.warnings,
        facts=facts_to_json(facts) if facts else None,
        part=False,
        version=None,
        stamp=_stamp(run, reading.stamp),
    )


def _with_captures(run: _Run, before: Entry, page: Converted) -> Converted:
    try:
        captures = page_of(read_ledger(run.output / ledger_path(page.metadata.id)), before.page or "").metadata.captures
    except PageError:
        return page
    found = restated(json.loads(page.ledger), page.metadata.id, captures, None)
    return Converted(found.metadata, found.page, dump_ledger(found.record), page.images)


def _write_and_count(run: _Run, page: Converted, before: Entry) -> Written:
    target = Target(run.output, page_path(page.metadata) if run.in_project else f"{page.metadata.id}.md")
    written = write_page(target, page, before.page, before.page_sha256)
    run.warnings += [Skipped(written.path, warning) for warning in page.metadata.warnings]
    if written.conflicts:
        run.kept.append(Skipped(written.path, f"edited by hand and changed in the source: {'; '.join(written.conflicts)}"))
    elif written.merged:
        run.merged.append(written.path)
    elif written.changed:
        run.converted.append(written.path)
    else:
        run.unchanged += 1
    return written


def _join(run: _Run) -> None:
    """Several captures of one article become one page."""
    published = frozenset(run.published.values())
    remade, run.doubts = join(Archive(run.output, run.entries, run.there, published, run.versions))
    for one in remade:
        before, was_unchanged = run.entries[one.path], run.unchanged
        page = Converted(one.page.metadata, one.page.page, dump_ledger(one.page.record), one.page.images)
        written = _write_and_count(run, page, before)
        run.unchanged = was_unchanged  # the source has been counted
        run.entries[one.path] = replace(before, page=written.path, page_sha256=written.extracted)
    there = [path for path in dict.fromkeys(run.converted) if (run.output / path).is_file()]
    run.converted[:] = there
    run.warnings[:] = [one for one in dict.fromkeys(run.warnings) if (run.output / one.path).is_file()]

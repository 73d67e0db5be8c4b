"""What a worker does with one source: read it, and make its page unless that is there already.

It writes nothing but the copy of the original, whose name is its checksum.
A plain function of the task and of what all tasks share, so that it may run in any process, on any machine of a cluster.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder.content.identity import slug
from builder.content.ledger import unchanged
from builder.content.originals import keep_copy
from builder.content.page import parse_page
from builder.errors import ArchiveError, GivenUpError, SourceError
from builder.gate.takedowns import Takedown, cleaned, is_taken_down, text_digest
from builder.limits import SECONDS
from builder.model import Document, RawItem
from builder.pipeline.one_source import Converted, extract, finish
from builder.pipeline.provenance import ROTTEN, TAKEN_DOWN, is_rotten
from builder.pipeline.record import Entry, fingerprint_of
from builder.pipeline.watchdog import time_limit
from builder.portals import Profile
from builder.readers import NotADocument
from builder.sources import read_source
from builder.stamps import stamp_of


@dataclass(frozen=True, slots=True)
class Common:
    """What all tasks of a run share."""

    profiles: tuple[Profile, ...]
    takedowns: tuple[Takedown, ...]
    originals: Path | None = None
    """Where a copy of every original is kept, if the archive wants it."""
    seconds: float = SECONDS
    """After so much processor time a source is given up."""


@dataclass(frozen=True, slots=True)
class Task:
    """One source."""

    file: Path
    shown: str
    """Its path as it is recorded, without words that were taken down."""
    root: Path
    """The folder of sources that it lies in: images are taken from nowhere else."""
    page_id: str | None
    """The id that its page has; None: not known yet, the title gives one."""
    before: Entry | None
    """What is known of it."""
    fresh: bool
    """Whether page and ledger are there, so that there is nothing to do unless its fingerprint changed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read."""

    fingerprint: str
    sha256: str
    size: int
    """In bytes."""
    written: int
    """Time of writing, in nanoseconds."""
    stamp: str | None
    """See `builder.stamps`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source."""

    reading: Reading | None = None
    """None: it could not be read."""
    page: Converted | None = None
    skipped: str | None = None
    """Why it is no document."""
    failed: str | None = None
    """Why it could not be read or converted."""
    given_up: str | None = None
    """See `Entry`: it took too long."""


def convert_source(common: Common, task: Task) -> Outcome:
    """Make the page; neither page nor reason: it is as it was. A source that trips a rule costs no other its page."""
    reading = None
    try:
        with time_limit(common.seconds):
            item, reading = _read(common, task)
            _refuse_again(common, task, reading)
            return _convert(common, task, item, reading)
    except GivenUpError as error:
        return Outcome(reading, failed=str(error), given_up=_too_slow(common, reading) if reading else None)
    except ArchiveError as error:
        return Outcome(reading, failed=str(error))
    except OSError as error:
        return Outcome(reading, failed=f"{error.filename or task.shown}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - whatever rule it trips
        return Outcome(reading, failed=f"{type(error).__name__}: {error}")


def _too_slow(common: Common, reading: Reading) -> str:
    return f"{reading.fingerprint} {common.seconds:g}"


def _refuse_again(common: Common, task: Task, reading: Reading) -> None:
    """Raises GivenUpError for a source that was given up as it is, by these rules and with as much time."""
    if task.before is not None and task.before.given_up == _too_slow(common, reading):
        raise GivenUpError(
            f"given up in an earlier build after {common.seconds:g} s of processor time, and not tried again while it is the "
            "same; `extra.archive.seconds_per_source` allows a source more"
        )


def _read(common: Common, task: Task) -> tuple[RawItem, Reading]:
    """Raises SourceError, also for a file that rotted on its disk."""
    stamp = stamp_of(task.file)
    item = read_source(task.file, task.shown)
    written = task.file.stat().st_mtime_ns
    if is_rotten(task.before, item.sha256, written):
        raise SourceError(ROTTEN)
    if common.originals is not None:
        keep_copy(common.originals, item.sha256, item.data)
    return item, Reading(fingerprint_of(item.sha256, common.profiles), item.sha256, len(item.data), written, stamp)


def _convert(common: Common, task: Task, item: RawItem, reading: Reading) -> Outcome:
    if task.fresh and task.before is not None and task.before.fingerprint == reading.fingerprint:
        return Outcome(reading)
    document = extract(item, common.profiles)
    if isinstance(document, NotADocument):
        return Outcome(reading, skipped=document.reason)
    page = _finished(common, task, document, reading.fingerprint)
    if _is_taken_down(common.takedowns, item.sha256, page.page):
        return Outcome(reading, skipped=TAKEN_DOWN)
    return Outcome(reading, page)


def _finished(common: Common, task: Task, document: Document, fingerprint: str) -> Converted:
    clean = partial(cleaned, takedowns=common.takedowns) if common.takedowns else unchanged
    page_id = task.page_id or slug(clean(document.metadata.title))
    return finish(document, page_id, fingerprint, task.file.resolve(), task.root, clean)


def _is_taken_down(takedowns: tuple[Takedown, ...], source_sha256: str, page: str) -> bool:
    """Whether this article was taken down, in this capture or another."""
    if not takedowns:
        return False
    digests = (source_sha256, text_digest(parse_page(page, "page.md").body))
    return any(is_taken_down(takedowns, digest) for digest in digests)

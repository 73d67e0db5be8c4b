"""Writing the index: what is stale, one writer at a time, one commit that happens or does not."""

import itertools
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import FileLock

from builder.errors import SearchError
from builder.executor import Executor, InProcess, Lost
from builder.model import Page, Progress, Skipped
from builder.search import analysis
from builder.search.whoosh_index.codec import ListCodec, TermPool
from builder.search.whoosh_index.entry import Entry, entry_of
from builder.search.whoosh_index.reading import open_reader
from builder.search.whoosh_index.schema import INDEX_NAME, schema


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """What must be done to bring the index up to date."""

    add: tuple[str, ...]
    """Ids of new and changed pages."""
    remove: tuple[str, ...]
    """Ids in the index that are no longer pages."""
    unchanged: int


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What was done."""

    indexed: int
    removed: int
    failed: tuple[Skipped, ...] = ()
    """Pages that could not be indexed, with the reason; all others went in."""


def plan(index_dir: Path, fingerprints: Mapping[str, str]) -> IndexPlan:
    """Compare the pages (id → fingerprint) with the index. A missing, foreign or damaged index holds nothing."""
    held = _held(index_dir)
    add = tuple(id_ for id_, fingerprint in fingerprints.items() if held.get(id_) != _stamp(fingerprint))
    remove = tuple(id_ for id_ in held if id_ not in fingerprints)
    return IndexPlan(add, remove, len(fingerprints) - len(add))


def _stamp(fingerprint: str) -> str:
    return f"{analysis.VERSION}:{fingerprint}"


def _held(index_dir: Path) -> Mapping[str, str]:
    try:
        with open_reader(index_dir) as reader:
            return reader.fingerprints
    except SearchError:
        return {}


def update(
    index_dir: Path,
    pages: Iterable[tuple[Page, str]],
    remove: Sequence[str],
    progress: Progress,
    executor: Executor | None = None,
) -> IndexReport:
    """Add or replace pages (each with its fingerprint) and remove ids, in one commit.

    A page that cannot be indexed is reported and left out, and so is a second page of the same id. When anything else
    fails, the index stays as it was. Raises SearchError when another process is writing.
    """
    with _writer(index_dir) as (writer, held):
        for id_ in remove:
            _delete(writer, held, id_)
        indexed, failed = _add_all(writer, held, _entries(pages, executor or InProcess()), progress)
    return IndexReport(indexed, len(remove), tuple(failed))


def _delete(writer: Any, held: Mapping[str, int], id_: str) -> None:
    if id_ in held:
        writer.delete_document(held[id_])


def _add_all(
    writer: Any, held: Mapping[str, int], entries: Iterable[tuple[Page, Entry | str]], progress: Progress
) -> tuple[int, list[Skipped]]:
    seen: set[str] = set()
    failed: list[Skipped] = []
    for page, found in entries:
        id_ = page.metadata.id
        entry = f"another page has the same id {id_!r}; only the first is searchable" if id_ in seen else found
        if isinstance(entry, Entry):
            seen.add(id_)
            _delete(writer, held, id_)
            _add(writer, entry)
        else:
            failed.append(Skipped(page.path, entry))
        progress("index", len(seen) + len(failed), 0)
    return len(seen), failed


def _entries(pages: Iterable[tuple[Page, str]], executor: Executor) -> Iterator[tuple[Page, Entry | str]]:
    """Each page with what is to be added of it, or with the reason if it cannot be."""
    ours, theirs = itertools.tee(pages)
    for (page, _), found in zip(ours, executor.map(_entry, None, theirs), strict=True):
        yield page, f"cannot be indexed: {found.reason}" if isinstance(found, Lost) else found


def _entry(_context: None, task: tuple[Page, str]) -> Entry | str:
    page, fingerprint = task
    try:
        return entry_of(page, _stamp(fingerprint))
    except Exception as error:  # noqa: BLE001 - one malformed page must not cost the others their place
        return f"cannot be indexed: {type(error).__name__}: {error}"


def _add(writer: Any, entry: Entry) -> None:
    for field, terms in (("exact", entry.exact), ("folded", entry.folded), ("pairs", entry.pairs)):
        writer.pool.add_document(field, writer.docnum, terms)
    writer.add_document(**entry.columns)


@contextmanager
def _writer(index_dir: Path) -> Iterator[tuple[Any, Mapping[str, int]]]:
    """Whoosh's writer and the documents that are there by their ids; committed at the end, cancelled on any error.

    The lock ends with the process, killed or not.
    """
    with _only_writer(index_dir):
        held = _open_or_create(index_dir)
        writer = FileStorage(str(index_dir), supports_mmap=False).open_index(indexname=INDEX_NAME).writer(codec=ListCodec())
        writer.pool = TermPool(writer.temp_storage())
        try:
            yield writer, held
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


@contextmanager
def _only_writer(index_dir: Path) -> Iterator[None]:
    index_dir.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(index_dir.with_name(index_dir.name + ".lock")))
    if not lock.acquire():
        raise SearchError(f"{index_dir}: another bantin is writing the search index; wait until it has finished")
    try:
        yield
    finally:
        lock.release()


def _open_or_create(index_dir: Path) -> Mapping[str, int]:
    """The documents of the index; a new empty one in place of none, a damaged one or one with other fields."""
    try:
        with open_reader(index_dir) as reader:
            return reader.numbers
    except SearchError:  # an index can always be built anew from the pages
        shutil.rmtree(index_dir, ignore_errors=True)
        index_dir.mkdir(parents=True, exist_ok=True)
        whoosh_index.create_in(index_dir, schema(), indexname=INDEX_NAME)
        return {}

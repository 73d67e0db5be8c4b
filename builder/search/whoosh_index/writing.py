"""Writing the index: what is stale, one writer at a time, one commit that happens or does not."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.util.filelock import FileLock

from builder.errors import SearchError
from builder.model import Page, Progress, Skipped
from builder.search import analysis
from builder.search.whoosh_index.entry import fields_of
from builder.search.whoosh_index.schema import INDEX_NAME, schema

_MEMORY_MB = 128


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


def _held(index_dir: Path) -> dict[str, str]:
    try:
        with whoosh_index.open_dir(index_dir, indexname=INDEX_NAME).reader() as reader:
            ids, stamps = reader.column_reader("id_column"), reader.column_reader("fingerprint")
            return {ids[doc].decode("utf-8"): stamps[doc].decode("utf-8") for doc in reader.all_doc_ids()}
    except Exception:  # noqa: BLE001 - damage shows in many ways; whatever it is, the index is built anew
        return {}


def update(index_dir: Path, pages: Iterable[tuple[Page, str]], remove: Sequence[str], progress: Progress) -> IndexReport:
    """Add or replace pages (each with its fingerprint) and remove ids, in one commit.

    A page that cannot be indexed is reported and left out, and so is a second page of the same id. When anything else
    fails, the index stays as it was. Raises SearchError when another process is writing.
    """
    with _writer(index_dir) as writer:
        for id_ in remove:
            writer.delete_by_term("id", id_)
        indexed, failed = _add_all(writer, pages, progress)
    return IndexReport(indexed, len(remove), tuple(failed))


def _add_all(writer: Any, pages: Iterable[tuple[Page, str]], progress: Progress) -> tuple[int, list[Skipped]]:
    seen: set[str] = set()
    failed: list[Skipped] = []
    for page, fingerprint in pages:
        reason = _add(writer, page, fingerprint, seen)
        if reason:
            failed.append(Skipped(page.path, reason))
        progress("index", len(seen) + len(failed), 0)
    return len(seen), failed


def _add(writer: Any, page: Page, fingerprint: str, seen: set[str]) -> str | None:
    """Add one page; the reason if it cannot be."""
    if page.metadata.id in seen:
        return f"another page has the same id {page.metadata.id!r}; only the first is searchable"
    try:
        fields = fields_of(page, _stamp(fingerprint))
    except Exception as error:  # noqa: BLE001 - one malformed page must not cost the others their place
        return f"cannot be indexed: {type(error).__name__}: {error}"
    writer.delete_by_term("id", page.metadata.id)
    writer.add_document(**fields)
    seen.add(page.metadata.id)
    return None


@contextmanager
def _writer(index_dir: Path) -> Iterator[Any]:
    """Whoosh's writer, committed at the end, cancelled on any error; the lock ends with the process, killed or not."""
    with _only_writer(index_dir):
        writer = _open_or_create(index_dir).writer(limitmb=_MEMORY_MB)
        try:
            yield writer
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


def _open_or_create(index_dir: Path) -> Any:
    """The index, or a new empty one in place of none, a damaged one or one with other fields."""
    try:
        ix = whoosh_index.open_dir(index_dir, indexname=INDEX_NAME)
        ix.reader().close()
        return ix
    except Exception:  # noqa: BLE001 - damage shows in many ways; the index can always be built anew from the pages
        shutil.rmtree(index_dir, ignore_errors=True)
        index_dir.mkdir(parents=True, exist_ok=True)
        return whoosh_index.create_in(index_dir, schema(), indexname=INDEX_NAME)

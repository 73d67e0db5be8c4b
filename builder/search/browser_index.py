"""The index of the search page, the look-up. Only site/search-index/ is written."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from builder.executor import Executor, InProcess
from builder.files import link_or_copy, write_text
from builder.model import Metadata, Progress
from builder.search import analysis, lookup, lookup_state
from builder.search.article import HtmlLine, article_lines, bulletin_html, bulletin_start
from builder.search.lookup import Bulletin, Doing

FOLDER = "search-index"
ENTRY = "bantin.json"
"""Names the folder of the look-up that belongs to the site as it is."""
_PAGES = "bulletins"
_STAMP_SHOWN = 12  # characters of the checksum in the folder's name
_VERSION = f"{analysis.VERSION} 9"  # raise the figure when the files change otherwise than through the analysis


@dataclass(frozen=True, slots=True)
class BrowserIndexReport:
    """What was done. `missing` are bulletins without a page in the site: they cannot be found by the search page."""

    indexed: int
    rebuilt: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A page of the site whose file need not be read to tell whether it changed."""

    place: str
    """Of the file, relative to the site."""
    checksum: str
    """Of all that the page was made from."""


@dataclass(frozen=True, slots=True)
class Held:
    """What there is already."""

    state: Path | None = None
    """A file that keeps what a change need not make anew."""
    site: Path | None = None
    """The folder of the site as it was, if that is another."""
    pages: Mapping[str, Published] = field(default_factory=dict)
    """Bulletins of the new site by their ids; others are looked for."""


def build(
    site_dir: Path, pages: Sequence[Metadata], progress: Progress, earlier: Held | None = None, executor: Executor | None = None
) -> BrowserIndexReport:
    """Bring site/search-index/ up to date."""
    earlier = earlier or Held()
    index, held = site_dir / FOLDER, (earlier.site or site_dir) / FOLDER
    known = [_bulletin(site_dir, earlier.pages[meta.id], meta) for meta in pages if meta.id in earlier.pages]
    others = {meta.id: meta for meta in pages if meta.id not in earlier.pages}
    bulletins = lookup.in_order([*known, *_found(site_dir, others, progress)])
    stamp = _checksum(_VERSION, *(bulletin.checksum for bulletin in bulletins))
    found = {bulletin.meta.id for bulletin in bulletins}
    missing = tuple(meta.id for meta in pages if meta.id not in found)
    if _held_stamp(held) == stamp:
        if held != index:
            shutil.copytree(held, index, copy_function=link_or_copy)
        return BrowserIndexReport(len(bulletins), False, missing)
    # Within the site, which the next build of it empties should this one be killed.
    with tempfile.TemporaryDirectory(prefix=".search-", dir=site_dir) as scratch:
        output = Path(scratch) / "output"
        doing = Doing(executor or InProcess(), lambda done: progress("search page: index", done, 0))
        _write(output, held, _Wanted(bulletins, stamp), earlier.state, doing)
        _swap(output, index, Path(scratch) / "old")
    return BrowserIndexReport(len(bulletins), True, missing)


def _found(site_dir: Path, pages: Mapping[str, Metadata], progress: Progress) -> Iterator[Bulletin]:
    """The bulletins' pages; pages that are none of these bulletins are passed over.

    A page is read twice rather than kept: the archive need not fit into memory.
    """
    for number, path in enumerate(_pages(site_dir) if pages else (), start=1):
        progress("search page: read", number, 0)
        data = path.read_bytes()
        element = bulletin_start(data)
        if element and element[0] in pages:
            made = Published(path.relative_to(site_dir).as_posix(), hashlib.sha256(data[element[1] :]).hexdigest())
            yield _bulletin(site_dir, made, pages[element[0]])


def _bulletin(site_dir: Path, page: Published, meta: Metadata) -> Bulletin:
    checksum = hashlib.sha256(f"{page.place}\0{meta!r}\0{page.checksum}".encode()).hexdigest()
    return Bulletin(page.place, checksum, meta, partial(_lines, site_dir / page.place))


def _pages(site_dir: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(site_dir / _PAGES):
        yield from (Path(folder, name) for name in names if name.endswith(".html"))


def _checksum(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _lines(path: Path) -> list[HtmlLine]:
    element = bulletin_html(path.read_text(encoding="utf-8", errors="replace"))
    return article_lines(element[1]) if element else []


def _held_stamp(index: Path) -> str | None:
    try:
        held = json.loads((index / ENTRY).read_text(encoding="utf-8"))["stamp"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return held if isinstance(held, str) else None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The bulletins in their order, and the checksum of all that is indexed of them."""

    bulletins: Sequence[Bulletin]
    stamp: str


def _write(output: Path, held: Path, wanted: _Wanted, state: Path | None, doing: Doing) -> None:
    """Write the look-up; from the pages alone when the state is damaged."""
    try:
        _write_from(output, held, wanted, state, doing)
    except sqlite3.DatabaseError:
        if state is None:
            raise
        state.unlink(missing_ok=True)
        shutil.rmtree(output, ignore_errors=True)
        _write_from(output, held, wanted, state, doing)


def _write_from(output: Path, held: Path, wanted: _Wanted, state: Path | None, doing: Doing) -> None:
    folder = output / wanted.stamp[:_STAMP_SHOWN]
    with lookup_state.opened(state, _VERSION) as base:
        made = _checksum(_VERSION, *lookup_state.checksums(base))
        old = held / made[:_STAMP_SHOWN] if _held_stamp(held) == made else None
        lookup.write(folder, wanted.bulletins, base, old, doing)
    write_text(output / ENTRY, json.dumps({"pages": len(wanted.bulletins), "stamp": wanted.stamp, "folder": folder.name}))


def _swap(output: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        output.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)

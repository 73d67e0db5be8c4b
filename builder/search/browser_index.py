"""The index of the site's search page: the look-up and, for phrases, Pagefind; only site/pagefind/ is written."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder.files import write_text
from builder.model import Metadata, Progress
from builder.search import analysis, lookup
from builder.search.article import HtmlLine, article_lines, bulletin_html
from builder.search.lookup import Bulletin
from builder.search.lookup_terms import Texts
from builder.search.pagefind_copy import run_pagefind, write_copy
from builder.search.pagefind_tool import version

FOLDER = "pagefind"
ENTRY = "bantin.json"
"""Names the folder of the look-up that belongs to the site as it is."""
PHRASES = "phrases"
_PAGES = "bulletins"
_STAMP_SHOWN = 12  # characters of the checksum in the folder's name
_INDEX_VERSION = "6"  # raise it when the files change otherwise than through the analysis


@dataclass(frozen=True, slots=True)
class BrowserIndexReport:
    """What was done. `missing` are bulletins without a page in the site: they cannot be found by the search page."""

    indexed: int
    rebuilt: bool
    missing: tuple[str, ...] = ()


def build(site_dir: Path, pages: Sequence[Metadata], progress: Progress) -> BrowserIndexReport:
    """Bring site/pagefind/ up to date. Raises SearchError; then the old index stays."""
    stamp, bulletins = _published(site_dir, {meta.id: meta for meta in pages}, progress)
    found = {bulletin.meta.id for bulletin in bulletins}
    missing = tuple(meta.id for meta in pages if meta.id not in found)
    if _held_stamp(site_dir) == stamp:
        return BrowserIndexReport(len(bulletins), False, missing)
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=site_dir.parent) as scratch:
        output = _indexed(bulletins, stamp, Path(scratch), progress)
        _swap(output, site_dir / FOLDER, Path(scratch) / "old")
    return BrowserIndexReport(len(bulletins), True, missing)


def _published(site_dir: Path, pages: Mapping[str, Metadata], progress: Progress) -> tuple[str, list[Bulletin]]:
    """The bulletins' pages, and the checksum of all that is indexed; pages that are no bulletin of the archive are passed over.

    A page is read twice rather than kept: the archive need not fit into memory.
    """
    digest = hashlib.sha256(f"{version()} {analysis.VERSION} {_INDEX_VERSION}".encode())
    found = []
    for number, path in enumerate(sorted((site_dir / _PAGES).rglob("*.html")), start=1):
        progress("search page: read", number, 0)
        element = bulletin_html(_read(path))
        if element and element[0] in pages:
            place, meta = path.relative_to(site_dir).as_posix(), pages[element[0]]
            digest.update(f"\0{place}\0{meta!r}\0{element[1]}".encode())
            found.append(Bulletin(place, meta, partial(_lines, path)))
    return digest.hexdigest(), lookup.in_order(found)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _lines(path: Path) -> list[HtmlLine]:
    element = bulletin_html(_read(path))
    return article_lines(element[1]) if element else []


def _held_stamp(site_dir: Path) -> str | None:
    try:
        held = json.loads((site_dir / FOLDER / ENTRY).read_text(encoding="utf-8"))["stamp"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return held if isinstance(held, str) else None


def _indexed(bulletins: Sequence[Bulletin], stamp: str, scratch: Path, progress: Progress) -> Path:
    """Write the look-up and the copy, run Pagefind on it, and keep what the search page loads."""
    copy, output = scratch / "copy", scratch / "output"
    folder = output / stamp[:_STAMP_SHOWN]

    def each(number: int, _: Bulletin, texts: Texts) -> None:
        write_copy(copy, number, texts.keys)
        progress("search page: index", number + 1, len(bulletins))

    lookup.write(folder, bulletins, each)
    if bulletins:
        names = run_pagefind(copy, scratch / "raw", output, len(bulletins))
        lookup.write_json(folder / f"{PHRASES}{lookup.SUFFIX}", names)
    entry = {"pages": len(bulletins), "stamp": stamp, "folder": folder.name}
    write_text(output / ENTRY, json.dumps(entry))
    return output


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

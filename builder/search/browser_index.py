"""The index of the site's search page: Pagefind over a throw-away copy of the bulletins; only site/pagefind/ is written."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import SearchError
from builder.model import Metadata, Progress
from builder.search import analysis
from builder.search.abbreviations import spoken_table
from builder.search.article import HtmlLine, article_lines, bulletin_html
from builder.search.pagefind_copy import copy_page
from builder.search.pagefind_tool import find_pagefind, run_program, version
from builder.search.zones import metadata_zones

FOLDER = "pagefind"
_PAGES = "bulletins"
_STAMP = "bantin.json"
WORDS = "bantin-words.json"
"""Every word of the archive, folded: loaded when one is mistyped."""
ABBREVIATIONS = "bantin-abbreviations.json"
_COPY_VERSION = "3"  # raise it when the copy changes otherwise than through the analysis
_KEPT = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "*.pf_meta",
    "wasm.*.pagefind",
    "fragment",
    "index",
    "filter",
)


@dataclass(frozen=True, slots=True)
class BrowserIndexReport:
    """What was done. `missing` are bulletins without a page in the site: they cannot be found by the search page."""

    indexed: int
    rebuilt: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bulletin:
    """A published page: its place in the site, its front matter, its element's HTML."""

    place: str
    """Its path relative to the site."""
    meta: Metadata
    html: str


def build(site_dir: Path, pages: Sequence[Metadata], progress: Progress) -> BrowserIndexReport:
    """Bring site/pagefind/ up to date. Raises SearchError; then the old index stays."""
    bulletins = list(_published(site_dir, {meta.id: meta for meta in pages}, progress))
    found = {bulletin.meta.id for bulletin in bulletins}
    missing = tuple(meta.id for meta in pages if meta.id not in found)
    stamp = _stamp(bulletins)
    if _held_stamp(site_dir) == stamp:
        return BrowserIndexReport(len(bulletins), False, missing)
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=site_dir.parent) as scratch:
        output = _indexed(bulletins, Path(scratch), progress)
        (output / _STAMP).write_text(json.dumps({"pages": len(bulletins), "stamp": stamp}), encoding="utf-8")
        _swap(output, site_dir / FOLDER, Path(scratch) / "old")
    return BrowserIndexReport(len(bulletins), True, missing)


def _published(site_dir: Path, pages: Mapping[str, Metadata], progress: Progress) -> Iterator[_Bulletin]:
    """The bulletins' pages in a stable order; pages of the site that are no bulletin of the archive are passed over."""
    for number, path in enumerate(sorted((site_dir / _PAGES).rglob("*.html")), start=1):
        progress("search page: read", number, 0)
        element = bulletin_html(path.read_text(encoding="utf-8", errors="replace"))
        if element and element[0] in pages:
            yield _Bulletin(path.relative_to(site_dir).as_posix(), pages[element[0]], element[1])


def _stamp(bulletins: Sequence[_Bulletin]) -> str:
    digest = hashlib.sha256(f"{version()} {analysis.VERSION} {_COPY_VERSION}".encode())
    for bulletin in bulletins:
        digest.update(f"\0{bulletin.place}\0{bulletin.meta!r}\0{bulletin.html}".encode())
    return digest.hexdigest()


def _held_stamp(site_dir: Path) -> str | None:
    try:
        held = json.loads((site_dir / FOLDER / _STAMP).read_text(encoding="utf-8"))["stamp"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return held if isinstance(held, str) else None


def _indexed(bulletins: Sequence[_Bulletin], scratch: Path, progress: Progress) -> Path:
    """Write the copy, run Pagefind on it, and keep what the search page loads."""
    copy, raw, output = scratch / "copy", scratch / "raw", scratch / "output"
    output.mkdir()
    if not bulletins:
        return output
    vocabulary: set[str] = set()
    for number, bulletin in enumerate(bulletins, start=1):
        target = copy / bulletin.place
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = article_lines(bulletin.html)
        target.write_text(copy_page(bulletin.meta, lines), encoding="utf-8")
        vocabulary.update(_words(bulletin.meta, lines))
        progress("search page: copy", number, len(bulletins))
    command = [str(find_pagefind()), "--site", str(copy), "--output-path", str(raw), "--quiet"]
    run_program(command, cwd=scratch, what="pagefind could not index the site")
    _check(raw, len(bulletins))
    for name, value in {WORDS: " ".join(sorted(vocabulary)), ABBREVIATIONS: spoken_table()}.items():
        (output / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    for pattern in _KEPT:
        for path in raw.glob(pattern):
            path.rename(output / path.name)
    progress("search page: indexed", len(bulletins), len(bulletins))
    return output


def _words(meta: Metadata, lines: Sequence[HtmlLine]) -> Iterator[str]:
    """The words that a mistyped one may be corrected to."""
    texts = [line for zone in metadata_zones(meta) for line in zone.lines] + [line.text for line in lines]
    for text in texts:
        yield from (
            token.folded for token in analysis.words(analysis.nfc(text)) if len(token.folded) > 2 and token.folded.isalpha()
        )


def _check(raw: Path, expected: int) -> None:
    """Pagefind must have taken every page: what it leaves out could never be found."""
    entry = json.loads((raw / "pagefind-entry.json").read_text(encoding="utf-8"))
    counted = sum(language["page_count"] for language in entry["languages"].values())
    if counted != expected:
        raise SearchError(f"pagefind indexed {counted} of {expected} bulletins; the search index of the site stays as it was")


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

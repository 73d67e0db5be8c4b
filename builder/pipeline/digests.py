"""What a build keeps in mind of every page: its front matter, what calls for a decision, its terms; the texts stay on the disk.

A page that is as it was is not read again (`digest_store`).
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.config import Settings
from builder.content.page import find_pages, is_tombstone, parse_page
from builder.errors import ArchiveError, GivenUpError
from builder.executor import Executor, InProcess, Lost
from builder.gate import Finding, Rule, find, load_rules
from builder.model import Head, Skipped
from builder.pipeline.digest_store import opened
from builder.pipeline.reading import Pages, not_unique
from builder.pipeline.record import checksum_of
from builder.pipeline.watchdog import time_limit
from builder.publish.links import targets
from builder.publish.reuse import Text
from builder.search.related import Terms, terms_of
from builder.stamps import stamp_of

_DIGESTING = ("content", "gate", "model.py", "publish/links.py", "search", "vietnamese")
_FILE = "pages.db"


@dataclass(frozen=True, slots=True)
class Digest:
    """What one file says."""

    fingerprint: str = ""
    """SHA-256 of the file."""
    head: Head | None = None
    """None: a tombstone, or a page that cannot be read."""
    findings: tuple[Finding, ...] = ()
    terms: Terms | None = None
    links: tuple[str, ...] = ()
    """Paths below content/ that it may lead to."""
    failed: str | None = None
    """Why it cannot be read."""


_KEPT = (Digest, Finding, Terms)


@dataclass(frozen=True, slots=True)
class Digested:
    """All pages of content/."""

    pages: Pages[Head]
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Page id -> what in it calls for a decision."""
    terms: Mapping[str, Terms] = field(default_factory=dict)
    """Page id -> its terms."""
    texts: Mapping[str, Text] = field(default_factory=dict)
    """Path -> what need not be read again to tell whether its page in the site is as it was."""


@dataclass(frozen=True, slots=True)
class _Common:
    content: Path
    rules: tuple[Rule, ...]
    seconds: float
    """After so much processor time a page is given up."""


def digest_pages(settings: Settings, executor: Executor | None = None) -> Digested:
    """The digests of all pages; those that changed are read wherever the executor has its workers. Raises ConfigError."""
    common = _Common(settings.content, load_rules(settings.hold), settings.seconds)
    version = f"{checksum_of(_DIGESTING)} {' '.join(rule.name for rule in common.rules)}"
    file = settings.state / _FILE
    try:
        return _digested(_digests(file, version, common, executor or InProcess()))
    except sqlite3.DatabaseError:  # damaged: the pages say the same
        file.unlink(missing_ok=True)
        return _digested(_digests(file, version, common, executor or InProcess()))


def _digests(file: Path, version: str, common: _Common, executor: Executor) -> Sequence[tuple[str, Digest]]:
    stamps = {page.relative_to(common.content).as_posix(): stamp_of(page) for page in find_pages(common.content)}
    with opened(file, version, _KEPT) as store:
        known: dict[str, Digest] = store.load(stamps)
        changed = [path for path in stamps if path not in known]
        for path, found in zip(changed, executor.map(_digest, common, changed), strict=True):
            known[path] = Digest(failed=f"{path}: {found.reason}") if isinstance(found, Lost) else found
            if known[path].failed is None:  # another build may have more time, or a machine with more memory
                known[path] = store.save(path, stamps[path], known[path])
    return [(path, known[path]) for path in stamps]


def _digest(common: _Common, path: str) -> Digest:
    try:
        with time_limit(common.seconds):
            return _read(common, path)
    except (ArchiveError, OSError, UnicodeDecodeError) as error:
        return Digest(failed=f"{path}: {error}" if isinstance(error, GivenUpError) else str(error))


def _read(common: _Common, path: str) -> Digest:
    """Raises PageError, OSError, UnicodeDecodeError."""
    data = (common.content / path).read_bytes()
    text = data.decode("utf-8")
    fingerprint = hashlib.sha256(data).hexdigest()
    if is_tombstone(text):
        return Digest(fingerprint)
    page = parse_page(text, path)
    return Digest(fingerprint, Head(page.metadata, path), find(page, common.rules), terms_of(page), targets(text, path))


def _digested(digests: Iterable[tuple[str, Digest]]) -> Digested:
    heads: dict[str, Head] = {}
    failed: list[Skipped] = []
    shown: list[tuple[str, Digest]] = []
    for path, digest in digests:
        if digest.failed is not None:
            failed.append(Skipped(path, digest.failed))
        elif digest.head is not None and digest.head.metadata.id in heads:
            failed.append(not_unique(digest.head))
        elif digest.head is not None:
            heads[digest.head.metadata.id] = digest.head
            shown.append((digest.head.metadata.id, digest))
    pages = Pages(tuple(heads.values()), {id_: digest.fingerprint for id_, digest in shown}, tuple(failed))
    texts = {head.path: Text(digest.fingerprint, digest.links) for head, (_, digest) in zip(heads.values(), shown, strict=True)}
    return Digested(pages, {id_: digest.findings for id_, digest in shown}, dict(_terms(shown)), texts)


def _terms(digests: Iterable[tuple[str, Digest]]) -> Iterator[tuple[str, Terms]]:
    yield from ((id_, digest.terms) for id_, digest in digests if digest.terms is not None)

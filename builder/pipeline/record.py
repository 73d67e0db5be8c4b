"""What was converted before: per source its fingerprint and what came of it. Can be deleted at any time."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from builder import __version__
from builder.content.ledger import FOLDER, read_ledger
from builder.content.page import find_pages
from builder.errors import PageError
from builder.files import write_text
from builder.portals import Profile

_CONVERTING = ("model.py", "limits.py", "raw_html.py", "content", "portals", "readers", "recognise", "vietnamese", "sources")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source's outcome."""

    fingerprint: str
    page_id: str | None = None
    page: str | None = None
    """The page's path below the output folder."""
    page_sha256: str | None = None
    """Of the page as it was written, to notice edits by hand."""
    skipped: str | None = None
    warnings: tuple[str, ...] = ()
    original: str | None = None
    """SHA-256 of the source's bytes."""
    written: int | None = None
    """When the source's file was last written (ns), by which rot is told from a change: a disk changes bytes and no times."""
    facts: Mapping[str, Any] | None = None
    """What its capture is known by among others (see content/captures.py)."""
    part: bool = False
    """Whether it is one more capture of an article whose page, `page_id`, is made from another one."""
    version: str | None = None
    """Where its text is kept, below the output folder, if it is an older one than the page's."""
    version_sha256: str | None = None
    """Of that file as the builder wrote it, to notice edits by hand."""
    captures: str = ""
    """Checksum of the other captures that its page names."""
    given_up: str | None = None
    """The fingerprint for which it took too long, and the seconds that it was allowed: it would take them again."""
    stamp: str | None = None
    """Of the file as it was read, and of the rules it was read by: while both are the same, it need not be read again."""


_FIELDS = tuple(field.name for field in fields(Entry))


def fingerprint_of(sha256: str, profiles: Iterable[Profile]) -> str:
    """Source bytes + profiles + builder version."""
    return hashlib.sha256("\n".join([sha256, *_rules(profiles)]).encode("ascii")).hexdigest()


def rules_of(profiles: Iterable[Profile]) -> str:
    """Checksum of all but the source that a page is made from."""
    return hashlib.sha256("\n".join(_rules(profiles)).encode("ascii")).hexdigest()


def _rules(profiles: Iterable[Profile]) -> list[str]:
    return [builder_version(), *(profile.fingerprint for profile in profiles)]


def builder_version() -> str:
    """The version, and a checksum of all code and data that takes part in the conversion."""
    return f"{__version__} {checksum_of(_CONVERTING)}"


@cache
def checksum_of(parts: tuple[str, ...]) -> str:
    """Checksum of parts of the builder: folders and files of the package."""
    digest = hashlib.sha256()
    package = resources.files("builder")
    for name in parts:
        for data in _contents(package.joinpath(name)):
            digest.update(data)
    return digest.hexdigest()


def _contents(entry: Traversable) -> Iterable[bytes]:
    if entry.is_file():
        yield entry.read_bytes()
        return
    for child in sorted(entry.iterdir(), key=lambda child: child.name):
        if child.name != "__pycache__":
            yield from _contents(child)


def load_record(file: Path, output: Path) -> dict[str, Entry]:
    """Source path -> Entry; from the ledgers when the file is missing or damaged."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
        return {path: Entry(**{**entry, "warnings": tuple(entry["warnings"])}) for path, entry in entries.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return _from_ledgers(output)


def _from_ledgers(output: Path) -> dict[str, Entry]:
    """A ledger without its page still tells the id; the page is then made again."""
    pages = {page.stem: page.relative_to(output).as_posix() for page in (*output.glob("*.md"), *find_pages(output))}
    entries: dict[str, Entry] = {}
    for file in sorted((output / FOLDER).glob("*.json")):
        try:
            ledger = read_ledger(file)
            source, page_id, warnings = ledger["source"]["path"], ledger["id"], tuple(ledger.get("warnings", ()))
        except (PageError, KeyError, TypeError):
            continue
        known, part, page = ledger["source"].get("sha256"), "part" in ledger, pages.get(page_id)
        fingerprint = ledger["fingerprint"] if page else ""
        entry = Entry(fingerprint, page_id, None if part else page, ledger["page_sha256"], None, warnings, known)
        entries[source] = replace(entry, part=part, version=ledger.get("part") or None)
    return entries


def save_record(file: Path, entries: Mapping[str, Entry]) -> None:
    """Write the record in one step, a source a line."""
    lines = [f"{_json(path)}: {_json(_values(entry))}" for path, entry in sorted(entries.items())]
    write_text(file, "{\n" + ",\n".join(lines) + "\n}\n")


def _values(entry: Entry) -> dict[str, Any]:
    """All of them are plain; `asdict` would copy each."""
    return {name: getattr(entry, name) for name in _FIELDS}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

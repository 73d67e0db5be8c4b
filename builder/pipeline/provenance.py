"""The originals: recorded as they are read, told when they rot, and checked against the record."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.config import Settings
from builder.content.originals import PATH, Original, copy_path, damaged_copies, load_originals, save_originals
from builder.errors import PageError
from builder.model import Skipped, Source
from builder.pipeline.record import Entry

ROTTEN = (
    "its bytes changed since it was read, its time of writing did not: a failing disk, or a copy gone wrong; restore it or, "
    "if the change is meant, `touch` it (its page stays as it was)"
)
TAKEN_DOWN = "taken down"
Found = tuple[bool, Skipped]
"""(is a fault, what was found)"""


def is_rotten(before: Entry | None, sha256: str, written: int) -> bool:
    """Whether a source differs from what was read before, although nobody has written it since."""
    return before is not None and before.original not in (None, sha256) and before.written == written


def record_originals(settings: Settings, entries: Mapping[str, Entry], read: Mapping[str, int]) -> None:
    """Bring the record up to date with what a conversion read (path -> size in bytes).

    One that is gone stays in the record, so that `bantin check` can say so; one that was moved is known under its new path
    only, and one that was taken down is not named any more.
    """
    now = {path: _original(entries[path], size) for path, size in read.items() if path in entries}
    there = {original.sha256 for original in now.values()}
    gone = {path: one for path, one in load_originals(settings.content).items() if path not in now and one.sha256 not in there}
    taken_down = {path for path, entry in entries.items() if entry.skipped == TAKEN_DOWN}
    found = {path: one for path, one in (gone | now).items() if path not in taken_down}
    if found or (settings.content / PATH).is_file():
        save_originals(settings.content, found)


def _original(entry: Entry, size: int) -> Original:
    return Original(entry.original or "", size, None if entry.skipped else entry.page_id)


def check_originals(settings: Settings) -> Iterator[Found]:
    """Every original and every kept copy against its checksum."""
    try:
        originals = load_originals(settings.content)
    except PageError as error:
        yield True, Skipped(PATH, str(error))
        return
    for path, original in originals.items():
        yield from _check_original(settings, path, original)
    for file in damaged_copies(settings.originals) if settings.originals else ():
        yield (
            True,
            Skipped(file.relative_to(settings.root).as_posix(), "the kept copy is damaged: its bytes are not those of its name"),
        )


def _check_original(settings: Settings, path: str, original: Original) -> Iterator[Found]:
    data = _read(settings.root / path)
    if data is None:
        yield False, Skipped(path, f"the original is gone{_kept(settings, original.sha256)}")
    elif hashlib.sha256(data).hexdigest() != original.sha256:
        told = f"the original was altered after it was read ({len(data)} bytes, {original.bytes} then)"
        copy = _kept(settings, original.sha256)
        yield True, Skipped(path, f"{told}{copy}; `bantin convert` reads it again if the change is meant")


def _kept(settings: Settings, sha256: str) -> str:
    """Where the bytes that were read still are."""
    copy = copy_path(settings.originals, sha256) if settings.originals else None
    return f"; its copy is {copy.relative_to(settings.root).as_posix()}" if copy and copy.is_file() else ""


def original_bytes(settings: Settings, source: Source) -> bytes | None:
    """The original of a page as it was read: the file, else its kept copy; None when neither has these bytes any more."""
    places = [settings.root / source.path, *([copy_path(settings.originals, source.sha256)] if settings.originals else [])]
    found = (data for place in places if (data := _read(place)) is not None)
    return next((data for data in found if hashlib.sha256(data).hexdigest() == source.sha256), None)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (OSError, ValueError):  # ValueError: no name that a file could have
        return None

"""Writing one page with its ledger and images; what a person changed in the page is never lost."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from builder.content.ledger import extracted_page, ledger_path, new_extraction_path, read_ledger
from builder.content.merging import merge
from builder.errors import PageError
from builder.files import copy_file, write_text
from builder.pipeline.one_source import Converted


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page belongs."""

    output: Path
    """The content folder."""
    path: str
    """The page's path below it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a page."""

    path: str
    """Below the content folder: that of the target, but that an edited page stays where it is."""
    extracted: str | None
    """SHA-256 of the page as the builder last wrote it."""
    changed: bool = False
    """Whether the page's file was written."""
    merged: bool = False
    conflicts: tuple[str, ...] = ()
    """Where the new extraction contradicts a person's edit."""


def write_page(target: Target, page: Converted, old_path: str | None, old_sha256: str | None) -> Written:
    """Write page, images and ledger. `old_path`, `old_sha256`: of the page as it was written the last time, if it was."""
    path = old_path or target.path
    digest = sha256_of(page.page.encode("utf-8"))
    on_disk = _read(target.output / path)
    known = (digest, old_sha256, _recorded(target.output, page))
    if on_disk is None or sha256_of(on_disk) in known or _is_damaged(on_disk):
        return _replace(target, page, path, on_disk, digest)
    return _merge_into(target, page, path, on_disk)


def _replace(target: Target, page: Converted, path: str, on_disk: bytes | None, digest: str) -> Written:
    """The page is the builder's own: the new one takes its place, in another year's folder if its date changed."""
    _copy_images(target, page, target.path)
    write_text(target.output / ledger_path(page.metadata.id), page.ledger)
    changed = on_disk is None or sha256_of(on_disk) != digest or path != target.path
    if changed:
        write_text(target.output / target.path, page.page)
        if path != target.path:
            _remove_moved(target.output / path, page)
    return Written(target.path, digest, changed)


def _merge_into(target: Target, page: Converted, path: str, on_disk: bytes) -> Written:
    """A person has edited the page: it takes in what the new extraction changed elsewhere, and stays where it is."""
    ledger = target.output / ledger_path(page.metadata.id)
    hand = on_disk.decode("utf-8", errors="surrogateescape")
    result = merge(_extracted(ledger), page.page, hand)
    _copy_images(target, page, path)
    if result.conflicts:
        write_text(target.output / new_extraction_path(page.metadata.id), page.page)
    changed = result.text != hand
    if changed:
        write_text(target.output / path, result.text)
    write_text(ledger, page.ledger)  # last: only now is the new extraction what the next one is compared with
    return Written(path, sha256_of(page.page.encode("utf-8")), changed, changed and not result.conflicts, result.conflicts)


def _copy_images(target: Target, page: Converted, path: str) -> None:
    for image in page.images:
        copy_file(image.file, (target.output / path).parent / image.name)


def _recorded(output: Path, page: Converted) -> str | None:
    """The checksum that the ledger has of its page: right also when the record is older than page and ledger."""
    try:
        return str(read_ledger(output / ledger_path(page.metadata.id))["page_sha256"])
    except PageError:
        return None


def _extracted(ledger: Path) -> str | None:
    try:
        return extracted_page(read_ledger(ledger))
    except PageError:
        return None


def _remove_moved(old: Path, page: Converted) -> None:
    """Remove a page and its images from the year in which they were."""
    old.unlink(missing_ok=True)
    for image in page.images:
        (old.parent / image.name).unlink(missing_ok=True)
    for folder in (old.with_suffix(""), old.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _is_damaged(data: bytes) -> bool:
    """Empty or with zero bytes: what a power loss leaves of a file, and never a person's work."""
    return not data.strip() or b"\0" in data


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def sha256_of(data: bytes) -> str:
    """In hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()

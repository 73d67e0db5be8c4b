"""Writing and removing the older texts of articles; one that a person corrected is neither overwritten nor removed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from builder.content.captures import Facts
from builder.content.ledger import extracted_page, part_path, read_ledger
from builder.content.versions import FOLDER, find_versions, version_path, version_text
from builder.files import write_text
from builder.model import Capture
from builder.pipeline.record import Entry
from builder.pipeline.writing import sha256_of


def made_versions(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Path of a version -> checksum of the file as the builder wrote it."""
    return {entry.version: entry.version_sha256 for entry in entries.values() if entry.version and entry.version_sha256}


def write_versions(
    output: Path, entries: dict[str, Entry], made: Mapping[str, str], page_id: str, captures: Mapping[str, Sequence[Facts]]
) -> None:
    """Each older text (its checksum -> its captures), as the best of its captures has it."""
    for text, ones in captures.items():
        best = min(ones, key=lambda one: (one.rank, one.lacking, one.path))
        written, path = _extracted(output, page_id, best.path), version_path(page_id, text)
        digest = _write(output / path, written, made.get(path))
        for one in ones:
            entries[one.path] = replace(entries[one.path], version_sha256=digest)


def _extracted(output: Path, page_id: str, source: str) -> str:
    return version_text(extracted_page(read_ledger(output / part_path(page_id, source))) or "")


def _write(file: Path, text: str, made: str | None) -> str | None:
    """Gives the checksum of what the builder wrote there last; None for a file that is none of its own any more."""
    wanted = sha256_of(text.encode("utf-8"))
    now = sha256_of(file.read_bytes()) if file.is_file() else None
    if now not in (None, wanted, made):
        return made
    if now != wanted:
        write_text(file, text)
    return wanted


def sweep_versions(output: Path, entries: Mapping[str, Entry], made: Mapping[str, str]) -> None:
    """Remove versions that belong to no article any more."""
    kept = {entry.version for entry in entries.values() if entry.version}
    for file in list(find_versions(output)):
        path = file.relative_to(output).as_posix()
        if path not in kept and sha256_of(file.read_bytes()) == made.get(path):
            file.unlink()
    for folder in sorted((output / FOLDER).glob("*")):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def edited_versions(output: Path, page_id: str, captures: Sequence[Capture]) -> Iterator[str]:
    """The paths of a page's older texts that say something else than their captures do."""
    written: dict[str, set[str]] = {}
    for one in captures:
        if one.version:
            written.setdefault(one.version, set()).add(_extracted(output, page_id, one.path))
    for path, texts in written.items():
        file = output / path
        if file.is_file() and file.read_text(encoding="utf-8", errors="replace") not in texts:
            yield path

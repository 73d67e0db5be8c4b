"""All pages of content/, and those that cannot be read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.content.page import find_pages, is_tombstone, parse_page
from builder.content.versions import find_versions, parse_version
from builder.errors import PageError
from builder.model import Page, Skipped


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages in a stable order, each with the checksum of its file."""

    pages: tuple[Page, ...]
    fingerprints: Mapping[str, str]
    """Page id -> SHA-256 of the file."""
    failed: tuple[Skipped, ...]


def read_versions(content: Path) -> Mapping[str, tuple[Page, ...]]:
    """Page id -> its older texts, in a stable order; one that cannot be read is not shown."""
    found: dict[str, list[Page]] = {}
    for file in find_versions(content):
        path = file.relative_to(content).as_posix()
        try:
            version = parse_version(file.read_text(encoding="utf-8"), path)
        except (PageError, OSError, UnicodeDecodeError):
            continue
        found.setdefault(version.metadata.id, []).append(version)
    return {page_id: tuple(versions) for page_id, versions in found.items()}


def read_pages(content: Path) -> Pages:
    """Read every page but tombstones. A damaged page, or a second page of the same id, is reported and left out."""
    pages: list[Page] = []
    fingerprints: dict[str, str] = {}
    failed: list[Skipped] = []
    for file in find_pages(content):
        path = file.relative_to(content).as_posix()
        try:
            data = file.read_bytes()
            text = data.decode("utf-8")
            if is_tombstone(text):
                continue
            page = parse_page(text, path)
        except (PageError, OSError, UnicodeDecodeError) as error:
            failed.append(Skipped(path, str(error)))
            continue
        if page.metadata.id in fingerprints:
            failed.append(Skipped(path, f"the id {page.metadata.id!r} belongs to another page already; ids must be unique"))
            continue
        pages.append(page)
        fingerprints[page.metadata.id] = hashlib.sha256(data).hexdigest()
    return Pages(tuple(pages), fingerprints, tuple(failed))

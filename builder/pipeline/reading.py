"""All pages of content/, and those that cannot be read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from builder.content.page import body_of, find_pages, is_tombstone, parse_page
from builder.content.versions import find_versions, parse_version
from builder.errors import PageError
from builder.model import Head, Page, Skipped

AnyHead_co = TypeVar("AnyHead_co", bound=Head, covariant=True)


@dataclass(frozen=True, slots=True)
class Pages(Generic[AnyHead_co]):
    """The pages in a stable order, with or without their texts, and the checksums of their files."""

    pages: tuple[AnyHead_co, ...]
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


def not_unique(page: Head) -> Skipped:
    """A page whose id another one has already."""
    return Skipped(page.path, f"the id {page.metadata.id!r} belongs to another page already; ids must be unique")


def with_text(head: Head, content: Path) -> Page:
    """The page with its text, as it is now. Raises PageError when it is gone."""
    try:
        return Page(head.metadata, head.path, body_of((content / head.path).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise PageError(f"{head.path}: changed while it was being indexed: {error}") from error


def read_pages(content: Path) -> Pages[Page]:
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
            failed.append(not_unique(page))
            continue
        pages.append(page)
        fingerprints[page.metadata.id] = hashlib.sha256(data).hexdigest()
    return Pages(tuple(pages), fingerprints, tuple(failed))

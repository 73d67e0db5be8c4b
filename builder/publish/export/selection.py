"""What is exported: bulletins in the order of their dates, and the files of content/ that belong to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from builder.addresses import split_address
from builder.model import Page
from builder.publish.dates import list_date
from builder.publish.places import Places


@dataclass(frozen=True, slots=True)
class Selection:
    """Some bulletins of an archive, or all of them."""

    name: str
    """The archive's."""
    content: Path
    pages: Sequence[Page]
    places: Places
    asked: str = ""
    """What was searched for, in words; empty for the whole archive."""
    modified: str = "2025-07-01"
    """The day since which all of it is as it is (ISO)."""


def by_date(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The oldest first, the undated last."""
    return tuple(sorted(pages, key=lambda page: (list_date(page.metadata).iso or "9999", page.path)))


def images_of(page: Page, content: Path) -> Iterator[str]:
    """The images that the front matter names and content/ has, as paths below content/."""
    for image in page.metadata.images:
        found = kept_file(image.file, page.path, content)
        if found:
            yield found


def kept_file(address: str, page_path: str, content: Path) -> str | None:
    """The path below content/ of a file that a page names, if it is there; never one outside of content/."""
    parts = split_address(address)
    if parts.scheme or parts.netloc or not parts.path or "\0" in unquote(parts.path):
        return None
    path = normpath(join(dirname(page_path), unquote(parts.path)))
    file = content / path
    try:
        inside = file.is_file() and file.resolve().is_relative_to(content.resolve())
    except (OSError, ValueError):
        return None
    return path if inside and not path.startswith("../") else None

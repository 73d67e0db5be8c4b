"""content/versions: the older texts of articles whose text changed between two captures, one Markdown page each.

The front matter is that of a page, but for its first key: `version_of` the id of the page with the newest text.
"""

from collections.abc import Iterator
from pathlib import Path

from builder.content.page import parse_page
from builder.errors import PageError
from builder.model import Page

FOLDER = "versions"
_PAGE, _VERSION = "---\nid: ", "---\nversion_of: "


def version_path(page_id: str, text: str) -> str:
    """Relative to the content folder: by the checksum of the text, so that no other version can change it."""
    return f"{FOLDER}/{page_id}/{text[:12]}.md"


def version_text(page: str) -> str:
    """The file of a version, made of the page that it was."""
    return page.replace(_PAGE, _VERSION, 1)


def parse_version(text: str, path: str) -> Page:
    """Its `id` is that of the page with the newest text. Raises PageError."""
    if not text.startswith(_VERSION):
        raise PageError(f"{path}: an older version begins with `version_of: ID` in its front matter")
    return parse_page(text.replace(_VERSION, _PAGE, 1), path)


def find_versions(content: Path) -> Iterator[Path]:
    """The files of all versions in a stable order."""
    yield from sorted((content / FOLDER).glob("*/*.md"))

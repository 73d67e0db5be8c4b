"""Pages of content/: finding them, reading them, and splitting front matter from body."""

from collections.abc import Iterator
from pathlib import Path

from builder.content import front_matter
from builder.errors import PageError
from builder.model import Metadata, Page

FOLDER = "bulletins"
_TOMBSTONE = "tombstone"


def page_path(metadata: Metadata) -> str:
    """`bulletins/YYYY/<id>.md`: the year of the document's own date, else of its publication, else `undated`."""
    date = metadata.issued or metadata.published
    return f"{FOLDER}/{date[:4] if date else 'undated'}/{metadata.id}.md"


def page_text(metadata: Metadata, body: str) -> str:
    """The whole Markdown file."""
    return f"---\n{front_matter.dump(metadata)}---\n\n{body}"


def find_pages(content: Path) -> Iterator[Path]:
    """The files of all pages in a stable order."""
    yield from sorted((content / FOLDER).rglob("*.md"))


def tombstone_text(page_id: str, date: str) -> str:
    """The page that keeps the address of one that was taken down on a day (ISO)."""
    day = "/".join(reversed(date.split("-")))
    head = front_matter.dump_map({_TOMBSTONE: True, "id": page_id, "title": "Văn bản đã được gỡ"})
    return f"---\n{head}---\n\n# Văn bản đã được gỡ\n\nVăn bản ở địa chỉ này đã được gỡ khỏi kho lưu trữ ngày {day}.\n"


def is_tombstone(text: str) -> bool:
    """Whether a page only keeps the address of one that was taken down."""
    return text.startswith(f"---\n{_TOMBSTONE}: true\n")


def body_of(text: str) -> str:
    """The body of a page, without reading its front matter."""
    return _split(text)[2].lstrip("\n")


def _split(text: str) -> tuple[str, str, str]:
    """Front matter, what ends it (empty: there is none), body."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").removeprefix("---\n").partition("\n---\n")


def parse_page(text: str, path: str) -> Page:
    """Split a page's text into metadata and body. Raises PageError."""
    head, separator, body = _split(text)
    if not separator:
        raise PageError(f"{path}: no front matter; a page begins with YAML between two `---` lines")
    return Page(front_matter.load(head, path), path, body.lstrip("\n"))

"""content/records/originals.json: the checksum of every original, as it was when it was read. It belongs to the archive.

A file may rot on its disk, be overwritten by a new scrape, or be thrown away; the record tells which, fifty years on. Copies of
the originals, where the archive keeps them, are named by their checksum: `<folder>/ab/abcdef…`, so that `sha256sum` proves them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import PageError
from builder.files import write_bytes, write_text

PATH = "records/originals.json"
"""Relative to the content folder."""
_LINE = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Original:
    """One scraped file."""

    sha256: str
    bytes: int
    page: str | None = None
    """The id of the page that was made of it; None for lists, start pages and the like."""


def load_originals(content: Path) -> dict[str, Original]:
    """Path as in the front matter -> the original; empty before the first conversion. Raises PageError when it is damaged."""
    file = content / PATH
    try:
        values = json.loads(file.read_text(encoding="utf-8"))["originals"]
        return {path: _original(value) for path, value in values.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PageError(
            f"{file}: the record of the originals cannot be read ({type(error).__name__}: {error}); restore it from version "
            "control, or delete it to record the originals as they are now"
        ) from error


def _original(value: Mapping[str, Any]) -> Original:
    sha256, size, page = value["sha256"], value["bytes"], value["page"]
    if not (isinstance(sha256, str) and isinstance(size, int) and isinstance(page, str | None)):
        raise TypeError("an original has sha256, bytes and page")
    return Original(sha256, size, page)


def _values(original: Original) -> dict[str, object]:
    return {"sha256": original.sha256, "bytes": original.bytes, "page": original.page}


def save_originals(content: Path, originals: Mapping[str, Original]) -> None:
    """Write the record, a file a line, unless it is there already."""
    lines = ",\n".join(f"  {_LINE(path)}: {_LINE(_values(originals[path]))}" for path in sorted(originals))
    text = (
        f'{{\n "about": "the originals as they were read: keep this file with the archive",\n "originals": {{\n{lines}\n }}\n}}\n'
    )
    file = content / PATH
    if not file.is_file() or file.read_text(encoding="utf-8", errors="replace") != text:
        write_text(file, text)


def forget_original(content: Path, path: str) -> None:
    """Take one out of the record: its name may tell what was taken down."""
    known = load_originals(content)
    if path in known:
        save_originals(content, {one: original for one, original in known.items() if one != path})


# ---------------------------------------------------------------- copies by checksum
def copy_path(folder: Path, sha256: str) -> Path:
    """Where the copy of an original is, if it is kept."""
    return folder / sha256[:2] / sha256


def keep_copy(folder: Path, sha256: str, data: bytes) -> None:
    """Keep the bytes of an original, once; a copy that is damaged is made anew."""
    file = copy_path(folder, sha256)
    if not file.is_file() or file.read_bytes() != data:
        write_bytes(file, data)


def damaged_copies(folder: Path) -> Iterator[Path]:
    """Copies whose bytes are not those that their name promises."""
    for file in sorted(folder.glob("??/*")):
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != file.name:
            yield file

"""Files and folders, wget mirrors among them (the address is read from the path).

A mirror keeps a page as `<host>/<path>`: `camxuyen.example.vn/bao-cao/quy-1.html`, with `?` maybe written as `@`.
"""

import hashlib
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import quote

from builder.errors import SourceError
from builder.limits import LARGEST_SOURCE
from builder.model import RawItem
from builder.sources.visits import captured_at

_HTML = frozenset((".html", ".htm", ".xhtml", ".aspx", ".php", ".asp", ".jsp", ".mht"))
_TEXT = frozenset((".txt", ".text", ".md"))
# Files that mirrors bring along and that are no sources: images, styles, attachments.
_OTHER = frozenset(
    ".jpg .jpeg .png .gif .bmp .webp .svg .ico .css .js .json .xml .rss .pdf .doc .docx .xls .xlsx .ppt .pptx .zip .rar .7z "
    ".gz .mp3 .mp4 .woff .woff2 .ttf .eot .map".split()
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,10}(?:[:+]\d{2,5})?", re.IGNORECASE)
_HTML_START = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml|table|div|p\b|meta|center)",
    re.IGNORECASE | re.DOTALL,
)
_MISSING = "no such file or folder"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that was named but holds no source."""

    path: str
    reason: str


def find_sources(
    paths: Sequence[Path], base: Path | None = None, leave_out: Sequence[Path] = ()
) -> Iterator[tuple[Path, str] | Unreadable]:
    """(file, path as shown) of every file that may be a source, sorted; named paths that are missing come as Unreadable.

    The shown path is relative to `base` where the file lies below it, else as given. What lies below a folder of
    `leave_out`, like the pages made before, is no source; a file that several of the paths lead to comes once.
    """
    seen: set[str] = set()
    made = tuple(f"{folder.resolve()}{os.sep}" for folder in leave_out)
    for path in paths:
        inside = f"{os.path.realpath(path)}{os.sep}" if path.is_dir() else ""
        for folder, files in _folders(path):
            real_folder, shown_folder = os.path.realpath(folder), _shown(folder, base)
            for file in files:
                real = os.path.realpath(file) if file.is_symlink() else f"{real_folder}{os.sep}{file.name}"
                shown = _printable((shown_folder / file.name).as_posix())
                if not file.is_file():
                    yield Unreadable(shown, _why_none(file))
                elif not real.startswith(inside):
                    yield Unreadable(shown, "a link that leads out of the folder of the sources")
                elif real not in seen and not real.startswith(made):
                    seen.add(real)
                    yield file, shown


def _why_none(file: Path) -> str:
    if file.is_symlink():
        return "a link to a file that does not exist"
    return "no file, but a pipe or a device" if file.exists() else _MISSING


def _folders(path: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Folders with their files that may be sources, links to nowhere included; all in the order of their paths."""
    if not path.is_dir():
        yield path.parent, [path]
        return
    found = []
    for folder, names, files in os.walk(path):
        names[:] = [name for name in names if not name.startswith(".")]
        found += [(Path(folder).parts, folder, name) for name in files if _may_be_source(name)]
    for folder, entries in itertools.groupby(sorted(found, key=lambda one: [*one[0], one[2]]), key=lambda one: one[1]):
        yield Path(folder), [Path(folder, entry[2]) for entry in entries]


def _may_be_source(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() not in _OTHER and not name.upper().startswith("README")


def _shown(folder: Path, base: Path | None) -> Path:
    """A folder relative to `base` where it lies below it, else as given."""
    for path, above in ((folder, base), (folder.resolve(), base.resolve())) if base else ():
        if path.is_relative_to(above):
            return path.relative_to(above)
    return folder


def _printable(path: str) -> str:
    """Bytes of a file name that are no UTF-8 as `\\xe1`, so that the path can be written down."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def read_source(file: Path, shown: str) -> RawItem:
    """Read one file. Raises SourceError that says what is wrong with it."""
    try:
        size = file.stat().st_size
        if size > LARGEST_SOURCE:
            raise SourceError(f"{size:,} bytes; at most {LARGEST_SOURCE:,} are read")
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SourceError("the file is empty; HTML or plain text is expected")
    captured = captured_at(_visit(shown), data)
    return RawItem(shown, data, hashlib.sha256(data).hexdigest(), _media_type(file, data), _url(shown), captured)


def _media_type(file: Path, data: bytes) -> Literal["text/html", "text/plain"]:
    """By content first: mirrors name files freely, and a text dump may be called .html."""
    start = data[:8192]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", errors="ignore").encode("utf-8")
    looks_like_html = bool(_HTML_START.match(start)) or start.lower().count(b"</") > 3
    if file.suffix.lower() in _TEXT:
        return "text/html" if _HTML_START.match(start) and b"</" in start else "text/plain"
    return "text/html" if looks_like_html or (file.suffix.lower() in _HTML and b"<" in start) else "text/plain"


def _host_place(parts: Sequence[str]) -> int | None:
    """Which folder is a host's name."""
    return next((index for index, part in enumerate(parts[:-1]) if _HOST.fullmatch(part)), None)


def _visit(shown: str) -> tuple[str, ...]:
    """The folders that tell of the visit: those above the host's, whose own belong to the address."""
    parts = PurePosixPath(shown).parts
    return parts[: _host_place(parts)] if _host_place(parts) is not None else parts[:-1]


def _url(shown: str) -> str | None:
    """The address of a page in a mirror: the first folder that is a host's name begins it."""
    parts = PurePosixPath(shown).parts
    host = _host_place(parts)
    if host is None:
        return None
    path = "/".join(quote(part, safe="%@?=&+,;:~!$'()*") for part in parts[host + 1 :])
    path = re.sub(r"@(?=[\w%-]+=)", "?", path, count=1)
    path = re.sub(r"(^|/)index[.]html?$", r"\1", path)
    return f"http://{parts[host].replace('+', ':')}/{path}"

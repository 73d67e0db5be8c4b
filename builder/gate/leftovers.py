"""The proof of a takedown: every file searched for the words, packed ones unpacked, whatever the words are written with."""

import gzip
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import brotli

from builder.gate.redaction import pattern_of
from builder.model import Progress

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
# The browser's index is made of a copy of the pages in which đ is ď, so that it folds (see search/pagefind_text.py).
_SEARCH_COPY = (("ď", "đ"), ("Ď", "Đ"))


def leftovers(files: Iterable[Path], root: Path, text: str, progress: Progress) -> Iterator[str]:
    """The files, relative to `root`, that hold the words of `text` in their name or, in any form, in their bytes."""
    pattern = pattern_of(text)
    for done, file in enumerate(files, 1):
        name = file.relative_to(root).as_posix()
        forms = (form for shown in (name, *_texts(file)) for form in _forms(shown))
        if any(pattern.search(form) for form in forms):
            yield name
        progress("prove", done, 0)


def _texts(file: Path) -> Iterator[str]:
    """What a file says: as it is, and unpacked."""
    for data in _unpacked(file.read_bytes(), file.suffix):
        yield data.decode("utf-8", errors="replace")
        if b"\0" in data:
            yield data.decode("utf-16-le", errors="replace")


def _unpacked(data: bytes, suffix: str) -> Iterator[bytes]:
    yield data
    try:
        if data.startswith(_GZIP):
            yield from _unpacked(gzip.decompress(data), "")
        elif data.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield name.encode("utf-8")
                    yield from _unpacked(archive.read(name), Path(name).suffix)
        elif suffix == ".br":
            yield brotli.decompress(data)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, brotli.error):
        return  # not packed after all


def _forms(text: str) -> Iterator[str]:
    """The text, and what it means to a reader of HTML, of addresses and of JSON."""
    for copied, letter in _SEARCH_COPY:
        text = text.replace(copied, letter)
    text = unicodedata.normalize("NFC", text)
    yield text
    if "\ufffd" in text:  # no text at all: nothing in it is written as HTML or an address
        return
    for decoded in (html.unescape(text), unquote(text), _without_escapes(text)):
        if decoded != text:
            yield unicodedata.normalize("NFC", decoded)


def _without_escapes(text: str) -> str:
    r"""`\u1eaf` and `\n` as the characters that they stand for in JSON."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\\n", " ")

"""The proof of a takedown: every file searched for the words, packed ones unpacked, whatever the words are written with."""

import gzip
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO
from urllib.parse import unquote

import brotli

from builder.gate.redaction import pattern_of
from builder.limits import DEEPEST_PACKED, LARGEST_UNPACKED
from builder.model import Progress

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PIECE = 256  # bytes, of which brotli makes some 170 MB at most
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


class _TooMuchError(Exception):
    """A packed file unpacks to more than can be searched."""


def leftovers(files: Iterable[Path], root: Path, text: str, progress: Progress) -> Iterator[str]:
    """The files, relative to `root`, that hold the words of `text` in their name or, in any form, in their bytes.

    A packed file that unpacks to more than can be searched is among them: it is not proved to be free of the words.
    """
    pattern = pattern_of(text)
    for done, file in enumerate(files, 1):
        name = file.relative_to(root).as_posix()
        if _holds(file, name, pattern):
            yield name
        progress("prove", done, 0)


def _holds(file: Path, name: str, pattern: re.Pattern[str]) -> bool:
    try:
        return any(pattern.search(form) for shown in chain([name], _texts(file)) for form in _forms(shown))
    except _TooMuchError:
        return True


def _texts(file: Path) -> Iterator[str]:
    """What a file says: as it is, and unpacked."""
    for data in _unpacked(file.read_bytes(), file.suffix, DEEPEST_PACKED):
        yield data.decode("utf-8", errors="replace")
        if b"\0" in data:
            yield data.decode("utf-16-le", errors="replace")


def _unpacked(data: bytes, suffix: str, depth: int) -> Iterator[bytes]:
    """Raises _TooMuchError for what cannot be searched."""
    yield data
    try:
        if data.startswith(_GZIP):
            yield from _inner(_bounded(gzip.GzipFile(fileobj=io.BytesIO(data))), "", depth)
        elif data.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield name.encode("utf-8", "surrogatepass")
                    with archive.open(name) as member:
                        yield from _inner(_bounded(member), Path(name).suffix, depth)
        elif suffix == ".br":
            yield _brotli(data)
    except (OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile, brotli.error):
        return  # not packed after all, or with a password


def _inner(data: bytes, suffix: str, depth: int) -> Iterator[bytes]:
    if depth == 0:
        raise _TooMuchError
    yield from _unpacked(data, suffix, depth - 1)


def _bounded(stream: IO[bytes] | gzip.GzipFile) -> bytes:
    data = stream.read(LARGEST_UNPACKED + 1)
    if len(data) > LARGEST_UNPACKED:
        raise _TooMuchError
    return data


def _brotli(data: bytes) -> bytes:
    """In pieces, so that a bomb is noticed before it has gone off."""
    unpacker, parts, size = brotli.Decompressor(), list[bytes](), 0
    for start in range(0, len(data), _PIECE):
        parts.append(unpacker.process(data[start : start + _PIECE]))
        size += len(parts[-1])
        if size > LARGEST_UNPACKED:
            raise _TooMuchError
    return b"".join(parts)


def _forms(text: str) -> Iterator[str]:
    """The text, and what it means to a reader of HTML, of addresses and of JSON."""
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

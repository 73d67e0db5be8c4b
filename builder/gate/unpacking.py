"""Everything that a file holds, packed files within it unpacked, so that it can be searched; within bounds."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import brotli

from builder.limits import DEEPEST_PACKED, LARGEST_UNPACKED

_PIECE = 256  # bytes, of which brotli makes some 170 MB at most
_FAULTS = (OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_STREAMS: Mapping[bytes, Callable[[IO[bytes]], Any]] = MappingProxyType(
    {b"\x1f\x8b": lambda data: gzip.GzipFile(fileobj=data), b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
)
_SEALED: Mapping[bytes, str] = MappingProxyType(
    {
        b"7z\xbc\xaf\x27\x1c": "a 7z archive",
        b"Rar!\x1a\x07": "a RAR archive",
        b"\x28\xb5\x2f\xfd": "packed with Zstandard",
        b"%PDF-": "a PDF file",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a file of an old Office",
    }
)
"""How files begin whose words nothing here can read, with what they are."""


class SealedError(Exception):
    """A file, or one packed in it, cannot be searched; the message says why."""


def unpacked(data: bytes, suffix: str, depth: int = DEEPEST_PACKED) -> Iterator[bytes]:
    """The bytes of a file as they are, and then of all that is packed in them, names too.

    `suffix` tells what bytes do not: Brotli's have no mark. Raises SealedError for what cannot be searched.
    """
    yield data
    try:
        yield from _inner_parts(data, suffix, depth)
    except brotli.error as error:
        raise SealedError(f"it cannot be unpacked: {error}") from error
    except _FAULTS as error:  # broken, with a password, or packed in a way that is not known here
        raise SealedError(f"it cannot be unpacked: {error}") from error


def _inner_parts(data: bytes, suffix: str, depth: int) -> Iterator[bytes]:
    for mark, kind in _SEALED.items():
        if data.startswith(mark):
            raise SealedError(f"{kind}, whose words cannot be searched")
    for mark, opener in _STREAMS.items():
        if data.startswith(mark):
            yield from _inner(_bounded(opener(io.BytesIO(data))), "", depth)
    if data.startswith(_ZIP):
        yield from _members(data, depth)
    elif suffix == ".br":
        yield from _inner(_brotli(data), "", depth)


def _members(data: bytes, depth: int) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name.encode("utf-8", "surrogatepass")
            with archive.open(name) as member:
                yield from _inner(_bounded(member), Path(name).suffix, depth)


def _inner(data: bytes, suffix: str, depth: int) -> Iterator[bytes]:
    if depth == 0:
        raise SealedError("packed files within packed files, deeper than is searched")
    yield from unpacked(data, suffix, depth - 1)


def _bounded(stream: IO[bytes]) -> bytes:
    data = stream.read(LARGEST_UNPACKED + 1)
    return _within_bounds(data, len(data))


def _within_bounds(data: bytes, size: int) -> bytes:
    if size > LARGEST_UNPACKED:
        raise SealedError(f"it unpacks to more than {LARGEST_UNPACKED // (1024 * 1024)} MB")
    return data


def _brotli(data: bytes) -> bytes:
    """In pieces, so that a bomb is noticed before it has gone off."""
    unpacker, parts, size = brotli.Decompressor(), list[bytes](), 0
    for start in range(0, len(data), _PIECE):
        parts.append(unpacker.process(data[start : start + _PIECE]))
        size += len(parts[-1])
        _within_bounds(b"", size)
    if not unpacker.is_finished():
        raise SealedError("it cannot be unpacked: it ends in the middle")
    return b"".join(parts)

"""Compressed copies beside the text files of a site, for servers that send them as they are (`gzip_static` of nginx).

The same bytes give the same copies. A bulletin's other forms get none: they are taken away one at a time, and copies would be
half of all files of a site.
"""

import os
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import brotli

# What browsers and programs fetch as text. Images, archives and the search page's files are compressed already.
TEXTS = frozenset(
    ".html .css .js .mjs .svg .xml .json .jsonl .txt .md .csv .bib .ris .ico .webmanifest".split()
)  # fmt: skip
SMALLEST = 1400
"""Bytes; what fits in one packet of a network arrives no sooner when it is smaller."""
_KEPT = 0.95  # a copy that saves less than a twentieth is not worth a file
_PIECE = 1 << 20  # bytes


Packing = Callable[[Iterable[bytes]], Iterator[bytes]]
"""Takes a file in pieces, gives its copy in pieces: the tables of a large archive have hundreds of megabytes."""


def _gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Without a time in its head."""
    packer = zlib.compressobj(6, wbits=16 + zlib.MAX_WBITS)
    yield from map(packer.compress, pieces)
    yield packer.flush()


def _brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Quality 5 of 11: the best that takes no longer than making the page; above, a few per cent cost ten times as much."""
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=5)
    yield from map(packer.process, pieces)
    yield packer.finish()


ENDS: Mapping[str, tuple[str, Packing]] = MappingProxyType({"gzip": (".gz", _gzip), "brotli": (".br", _brotli)})
"""Name in mkdocs.yml -> end of the copies' names, how they are made."""


@dataclass(frozen=True, slots=True)
class Compressed:
    """What was made."""

    made: int


def compress_folder(folder: Path, encodings: Iterable[str], leave_out: Collection[str] = ()) -> Compressed:
    """Write the copies that are not there yet beside the text files of a folder, but for those in some folders of it."""
    return compress_files(_files(folder, leave_out), encodings)


def compress_files(files: Iterable[Path], encodings: Iterable[str]) -> Compressed:
    """Write the copies that are not there yet of those among the files that are worth it."""
    chosen = [ENDS[name] for name in encodings]
    made = 0
    for file in filter(_is_worth_it, files) if chosen else ():
        targets = [(Path(f"{file}{end}"), packing) for end, packing in chosen]
        made += sum(_pack(file, target, packing) for target, packing in targets if not target.exists())
    return Compressed(made)


def _pack(file: Path, target: Path, packing: Packing) -> bool:
    """Write a copy; False when it is not worth it."""
    with file.open("rb") as data, target.open("xb") as packed:
        packed.writelines(packing(iter(lambda: data.read(_PIECE), b"")))
        worth = packed.tell() < _KEPT * data.tell()
    if not worth:
        target.unlink()
    return worth


def _files(site: Path, leave_out: Collection[str]) -> Iterator[Path]:
    for folder, names, files in os.walk(site):
        if Path(folder) == site:
            names[:] = [name for name in names if name not in leave_out]
        yield from (Path(folder, name) for name in files)


def _is_worth_it(file: Path) -> bool:
    return file.suffix.lower() in TEXTS and file.is_file() and file.stat().st_size >= SMALLEST

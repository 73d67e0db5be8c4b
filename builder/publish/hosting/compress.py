"""Compressed copies beside the text files of a site, for servers that send them as they are (`gzip_static` of nginx).

The same bytes give the same copies. A bulletin's other forms get none: they are taken away one at a time, and copies would be
half of all files of a site.
"""

import gzip
import os
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


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _brotli(data: bytes) -> bytes:
    """Quality 5 of 11: the best that takes no longer than making the page; above, a few per cent cost ten times as much."""
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=5))


ENDS: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = MappingProxyType({"gzip": (".gz", _gzip), "brotli": (".br", _brotli)})
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
        targets = [(Path(f"{file}{end}"), compress) for end, compress in chosen]
        missing = [(target, compress) for target, compress in targets if not target.exists()]
        data = file.read_bytes() if missing else b""
        for target, compress in missing:
            packed = compress(data)
            if len(packed) < _KEPT * len(data):
                target.write_bytes(packed)
                made += 1
    return Compressed(made)


def _files(site: Path, leave_out: Collection[str]) -> Iterator[Path]:
    for folder, names, files in os.walk(site):
        if Path(folder) == site:
            names[:] = [name for name in names if name not in leave_out]
        yield from (Path(folder, name) for name in files)


def _is_worth_it(file: Path) -> bool:
    return file.suffix.lower() in TEXTS and file.is_file() and file.stat().st_size >= SMALLEST

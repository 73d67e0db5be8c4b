"""Compressed copies beside the text files of a site, for servers that send them as they are (`gzip_static` of nginx).

The same bytes give the same copies, so copies of an older site are taken over where its file is the same.
"""

import gzip
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import brotli

from builder.model import Progress

# What browsers and programs fetch as text. Images, archives and Pagefind's parts are compressed already.
TEXTS = frozenset(
    ".html .css .js .mjs .svg .xml .json .jsonl .txt .md .csv .bib .ris .ico .wasm .webmanifest".split()
)  # fmt: skip
SMALLEST = 1400
"""Bytes; what fits in one packet of a network arrives no sooner when it is smaller."""
_KEPT = 0.95  # a copy that saves less than a twentieth is not worth a file
STAGE = "compress"


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    """Quality 9 of 11: the last two take ten times as long for a few percent."""
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=9))


ENDS: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = MappingProxyType({"gzip": (".gz", _gzip), "brotli": (".br", _brotli)})
"""Name in mkdocs.yml -> end of the copies' names, how they are made."""


@dataclass(frozen=True, slots=True)
class Compressed:
    """What was made."""

    made: int
    taken_over: int


def precompress(site: Path, old: Path, encodings: Iterable[str], progress: Progress) -> Compressed:
    """Write the copies into `site`; `old` is the site as it was published before, if there is one."""
    chosen = [ENDS[name] for name in encodings]
    files = sorted(_files(site)) if chosen else []
    made = taken = 0
    for done, file in enumerate(files, 1):
        data = file.read_bytes()
        before = old / file.relative_to(site)
        same = _same(before, data)
        for end, compress in chosen:
            target, earlier = Path(f"{file}{end}"), Path(f"{before}{end}")
            if same and earlier.is_file():
                shutil.copyfile(earlier, target)
                taken += 1
                continue
            packed = compress(data)
            if len(packed) < _KEPT * len(data):
                target.write_bytes(packed)
                made += 1
        progress(STAGE, done, len(files))
    return Compressed(made, taken)


def _files(site: Path) -> Iterator[Path]:
    for file in site.rglob("*"):
        if file.suffix.lower() in TEXTS and file.is_file() and file.stat().st_size >= SMALLEST:
            yield file


def _same(before: Path, data: bytes) -> bool:
    return before.is_file() and before.stat().st_size == len(data) and before.read_bytes() == data

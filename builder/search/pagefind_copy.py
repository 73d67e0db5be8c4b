"""The throw-away copy of the bulletins that Pagefind indexes, and which of its names stands for which bulletin."""

import gzip
import html
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from builder.errors import SearchError
from builder.search.pagefind_text import encode
from builder.search.pagefind_tool import find_pagefind, run_program

_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "wasm.*.pagefind", "index")
"""What is loaded to find phrases: no texts, no filters, no interface of Pagefind's own."""
_FRAGMENT_MARK = b"pagefind_dcd"


def write_copy(folder: Path, number: int, rows: Iterable[Sequence[str]]) -> None:
    """The lines of one bulletin, each as the exact keys of its words, in the encoding."""
    body = "\n".join(f"<p>{html.escape(encode(row))}</p>" for row in rows)
    page = f'<!doctype html>\n<html lang="vi"><head><title>.</title></head><body data-pagefind-body>\n{body}\n</body></html>\n'
    target = folder / f"{number // 1000}/{number}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")


def run_pagefind(copy: Path, raw: Path, output: Path, expected: int) -> list[str]:
    """Index the copy, move what is loaded to `output`, and give Pagefind's name of each bulletin. Raises SearchError."""
    command = [str(find_pagefind()), "--site", str(copy), "--output-path", str(raw), "--quiet"]
    run_program(command, cwd=raw.parent, what="pagefind could not index the site")
    names = _names(raw / "fragment")
    if len(names) != expected:
        raise SearchError(f"pagefind indexed {len(names)} of {expected} bulletins; the search index of the site stays as it was")
    for pattern in _KEPT:
        for path in raw.glob(pattern):
            path.rename(output / path.name)
    return [names[number] for number in range(expected)]


def _names(fragments: Path) -> dict[int, str]:
    """The number of a bulletin -> the name by which Pagefind's answers call it: the fragment of that name holds the address."""
    found = {}
    for path in fragments.iterdir():
        address = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_FRAGMENT_MARK))["url"]
        found[int(address.rsplit("/", 1)[-1].removesuffix(".html"))] = path.stem
    return found

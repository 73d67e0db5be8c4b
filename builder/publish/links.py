"""Where the links and images of a page lead: other pages, kept files, or addresses outside."""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import dirname, join, normpath
from typing import Protocol
from urllib.parse import unquote

from builder.addresses import split_address

OUTSIDE = ("http", "https", "mailto")


class Lookup(Protocol):
    """Maps a path below content/ (`bulletins/2022/x.md`, `images/a.jpg`) to its address on the site, or None."""

    def __call__(self, path: str, /) -> str | None:
        """The address relative to the page that is being rendered."""


def resolve(address: str, page_path: str, lookup: Lookup) -> str | None:
    """The address to be written for one found in the page at `page_path`; None when it leads nowhere."""
    parts = split_address(address)
    if parts.scheme or parts.netloc:
        return address if parts.scheme in OUTSIDE else None
    if not parts.path:
        return address if parts.fragment or parts.query else None
    target = lookup(normpath(join(dirname(page_path), unquote(parts.path))))
    if target is None:
        return None
    return target + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


_AFTER_TEXT = re.compile(
    r"\]\((?=\s*(?:<([^<>\n]+)>|([^\s<>]+)))|^ {0,3}\[[^\]\n]+\]:\s*(?:<([^<>\n]+)>|([^\s<>]+))", re.MULTILINE
)


def targets(text: str, page_path: str) -> tuple[str, ...]:
    """Paths below content/ that the links of a Markdown text may mean: some that they do not mean, but none is left out."""
    found: dict[str, None] = {}
    for match in _AFTER_TEXT.finditer(text):
        for address in _readings(next(filter(None, match.groups()))):
            parts = split_address(address)
            if not parts.scheme and not parts.netloc and parts.path:
                found[normpath(join(dirname(page_path), unquote(parts.path)))] = None
    return tuple(found)


def _readings(run: str) -> Iterator[str]:
    """A run of letters may hold brackets of its own before the one that ends the address, and escaped signs."""
    for written in dict.fromkeys((run, run.replace("\\", ""), unescape(run))):
        yield written
        yield from (written[: bracket.start()] for bracket in re.finditer(r"\)", written))

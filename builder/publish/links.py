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


_LONGEST = 1_024  # letters of an address that may be a file's path; longer ones are not looked at, however many there are
_AFTER_TEXT = re.compile(
    rf"\]\((?=\s*(?:<([^<>\n]{{1,{_LONGEST}}})>|([^\s<>]{{1,{_LONGEST}}})))"
    rf"|^ {{0,3}}\[[^\]\n]+\]:\s*(?:<([^<>\n]{{1,{_LONGEST}}})>|([^\s<>]{{1,{_LONGEST}}}))",
    re.MULTILINE,
)
_ESCAPED_OR_BRACKET = re.compile(r"\\.|[()]", re.DOTALL)


def targets(text: str, page_path: str) -> tuple[str, ...]:
    """Paths below content/ that the links of a Markdown text may mean: some that they do not mean, but none is left out."""
    runs = dict.fromkeys(next(filter(None, match.groups())) for match in _AFTER_TEXT.finditer(text))
    found: dict[str, None] = {}
    for address in dict.fromkeys(reading for run in runs for reading in _readings(run)):
        parts = split_address(address)
        if not parts.scheme and not parts.netloc and parts.path:
            found[normpath(join(dirname(page_path), unquote(parts.path)))] = None
    return tuple(found)


def _readings(run: str) -> Iterator[str]:
    """What a run of letters may be as an address: whole (between angle brackets, or in a definition), or up to the bracket that
    ends the link; escaped signs as they are written and as they are meant."""
    for written in dict.fromkeys((run, run[: _end(run)])):
        plain = written.replace("\\", "")
        yield from dict.fromkeys((written, plain, unescape(written), unescape(plain)))


def _end(run: str) -> int:
    """Where the first bracket closes that was not opened (CommonMark 0.31, section 6.3)."""
    depth = 0
    for found in _ESCAPED_OR_BRACKET.finditer(run):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            if not depth:
                return found.start()
            depth -= 1
    return len(run)

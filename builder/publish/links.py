"""Where the links and images of a page lead: other pages, kept files, or addresses outside."""

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

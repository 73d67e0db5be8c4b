"""The portals' old addresses, taken apart into what a server and a file system can look up.

An address is hostile text: only what can safely be a folder's name, a key of an nginx map and a rule of a `_redirects`
file is taken; the rest is counted and reported, never bent into something else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from builder.addresses import split_address

_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
# No control characters, nothing that a Windows or USB file system refuses, no lone surrogates, no other invisible ones.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]')
_QUERY = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?%\[\]|-]*")
_PAGE_ENDS = (".aspx", ".asp", ".php", ".jsp", ".html", ".htm")
_DEFAULTS = frozenset(("index.html", "index.htm", "default.aspx", "index.php"))
LONGEST_SEGMENT = 200  # bytes of one folder's name; file systems allow 255
LONGEST = 700  # bytes of a path; hosts refuse rules of more than 1,000 characters in all


@dataclass(frozen=True, slots=True)
class OldAddress:
    """A portal's address of a page."""

    host: str
    """In lower case, without port."""
    path: str
    """Percent-decoded, without the slashes at its ends; empty for the portal's home page."""
    query: str = ""
    """As written."""


def old_address(url: str) -> OldAddress | None:
    """Take an address apart; None when it cannot be looked up safely."""
    parts = split_address(url)
    if parts.scheme not in ("http", "https"):
        return None
    host = (parts.hostname or "").rstrip(".")
    try:
        path = unquote_to_bytes(parts.path).decode("utf-8")
    except UnicodeError:
        return None
    segments = [segment for segment in path.split("/") if segment]
    if not host.isascii() or not _HOST.fullmatch(host) or not _QUERY.fullmatch(parts.query):
        return None
    if not all(_is_name(segment) for segment in segments) or len(path.encode()) + len(parts.query) > LONGEST:
        return None
    return OldAddress(host, "/".join(segments), parts.query)


def _is_name(segment: str) -> bool:
    """Whether a part of a path can be a folder's name anywhere; no dots alone, no blank or dot at an end."""
    if segment != segment.strip(" .") or _UNSAFE.search(segment):
        return False
    return len(segment.encode()) <= LONGEST_SEGMENT


def variants(address: OldAddress) -> Iterator[OldAddress]:
    """The address first, then others under which the portal or a mirror knew the same page.

    wget adds `.html` to names that end otherwise, behind `?` too, and a folder's default page may stand in the address or not.
    """
    yield address
    if address.query.endswith(".html"):
        yield OldAddress(address.host, address.path, address.query.removesuffix(".html"))
    folder, _, name = address.path.rpartition("/")
    shorter = name.removesuffix(".html")
    if shorter != name and shorter.lower().endswith(_PAGE_ENDS):
        yield OldAddress(address.host, f"{folder}/{shorter}" if folder else shorter, address.query)
    if name.lower() in _DEFAULTS:
        yield OldAddress(address.host, folder, address.query)


@dataclass(frozen=True, slots=True)
class Portals:
    """All old addresses of an archive."""

    pages: Mapping[OldAddress, str]
    """Old address -> path of the page below content/."""
    shared: int
    """How many addresses belong to several pages: the first page has them."""
    refused: int
    """How many cannot be looked up safely."""


def portal_addresses(found: Iterable[tuple[str, str]]) -> Portals:
    """Collect (address, page path) pairs, in order: an address of its own comes before a variant of another's."""
    own: dict[OldAddress, str] = {}
    others: dict[OldAddress, str] = {}
    shared = refused = 0
    for url, page in found:
        address = old_address(url)
        if address is None:
            refused += 1
            continue
        shared += own.setdefault(address, page) != page
        for variant in variants(address):
            others.setdefault(variant, page)
    return Portals({**others, **own}, shared, refused)


def with_www(address: OldAddress) -> Iterator[OldAddress]:
    """The address on its host with and without `www.`."""
    yield address
    bare = address.host.removeprefix("www.")
    yield OldAddress(bare if bare != address.host else f"www.{bare}", address.path, address.query)

"""Addresses that sources state: anything may stand in them, so they are taken apart in one place."""

from urllib.parse import SplitResult, unquote, urljoin, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def split_address(address: str) -> SplitResult:
    """The parts of an address; a malformed one has none."""
    try:
        return urlsplit(address)
    except ValueError:
        return _NOTHING


def joined_address(base: str, address: str) -> str:
    """A relative address as seen from another one; empty where one of them is malformed."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def path_of(address: str) -> str:
    """The path in an address; one that is malformed, or that holds the image itself, has none."""
    parts = split_address(address)
    return "" if parts.scheme == "data" else unquote(parts.path)

"""Addresses that sources state: anything may stand in them, so they are taken apart in one place."""

from urllib.parse import SplitResult, unquote, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def split_address(address: str) -> SplitResult:
    """The parts of an address; a malformed one has none."""
    try:
        return urlsplit(address)
    except ValueError:
        return _NOTHING


def path_of(address: str) -> str:
    """The path in an address; one that is malformed, or that holds the image itself, has none."""
    parts = split_address(address)
    return "" if parts.scheme == "data" else unquote(parts.path)

"""The Content-Security-Policy of the site: one table for the `<meta>` of every page and for the hosts' header files.

Nothing is allowed that is not named; nothing comes from another host, and no script or style stands in a page itself.
"""

from collections.abc import Mapping
from types import MappingProxyType

NONE, SELF = "'none'", "'self'"

PAGE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": (NONE,),
        "script-src": (SELF,),
        "style-src": (SELF,),
        "img-src": (SELF,),
        "connect-src": (SELF,),  # the search fetches its index; auditors such as Lighthouse fetch robots.txt from within a page
        "form-action": (SELF,),
        "base-uri": (NONE,),
    }
)
"""For every page but the search page: directive -> sources."""

SEARCH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **PAGE,
        "worker-src": (SELF,),  # it runs beside the page
    }
)
"""For the search page."""

HEADER_ONLY: Mapping[str, tuple[str, ...]] = MappingProxyType({"frame-ancestors": (NONE,)})
"""What browsers heed in a header alone."""


def policy(*parts: Mapping[str, tuple[str, ...]]) -> str:
    """The policy as one line of text: `default-src 'none'; script-src 'self'; …`; later parts add to earlier ones."""
    merged = {directive: sources for part in parts for directive, sources in part.items()}
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in merged.items())


def header_policy(search: bool = False) -> str:
    """The value of a host's `Content-Security-Policy` header; `search` for the search page (`/tim-kiem/`)."""
    return policy(SEARCH if search else PAGE, HEADER_ONLY)

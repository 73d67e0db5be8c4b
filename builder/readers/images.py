"""Images of an article: their address, and small ones that only decorate."""

import re

from builder.readers.elements import Element

_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|;)\s*(?:max-)?(width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_ICON_SIZE = 32  # pixels; smaller images are buttons and bullets


def sources_of(element: Element) -> list[str]:
    """The addresses of an `<img>`, those first that a page shows before it has loaded the others."""
    sources = (str(element.get(name) or "").strip() for name in ("src", "data-src", "data-lazy-src", "data-original"))
    return [src for src in sources if src]


def is_file(src: str) -> bool:
    """Whether an address leads to a file: `javascript:`, `data:` and the like do not."""
    return _SCHEME.match(src) is None


def shown_address(src: str) -> str:
    """An address for the ledger, without the bytes of an image that the page itself holds."""
    return "data image" if src.casefold().startswith("data:") else src


def is_icon(element: Element) -> bool:
    """Whether an image is shown so small that it is a button, a bullet or a blank."""
    stated = [str(element.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    stated += [size for _, size in _SIZE.findall(str(element.get("style") or ""))]
    return any(size.isdecimal() and len(size) < 10 and int(size) <= _ICON_SIZE for size in stated)

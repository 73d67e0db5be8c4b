"""The text of a published bulletin: the lines of the element that carries `data-bulletin-id`."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

_ARTICLE = re.compile(r"""<(\w+)\b[^<>]*\bdata-bulletin-id\s*=\s*["']?([^"'\s>]+)""")
_ARTICLE_BYTES = re.compile(_ARTICLE.pattern.encode())
_BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
    "ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_IMPLIED = frozenset({"html", "body"})
"""What the parser puts around a piece of a page."""
_SKIPPED = frozenset("button nav noscript script style svg template".split())
_SKIPPED_CLASSES = frozenset({"headerlink", "footnote-ref", "footnote-backref", "md-content__button"})


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """A block of text; `level` 1 to 6 and the id for a heading."""

    text: str
    level: int = 0
    anchor: str = ""


def bulletin_html(page: str) -> tuple[str, str] | None:
    """The id of the bulletin and the HTML from its element on; None for a page that is no bulletin."""
    match = _ARTICLE.search(page)
    return (match[2], page[match.start() :]) if match else None


def bulletin_start(page: bytes) -> tuple[str, int] | None:
    """The id of the bulletin in a page as it was read, and where its element begins; None for a page that is no bulletin."""
    match = _ARTICLE_BYTES.search(page)
    return (match[2].decode("utf-8", "replace"), match.start()) if match else None


def article_lines(html: str) -> list[HtmlLine]:
    """The lines of the first element in the HTML, without what is no text of the document."""
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    with suppress(etree.XMLSyntaxError):  # no element at all
        etree.fromstring(html.encode("utf-8", "replace"), parser)
    return reader.lines


class _Reader:
    """Collects the text of blocks until the first element is closed: what lxml calls a target."""

    def __init__(self) -> None:
        self.lines: list[HtmlLine] = []
        self._open: list[str] = []
        self._skipped_from: int | None = None
        self._text: list[str] = []
        self._heading = (0, "")
        self._done = False

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element begins."""
        if self._done or tag in _IMPLIED:
            return
        if tag in _BLOCKS:
            self._flush()
        if tag == "br":
            self._text.append(" ")
        self._open.append(tag)
        if self._skipped_from is None and _is_skipped(tag, attrs):
            self._skipped_from = len(self._open)
        if tag in _HEADINGS:
            self._heading = (int(tag[1]), attrs.get("id") or "")

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._done or tag in _IMPLIED:
            return
        if tag in _BLOCKS:
            self._flush()
        self._open.pop()
        if self._skipped_from is not None and len(self._open) < self._skipped_from:
            self._skipped_from = None
        self._done = not self._open

    def data(self, data: str) -> None:
        """A run of text."""
        if self._open and not self._done and self._skipped_from is None:
            self._text.append(data)

    def close(self) -> None:
        """The end."""
        self._flush()

    def _flush(self) -> None:
        """End the current block."""
        text = " ".join("".join(self._text).split())
        if text:
            self.lines.append(HtmlLine(text, *self._heading))
        self._text, self._heading = [], (0, "")


def _is_skipped(tag: str, attrs: Mapping[str, str]) -> bool:
    if tag in _SKIPPED or "data-search-ignore" in attrs or "hidden" in attrs:
        return True
    return not _SKIPPED_CLASSES.isdisjoint(attrs.get("class", "").split())

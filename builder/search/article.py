"""The text of a published bulletin: the lines of the element that carries `data-bulletin-id`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_ARTICLE = re.compile(r"""<(\w+)\b[^<>]*\bdata-bulletin-id\s*=\s*["']?([^"'\s>]+)""")
_ARTICLE_BYTES = re.compile(_ARTICLE.pattern.encode())
_BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
    "ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
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
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.lines


class _Reader(HTMLParser):
    """Collects the text of blocks until the first element is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[HtmlLine] = []
        self._open: list[str] = []
        self._skipped_from: int | None = None
        self._text: list[str] = []
        self._heading = (0, "")
        self._done = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag in _BLOCKS:
            self.flush()
        if tag == "br":
            self._text.append(" ")
        if tag in _VOID:
            return
        self._open.append(tag)
        values = dict(attrs)
        if self._skipped_from is None and _is_skipped(tag, values):
            self._skipped_from = len(self._open)
        if re.fullmatch("h[1-6]", tag):
            self._heading = (int(tag[1]), values.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._done or tag not in self._open:
            return
        if tag in _BLOCKS:
            self.flush()
        while self._open.pop() != tag:
            pass
        if self._skipped_from is not None and len(self._open) < self._skipped_from:
            self._skipped_from = None
        self._done = not self._open

    def handle_data(self, data: str) -> None:
        if self._open and not self._done and self._skipped_from is None:
            self._text.append(data)

    def flush(self) -> None:
        """End the current block."""
        text = " ".join("".join(self._text).split())
        if text:
            self.lines.append(HtmlLine(text, *self._heading))
        self._text, self._heading = [], (0, "")


def _is_skipped(tag: str, values: dict[str, str | None]) -> bool:
    classes = set((values.get("class") or "").split())
    return tag in _SKIPPED or "data-search-ignore" in values or "hidden" in values or bool(classes & _SKIPPED_CLASSES)

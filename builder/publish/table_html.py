"""Raw HTML in a page: the tables that the page contract allows are re-written tag by tag, anything else is shown as text."""

import re
from html import escape
from html.parser import HTMLParser

_SPAN = re.compile(r"[1-9][0-9]{0,2}")
# Tags that a table may hold, with their attributes, whose values are spans.
_TAGS: dict[str, tuple[str, ...]] = {
    "table": (), "caption": (), "thead": (), "tbody": (), "tfoot": (), "tr": (),
    "th": ("colspan", "rowspan"), "td": ("colspan", "rowspan"),
    "p": (), "br": (), "em": (), "strong": (), "sup": (), "sub": (),
}  # fmt: skip
_EMPTY = ("br",)
# A tag that begins while one of these is open ends it first, as in HTML.
_ENDS = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("tr",), "p": ("p",)}


def safe_html(block: str, open_tag: str, close_tag: str) -> str:
    """A block of raw HTML: a table between `open_tag` and `close_tag`, anything else as escaped text in a paragraph."""
    if not block.lstrip().lower().startswith("<table"):
        return f"<p>{escape(block.strip())}</p>\n"
    parser = _TableWriter()
    parser.feed(block.strip())
    parser.close()
    return f"{open_tag}{parser.html()}{close_tag}"


class _TableWriter(HTMLParser):
    """Writes the allowed tags again, balanced, and everything else as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []

    def html(self) -> str:
        """What was read, with every tag closed."""
        return "".join(self._out) + "".join(f"</{tag}>" for tag in reversed(self._open)) + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or (tag == "table" and tag in self._open) or (tag != "table" and not self._open):
            self._out.append(escape(self.get_starttag_text() or ""))
            return
        for other in _ENDS.get(tag, ()):
            self.handle_endtag(other)
        kept = [f' {name}="{value}"' for name, value in attrs if name in _TAGS[tag] and value and _SPAN.fullmatch(value)]
        css = ' class="bt-table__grid"' if tag == "table" else ""
        self._out.append(f"<{tag}{css}{''.join(kept)}>")
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            last = self._open.pop()
            self._out.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self._out.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        self._out.append(escape(f"<!--{data}-->"))

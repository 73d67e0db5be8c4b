"""The words of a source, read apart from the readers: what the proof that no word was lost is measured against."""

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import groupby

from builder.readers.fonts import ANY, CAPITALS, font_of
from builder.readers.lists import list_kind, printed_number, whole_number
from builder.readers.text_markup import read_markup
from builder.vietnamese.encodings import capitals, repair
from builder.vietnamese.text import to_unicode, without_private_use

# Elements whose text no reader sees, and elements that separate words.
_UNSEEN = frozenset(("script", "style", "head", "title", "svg", "template", "iframe"))
_SEPARATING = frozenset(
    "p div br hr li ul ol dl dt dd table tr td th caption h1 h2 h3 h4 h5 h6 section article header footer nav main aside figure "
    "center details summary dialog figcaption blockquote pre address form fieldset legend option button".split()
)

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, int]] = []
        """(text, kind of its font)"""
        self.fonts: list[tuple[str, int]] = []
        """The elements that are open since a font that tells an encoding began, each with the kind of font in it."""
        self.open = Counter[str]()
        """How many of them have each name."""
        self.alternatives: list[str] = []
        """Alternative texts of images: a page may show them, but they need not be kept."""
        self.head: list[str] = []
        """Title and meta values, which no reader sees."""
        self.unseen = 0
        self.raised = False
        """Inside `<sup>`, or a link inside the page: digits there are a word of their own, a mark or a power."""
        self.lists: list[tuple[int, str]] = []
        """(next number, kind) of each open list."""
        self.printed = ""
        """The number of an item whose first word has not come yet; an item without words shows no text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open_font(tag, {name: value or "" for name, value in attrs})
        if tag == "meta":
            self.head.append(dict(attrs).get("content") or "")
        if tag == "img":
            self.alternatives.append(dict(attrs).get("alt") or "")
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _SEPARATING:
            self.put("\n")
        self.raised = tag == "sup" or (self.raised and tag in ("a", "span")) or (tag == "a" and _leads_inside(attrs))
        if tag in ("ol", "ul"):
            self.open_list(tag, {name: value or "" for name, value in attrs})
        elif tag == "li" and self.lists:
            self.number(dict(attrs).get("value"))

    def parse_html_declaration(self, i: int) -> int:
        """`<![if x]>`, over which Python's parser may trip, is a comment up to the next `>`, as in browsers."""
        is_marked = self.rawdata.startswith("<![", i)
        return self.parse_bogus_comment(i) if is_marked else super().parse_html_declaration(i)

    def font(self) -> int:
        return self.fonts[-1][1] if self.fonts else ANY

    def put(self, text: str) -> None:
        self.parts.append((text, self.font()))

    def open_font(self, tag: str, attrs: dict[str, str]) -> None:
        font = font_of(attrs.get("style", ""), attrs.get("face", "") if tag == "font" else "", self.font())
        if (font != ANY or self.fonts) and tag not in _VOID:
            self.fonts.append((tag, font))
            self.open[tag] += 1

    def close_font(self, tag: str) -> None:
        """An end tag that no open element answers to closes nothing."""
        closed = "" if self.open[tag] else tag
        while closed != tag:
            closed = self.fonts.pop()[0]
            self.open[closed] -= 1

    def open_list(self, tag: str, attrs: dict[str, str]) -> None:
        kind = list_kind(attrs.get("type", ""), attrs.get("style", "")) if tag == "ol" else "none"
        self.lists.append((whole_number(attrs.get("start"), 1), kind))

    def number(self, value: str | None) -> None:
        """What a browser prints before the item."""
        following, kind = self.lists.pop()
        number = whole_number(value, following)
        self.lists.append((number + 1, kind))
        self.printed = f"{printed_number(number, kind)} " if kind != "none" else ""

    def handle_endtag(self, tag: str) -> None:
        self.close_font(tag)
        self.raised = self.raised and tag not in ("sup", "a")
        self.printed = "" if tag in ("li", "ol", "ul") else self.printed
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
            self.put("\n")
        elif tag in _SEPARATING:
            self.put("\n")

    def handle_data(self, data: str) -> None:
        if self.unseen:
            self.head += [data] if self.lasttag == "title" else []
            return
        if self.printed and data.strip():
            self.put(self.printed)
            self.printed = ""
        self.put(f" {data}" if self.raised and data.strip().isdigit() else data)

    def text(self) -> str:
        """Lines in a legacy encoding are converted each by itself."""
        runs = groupby(self.parts, key=lambda part: part[1])
        pieces = (("".join(text for text, _ in run), capitals if font == CAPITALS else repair) for font, run in runs)
        return "".join(_each_line(text, change) for text, change in pieces)


def _leads_inside(attrs: list[tuple[str, str | None]]) -> bool:
    return (dict(attrs).get("href") or "").startswith("#")


def _each_line(text: str, change: Callable[[str], str]) -> str:
    return "\n".join(change(line) for line in text.split("\n"))


def visible_text(text: str, *, html: bool) -> str:
    """All text of a decoded source that a reader of it sees, Unicode cleaned."""
    return _clean(_parsed(text).text()) if html else read_markup(_clean(text))


def alternative_texts(text: str) -> str:
    """The alternative texts of the images of a decoded HTML source."""
    return _clean("\n".join(_parsed(text).alternatives))


def stated_text(text: str, *, html: bool) -> str:
    """All that a decoded source states: what a reader sees, alternative texts, title and meta values."""
    if not html:
        return visible_text(text, html=False)
    parsed = _parsed(text)
    return _clean("\n".join((parsed.text(), *map(repair, (*parsed.alternatives, *parsed.head)))))


def _parsed(text: str) -> _Text:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return parser


def _clean(text: str) -> str:
    return to_unicode(without_private_use(text))

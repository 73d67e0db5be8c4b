"""The frame of a portal's page: parsing, selecting by CSS, and the text around the article.

The page is parsed once, by lxml; tree.py reads the article from the same tree.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from builder.errors import ProfileError, SourceError
from builder.readers.lists import list_kind, printed_number, whole_number
from builder.vietnamese.text import tidy, to_unicode, without_private_use

PART = "data-bantin-part"
"""The attribute that numbers the elements of a page for main_text.py, which looks at another tree of it."""
BLOCK_TAGS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_WITHOUT_TEXT = frozenset("script style template head title svg math iframe object embed".split())
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SIMPLE = re.compile(r"[#.][\w-]+")
_TAG_ONLY = re.compile(r"[a-z][a-z0-9]*")
# Words that must stand in a page's markup before a selector can match: names of ids and classes, quoted values.
_NEEDED = re.compile(r"""[#.]([\w-]+)|=\s*["']([^"']+)["']""")
_NEGATED = re.compile(r":not\([^)]*\)")


class Frame:
    """One parsed page, with an index of its ids and classes: most selectors of a profile are one of them."""

    def __init__(self, markup: str) -> None:
        self.markup = markup.replace(PART, "")
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        try:
            self.root: HtmlElement = document_fromstring(self.markup.encode("utf-8", "replace"), parser=parser)
        except (etree.LxmlError, ValueError) as error:
            raise SourceError(f"holds no HTML elements: {error}") from error
        self._by_name: dict[str, list[HtmlElement]] = {}
        for element in self.root.iter(etree.Element):
            if element.get("id"):
                self._by_name.setdefault(f"#{element.get('id')}", []).append(element)
            for name in (element.get("class") or "").split():
                self._by_name.setdefault(f".{name}", []).append(element)

    def select(self, selector: str, within: HtmlElement | None = None) -> list[HtmlElement]:
        """The elements that match a selector list, in document order for each of its parts."""
        found = [element for part in parts_of(selector) for element in self._part(part)]
        return found if within is None else [element for element in found if is_inside(element, within)]

    def first(self, selector: str) -> HtmlElement | None:
        """The first element for the first part of the list that finds one."""
        return next((element for part in parts_of(selector) for element in self._part(part)[:1]), None)

    def _part(self, part: str) -> list[HtmlElement]:
        if _SIMPLE.fullmatch(part):
            return self._by_name.get(part, [])
        if _TAG_ONLY.fullmatch(part):
            return list(self.root.iter(part))
        return _xpath(part)(self.root) if all(word in self.markup for word in _needed(part)) else []


@lru_cache(maxsize=2048)
def parts_of(selector: str) -> tuple[str, ...]:
    """The parts of a selector list; commas in brackets or quotes separate nothing."""
    parts = re.findall(r"""(?:[^,"'\[\]()]|"[^"]*"|'[^']*'|\[[^\]]*\]|\([^)]*\))+""", selector)
    return tuple(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=2048)
def _needed(part: str) -> tuple[str, ...]:
    return tuple(first or second for first, second in _NEEDED.findall(_NEGATED.sub("", part)))


@lru_cache(maxsize=2048)
def _xpath(part: str) -> etree.XPath:
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(part, prefix="descendant-or-self::"))
    except SelectorError as error:
        raise ProfileError(f"{part!r} is not a CSS selector that can be used: {error}") from error


def text_content(element: HtmlElement) -> str:
    """All text below an element, the texts of different elements kept apart."""
    return to_unicode(without_private_use(" ".join(element.itertext())))


def is_inside(inner: HtmlElement, outer: HtmlElement) -> bool:
    """Whether an element is another one or lies below it."""
    return inner is outer or any(parent is outer for parent in inner.iterancestors())


def frame_lines(
    root: HtmlElement, labels: Mapping[HtmlElement, str], label: str, article: HtmlElement
) -> Iterator[tuple[str, str] | None]:
    """(label, line) of all text around the article in reading order; None where the article stands."""
    open_labels, parts, numbers = [label], list[str](), dict[HtmlElement, int]()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        unread = element is article or element.tag in _WITHOUT_TEXT
        if event == "start" and unread:
            if element is article:
                yield from _line(parts, open_labels[-1])
                yield None
            walk.skip_subtree()
        elif event == "start":
            own = labels.get(element, open_labels[-1])
            if element.tag in BLOCK_TAGS or own != open_labels[-1]:
                yield from _line(parts, open_labels[-1])
            open_labels.append(own)
            parts.append(_before(element, numbers) + (element.text or ""))
        else:
            if event == "end" and not unread:
                own = open_labels.pop()
                if element.tag in BLOCK_TAGS or own != open_labels[-1]:
                    yield from _line(parts, own)
            parts.append(element.tail or "")
    yield from _line(parts, label)


def _before(element: HtmlElement, numbers: dict[HtmlElement, int]) -> str:
    """What a browser shows before an element's text: an item's number; raised digits are a word of their own."""
    if element.tag == "sup":
        return " "
    ordered = element.getparent() if element.tag == "li" else None
    if ordered is None or ordered.tag != "ol":
        return ""
    kind = list_kind(ordered.get("type") or "", ordered.get("style") or "")
    number = whole_number(element.get("value"), numbers.get(ordered, whole_number(ordered.get("start"), 1)))
    numbers[ordered] = number + 1
    return "" if kind == "none" else f"{printed_number(number, kind)} "


def _line(parts: list[str], label: str) -> Iterator[tuple[str, str]]:
    """The collected text as one line, if it holds a word; `parts` is empty afterwards."""
    text = "".join(parts)
    parts.clear()
    if text and not text.isspace():
        line = tidy(_SPACES.sub(" ", to_unicode(without_private_use(text))))
        if line:
            yield label, line

"""The frame of a portal's page: parsing, selecting by CSS, and the text around the article.

The page is parsed once, by lxml; tree.py reads the article from the same tree.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lxml import etree

from builder.readers.elements import Element, is_inside, parse
from builder.readers.fonts import ANY, CAPITALS, font_of, may_name_legacy
from builder.readers.lists import number_of
from builder.readers.selectors import Index, parts_of
from builder.vietnamese.encodings import capitals, repair
from builder.vietnamese.text import tidy, to_unicode, without_private_use

BLOCK_TAGS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_WITH_BEFORE = frozenset(("li", "sup"))
_WITHOUT_TEXT = frozenset("script style template head title svg iframe".split())
_LONGEST_KEPT = 400  # characters of a line that is likely to come again


class Frame:
    """One parsed page."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.root = parse(markup)
        self._index = Index(self.root)

    @property
    def elements(self) -> Sequence[Element]:
        """All elements in document order."""
        return self._index.elements

    def select(self, selector: str, within: Element | None = None) -> list[Element]:
        """The elements that match a selector list, in document order for each of its parts."""
        found = [element for part in parts_of(selector) for element in self._index.select(part)]
        return found if within is None else [element for element in found if is_inside(element, within)]

    def first(self, selector: str) -> Element | None:
        """The first element for the first part of the list that finds one."""
        return next((element for part in parts_of(selector) for element in self._index.select(part)[:1]), None)


def text_content(element: Element) -> str:
    """All text below an element, the texts of different elements kept apart."""
    return to_unicode(without_private_use(" ".join(element.itertext())))


def frame_lines(frame: Frame, labels: Mapping[Element, str], label: str, article: Element) -> Iterator[tuple[str, str] | None]:
    """(label, line) of all text around the article in reading order; None where the article stands."""
    open_labels, outer, parts, numbers, fonts = [label], label, list[str](), dict[Element, int](), _fonts(frame)
    walk = etree.iterwalk(frame.root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            tag, own = element.tag, labels.get(element, outer)
            if element is article or tag in _WITHOUT_TEXT:
                walk.skip_subtree()
                own, text = outer, None
            else:
                text = _before(element, numbers) + (element.text or "") if tag in _WITH_BEFORE else element.text
            if parts and (own != outer or tag in BLOCK_TAGS or element is article) and (line := _line(parts)):
                yield outer, line
            if element is article:
                yield None
            open_labels.append(own)
        else:
            own = open_labels.pop() if event == "end" else outer
            if parts and (own != open_labels[-1] or (event == "end" and element.tag in BLOCK_TAGS)) and (line := _line(parts)):
                yield own, line
            text = element.tail
        outer = open_labels[-1]
        if text and (parts or not text.isspace()):  # blanks, most of what stands between elements, begin no line
            parts.append(_decoded(text, fonts, element if event == "start" else element.getparent()))
    if line := _line(parts):
        yield label, line


def _before(element: Element, numbers: dict[Element, int]) -> str:
    """What a browser shows before an element's text: an item's number; raised digits are a word of their own."""
    if element.tag == "sup":
        return " "
    number = number_of(element, numbers) if element.tag == "li" else None
    return f"{number[1]} " if number else ""


def _fonts(frame: Frame) -> dict[Element | None, int]:
    """The elements with a font that tells an encoding; few pages have any."""
    kinds: dict[Element | None, int] = {}
    for element in frame.elements if may_name_legacy(frame.markup) else ():
        face = element.get("face", "") if element.tag == "font" else ""
        kind = font_of(element.get("style", ""), face, kinds.get(element.getparent(), ANY))
        kinds |= {} if kind == ANY else {element: kind}
    return kinds


def _decoded(text: str, fonts: Mapping[Element | None, int], within: Element | None) -> str:
    kind = fonts.get(within, ANY) if fonts else ANY
    if kind == ANY:
        return text
    return capitals(text) if kind == CAPITALS else repair(text)


def _line(parts: list[str]) -> str:
    """The collected text as one line; empty if it holds no word. `parts` is empty afterwards."""
    text = "".join(parts)
    parts.clear()
    return _short_line(text) if len(text) <= _LONGEST_KEPT else _clean_line(text)


def _clean_line(text: str) -> str:
    """A line in Unicode, also if it is legacy text inside a Unicode page: first, since U+00AD is a letter in TCVN3."""
    return tidy(to_unicode(without_private_use(repair(text))))


_short_line = lru_cache(maxsize=8192)(_clean_line)  # the frame of a portal is the same on all of its pages

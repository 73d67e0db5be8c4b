"""The frame of a portal's page: parsing, selecting by CSS, and the text around the article.

The page is parsed once, by lxml; tree.py reads the article from the same tree.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from builder.readers.elements import Element, is_inside, parse
from builder.readers.lists import number_of
from builder.readers.selectors import Index, parts_of
from builder.vietnamese.text import tidy, to_unicode, without_private_use

BLOCK_TAGS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_WITH_BEFORE = frozenset(("li", "sup"))
_WITHOUT_TEXT = frozenset("script style template head title svg iframe".split())


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


def frame_lines(root: Element, labels: Mapping[Element, str], label: str, article: Element) -> Iterator[tuple[str, str] | None]:
    """(label, line) of all text around the article in reading order; None where the article stands."""
    open_labels, parts, numbers = [label], list[str](), dict[Element, int]()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        unread = element is article or element.tag in _WITHOUT_TEXT
        if event == "start" and unread:
            if element is article:
                yield from _line(parts, open_labels[-1])
                yield None
            walk.skip_subtree()
        elif event == "start":
            outer = open_labels[-1]
            own = labels.get(element, outer)
            if parts and (element.tag in BLOCK_TAGS or own != outer):
                yield from _line(parts, outer)
            open_labels.append(own)
            _add(parts, _before(element, numbers) + (element.text or "") if element.tag in _WITH_BEFORE else element.text)
        else:
            if event == "end" and not unread:
                own = open_labels.pop()
                if parts and (element.tag in BLOCK_TAGS or own != open_labels[-1]):
                    yield from _line(parts, own)
            _add(parts, element.tail)
    yield from _line(parts, label)


def _add(parts: list[str], text: str | None) -> None:
    """Blanks, most of what stands between the elements of a page, begin no line."""
    if text and (parts or not text.isspace()):
        parts.append(text)


def _before(element: Element, numbers: dict[Element, int]) -> str:
    """What a browser shows before an element's text: an item's number; raised digits are a word of their own."""
    if element.tag == "sup":
        return " "
    number = number_of(element, numbers) if element.tag == "li" else None
    return f"{number[1]} " if number else ""


def _line(parts: list[str], label: str) -> Iterator[tuple[str, str]]:
    """The collected text as one line, if it holds a word; `parts` is empty afterwards."""
    text = "".join(parts)
    parts.clear()
    if text and not text.isspace():
        line = tidy(to_unicode(without_private_use(text)))
        if line:
            yield label, line

"""The element with the most running text, for pages that no profile describes.

Which lines stand alone and what lies around them is asked of a BeautifulSoup of the whole page.
"""

from collections.abc import Collection

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from lxml import etree

from builder.readers.elements import Element

_NUMBER = "data-bantin-number"
"""The attribute that leads from an element of the one tree to its like in the other."""
_MIN_TEXT = 200  # characters of running text that make a page without a known container an article
_CONTAINERS = ("div", "td", "article", "section", "main", "body")
_FEWEST_LINKS = 3
_LONGEST_ITEM = 1000  # characters of an article in a list: headline, date and lead
_HEADLINE_WORDS = 3
_MIN_LINE = 60  # characters; shorter lines are menus and captions


def main_text(root: Element, noise: Collection[Element]) -> Element | None:
    """The element below `root` that holds the article; None for lists of links. The text of `noise` does not count."""
    elements = list(root.iter(etree.Element))
    for number, element in enumerate(elements):
        element.set(_NUMBER, f"{number} noise" if element in noise else str(number))
    soup = BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml")
    for element in elements:
        del element.attrib[_NUMBER]
    body = densest(soup, {id(tag) for tag in soup.select(f"[{_NUMBER}$=noise]")})
    if body is None or len(body.get_text()) < _MIN_TEXT or link_share(body) > 0.5 or is_list(body) or is_item(body):
        return None
    return elements[int(str(body[_NUMBER]).split()[0])]


def densest(soup: BeautifulSoup, noise: Collection[int] = ()) -> Tag | None:
    """The container that directly holds most of the page's long lines (paragraphs, or text with line breaks).

    `noise`: id() of the elements whose text does not count.
    """
    weights: dict[int, tuple[float, Tag]] = {}
    for line in soup.find_all(string=lambda text: len(text.strip()) >= _MIN_LINE):
        if line.find_parent(["script", "style", "a", "nav", "footer", "noscript", "template"]):
            continue
        if any(id(parent) in noise for parent in line.parents):
            continue
        container = line.find_parent(_CONTAINERS)
        outer = container.find_parent(_CONTAINERS) if container is not None else None
        for tag, share in ((container, 1.0), (outer, 0.6)):
            if tag is not None:
                weights[id(tag)] = (weights.get(id(tag), (0.0, tag))[0] + share * len(line.strip()), tag)
    return max(weights.values(), key=lambda entry: entry[0])[1] if weights else None


def link_share(element: Tag) -> float:
    """Share of an element's text that is link text."""
    whole = len(element.get_text(" ").strip()) or 1
    return sum(len(link.get_text(" ").strip()) for link in element.find_all("a")) / whole


def is_list(element: Tag) -> bool:
    """Whether a text begins with a headline that is a link and goes on with more of them: a list of articles with their leads."""
    lines = [line for line in element.find_all(string=True) if len(line.strip()) >= _MIN_LINE and line.find_parent("a") is None]
    links = [link for link in element.find_all("a") if _is_headline(link)]
    if len(links) < _FEWEST_LINKS or not lines or 2 * len(links) < len(lines):
        return False
    return _comes_first(element, links[0], lines[0])


def is_item(element: Tag) -> bool:
    """Whether a text is the lead of one article in a list: below a headline that is a link, beside others of its kind."""
    item: Tag | None = element
    while item is not None and not _has_headline(item):
        item = item.parent
    if item is None or not _headline_first(item, element):
        return False
    while item is not None and len(item.get_text()) <= _LONGEST_ITEM:
        others = [] if item.parent is None else item.parent.find_all(item.name, recursive=False)
        if len(others) > 1:
            return all(_has_headline(other) for other in others)
        item = item.parent
    return False


def _has_headline(element: Tag) -> bool:
    return any(_is_headline(link) for link in element.find_all("a"))


def _headline_first(item: Tag, text: Tag) -> bool:
    line = next((line for line in text.find_all(string=True) if len(line.strip()) >= _MIN_LINE), None)
    link = next(link for link in item.find_all("a") if _is_headline(link))
    return line is not None and _comes_first(item, link, line)


def _is_headline(link: Tag) -> bool:
    """A link of several words that stands apart from running text."""
    beside = (link.previous_sibling, link.next_sibling)
    alone = not any(isinstance(sibling, NavigableString) and sibling.strip() for sibling in beside)
    return alone and len(link.get_text().split()) >= _HEADLINE_WORDS


def _comes_first(element: Tag, link: Tag, line: NavigableString) -> bool:
    return next((node is link for node in element.descendants if node is link or node is line), False)

"""The element with the most running text, for pages that no profile describes."""

from bs4 import BeautifulSoup, Tag

_CONTAINERS = ("div", "td", "article", "section", "main", "body")
_MIN_LINE = 60  # characters; shorter lines are menus and captions


def densest(soup: BeautifulSoup) -> Tag | None:
    """The container that directly holds most of the page's long lines (paragraphs, or text with line breaks)."""
    weights: dict[int, tuple[float, Tag]] = {}
    for line in soup.find_all(string=lambda text: len(text.strip()) >= _MIN_LINE):
        if line.find_parent(["script", "style", "a", "nav", "footer", "noscript", "template"]):
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

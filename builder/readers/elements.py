"""An HTML tree of lxml's, and what the readers ask of its elements.

Elements are lxml's plain ones: those of lxml.html are Python classes, which makes every step through a tree slower.
"""

from typing import TypeAlias

from lxml import etree

from builder.errors import SourceError

Element: TypeAlias = etree._Element
_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style or ancestor::template)]", smart_strings=False)
_STRING = etree.XPath("string()", smart_strings=False)


def parse(markup: str) -> Element:
    """The root of a page. Raises SourceError when it holds no element."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"holds no HTML elements: {error}") from error
    if root is None:
        raise SourceError("holds no HTML elements")
    return root


def all_text(element: Element) -> str:
    """All text below an element, that of scripts included."""
    return str(_STRING(element))


def texts_of(element: Element) -> list[str]:
    """The texts below an element, without scripts and styles."""
    return list(_TEXTS(element))


def text_of(element: Element) -> str:
    """All text below an element, without scripts and styles."""
    return "".join(_TEXTS(element))


def children(element: Element, *names: str) -> list[Element]:
    """The child elements with one of these names."""
    return list(element.iterchildren(*names))


def has_any(element: Element, *names: str) -> bool:
    """Whether an element with one of these names lies below."""
    return next(element.iterdescendants(*names), None) is not None


def is_inside(inner: Element, outer: Element) -> bool:
    """Whether an element is another one or lies below it."""
    return inner is outer or any(parent is outer for parent in inner.iterancestors())

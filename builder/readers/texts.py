"""What an element of an HTML tree holds: its texts, its children, elements anywhere below it."""

from lxml import etree
from lxml.html import HtmlElement

_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style or ancestor::template)]", smart_strings=False)


def texts_of(element: HtmlElement) -> list[str]:
    """The texts below an element, without scripts and styles."""
    return list(_TEXTS(element))


def text_of(element: HtmlElement) -> str:
    """All text below an element."""
    return "".join(_TEXTS(element))


def children(element: HtmlElement, *names: str) -> list[HtmlElement]:
    """The child elements with one of these names."""
    return list(element.iterchildren(*names))


def has_any(element: HtmlElement, *names: str) -> bool:
    """Whether an element with one of these names lies below."""
    return next(element.iterdescendants(*names), None) is not None

"""An HTML tree of lxml's, and what the readers ask of its elements.

Elements are lxml's plain ones: those of lxml.html are Python classes, which makes every step through a tree slower.
"""

import re
from typing import TypeAlias

from lxml import etree

from builder.errors import SourceError
from builder.limits import DEEPEST_ELEMENTS, MOST_ATTRIBUTES, MOST_TAGS

Element: TypeAlias = etree._Element
_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style or ancestor::template)]", smart_strings=False)
_TOO_DEEP = "Excessive depth"  # libxml2's message; it leaves out what is deeper
_LONG_TAG = re.compile(r"<[a-zA-Z](?=[^<>]{4000})[^<>]*")
_WINDOW = 2000  # characters; a long tag holds a whole one of them, counted from the page's start
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_STRING = etree.XPath("string()", smart_strings=False)


def parse(markup: str) -> Element:
    """The root of a page. Raises SourceError when it holds no element, or more than the parser can read without loss."""
    tags = markup.count("<")
    if tags > MOST_TAGS:
        raise SourceError(f"{tags:,} tags; at most {MOST_TAGS:,} are read")
    _refuse_attributes(markup)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"holds no HTML elements: {error}") from error
    if root is None:
        raise SourceError("holds no HTML elements")
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise SourceError(f"its elements are nested more than {DEEPEST_ELEMENTS:,} deep, so that what lies below cannot be read")
    return root


def _refuse_attributes(markup: str) -> None:
    """The parser compares each attribute of a tag with all before it: thousands take minutes, and no page has them."""
    for match in _LONG_TAG.finditer(markup) if _may_hold_long_tag(markup) else ():
        if len(_QUOTED.sub(" ", match[0]).split()) > MOST_ATTRIBUTES:
            raise SourceError(f"a tag of it has more than {MOST_ATTRIBUTES} attributes: {match[0][:40]}…")


def _may_hold_long_tag(markup: str) -> bool:
    return any(
        markup.find("<", start, start + _WINDOW) < 0 and markup.find(">", start, start + _WINDOW) < 0
        for start in range(0, len(markup) - _WINDOW + 1, _WINDOW)
    )


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

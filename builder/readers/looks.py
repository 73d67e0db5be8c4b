"""The look that the elements around a text give it: bold, centred, hidden, in which column, in which kind of font."""

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.readers.elements import Element
from builder.readers.fonts import ANY, font_of

_CONTROLS = frozenset("select option textarea button input".split())
_BOLD_TAGS, _ITALIC_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th")), frozenset(("i", "em", "cite"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WITH_LOOK = _CONTROLS | _BOLD_TAGS | _ITALIC_TAGS | _HEADINGS | frozenset(("noscript", "center", "figcaption"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = ("", "", "", "")  # an element without attributes
_LONGEST_STYLE = 400  # characters of a style that is likely to come again


@dataclass(frozen=True, slots=True, eq=False)  # each look is one object (_interned): quick to find what was made of it before
class Look:
    """What the open elements make of the text in them."""

    label: str
    bold: bool = False
    italic: bool = False
    centred: bool = False
    column: int | None = None
    heading: int = 0
    """1 to 6 inside a heading element."""
    font: int = ANY
    """Its kind, which tells an encoding."""


_interned = lru_cache(maxsize=4096)(Look)


def plain_look(label: str) -> Look:
    """The look of a text that nothing is known of but the part of the page that it stands in."""
    return _interned(label)


def look_inside(element: Element, look: Look, label: str) -> Look:
    """The look inside an element whose part of the page is `label`; the same object where the element changes nothing."""
    name = element.tag
    if not element.attrib:
        return look if name not in _WITH_LOOK and label == look.label else _look_inside(look, label, name, _PLAIN)
    attributes = _shown_by(element)
    is_usual = sum(map(len, attributes)) <= _LONGEST_STYLE
    return (_look_inside if is_usual else _look_inside.__wrapped__)(look, label, name, attributes)


def in_column(look: Look, column: int) -> Look:
    """The same look in a column of a layout table."""
    return _interned(look.label, look.bold, look.italic, look.centred, column, look.heading, look.font)


def _shown_by(element: Element) -> tuple[str, str, str, str]:
    """The attributes that make a look: style, alignment, the face of a `<font>`, and whether it is hidden."""
    face = str(element.get("face") or "") if element.tag == "font" else ""
    hidden = "" if element.get("hidden") is None else "hidden"
    return str(element.get("style") or ""), str(element.get("align") or ""), face, hidden


@lru_cache(maxsize=4096)
def _look_inside(look: Look, label: str, name: str, attributes: tuple[str, str, str, str]) -> Look:
    """The look in an element of this name and these attributes, whose part of the page has this label."""
    style, align, face, hidden = attributes
    if label == "body" and (hidden or _HIDDEN.search(style)):
        label = "readers/html: hidden"
    elif name in _CONTROLS and label == "body":
        label = "readers/html: form-control"
    elif name == "noscript" and label == "body":
        label = "readers/html: noscript"
    bold = look.bold or name in _BOLD_TAGS or bool(_BOLD_STYLE.search(style))
    italic = look.italic or name in _ITALIC_TAGS
    centred = _is_centred(name, style, align.lower(), inherited=look.centred)
    heading = int(name[1]) if name in _HEADINGS else look.heading
    return _interned(label, bold, italic, centred, look.column, heading, font_of(style, face, look.font))


def _is_centred(name: str, style: str, align: str, *, inherited: bool) -> bool:
    if align == "center" or name in ("center", "figcaption") or _CENTRED.search(style):
        return True
    return inherited and not align and "text-align" not in style

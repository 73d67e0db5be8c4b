"""HTML lists: what a browser prints before each item."""

import re

from builder.readers.elements import Element, children

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(upper-roman|lower-roman|upper-alpha|lower-alpha|upper-latin|lower-latin|none)")
_TYPES = {
    "upper-roman": "I", "lower-roman": "i", "upper-alpha": "A", "lower-alpha": "a", "upper-latin": "A", "lower-latin": "a",
}  # fmt: skip
# A bullet or number that the author typed into an item; the typed one counts.
TYPED_BULLET = re.compile(r"([-–—•+])\s*(?=[^\s\d\-–—])")
TYPED_NUMBER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,2}){0,3}\s*[.\-/)]|[IVX]{1,5}\s*[.\-/)]|[a-zđ]\s?\)|(?:Điều|Chương|Mục|Phần)\s+[\dIVX])\s*[^\s\d]"
)


def number_of(item: Element, counters: dict[Element, int]) -> tuple[int, str] | None:
    """(number, number as printed) of an item; None in a list that prints none.

    `counters`: the next number of each list met so far; it goes on with every item.
    """
    ordered = list_of(item)
    if ordered is None or ordered.tag != "ol":
        return None
    kind = list_kind(str(ordered.get("type") or ""), str(ordered.get("style") or ""))
    number = whole_number(item.get("value"), counters.get(ordered, whole_number(ordered.get("start"), 1)))
    counters[ordered] = number + 1
    return None if kind == "none" else (number, printed_number(number, kind))


def list_of(item: Element) -> Element | None:
    """The list that counts an item: the nearest, also where other elements stand between them."""
    return next(item.iterancestors("ol", "ul"), None)


def is_lone(item: Element) -> bool:
    """The one item of an `<ol>`: a numbered line that stands alone, mostly a heading."""
    ordered = list_of(item)
    return ordered is not None and ordered.tag == "ol" and len(children(ordered, "li")) == 1


def depth_of(item: Element, top: Element) -> int:
    """0 for an item of an outermost list below `top`."""
    lists = 0
    for parent in item.iterancestors():
        lists += parent.tag in ("ul", "ol")
        if parent is top:
            break
    return max(lists - 1, 0)


def list_kind(kind: str, style: str) -> str:
    """`1`, `a`, `A`, `i`, `I`, or `none`: how an `<ol>` with this type and style counts."""
    match = _STYLE.search(style.lower())
    if match:
        return _TYPES.get(match[1], "none")
    return kind if kind in ("1", "a", "A", "i", "I") else "1"


def whole_number(value: object, otherwise: int) -> int:
    """The number that an attribute states."""
    text = str(value or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def printed_number(number: int, kind: str) -> str:
    """`3.`, `c.`, `IV.`"""
    if kind in ("a", "A") and 1 <= number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return f"{letter.upper() if kind == 'A' else letter}."
    if kind in ("i", "I") and 1 <= number < 90:
        return f"{_roman(number).upper() if kind == 'I' else _roman(number)}."
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text

"""Selectors by way of the index of a page must find what cssselect's translation to XPath finds."""

import pytest
from cssselect import HTMLTranslator
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import ProfileError
from builder.readers.elements import Element, parse
from builder.readers.selectors import Index, parts_of

SIMPLE = (
    "em", "DIV", "*", "#a", ".b", ".c", "a.b", "a.b.c", ".b:not(.c)", "a:not([title])", ":not(a)", "a:first-child",
    '[title="x y"]', '[title~="y"]', '[title^="x"]', '[title$="y"]', '[title*=" "]', '[title^=""]', '[title!="x y"]',
    "[hidden]", '[id^="a"]', "[id]", '[lang|="vi"]', '[data-x="1"]', "[data-x]",
)  # fmt: skip
COMBINATORS = (" ", " > ", " + ", " ~ ")
ATTRIBUTES = {
    "id": ("a", "ab", ""), "class": ("b", "b c", " c  b b ", ""), "title": ("x y", "x", ""), "lang": ("vi", "vi-VN", "en"),
    "hidden": ("",), "data-x": ("1", "2"),
}  # fmt: skip


@st.composite
def elements(draw: st.DrawFn, depth: int = 2) -> str:
    name = draw(st.sampled_from(("div", "span", "a", "em")))
    held = {key: draw(st.sampled_from(values)) for key, values in ATTRIBUTES.items() if draw(st.booleans())}
    inner = (
        "".join(draw(st.lists(elements(depth - 1), max_size=3))) if depth else draw(st.sampled_from(("", "chữ", "<!-- c -->")))
    )
    return f"<{name}{''.join(f' {key}={chr(34)}{value}{chr(34)}' for key, value in held.items())}>{inner}</{name}>"


@st.composite
def selectors(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3))
    return parts[0] + "".join(draw(st.sampled_from(COMBINATORS)) + part for part in parts[1:])


def _by_xpath(root: Element, selector: str) -> list[Element]:
    return list(root.xpath(HTMLTranslator().css_to_xpath(selector, prefix="descendant-or-self::")))


@given(st.lists(elements(), min_size=1, max_size=3).map("".join), selectors())
def test_the_index_finds_what_xpath_finds(markup: str, selector: str) -> None:
    root = parse(f"<p class='b'>x</p>{markup}")
    assert Index(root).select(selector) == _by_xpath(root, selector)


@pytest.mark.parametrize("selector", ["div[", "p::nothing(", ":nope(x)"])
def test_what_is_no_selector_is_said_to_be_none(selector: str) -> None:
    with pytest.raises(ProfileError, match="is not a CSS selector that can be used"):
        Index(parse("<p>x")).select(selector)


def test_a_list_is_taken_apart_at_its_own_commas_only() -> None:
    assert parts_of('a, [title="x, y"], .b:not(.c, .d)') == ("a", '[title="x, y"]', ".b:not(.c, .d)")

"""Text of a source stays text, also where another renderer than ours reads the page, with more extensions than we have."""

import html

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from builder.content.markdown import escape_line

_EXTENSIONS = (
    "footnotes", "tables", "toc", "attr_list", "md_in_html", "admonition", "abbr", "def_list", "wikilinks", "meta",
    "pymdownx.snippets", "pymdownx.superfences", "pymdownx.details", "pymdownx.tasklist", "pymdownx.highlight",
)  # fmt: skip
HARMLESS = frozenset("div p strong em code ul ol li dl dt dd a sup hr br h1 h2 h3 h4 h5 h6 blockquote section".split())
ATTACKS = (
    "<script>canary(1)</script>", "<img src=x onerror=canary(3)//>", "<b onclick=a()//>", "<!--", "<style>", "&lt;script>",
    "{: onclick='a' }", "{ .a onclick=b }", "{{ 7*7 }}", "{% raw %}", "{#", "[a](javascript:b)", "[TOC]", "[[a]]", "[a]: b",
    "[^1]: x", "*[A]: b", "!!! x", "??? x", '--8<-- "a"', "```js", "~~~", "<div markdown=1>", "    a", "| a |", ": a",
    "&amp;", " ", "a",
)  # fmt: skip


def _rendered(text: str) -> str:
    return str(markdown.Markdown(extensions=_EXTENSIONS).convert(escape_line(text)))


@given(st.lists(st.sampled_from(ATTACKS), min_size=1, max_size=5).map("".join))
def test_no_element_and_no_attribute_comes_out_of_a_text(text: str) -> None:
    made = _rendered(text.strip())
    tree = lxml_html.fromstring(f"<div>{made}</div>")
    assert {str(element.tag) for element in tree.iter(etree.Element)} <= HARMLESS
    assert not [str(name) for name in tree.xpath("//@*[starts-with(name(), 'on') or name() = 'style' or name() = 'src']")]
    assert not [str(value) for value in tree.xpath("//a/@href") if "javascript" in str(value)]
    assert "49" not in made
    assert "{{" not in escape_line(text)
    assert "{%" not in escape_line(text)


@pytest.mark.parametrize("text", [text for text in ATTACKS if text.strip() not in ("", "    a", '--8<-- "a"')])
def test_the_words_are_those_of_the_text(text: str) -> None:
    shown = "".join(lxml_html.fromstring(f"<div>{_rendered(text)}</div>").itertext())
    assert "".join(shown.replace("\\", "").split()) == "".join(text.replace("\\", "").split()), html.escape(shown)

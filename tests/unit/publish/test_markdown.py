"""Markdown to HTML: the cases of tests/cases/publish_markdown.md, the outline, and what can never be written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it.rules_core import inline
from markdown_it.utils import read_fixture_file

from builder.publish.links import resolve
from builder.publish.markdown import Rendered, new_parser, render

CASES = read_fixture_file(Path(__file__).parents[2] / "cases" / "publish_markdown.md")
PARSER = new_parser()


def _lookup(path: str) -> str | None:
    return None if "lost" in path else path.removeprefix("bulletins/2022/")


def _render(text: str) -> Rendered:
    return render(PARSER, text, lambda address: resolve(address, "bulletins/2022/x.md", _lookup))


@pytest.mark.parametrize(("line", "title", "text", "expected"), CASES, ids=[case[1] for case in CASES])
def test_cases(line: int, title: str, text: str, expected: str) -> None:
    assert _render(text).html.rstrip() == expected.rstrip(), f"publish_markdown.md:{line}: {title}"


def test_the_outline_nests_by_level() -> None:
    toc = _render("# T <i>\n\n## A\n\n### a1\n\n#### x\n\n### a2\n\n## B\n").toc
    assert [entry.title for entry in toc] == ["T &lt;i&gt;"]
    assert [entry.id for entry in toc[0].children] == ["a", "b"]
    assert [entry.id for entry in toc[0].children[0].children] == ["a1", "a2"]
    assert toc[0].children[0].children[0].children[0].level == 4


def test_the_anchors_and_the_dead_ends_are_reported() -> None:
    rendered = _render("# T\n\na[^1] [b](lost.md) ![c](lost.png)\n\n[^1]: d\n")
    assert rendered.ids == {"t", "fn:1"}
    assert rendered.unresolved == ("lost.md", "lost.png")


def test_a_paragraph_with_a_break_in_the_middle_is_no_signature() -> None:
    assert "bt-signature" not in _render("a\\\nb\n\nc\n").html
    assert "bt-signature" not in _render("").html


ATTACKS = [
    *("<script>", "</table>", "<table>", "<td onclick=x>", "<img src=x onerror=y>", "[a](javascript:b)", "<a href=x>"),
    *("![i](//e/x)", "| a |\n|---|\n| b |\n", "[^1]", "[^1]: ", "\n\n", "# ", "- ", "    ", "`", "<style>", "<!--", "&lt;"),
    *('"', "<br>", "</td>"),
]


@given(st.lists(st.sampled_from(ATTACKS) | st.text(max_size=5), max_size=12))
def test_no_script_no_handler_no_foreign_address(parts: list[str]) -> None:
    tree = lxml_html.fromstring(f"<main>{_render(''.join(parts)).html}</main>")
    for element in tree.iter():
        assert element.tag not in ("script", "style", "iframe", "object", "form"), element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in ("src", "href") or not value.lower().startswith(("javascript:", "data:", "//")), value
            assert name != "src" or "//" not in value


@given(
    st.lists(
        st.sampled_from(["\n", "\\", "`", "*", "_", "[", "]", "(", ")", "<", ">", "&", "!", "^", "~", "$", "{"])
        | st.text(max_size=4),
        max_size=14,
    )
)
def test_lines_without_marks_become_what_the_library_makes_of_them(parts: list[str]) -> None:
    library = new_parser()
    library.core.ruler.at("inline", inline)
    text = "".join(parts)
    assert PARSER.parse(text) == library.parse(text)

"""Blocks without markup are not parsed inline: what is read of a body must be what the library's own parser reads."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from builder.content.shown import parser

_PIECES = st.sampled_from(
    [*"aế \n\\`*_[]()<>&!^~#|-.:1$@{}'\"", "&amp;", "[^1]", "\n\n[^1]: ", "^[", "](<a>)", "![", "https://", "<b>"]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
@example("Một dòng - không có gì: 5 + 3 = 8 ~ 100 %!")
@example("| a | b |\n| --- | --- |\n| *c* | d |")
def test_a_body_is_read_as_commonmark_reads_it(body: str) -> None:
    reference = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    assert parser().render(body) == reference.render(body)

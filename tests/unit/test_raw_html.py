"""Raw HTML comes down to the tags of a table; words stay, nothing that acts does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from builder.content.markdown import render_body
from builder.model import Cell, Document, Metadata, Source, Table
from builder.raw_html import reduced_table

METADATA = Metadata("a", "A", Source("a.txt", "0", "text/plain", "utf-8"))
PIECES = (
    *("<table>", "<tr>", "<td colspan='2'>", "</td>", "</table>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA["),
    *(
        "<math><mtext>",
        "<svg>",
        "<img src=x onerror=y>",
        "<a href=javascript:x>",
        "<iframe srcdoc=x>",
        "<template>",
        "<noscript>",
    ),
    *("<textarea>", "<form action=x>", "<base href=x>", "<td style=x onclick=y rowspan=99999>", "&lt;script&gt;", "chữ"),
)
ALLOWED = frozenset("table caption thead tbody tfoot tr th td p br em strong sup sub".split())


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        ("<table>\n<tr><td>a</td></tr>\n</table>", "<table>\n<tr><td>a</td></tr>\n</table>"),
        (
            "<table onclick=x><tr><td colspan=2 style=y>a<script>b()</script></table>",
            '<table><tr><td colspan="2">ab()</td></tr></table>',
        ),
        ("<table><tr><td rowspan='9999' colspan='-1'>a</table>", "<table><tr><td>a</td></tr></table>"),
        ("<table><tbody><tr><td>a &amp; b < c</table>", "<table><tbody><tr><td>a &amp; b &lt; c</td></tr></tbody></table>"),
        ("<table><tr><td><svg><style><img src=x onerror=y>", "<table><tr><td></td></tr></table>"),
    ],
)
def test_cases(markup: str, clean: str) -> None:
    assert reduced_table(markup) == clean


@given(st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=4), max_size=14))
def test_nothing_but_table_tags_and_spans_is_left(parts: list[str]) -> None:
    clean = reduced_table("".join(parts))
    for element in lxml_html.fragment_fromstring(clean, create_parent="main").iterdescendants():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"colspan", "rowspan"}


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=8), min_size=1, max_size=4
    )
)
def test_a_table_of_the_writer_passes_as_it_is(lines: list[str]) -> None:
    rows = ((Cell(tuple(lines), colspan=2),), (Cell(("b",)), Cell(("c",))))
    body = render_body(Document((Table(rows, "line 1"),), METADATA))
    assert reduced_table(body[body.index("<table>") :].strip()) == body[body.index("<table>") :].strip()

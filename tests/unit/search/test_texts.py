"""Texts on their way into the indexes: Markdown to lines, HTML to lines, abbreviations."""

import pytest

from builder.errors import SearchError
from builder.search.abbreviations import abbreviations, alternates, expansions
from builder.search.article import article_lines, bulletin_html
from builder.search.plain import plain_lines
from builder.search.query import Query


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("# Tên\n\n## I. Mục *nhấn* {#muc}\n", [("Tên", 1), ("I. Mục nhấn", 2)]),
        ("- một\n  + hai\n* ba", [("một", 0), ("hai", 0), ("ba", 0)]),
        (
            "Chữ[^1] có [liên kết](a_(b).html) và ![ảnh](x.jpg).\n\n[^1]: Chú thích.",
            [("Chữ có liên kết và ảnh.", 0), ("Chú thích.", 0)],
        ),
        ("| A | B |\n|---|---|\n| 1 | 2 |", [("A B", 0), ("1 2", 0)]),
        ("a\\*b \\[5\\] &lt;b&gt; <td colspan=2>c</td>", [("a*b [5] <b> c", 0)]),
        ("3. Ba\n\n---\n", [("3. Ba", 0)]),
    ],
)
def test_plain_lines(markdown: str, lines: list[tuple[str, int]]) -> None:
    assert [(line.text, line.level) for line in plain_lines(markdown)] == lines


def test_article_lines_are_those_of_the_bulletin_only() -> None:
    page = (
        "<nav>trình đơn</nav><article class=x data-bulletin-id='a-1'><h1 id=t>Tên<a class=headerlink href=#t>#</a></h1>"
        "<dl data-search-ignore=all><dt>Số<dd>1</dl><p>Một<br>hai &amp; <b>ba</b><sup><a class='footnote-ref'>1</a></sup></p>"
        "<ul><li>bốn</ul><table><tr><td>5<td>6</table></article><footer>chân</footer>"
    )
    found = bulletin_html(page)
    assert found is not None
    assert found[0] == "a-1"
    lines = article_lines(found[1])
    assert [line.text for line in lines] == ["Tên", "Một hai & ba", "bốn", "5", "6"]
    assert (lines[0].level, lines[0].anchor) == (1, "t")
    assert bulletin_html("<article>x</article>") is None


def test_abbreviations_work_both_ways_and_not_inside_numbers() -> None:
    assert "Ủy ban nhân dân" in expansions(["UBND xã"]).sure
    assert "UBND" in expansions(["Uỷ ban nhân dân xã"]).sure
    assert "Nghị quyết" not in expansions(["38/NQ-CP"]).sure
    assert "Ban Thường vụ" in expansions(["BTV Huyện ủy"]).weak
    assert expansions(["ubnd"]).sure == ()
    assert {"quý 1", "quý ii"} <= set(expansions(["quý I năm nay, quý 2 tới"]).sure)
    assert "Ủy ban nhân dân" in alternates(["ubnd"])


def test_abbreviation_rows_are_whole() -> None:
    rows = abbreviations()
    assert len(rows) > 300
    assert len({row.short for row in rows}) == len(rows)
    assert all(reading.strip() == reading and reading for row in rows for reading in row.readings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": "x"},
        {"limit": -1},
        {"limit": 10**6},
        {"page": 0},
        {"date_from": "hôm qua"},
        {"date_to": "1/2/2022"},
        {"date_to": "2022-13"},
    ],
)
def test_a_query_names_what_is_allowed(wrong: dict[str, object]) -> None:
    with pytest.raises(SearchError, match="allowed"):
        Query("x", **wrong)  # type: ignore[arg-type]

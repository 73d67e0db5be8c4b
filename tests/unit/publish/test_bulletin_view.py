"""What stands around a bulletin's text: letterhead, signature, links to what it cites and what cites it, plain text, styles."""

import pytest

from builder.model import Citation, Page, Related
from builder.publish.bulletin_view import parts, view
from builder.publish.letterhead_sides import sides
from builder.publish.markdown import Rendered, new_parser, render
from builder.publish.neighbours import cited_paths, neighbours
from builder.publish.shelf import shelf
from builder.publish.theme_css import subset
from tests.unit.publish.pages import page

PARTY = ("ĐẢNG BỘ HUYỆN X", "ĐẢNG ỦY XÃ Y", "*", "Số 52-BC/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "X, ngày 22 tháng 3 năm 2022")
STATE = ("Ủy ban nhân dân", "Xã Y", "Số: 47/BC-UBND", "Y, ngày 18 tháng 11 năm 2022",
         "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc")  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "left", "right"),
    [
        (PARTY, PARTY[:4], PARTY[4:]),
        (STATE, STATE[:3], (*STATE[4:], STATE[3])),
        (("ĐOÀN TNCS HỒ CHÍ MINH HUYỆN X", "BCH XÃ Y", "ĐOÀN TNCS HỒ CHÍ MINH"), ("ĐOÀN TNCS HỒ CHÍ MINH HUYỆN X", "BCH XÃ Y"),
         ("ĐOÀN TNCS HỒ CHÍ MINH",)),
        (("ĐẢNG ỦY XÃ Y", "Số 1-BC/ĐU"), ("ĐẢNG ỦY XÃ Y", "Số 1-BC/ĐU"), ()),
        (("ĐẢNG CỘNG SẢN VIỆT NAM",), ("ĐẢNG CỘNG SẢN VIỆT NAM",), ()),
        ((), (), ()),
    ],
)  # fmt: skip
def test_a_letterhead_has_the_sides_that_its_lines_tell(
    lines: tuple[str, ...], left: tuple[str, ...], right: tuple[str, ...]
) -> None:
    found = sides(lines)
    assert (found.left, found.right) == (left, right)


def _render(text: str, cited: dict[str, str] | None = None, signer: str | None = None) -> Rendered:
    return render(new_parser(), text, lambda address: address, cited or {}, signer)


def test_a_number_is_linked_where_it_stands_and_nowhere_else() -> None:
    text = "# T 5-CT/TW\n\nTheo 5-CT/TW, 15-CT/TW, 5-CT/TWĐ, [5-CT/TW](x) và *5-CT/TW*[^1].\n\n[^1]: Xem 5-CT/TW.\n"
    linked, plain = _render(text, {"5-CT/TW": "../a&b/"}), _render(text)
    assert linked.html.count('<a class="bt-cited" href="../a&amp;b/">5-CT/TW</a>') == 3
    assert linked.html.replace('<a class="bt-cited" href="../a&amp;b/">5-CT/TW</a>', "5-CT/TW") == plain.html
    assert linked.text == plain.text


def test_the_signature_is_found_above_an_annex_by_its_name() -> None:
    text = "# T\n\nLời.\n\nTM. ỦY BAN\\\nCHỦ TỊCH\\\nLò Thị Mai\n\n## Phụ lục\n\nMột\\\nhai\n"
    cut = parts(_render(text, signer="Lò Thị Mai").html)
    assert cut.signature.startswith('<p class="bt-signature">TM. ỦY BAN<br')
    assert "Phụ lục" in cut.notes
    assert "Lời." in cut.body
    assert parts("<p>Không ký</p>\n").signature == ""


def test_the_plain_text_keeps_numbers_cells_and_notes() -> None:
    text = "# T\n\n3. ba\n4. bốn\n   - con\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    text += "<table>\n<tr><td>x<br>y</td><td>z</td></tr>\n</table>\n\nGhi[^1]\n\n[^1]: chú\n"
    assert _render(text).text == "T\n\n3. ba\n4. bốn\n  - con\n\na\tb\n1\t2\n\nx y\tz\n\nGhi[1]\n\n[1] chú\n"


def _citing(name: str, *numbers: str) -> Page:
    cited = tuple(Citation("Nghị quyết", number, "2021-03-12", "Huyện ủy Lam Sơn") for number in numbers)
    return page(name, citations=cited, issuer="Đảng ủy xã Phú Cường", parent_issuer="Huyện ủy Lam Sơn", issued="2022-05-31")


def test_citations_lead_to_the_copy_else_to_the_list_else_nowhere() -> None:
    copy = page("nq", doc_type="Nghị quyết", number="08-NQ/HU", issuer="Huyện ủy Lam Sơn", issued="2021-03-12")
    pages = [_citing("a", "08-NQ/HU", "09-NQ/HU", "10-NQ/HU"), _citing("b", "08-NQ/HU", "09-NQ/HU"), copy]
    on = shelf(pages, {"a": Related(documents=("b", "mat"), previous="b")})
    found = neighbours(pages[0], on, lambda _path: True)
    first, second, third = found.cited
    assert (first.path, first.note) == (copy.path, "có trong kho")
    assert second.path is not None
    assert second.path.startswith("browse/vien-dan/")
    assert second.note == "được viện dẫn trong 2 văn bản, chưa có trong kho"
    assert (third.path, third.note) == (None, "chưa có trong kho")
    assert set(cited_paths(found.cited)) == {"08-NQ/HU", "09-NQ/HU"}
    assert [other.title for other in neighbours(copy, on, lambda _path: True).citing] == ["BÁO CÁO a", "BÁO CÁO b"]
    shown = view(pages[0].metadata, "", found, lambda path: f"to/{path}")
    assert [one["href"] for one in shown.cited] == [f"to/{first.path}", f"to/{second.path}", ""]
    assert [other["label"] for other in shown.series] == ["Kỳ trước"]
    assert shown.related == ()  # what is a neighbour in the series already is not named twice


def test_a_page_that_the_site_has_not_is_no_link() -> None:
    on = shelf([_citing("a", "08-NQ/HU"), _citing("b", "08-NQ/HU")], {"a": Related(documents=("b",), next="b")})
    found = neighbours(on.by_id["a"], on, lambda _path: False)
    assert (found.related, found.series, [one.path for one in found.cited]) == ((), (), [None])


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{color:red}.b{color:red}", ".a{color:red}"),
        (".a .b,.a,.a>p{color:red}", ".a,.a>p{color:red}"),
        (".a:not(.b){x:y}p:is(.b){x:y}", ".a:not(.b){x:y}p:is(.b){x:y}"),
        ("@media print{.b{x:y}}@media screen{.a{x:y}.b{x:y}}", "@media screen{.a{x:y}}"),
        (":root{--used:1;--by-unused:2;--lost:3}.a{x:var(--used)}.b{x:var(--by-unused)}", ":root{--used:1}.a{x:var(--used)}"),
        ("@charset \"utf-8\";@page{margin:1cm}p{a:b;}", "@charset \"utf-8\";@page{margin:1cm}p{a:b}"),
        ('.a{background:url("data:x;.b{}")}', '.a{background:url("data:x;.b{}")}'),
        ("", ""),
    ],
)  # fmt: skip
def test_a_style_sheet_keeps_the_rules_that_can_match(css: str, left: str) -> None:
    assert subset(css, frozenset({"a"})) == left

"""The ways in: issuers and bodies above them, places and the reform, signers, cited documents, long lists; what always holds."""

import re
from collections import Counter
from posixpath import dirname, join, normpath, relpath

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builder.model import Citation, Page
from builder.publish import browse_groups as groups
from builder.publish.browse import browse_pages
from builder.publish.browse_groups import Lists, lists_of
from builder.publish.browse_rows import relative, rows_of
from tests.unit.publish.pages import page


def _made(*pages: Page) -> dict[str, str]:
    return dict(browse_pages(pages))


def _links(text: str) -> list[str]:
    tokens = MarkdownIt().enable("table").parse(text.split("\n---\n", 1)[1])
    children = [child for token in tokens for child in token.children or ()]
    return [str(child.attrGet("href")) for child in children if child.type == "link_open"]


# ---------------------------------------------------------------- issuers
def test_namesakes_of_two_districts_are_two_issuers() -> None:
    both = {"issuer": "Đảng ủy xã Tân Hưng"}
    made = _made(
        page("a", parent_issuer="Huyện ủy Lam Sơn", **both),
        page("b", parent_issuer="Huyện ủy Đông Vọng", **both),
        page("c", **both),
    )
    assert {path for path in made if path.startswith("browse/co-quan/dang-uy")} == {
        "browse/co-quan/dang-uy-xa-tan-hung-huyen-dong-vong.md",
        "browse/co-quan/dang-uy-xa-tan-hung-huyen-lam-son.md",
        "browse/co-quan/dang-uy-xa-tan-hung-khong-ro-cap-tren.md",
    }
    data = yaml.safe_load(made["browse/index.md"].split("---\n")[1])
    assert data["archive"]["paths"]["issuer"] == {}


def test_namesakes_of_two_provinces_and_of_two_communes_are_told_apart() -> None:
    made = _made(
        page("a", issuer="Huyện ủy Châu Thành", parent_issuer="Tỉnh ủy Tây Ninh"),
        page("b", issuer="Huyện ủy Châu Thành", parent_issuer="Tỉnh ủy Bến Tre"),
        page("c", locality=("thôn Đông", "xã Tân Hưng")),
        page("d", locality=("thôn Đông", "xã Phú Cường")),
    )
    assert {"browse/co-quan/huyen-uy-chau-thanh-tinh-ben-tre.md", "browse/co-quan/huyen-uy-chau-thanh-tinh-tay-ninh.md"} <= set(
        made
    )
    assert {"browse/dia-ban/thon-dong-xa-phu-cuong.md", "browse/dia-ban/thon-dong-xa-tan-hung.md"} <= set(made)


def test_one_issuer_that_prints_its_district_only_sometimes_is_one() -> None:
    made = _made(
        page("a", issuer="Đảng ủy xã Tân Hưng", parent_issuer="HUYỆN ỦY LAM SƠN"), page("b", issuer="Đảng uỷ xã Tân Hưng")
    )
    assert "2 văn bản" in made["browse/co-quan/dang-uy-xa-tan-hung.md"]


def test_the_tree_nests_issuers_below_the_bodies_above_them() -> None:
    made = _made(
        page("a", issuer="Đảng ủy xã Tân Hưng", parent_issuer="Đảng bộ huyện Lam Sơn"),
        page("b", issuer="Huyện ủy Lam Sơn", parent_issuer="Tỉnh ủy Hà Dương"),
    )
    rows = [line for line in made["browse/co-quan/cap-tren.md"].splitlines() if line.lstrip().startswith("- ")]
    assert rows == [
        "- Tỉnh ủy Hà Dương",
        "    - [Huyện ủy Lam Sơn](huyen-uy-lam-son.md) — 1 văn bản",
        "        - [Đảng ủy xã Tân Hưng](dang-uy-xa-tan-hung.md) — 1 văn bản",
    ]
    assert "Cơ quan cấp dưới: [Đảng ủy xã Tân Hưng](dang-uy-xa-tan-hung.md)." in made["browse/co-quan/huyen-uy-lam-son.md"]


@pytest.mark.parametrize("ring", [["A", "A"], ["A", "B"], ["A", "B", "C"]])
def test_a_ring_of_bodies_is_shown_once_and_ends(ring: list[str]) -> None:
    pages = [page(f"p{place}", issuer=f"Ban {name}", parent_issuer=f"Ban {ring[place - 1]}") for place, name in enumerate(ring)]
    tree = _made(*pages).get("browse/co-quan/cap-tren.md", "")
    found = Counter(re.findall(r"\[(Ban .)\]", tree))
    assert found == ({} if len(set(ring)) == 1 else Counter(f"Ban {name}" for name in ring))


def test_a_deep_tree_does_not_break_the_lists() -> None:
    pages = [page(f"p{number}", issuer=f"Ban số {number}", parent_issuer=f"Ban số {number + 1}") for number in range(150)]
    made = _made(*pages)
    shown = made["browse/co-quan/cap-tren.md"] + made["browse/co-quan/cap-tren/2.md"]
    assert len(set(re.findall(r"\[Ban số (\d+)\]", shown))) == 150


# ---------------------------------------------------------------- places
def test_a_place_says_what_became_of_it_in_2025() -> None:
    made = _made(page("a", locality=("xã Cẩm Thạch", "huyện Cẩm Xuyên", "tỉnh Hà Tĩnh"), issued="2022-01-01"))
    assert "Từ ngày 01/7/2025 thuộc: Xã Cẩm Duệ (Tỉnh Hà Tĩnh)." in made["browse/dia-ban/xa-cam-thach.md"]
    assert "không còn cấp huyện; địa bàn nay thuộc: Xã Cẩm Bình, Xã Cẩm Duệ, " in made["browse/dia-ban/huyen-cam-xuyen.md"]
    assert "2025" not in made["browse/dia-ban/tinh-ha-tinh.md"]


def test_a_new_commune_says_what_it_was_made_of() -> None:
    made = _made(
        page("a", locality=("xã Thiên Cầm",), issued="2025-08-01"), page("b", locality=("xã Hà Linh",), issued="2024-01-01")
    )
    assert "Trước ngày 01/7/2025: Thị trấn Thiên Cầm, " in made["browse/dia-ban/xa-thien-cam.md"]
    assert "2025" not in made["browse/dia-ban/xa-ha-linh.md"]


def test_a_place_that_the_table_does_not_know_beyond_doubt_says_nothing() -> None:
    made = _made(page("a", locality=("xã Cẩm Bình",), issued="2022-01-01"), page("b", locality=("huyện Không Có",)))
    assert "2025" not in made["browse/dia-ban/xa-cam-binh.md"] + made["browse/dia-ban/huyen-khong-co.md"]


def test_a_bulletin_is_in_the_list_of_each_of_its_places_once() -> None:
    made = _made(page("a", locality=("xã Cẩm Bình", "Xã Cẩm Bình", "huyện Cẩm Xuyên")))
    assert _links(made["browse/dia-ban/xa-cam-binh.md"]).count("../../bulletins/undated/a.md") == 1


# ---------------------------------------------------------------- signers
SIGNED = (
    page("a", signer="Đỗ Văn Ân", signer_role="BÍ THƯ", issuer="Đảng ủy xã Tân Hưng", issued="2022-01-01"),
    page("b", signer="Đỗ Văn Ân", signer_role="Phó Bí thư", issuer="Đảng ủy xã Tân Hưng", issued="2020-01-01"),
    page("c", signer="Trần Thị Bình", issuer="Huyện ủy Lam Sơn"),
    page("d"),
)


def test_signers_are_in_the_order_of_given_names_with_their_offices() -> None:
    index = _made(*SIGNED)["browse/nguoi-ky/index.md"]
    assert "1 văn bản không ghi người ký." in index
    assert "- [Đỗ Văn Ân](do-van-an.md) — 2 văn bản · 2020–2022 · BÍ THƯ, Phó Bí thư\n" in index
    assert "- Trần Thị Bình  \n    *[BÁO CÁO c](../../bulletins/undated/c.md)*\n" in index
    assert index.index("Đỗ Văn Ân") < index.index("Trần Thị Bình")


def test_a_signer_of_several_issuers_may_be_several_persons() -> None:
    alone, shared = _made(*SIGNED), _made(*SIGNED, page("e", signer="Đỗ Văn Ân", issuer="Huyện ủy Lam Sơn"))
    assert "trùng tên" not in alone["browse/nguoi-ky/do-van-an.md"]
    assert "Chức vụ ghi trên văn bản: BÍ THƯ; Phó Bí thư." in alone["browse/nguoi-ky/do-van-an.md"]
    text = shared["browse/nguoi-ky/do-van-an.md"]
    assert "trùng tên" in text
    assert re.findall(r"^## (.*)$", text, re.M) == ["Đảng ủy xã Tân Hưng", "Huyện ủy Lam Sơn"]


# ---------------------------------------------------------------- cited documents
def test_a_cited_document_lists_who_cites_it_and_says_whether_the_archive_has_it() -> None:
    resolution = Citation("Nghị quyết", "08-NQ/HU", "2021-03-12")
    where = {"issuer": "Đảng ủy xã Tân Hưng", "parent_issuer": "Huyện ủy Lam Sơn"}
    citing = [page(name, citations=(resolution, Citation("Chỉ thị", "05")), issued="2022-01-01", **where) for name in "ab"]
    copy = page("nq", number="08-NQ/HU", doc_type="Nghị quyết", issuer="Huyện ủy Lam Sơn", issued="2021-03-12")
    made = _made(*citing, copy)
    held, lacking = made["browse/vien-dan/nghi-quyet-8-hu-huyen-lam-son-2021.md"], made["browse/vien-dan/chi-thi-5-tw-2016.md"]
    assert "Được viện dẫn trong 2 văn bản. Bản lưu trong kho: [BÁO CÁO nq](../../bulletins/2021/nq.md)." in held
    assert "Được viện dẫn trong 2 văn bản. Chưa có trong kho." in lacking
    assert [link for link in _links(lacking) if "bulletins" in link] == [f"../../bulletins/2022/{name}.md" for name in "ab"]
    assert "có bản lưu của 1 văn bản" in made["browse/vien-dan/index.md"]
    assert "[2016](theo-loai" not in made["browse/vien-dan/index.md"]


def test_a_citation_without_a_date_that_was_inferred_is_said_to_be() -> None:
    where = {"issuer": "Đảng ủy xã Tân Hưng", "parent_issuer": "Huyện ủy Lam Sơn"}
    dated = page("a", citations=(Citation("Nghị quyết", "08-NQ/HU", "2021-03-12"),), issued="2022-01-01", **where)
    undated = page("b", citations=(Citation("Nghị quyết", "08-NQ/HU"),), issued="2022-02-01", **where)
    assert (
        "1 lượt viện dẫn không ghi ngày; kho hiểu"
        in _made(dated, undated)["browse/vien-dan/nghi-quyet-8-hu-huyen-lam-son-2021.md"]
    )


def test_a_document_cited_once_leads_straight_to_the_citing_bulletin() -> None:
    made = _made(page("a", citations=(Citation("Chỉ thị", "18-CT/TW", "2022-10-26"),), issued="2023-01-01"))
    assert (
        "*được viện dẫn trong [BÁO CÁO a](../../../bulletins/2023/a.md) · chưa có trong kho*"
        in made["browse/vien-dan/theo-loai/chi-thi.md"]
    )
    assert not [path for path in made if path.startswith("browse/vien-dan/chi-thi")]


# ---------------------------------------------------------------- long lists
def test_a_long_list_of_lists_has_sections_with_jump_links() -> None:
    letters = "ABCDĐEGHIKLMNOÔƠPQRSTUƯVXY"
    names = [f"{first}{second}".title() for first in letters for second in ("ân", "inh", "ang", "uy", "on", "ơn")]
    made = _made(
        *(page(f"p{place}", issuer=f"Đảng ủy xã {name}") for place, name in enumerate(names)), page("x", issuer="Chi bộ 1")
    )
    index = made["browse/co-quan/index.md"]
    assert "[Đảng ủy xã: A](#dang-uy-xa-a) (6)" in index
    assert "[Đảng ủy xã: Đ](#dang-uy-xa-d-2) (6)" in index
    assert "browse/co-quan/trang/2.md" in made
    order = re.findall(r"^## (?:Đảng ủy xã: )?([^\s(]+)", index + made["browse/co-quan/trang/2.md"], re.MULTILINE)
    assert [letter for letter in dict.fromkeys(order) if letter in letters] == list(letters)


# ---------------------------------------------------------------- what always holds
_TEXT = (
    st.none() | st.text(max_size=12) | st.sampled_from(["Đảng ủy xã Tân Hưng", "UBND xã Ân Thi", "index", "trang", "cap-tren"])
)
_DATE = st.none() | st.dates().map(str)
_CITATIONS = st.lists(
    st.builds(Citation, st.sampled_from(["Chỉ thị", None]), st.sampled_from(["05", "05-CT/TW", "7/QĐ-UBND", "<x>"]), _DATE),
    max_size=3,
).map(tuple)
_FIELDS = st.fixed_dictionaries(
    {
        "issuer": _TEXT, "parent_issuer": _TEXT, "doc_type": _TEXT, "signer": _TEXT, "signer_role": _TEXT, "number": _TEXT,
        "issued": _DATE, "citations": _CITATIONS, "locality": st.lists(st.text(max_size=8), max_size=2).map(tuple),
    }
)  # fmt: skip


def _in_lists(lists: Lists, kind: str) -> Counter[str]:
    return Counter(row.page.metadata.id for group in getattr(lists, kind) for row in group.rows)


@settings(max_examples=25)
@given(st.lists(_FIELDS, min_size=2, max_size=6))
def test_every_bulletin_is_in_exactly_its_lists_and_every_link_leads_somewhere(drawn: list[dict[str, object]]) -> None:
    pages = [page(f"p{place}", **fields) for place, fields in enumerate(drawn)]
    lists = lists_of(rows_of(pages))
    for kind in ("years", "issuers", "types"):
        assert _in_lists(lists, kind) == Counter(one.metadata.id for one in pages), kind
    signed = [one for one in pages if (one.metadata.signer or "").strip()]
    assert _in_lists(lists, "signers") == Counter(one.metadata.id for one in signed)
    made = browse_pages(pages)
    assert made == browse_pages(pages[::-1])
    known = {*made, *(one.path for one in pages), "tim-kiem.md"}
    for path, text in made.items():
        if path.endswith(".md"):
            missing = [
                link
                for link in _links(text)
                if link.split("#")[0] and normpath(join(dirname(path), link.split("#")[0])) not in known
            ]
            assert missing == [], path


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), st.lists(st.sampled_from("abc"), min_size=1, max_size=4))
def test_relative_paths_are_those_of_the_library(to: list[str], here: list[str]) -> None:
    target, path = "/".join([*to, "x.md"]), "/".join([*here, "y.md"])
    assert relative(target, path) == relpath(target, dirname(path))


def test_no_list_takes_the_name_of_another_page() -> None:
    pages = [
        page(name, issuer=name, signer=name, locality=(name,))
        for name in ("index", "trang", "cap tren", "Không ghi cơ quan ban hành")
    ]
    made = _made(*pages, page("none", parent_issuer=None), page("child", issuer="Ban A", parent_issuer="Ban B"))
    assert "Theo cơ quan ban hành" in made["browse/co-quan/index.md"]
    assert "Cơ quan theo cấp trên" in made["browse/co-quan/cap-tren.md"]
    assert groups.ISSUERS.missing in made["browse/co-quan/khong-ghi-co-quan-ban-hanh.md"]
    assert "browse/co-quan/khong-ghi-co-quan-ban-hanh-2.md" in made

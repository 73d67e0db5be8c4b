"""The generated lists: what they hold, in which order, and that titles stay text."""

import re
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
import yaml
from markdown_it import MarkdownIt

from builder.model import Page, Period
from builder.publish.browse import browse_pages, write_browse
from tests.unit.publish.pages import HOSTILE, hostile_page, page

PAGES = [
    page(
        "a",
        issued="2022-05-24",
        issuer="Đảng ủy xã Tân Hưng",
        parent_issuer="Huyện ủy Lam Sơn",
        doc_type="Báo cáo",
        number="7-BC/ĐU",
    ),
    page("b", issued="2022-05-02", issuer="Đảng uỷ xã Tân Hưng", doc_type="Báo cáo"),
    page("c", event_date="2023-01-09", doc_type="Tin tức"),
    page("d", published="2021-12-31T23:30:00+07:00", issuer="Huyện ủy Lam Sơn", doc_type="Nghị quyết"),
    page("e", period=Period("tháng 2", "2023-02-01", "2023-02-28")),
    page("f"),
]


def _links(text: str) -> list[str]:
    if not text.startswith("---\n"):
        return []  # a picture or the list of gaps
    tokens = MarkdownIt().enable("table").parse(text.split("\n---\n", 1)[1])
    children = [child for token in tokens for child in token.children or ()]
    return [str(child.attrGet("href")) for child in children if child.type == "link_open"]


def _meta(text: str) -> dict[str, object]:
    meta: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return meta


def test_the_order_of_pages_does_not_matter() -> None:
    assert browse_pages(PAGES) == browse_pages(PAGES[::-1])


def test_there_is_a_list_for_each_year_issuer_and_type_and_every_way_has_its_index() -> None:
    assert sorted(browse_pages(PAGES)) == [
        "browse/co-quan/cap-tren.md",
        "browse/co-quan/dang-uy-xa-tan-hung.md",
        "browse/co-quan/huyen-uy-lam-son.md",
        "browse/co-quan/index.md",
        "browse/co-quan/khong-ghi-co-quan-ban-hanh.md",
        "browse/dia-ban/index.md",
        "browse/do-phu/index.md",
        "browse/do-phu/khoang-trong.csv",
        "browse/do-phu/phan-1-2021-2022.svg",
        "browse/do-phu/phan-1.md",
        "browse/index.md",
        "browse/loai/bao-cao.md",
        "browse/loai/chua-ro-loai.md",
        "browse/loai/index.md",
        "browse/loai/nghi-quyet.md",
        "browse/loai/tin-tuc.md",
        "browse/nam/2021.md",
        "browse/nam/2022.md",
        "browse/nam/2023.md",
        "browse/nam/index.md",
        "browse/nam/khong-ro-ngay.md",
        "browse/nguoi-ky/index.md",
        "browse/vien-dan/index.md",
    ]


def test_rows_are_newest_first_and_say_what_kind_of_date_it_is() -> None:
    made = browse_pages(PAGES)
    assert _links(made["browse/nam/2022.md"]) == ["../../bulletins/2022/a.md", "../../bulletins/2022/b.md"]
    assert "24/05/2022 · Số 7-BC/ĐU · Đảng ủy xã Tân Hưng" in made["browse/nam/2022.md"]
    assert "09/01/2023 (ngày sự kiện)" in made["browse/nam/2023.md"]
    assert "28/02/2023 (cuối kỳ báo cáo)" in made["browse/nam/2023.md"]
    assert "31/12/2021 (ngày đăng)" in made["browse/nam/2021.md"]
    assert "Không ghi ngày" in made["browse/nam/khong-ro-ngay.md"]


def test_a_year_has_its_months_as_sections() -> None:
    text = browse_pages(PAGES)["browse/nam/2023.md"]
    assert re.findall(r"^## .*$", text, re.M) == ["## Tháng 2", "## Tháng 1"]
    assert "[Tháng 2](#thang-2) (1) · [Tháng 1](#thang-1) (1)" in text


def test_an_issuer_gathers_its_spellings_and_names_the_body_above() -> None:
    text = browse_pages(PAGES)["browse/co-quan/dang-uy-xa-tan-hung.md"]
    assert "2 văn bản, từ 02/05/2022 đến 24/05/2022." in text
    assert "Cơ quan cấp trên ghi trên văn bản: [Huyện ủy Lam Sơn](huyen-uy-lam-son.md)." in text


def test_long_lists_have_numbered_pages() -> None:
    many = [page(f"p{n}", issued=f"2022-{6 - n // 60:02d}-{n % 28 + 1:02d}", issuer="Chi bộ") for n in range(250)]
    made = browse_pages([*many, page("x", issuer="Chi bộ 2")])
    paths = [path for path in made if path.startswith("browse/nam/2022")]
    assert paths == ["browse/nam/2022.md", "browse/nam/2022/2.md", "browse/nam/2022/3.md"]
    rows = [link for path in paths for link in _links(made[path]) if "bulletins/" in link]
    assert len(rows) == len(set(rows)) == 250
    assert [len([link for link in _links(made[path]) if "bulletins/" in link]) for path in paths] == [100, 100, 50]
    assert "Trang: **1** · [2](2022/2.md) · [3](2022/3.md)" in made[paths[0]]
    assert "Trang: [1](../2022.md) · **2** · [3](3.md)" in made[paths[1]]
    assert "[Tháng 4](2022/2.md#thang-4)" in made[paths[0]]
    assert r"## Tháng 5 \(tiếp\)" in made[paths[1]]
    assert "browse/co-quan/chi-bo/2.md" in made
    assert "browse/co-quan/chi-bo-2.md" in made


def test_names_with_one_slug_get_lists_of_their_own() -> None:
    made = browse_pages([page("a", issuer="xã Tân Hưng"), page("b", issuer="xã Tấn Hưng"), page("c", issuer="Index")])
    assert {"browse/co-quan/xa-tan-hung.md", "browse/co-quan/xa-tan-hung-2.md", "browse/co-quan/index-2.md"} <= set(made)


@pytest.mark.parametrize("pages", [[], PAGES, [hostile_page()]])
def test_every_link_leads_to_a_page(pages: list[Page]) -> None:
    made = browse_pages(pages)
    known = {*made, *(page.path for page in pages), "tim-kiem.md"}
    assert {path.rpartition(".")[2] for path in made} <= {"md", "svg", "csv"}
    for path, text in made.items():
        targets = [link.split("#")[0] for link in _links(text)]
        missing = [target for target in targets if target and normpath(join(dirname(path), target)) not in known]
        assert missing == [], path


def test_an_empty_archive_says_so() -> None:
    made = browse_pages([])
    assert sorted(path for path in made if path != "browse/do-phu/khoang-trong.csv") == [
        "browse/co-quan/index.md",
        "browse/dia-ban/index.md",
        "browse/do-phu/index.md",
        "browse/index.md",
        "browse/loai/index.md",
        "browse/nam/index.md",
        "browse/nguoi-ky/index.md",
        "browse/vien-dan/index.md",
    ]
    assert all("chưa có văn bản nào" in text for path, text in made.items() if path.endswith(".md") and "vien-dan" not in path)
    assert "Chưa văn bản nào" in made["browse/vien-dan/index.md"]


def _shown(text: str) -> tuple[set[str], str]:
    """The kinds of nodes of a list's Markdown, and its words without blanks: what a reader sees."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text.split("\n---\n", 1)[1])
    children = [child for token in tokens for child in token.children or ()]
    words = "".join(child.content for child in children if child.type == "text")
    return {token.type for token in [*tokens, *children]}, "".join(words.split())


def test_hostile_text_stays_text() -> None:
    other = replace(hostile_page().metadata, id="thu-hai")
    pages = [hostile_page(), Page(other, "bulletins/2024/thu-hai.md", "# x")]
    forbidden = {"html_block", "html_inline", "code_inline", "strong_open", "hr", "footnote_ref"}
    made = {path: text for path, text in browse_pages(pages).items() if path.endswith(".md")}
    for path, text in made.items():
        kinds, words = _shown(text)
        assert not kinds & (forbidden - ({"strong_open"} if path == "browse/do-phu/index.md" else set())), path
        assert ("image" in kinds) == (path == "browse/do-phu/phan-1.md"), path
        assert "".join(HOSTILE.split()) in words or not any("bulletins/" in link for link in _links(text)), path
        assert isinstance(_meta(text)["title"], str)
    assert {"browse/co-quan", "browse/loai", "browse/dia-ban", "browse/nguoi-ky", "browse/vien-dan"} <= {
        dirname(path) for path in made
    }


def test_the_data_for_the_templates() -> None:
    archive = _meta(browse_pages(PAGES)["browse/index.md"])["archive"]
    assert isinstance(archive, dict)
    assert (archive["total"], archive["issuers"], archive["first"], archive["last"]) == (6, 2, "2021-12-31", "2023-02-28")
    assert archive["paths"]["issuer"]["Đảng uỷ xã Tân Hưng"] == "browse/co-quan/dang-uy-xa-tan-hung"
    assert archive["paths"]["year"]["2022"] == "browse/nam/2022"
    assert archive["newest"][0]["path"] == "bulletins/undated/e"


def test_writing_touches_only_what_changed(tmp_path: Path) -> None:
    first = write_browse(tmp_path, PAGES)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*")}
    second = write_browse(tmp_path, PAGES)
    assert (len(first.written), first.unchanged, first.removed) == (23, (), ())
    assert (second.written, len(second.unchanged), second.removed) == ((), 23, ())
    assert before == {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*")}
    assert not list(tmp_path.rglob("*.tmp"))


def test_stale_lists_go_and_others_files_stay(tmp_path: Path) -> None:
    write_browse(tmp_path, PAGES)
    own = tmp_path / "browse" / "nam" / "ghi-chu.md"
    own.write_text("# Ghi chú của tôi\n")
    (tmp_path / "browse" / "loai" / "bao-cao.md").write_text("# Viết tay\n")
    report = write_browse(tmp_path, PAGES[:2])
    assert "browse/nam/2023.md" in report.removed
    assert own.read_text() == "# Ghi chú của tôi\n"
    assert report.in_the_way == ("browse/loai/bao-cao.md",)
    assert (tmp_path / "browse" / "loai" / "bao-cao.md").read_text() == "# Viết tay\n"

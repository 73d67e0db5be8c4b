"""A page is written and read back: the same metadata, the same body; what a person broke is named."""

from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.content.front_matter import KEYS
from builder.content.identity import assign_id, slug
from builder.content.ledger import read_ledger
from builder.content.page import page_path, page_text, parse_page
from builder.errors import PageError
from builder.model import Citation, ImageRef, Metadata, Period, Source

SOURCE = Source("a.txt", "0" * 64, "text/plain", "utf-8")
FULL = Metadata(
    id="bao-cao",
    title='Báo cáo: "quý I" #1',
    source=Source("a.html", "0" * 64, "text/html", "utf-8", "http://xa.vn/", "2024", "nukeviet"),
    subtitle="- gạch",
    doc_type="Báo cáo",
    number="52-BC/ĐU",
    issuer="Đảng ủy",
    parent_issuer="Huyện ủy",
    place="Lam Sơn",
    issued="2022-03-31",
    published="2022-04-01T07:30:00+07:00",
    event_date="2022-03-30",
    period=Period("quý I", "2022-01-01", "2022-03-31"),
    plan_period=Period("quý II", "2022-04-01", "2022-06-30"),
    signer="An",
    signer_role="Bí thư",
    signing_authority="T/M",
    recipients=("a: b", "- c"),
    locality=("xã Phú Cường",),
    marking="mật",
    categories=("Tin",),
    images=(ImageRef("a/b.png", "ảnh"),),
    citations=(Citation("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"), Citation(None, "1/x")),
    letterhead=("*",),
    warnings=("w",),
)


def test_every_key_of_the_contract_is_written_in_its_order() -> None:
    for metadata in (FULL, Metadata("a", "b", SOURCE)):
        front = yaml.safe_load(page_text(metadata, "# b\n").split("---\n")[1])
        assert tuple(front) == KEYS
    assert set(KEYS) == {field.name for field in fields(Metadata)}


@pytest.mark.parametrize("metadata", [FULL, Metadata("a", "b", SOURCE)])
def test_what_is_written_is_read_back(metadata: Metadata) -> None:
    page = parse_page(page_text(metadata, "# Tiêu đề\n\n---\n\nThân bài.\n"), "bulletins/2022/a.md")
    assert (page.metadata, page.body) == (metadata, "# Tiêu đề\n\n---\n\nThân bài.\n")


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\u2028\u2029\x85\ufeff"), min_size=1
).map(str.strip)


@given(title=TEXT.filter(bool), names=st.lists(TEXT.filter(bool)), number=TEXT.filter(bool))
def test_any_text_survives_front_matter(title: str, names: list[str], number: str) -> None:
    metadata = Metadata("a", title, SOURCE, number=number, recipients=tuple(names), signer=title, letterhead=tuple(names))
    assert parse_page(page_text(metadata, "x\n"), "a.md").metadata == metadata


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    text = page_text(FULL, "# Tiêu đề\n")
    assert parse_page("\ufeff" + text.replace("\n", "\r\n"), "a.md").metadata == FULL


def test_what_a_person_may_leave_out() -> None:
    page = parse_page("---\nid: a\ntitle: 2022\nsource: {path: x}\nissued: 2022-03-31\nimages:\n---\nx\n", "a.md")
    assert (page.metadata.title, page.metadata.issued, page.metadata.images) == ("2022", "2022-03-31", ())


@pytest.mark.parametrize("written", ["2022-03-31 08:00:00", "2022-03-31T08:00:00+07:00", "'2022-03-31T08:00'", "2022-03-31"])
def test_a_day_that_a_person_wrote_with_a_time_is_that_day(written: str) -> None:
    page = parse_page(f"---\nid: a\ntitle: b\nsource: {{path: x}}\nissued: {written}\n---\nx\n", "a.md")
    assert page.metadata.issued == "2022-03-31"
    assert parse_page(page_text(page.metadata, page.body), "a.md").metadata == page.metadata
    assert page.metadata.language == "vi"


HEAD = "id: a\ntitle: b\nsource: {path: x}\n"
BROKEN = [
    ("Chỉ có chữ.\n", "no front matter; a page begins with YAML between two `---` lines"),
    ("---\nid: a\n", "no front matter"),
    ("---\nid: [\n---\nx\n", "front matter is not valid YAML"),
    ("---\n- a\n---\nx\n", "front matter must be `key: value` lines, found list"),
    ("---\nid: a\nsource: {}\n---\nx\n", "front matter lacks `title`"),
    ("---\nid: a\ntitle: b\n---\nx\n", "front matter lacks `source`"),
    ("---\nid: a\ntitle: b\nsource: x\n---\nx\n", "`source` is 'x'; it must be a map of path,"),
    (f"---\n{HEAD}signer: [a]\n---\nx\n", "`signer` is ['a']; it must be text"),
    (f"---\n{HEAD}issued: hôm qua\n---\nx\n", "`issued` is 'hôm qua'; it must be an ISO date like 2022-03-31"),
    (f"---\n{HEAD}issued: 2022-02-30\n---\nx\n", "not valid YAML"),
    (f"---\n{HEAD}issued: 20220331\n---\nx\n", "`issued` is 20220331; it must be an ISO date"),
    (f"---\n{HEAD}period: quý I\n---\nx\n", "`period` is 'quý I'; it must be a map of label, from and to"),
    (f"---\n{HEAD}recipients: Lưu VT\n---\nx\n", "`recipients` is 'Lưu VT'; it must be a list"),
    (f"---\n{HEAD}images: [a]\n---\nx\n", "`images` is ['a']; it must be a list of maps"),
    (f"---\n{HEAD}citations: [{{type: a}}]\n---\nx\n", "a citation lacks its `number`"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_page_is_explained(text: str, message: str) -> None:
    with pytest.raises(PageError) as caught:
        parse_page(text, "bulletins/2022/a.md")
    assert str(caught.value).startswith("bulletins/2022/a.md: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("metadata", "path"),
    [
        (Metadata("a", "b", SOURCE, issued="2021-01-01", published="2022-01-01T00:00:00+07:00"), "bulletins/2021/a.md"),
        (Metadata("a", "b", SOURCE, published="2022-01-01T00:00:00+07:00", event_date="2020-01-01"), "bulletins/2022/a.md"),
        (Metadata("a", "b", SOURCE, event_date="2020-01-01"), "bulletins/undated/a.md"),
    ],
)
def test_the_year_is_the_documents_else_the_publications(metadata: Metadata, path: str) -> None:
    assert page_path(metadata) == path


# ---------------------------------------------------------------- ids
@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Báo cáo quý I/2022", "bao-cao-quy-i-2022"),
        ("ĐẢNG UỶ đường Đặng", "dang-uy-duong-dang"),
        ("  --  ", "van-ban"),
        ("", "van-ban"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 300, "a" * 100),
        ("nghị quyết " * 30, "-".join(["nghi-quyet"] * 9)),
    ],
)
def test_a_title_becomes_a_permalink(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text())
def test_a_permalink_is_safe_in_any_path_and_address(title: str) -> None:
    name = slug(title)
    assert name == slug(name)
    assert 0 < len(name) <= 100
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_taken_name_gets_an_end_that_depends_on_the_path_only() -> None:
    assert assign_id("Báo cáo", "b.txt", {}) == "bao-cao"
    assert assign_id("Báo cáo", "b.txt", {"bao-cao": "b.txt"}) == "bao-cao"
    second = assign_id("Báo cáo", "b.txt", {"bao-cao": "a.txt"})
    assert second.startswith("bao-cao-")
    assert second == assign_id("Báo cáo", "b.txt", {"bao-cao": "c.txt", "khac": "a.txt"})
    assert second != assign_id("Báo cáo", "c.txt", {"bao-cao": "a.txt"})


# ---------------------------------------------------------------- ledgers
@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "a"}', "\udcff"])
def test_a_damaged_ledger_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PageError, match=r"a\.json: (cannot be read|not a ledger)"):
        read_ledger(file)

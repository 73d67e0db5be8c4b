"""The publication gate: what holds a page back, and what people decided about it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from builder.config import load_settings
from builder.errors import ConfigError, PageError
from builder.gate import Decision, find, load_decisions, load_rules, save_decisions
from builder.model import Metadata, Page, Source
from builder.pipeline.gating import decide, gate
from builder.pipeline.reading import read_pages
from tests.unit.pipeline.archive import Archive, report

META = Metadata("a", "Thông báo", Source("a.txt", "0" * 64, "text/plain", "utf-8"))


def page(body: str, **metadata: str) -> Page:
    return Page(replace(META, **metadata), "bulletins/2022/a.md", f"# Thông báo\n\n{body}\n")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("Ông Lê Văn Tám, CCCD số 038 085 012 345, đề nghị xem xét.", "identity-number"),
        ("Bà Trần Thị Sáu (số CMND: 171234567) đến nhận.", "identity-number"),
        ("Hộ chiếu số B1234567 hết hạn.", "identity-number"),
        ("Liên hệ đồng chí An, điện thoại 0912.345.678.", "phone"),
        ("ĐT: +84 912 345 678", "phone"),
        ("Chuyển vào số tài khoản 3511 của Kho bạc; tài khoản: 0101234567890 của ông Lê Văn Tám.", "account"),
        ("Công dân Lê Văn Tám, thường trú tại thôn 3, xã Phú Cường.", "address"),
        ("Quyết định kỷ luật cảnh cáo đối với đồng chí Lê Văn Tám.", "discipline"),
        ("Khai trừ ra khỏi Đảng đảng viên Đỗ Ân Bình.", "discipline"),
    ],
)
def test_personal_data_holds_a_page_back(body: str, rule: str) -> None:
    assert [finding.rule for finding in find(page(body), load_rules(None))] == [rule]


@pytest.mark.parametrize("field", ["title", "subtitle", "lead", "recipients", "letterhead", "locality", "categories"])
def test_the_front_matter_is_looked_through_too(field: str) -> None:
    text = "Liên hệ đồng chí An, điện thoại 0912.345.678."
    value = text if field in ("title", "subtitle", "lead") else (text,)
    found = find(replace(page("Nội dung."), metadata=replace(META, **{field: value})), load_rules(None))
    assert [(finding.rule, finding.text) for finding in found] == [("phone", "0912.345.678")]


@pytest.mark.parametrize(
    "body",
    [
        "Tổng thu ngân sách 171234567 đồng; chi 038.085.012.345 đồng.",
        "Điện thoại Văn phòng: 0237.3857.123.",
        "Kỷ luật 02 đảng viên; khiển trách 01 đồng chí là cấp ủy viên.",
        "Đồng chí Lê Văn Tám phát biểu ý kiến.",
        "Số người thường trú trên địa bàn là 5.412 người.",
        "Mã hồ sơ 0912345678/QĐ, thửa 35/0912345678.",
        "Diện tích 0912345678,5 ha.",
    ],
)
def test_what_merely_looks_like_it_does_not(body: str) -> None:
    assert find(page(body), load_rules(None)) == ()


@pytest.mark.parametrize(("marking", "rule"), [("MẬT", "secret"), ("Tối  mật", "secret"), ("nội bộ", "internal")])
def test_a_marking_holds_a_page_back(marking: str, rule: str) -> None:
    assert [finding.rule for finding in find(page("Nội dung.", marking=marking), load_rules((rule,)))] == [rule]


def test_rules_are_chosen_by_name() -> None:
    assert [rule.name for rule in load_rules(("phone", "secret"))] == ["secret", "phone"]
    assert load_rules(()) == ()
    assert "internal" not in [rule.name for rule in load_rules(None)]
    with pytest.raises(ConfigError, match=r"`extra\.archive\.hold` names 'telephone'; allowed: secret, internal, .*phone"):
        load_rules(("telephone",))


def test_every_rule_has_its_reason() -> None:
    assert all(len(rule.reason) > 20 for rule in load_rules(None))


# ---------------------------------------------------------------- decisions
@pytest.fixture
def held(archive: Archive) -> Archive:
    """Two pages, one of which waits."""
    archive.put("a.txt", report("Công tác tháng 3", text="Khiển trách đồng chí Lê Văn Tám."))
    archive.put("b.txt", report("Công tác tháng 4"))
    archive.convert()
    return archive


def waiting(archive: Archive) -> list[str]:
    settings = load_settings(archive.root / "mkdocs.yml")
    gated = gate(settings, read_pages(settings.content))
    assert {one.page_id for one in gated.held}.isdisjoint(gated.pages.fingerprints)
    assert len(gated.held) + len(gated.pages.pages) == 2
    return [one.page_id for one in gated.held]


def test_a_page_waits_until_it_is_decided_and_again_when_something_else_is_found(held: Archive) -> None:
    settings = load_settings(held.root / "mkdocs.yml")
    assert waiting(held) == ["bao-cao-cong-tac-thang-3"]
    decide(settings, "bao-cao-cong-tac-thang-3", "publish", "đã hết thời hạn", "2026-01-05")
    assert waiting(held) == []
    file = held.page("thang-3")
    file.write_text(file.read_text("utf-8") + "\nĐiện thoại 0912345678.\n", encoding="utf-8")
    assert waiting(held) == ["bao-cao-cong-tac-thang-3"]
    decide(settings, "bao-cao-cong-tac-thang-3", "noindex", "số của cơ quan", "2026-01-06")
    assert waiting(held) == []
    assert gate(settings, read_pages(settings.content)).unlisted == {"bao-cao-cong-tac-thang-3"}


def test_a_page_that_no_rule_names_can_be_held_as_well(held: Archive) -> None:
    decide(load_settings(held.root / "mkdocs.yml"), "bao-cao-cong-tac-thang-4", "hold", "theo yêu cầu", "2026-01-05")
    assert waiting(held) == ["bao-cao-cong-tac-thang-3", "bao-cao-cong-tac-thang-4"]


def test_a_decision_needs_a_page(held: Archive) -> None:
    with pytest.raises(PageError, match="khong-co: no page has this id"):
        decide(load_settings(held.root / "mkdocs.yml"), "khong-co", "publish", "x", "2026-01-05")


def test_decisions_are_kept_as_they_are(tmp_path: Path) -> None:
    decisions = {name: Decision(name, "publish", "lý do: “x”", "2026-01-05", ("phone",)) for name in ("b", "a")}
    save_decisions(tmp_path, decisions)
    assert load_decisions(tmp_path) == decisions
    assert [entry["page_id"] for entry in json.loads((tmp_path / "records" / "decisions.json").read_text("utf-8"))] == ["a", "b"]
    assert load_decisions(tmp_path / "none") == {}


@pytest.mark.parametrize(
    "damage", ["", "{}", "[1]", '[{"page_id": "a"}]', '[{"page_id":"a","verdict":"show","reason":"","date":""}]']
)
def test_damaged_decisions_publish_nothing(held: Archive, damage: str) -> None:
    file = held.root / "content" / "records" / "decisions.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(damage, encoding="utf-8")
    with pytest.raises(PageError, match=r"decisions\.json"):
        waiting(held)

"""The marker that opens a line: class, printed form, value."""

import pytest

from builder.model import Paragraph
from builder.recognise.lines import is_rule
from builder.recognise.markers import parse_marker, roman_value


@pytest.mark.parametrize(
    ("line", "kind", "printed"),
    [
        ("PHẦN THỨ NHẤT", "part", "PHẦN THỨ NHẤT"),
        ("Chương II QUY ĐỊNH CHUNG", "chapter", "Chương II"),
        ("Điều 5. Hiệu lực thi hành", "article", "Điều 5."),
        ("III – Kết quả", "roman", "III –"),
        ("B. KẾT QUẢ", "alpha", "B."),
        ("1.2. Trồng trọt", "decimal", "1.2."),
        ("1- Về lãnh đạo", "number", "1-"),
        ("đ) Việc khác", "letter", "đ)"),
        ("* Nông nghiệp", "star", "*"),
        ("-Tổ chức hội nghị", "dash", "-"),
        ("- 100% chi bộ đạt", "dash", "-"),
        ("- 03/04 vụ đã giải quyết", "dash", "-"),
        ("- 20ha lúa", "dash", "-"),
        ("– 25/3/2022: họp", "dash", "–"),
        ("- 1.200m² đường", "dash", "-"),
        ("+ Lúa xuân", "plus", "+"),
    ],
)
def test_a_marker_is_read(line: str, kind: str, printed: str) -> None:
    marker = parse_marker(line)
    assert marker is not None
    assert (marker.kind, marker.printed) == (kind, printed)


@pytest.mark.parametrize("line", ["-5 độ C", "2023 là năm bản lề", "Tổng thu 3.2 tỷ", "05/51 dự án", "ngày 1/3"])
def test_text_without_marker(line: str) -> None:
    assert parse_marker(line) is None


@pytest.mark.parametrize(("expected", "kind"), [({"alpha": 3}, "alpha"), ({"roman": 100}, "alpha"), ({}, "alpha")])
def test_c_goes_on_with_the_open_letters(expected: dict[str, int], kind: str) -> None:
    marker = parse_marker("C. NHIỆM VỤ", expected)
    assert marker is not None
    assert marker.kind == kind


@pytest.mark.parametrize(("text", "value"), [("XIV", 14), ("IV", 4), ("IIX", None), ("IC", None)])
def test_roman_numbers(text: str, value: int | None) -> None:
    assert roman_value(text) == value


TYPED_RULES = ("_____", "* * *", "-----o0o-----", " . ")


@pytest.mark.parametrize("text", [*TYPED_RULES, "|---|---|", "0", "```"])
def test_typed_rules(text: str) -> None:
    assert is_rule(Paragraph(text, "line 1")) is (text in TYPED_RULES)

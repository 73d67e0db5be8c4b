"""Slugs, spellings of one name, and the order of the alphabet."""

import pytest

from builder.publish.names import alphabetical, slug, unique
from builder.vietnamese.keys import name_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đảng ủy xã Cẩm Bình", "dang-uy-xa-cam-binh"),
        ("I. TÌNH HÌNH  CHUNG", "i-tinh-hinh-chung"),
        ("52-BC/ĐU", "52-bc-du"),
        ("¶ …", "muc"),
        ("", "muc"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_unique_numbers_what_is_taken() -> None:
    taken: set[str] = set()
    assert [unique("a", taken) for _ in range(3)] == ["a", "a-2", "a-3"]


@pytest.mark.parametrize("other", ["Đảng uỷ xã Tân Hưng", "ĐẢNG ỦY XÃ TÂN HƯNG", "Đảng ủy  xã Tân Hưng"])
def test_spellings_of_one_name(other: str) -> None:
    assert name_key(other) == name_key("Đảng ủy xã Tân Hưng")


def test_other_tones_are_other_names() -> None:
    assert name_key("xã Tân Hưng") != name_key("xã Tấn Hưng")


def test_alphabetical_order() -> None:
    names = ["Ân Phú", "Đông Vọng", "Dân An", "An Hòa", "Ăn Lạc", "Xã 10", "Xã 2", "Ô Môn", "Ơ Lan", "O Lan"]
    assert sorted(names, key=alphabetical) == [
        "An Hòa", "Ăn Lạc", "Ân Phú", "Dân An", "Đông Vọng", "O Lan", "Ô Môn", "Ơ Lan", "Xã 2", "Xã 10",
    ]  # fmt: skip

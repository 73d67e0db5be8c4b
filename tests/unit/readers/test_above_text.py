"""The headline among the lines above a text, by the name that the page has for a browser."""

import pytest

from builder.readers.above_text import named_line

LINES = {
    3: "Tin tức - Sự kiện trong huyện",
    5: "Trang thông tin điện tử huyện Hạ Lương Đông",
    6: "Hội nghị giao ban tháng 5",
    8: "BBT",
}


@pytest.mark.parametrize(
    "named",
    [
        "Hội nghị giao ban tháng 5",
        "Hội nghị giao ban tháng 5 | Trang thông tin điện tử huyện Hạ Lương Đông",
        "Trang thông tin điện tử huyện Hạ Lương Đông - HỘI NGHỊ GIAO BAN THÁNG 5",
    ],
)
def test_the_page_has_its_name_from_the_headline(named: str) -> None:
    assert named_line(LINES, named) == 6


@pytest.mark.parametrize("named", ["", "BBT", "Trang thông tin điện tử huyện Hạ Lương Đông", "Bản tin số 4"])
def test_other_names_tell_nothing(named: str) -> None:
    assert named_line(LINES, named) is None

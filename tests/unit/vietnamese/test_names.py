"""Names of bodies in capitals, in the capitals of running text."""

import pytest

from builder.vietnamese.names import sentence_capitals


@pytest.mark.parametrize(
    "name",
    [
        "Đảng uỷ thị trấn Cẩm Xuyên",
        "Công ty Cổ phần Cao su Tân Biên",
        "Công ty TNHH MTV Khai thác công trình thủy lợi Nam Hà Tĩnh",
        "Chi cục Thuế khu vực Cẩm Xuyên - Kỳ Anh",
        "Chi nhánh Văn phòng Đăng ký đất đai",
        "Ban Quản lý dự án đầu tư xây dựng huyện Nghi Xuân",  # nine words of one office
        "Trường Trung học phổ thông Nguyễn Du",
        "Hội Nạn nhân chất độc da cam/dioxin",
        "Huyện Trường Sa",  # a word of offices that begins a name
        "Đảng bộ xã Bản Vược",
    ],
)
def test_capitals_of_a_body(name: str) -> None:
    assert sentence_capitals(name.upper()) == name
    assert sentence_capitals(name) == name

"""The forms in which portals say when they published an article, and lines that only look like one."""

import pytest

from builder.readers.date_line import is_date_line, may_be_the_texts_own
from builder.vietnamese.dates import portal_datetime


@pytest.mark.parametrize(
    "line",
    [
        "Thứ sáu - 25/03/2022 16:19 141 0",
        "16/11/2023 10:10",
        "06/11/2024| Đã xem: 318",
        "15:47 | 21/04/2023",
        "22/02/2023 07:48 AM",
        "13/07/2024 lúc 18:35",
        "Cập nhật lúc 08:15 - 12/03/2024",
        "Ngày đăng: 12/03/2024 - Lượt xem: 50",
        "(Ngày đăng: 12-03-2024)",
        "Thứ ba, 12/03/2024 | 08:15 GMT+7",
        "12.03.2024 08:15",
        "08:15:22 Ngày 12/03/2024",
        "Đăng lúc: 08:15 12/03/2024 (GMT+7)",
        "Lượt xem: 230 | 12/03/2024",
        "T3, 12/03/2024 - 08:15",
        "Đăng bởi: Quản trị, ngày 12/03/2024",
        "Người đăng: Nguyễn Văn A | 12/03/2024 08:15",
        "12/03/2024 08:15 - 230 lượt xem",
        "Được đăng: 12 Tháng 3 2024",
        "12/03/2024 | 08:15 Lượt xem: 245 A- A A+",
        "Thứ ba, 12 Tháng 3 2024 08:15",
        "Ngày đăng: 12 Tháng Mười Hai, 2024",
    ],
)
def test_date_lines(line: str) -> None:
    assert is_date_line(line)
    assert not may_be_the_texts_own(line)


@pytest.mark.parametrize("line", ["12/03/2024", "Ngày 12/3/2024", "Thứ Hai, ngày 10/6/2024", "(12/03/2024)"])
def test_a_mere_day_may_be_the_texts_own(line: str) -> None:
    assert is_date_line(line)
    assert may_be_the_texts_own(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội, ngày 12/03/2024",
        "Ngày 12/03/2024 UBND xã họp phiên thường kỳ",
        "Từ ngày 10/6/2024 đến 16/6/2024",
        "Số 12/03/2024",
        "32/13/2024 08:15",
        "",
    ],
)
def test_other_lines(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Thứ ba, 12 Tháng 3 2024 08:15", "2024-03-12T08:15:00+07:00"),
        ("12 Tháng Năm, 2024", "2024-05-12T00:00:00+07:00"),
        ("Được đăng: 12 Tháng Mười Hai 2024", "2024-12-12T00:00:00+07:00"),
        ("12 Tháng 13 2024", None),
    ],
)
def test_months_as_translations_of_portal_software_have_them(line: str, moment: str | None) -> None:
    assert portal_datetime(line) == moment


def test_a_documents_own_day_in_words_is_no_date_line() -> None:
    assert not is_date_line("Ngày 12 tháng 3 năm 2024")

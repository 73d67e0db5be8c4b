"""Periods as typed, and the terms under which bulletins are found by them; places renamed in 2025."""

import pytest

from builder.model import Period
from builder.search.parse import parse
from builder.search.periods import period_terms
from builder.search.reform import other_names
from tests.unit.search.samples import notice

_CASES = [
    ("báo cáo quý II/2022", "202204-202206"),
    ("bao cao quy 2 nam 2022", "202204-202206"),
    ("quý IV", "10-12"),
    ("báo cáo tháng 5 năm 2023", "202305-202305"),
    ("bc t6/2023", "202306-202306"),
    ("bản tin 5/2023", "202305-202305"),
    ("tháng 12", "12-12"),
    ("6 tháng đầu năm 2023", "202301-202306"),
    ("6 tháng cuối năm 2023", "202307-202312"),
    ("9 thang dau nam", "01-09"),
    ("kế hoạch năm 2024", "202401-202412"),
    ("q3/2022", "202207-202209"),
    ("sáu tháng đầu năm 2023", "202301-202306"),
    ("giai đoạn 2023 - 2025", "202301-202512"),
    ("hội nghị 2022", "202201-202212"),
    ("Hà Nam 2022", "202201-202212"),
    ("Hà Nam, ngày 5", None),
    ("sau tháng đầu năm", None),
    ("ngày 22/3/2022", None),
    ("đường 35 nhà 9", None),
    ("52-BC/ĐU", None),
]


@pytest.mark.parametrize(("typed", "key"), _CASES)
def test_a_period_is_read(typed: str, key: str | None) -> None:
    found = [unit.terms[0].key for unit in parse(typed).units if unit.period]
    assert found == ([f"ky-{key}"] if key else [])


def test_whole_months_are_terms() -> None:
    plan = Period("quý II", "2023-04-01", "2023-06-30")
    page = notice(1, period=Period("quý I", "2023-01-01", "2023-03-31"), plan_period=plan)
    assert period_terms(page.metadata)[:4] == ("ky-202301-202303", "ky-01-03", "kh-202304-202306", "kh-04-06")
    week = notice(1, period=Period("tuần", "2023-06-12", "2023-06-17"), issued="2023-06-10")
    assert period_terms(week.metadata) == ("kd-2023", "kd-202306", "cua-20230610")


def test_old_places_are_found_by_their_new_names_and_back() -> None:
    old = notice(1, issuer="Đảng ủy thị trấn Cẩm Xuyên", locality=("thị trấn Cẩm Xuyên", "huyện Cẩm Xuyên"), issued="2022-01-05")
    assert other_names(old.metadata) == ("Huyện Cẩm Xuyên Tỉnh Hà Tĩnh", "Xã Cẩm Xuyên Tỉnh Hà Tĩnh")
    district = notice(1, issuer="Huyện ủy Bình Lục", locality=("huyện Bình Lục", "tỉnh Hà Nam"))
    assert "Xã Bình Mỹ Tỉnh Ninh Bình" in other_names(district.metadata)
    new = notice(1, issuer="Đảng ủy xã Thiên Cầm", locality=("xã Thiên Cầm", "tỉnh Hà Tĩnh"), issued="2025-08-01")
    assert "Thị trấn Thiên Cầm Huyện Cẩm Xuyên Tỉnh Hà Tĩnh" in other_names(new.metadata)
    assert other_names(notice(1, issuer="Đảng ủy xã Thiên Cầm", locality=("xã Thiên Cầm",)).metadata) == ()

"""Periods as typed, and the terms under which bulletins are found by them; places renamed in 2025."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from builder.model import Period
from builder.search.parse import parse
from builder.search.periods import asked, period_terms
from builder.search.reform import other_names
from tests.unit.search.samples import notice

_NEAR = Path(__file__).parents[3] / "theme_overrides" / "assets" / "search-near.mjs"
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
    ("đường 35 nhà 9", None),
    ("52-BC/ĐU", None),
]


@pytest.mark.parametrize(("typed", "key"), _CASES)
def test_a_period_is_read(typed: str, key: str | None) -> None:
    found = asked(parse(typed).units)
    assert (found.key if found else None) == key


def test_the_search_page_reads_the_same(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; tests/search runs the same script in the browser")
    texts = json.dumps([typed for typed, _ in _CASES])
    script = f"""import {{ parse }} from "{_NEAR.with_name("search-core.mjs").as_uri()}";
import {{ periodOf }} from "{_NEAR.as_uri()}";
console.log(JSON.stringify({texts}.map((text) => periodOf(parse(text).units)?.own ?? null)));"""
    (tmp_path / "periods.mjs").write_text(script, encoding="utf-8")
    done = subprocess.run([node, str(tmp_path / "periods.mjs")], capture_output=True, text=True, encoding="utf-8", check=True)
    wanted = [key and f"ky-{key}" for _, key in _CASES]
    assert json.loads(done.stdout) == wanted


def test_whole_months_are_terms() -> None:
    plan = Period("quý II", "2023-04-01", "2023-06-30")
    page = notice(1, period=Period("quý I", "2023-01-01", "2023-03-31"), plan_period=plan)
    assert period_terms(page.metadata) == ("ky-202301-202303", "ky-01-03", "kh-202304-202306", "kh-04-06")
    assert period_terms(notice(1, period=Period("tuần", "2023-06-12", "2023-06-17")).metadata) == ()


def test_old_places_are_found_by_their_new_names_and_back() -> None:
    old = notice(1, issuer="Đảng ủy thị trấn Cẩm Xuyên", locality=("thị trấn Cẩm Xuyên", "huyện Cẩm Xuyên"), issued="2022-01-05")
    assert other_names(old.metadata) == ("Xã Cẩm Xuyên Tỉnh Hà Tĩnh",)
    district = notice(1, issuer="Huyện ủy Bình Lục", locality=("huyện Bình Lục", "tỉnh Hà Nam"))
    assert "Xã Bình Mỹ Tỉnh Ninh Bình" in other_names(district.metadata)
    new = notice(1, issuer="Đảng ủy xã Thiên Cầm", locality=("xã Thiên Cầm", "tỉnh Hà Tĩnh"), issued="2025-08-01")
    assert "Thị trấn Thiên Cầm Huyện Cẩm Xuyên Tỉnh Hà Tĩnh" in other_names(new.metadata)
    assert other_names(notice(1, issuer="Đảng ủy xã Thiên Cầm", locality=("xã Thiên Cầm",)).metadata) == ()

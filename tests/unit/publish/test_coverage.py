"""Series of regular issues and their gaps; the pictures, the tables beside them, and the list of gaps."""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from builder.model import Page, Period
from builder.publish.browse import browse_pages
from builder.publish.browse_groups import ISSUERS, named
from builder.publish.browse_rows import rows_of
from builder.publish.coverage import GAPS
from builder.publish.csv_text import csv_line, safe_cell
from builder.publish.series import HALF_YEARLY, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Rhythm, Series, series_of, slot_of
from tests.unit.publish.pages import HOSTILE, page

ISSUER = "Đảng ủy xã Tân Hưng"
_SVG = "{http://www.w3.org/2000/svg}"


def _parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def _numbers(rhythm: Rhythm, year: int, parts: Sequence[int]) -> list[int]:
    return [year * rhythm.per_year + part - 1 for part in parts]


def _issues(rhythm: Rhythm, numbers: Sequence[int], kind: str = "Báo cáo", issuer: str = ISSUER) -> list[Page]:
    slots = [slot_of(rhythm, number) for number in numbers]
    return [
        page(
            f"{rhythm.per_year}-{slot.start}",
            issuer=issuer,
            doc_type=kind,
            issued=slot.end,
            period=Period("x", slot.start, slot.end),
        )
        for slot in slots
    ]


def _series(pages: Sequence[Page]) -> tuple[Series, ...]:
    return tuple(one for group in named(rows_of(pages), ISSUERS) for one in series_of(group))


def _gaps(pages: Sequence[Page]) -> list[str]:
    return [slot.label for one in _series(pages) for slot in one.missing]


@pytest.mark.parametrize(
    ("rhythm", "parts", "gaps"),
    [
        (MONTHLY, [3, 4, 5, 6, 8], ["tháng 7/2022"]),
        (MONTHLY, [3, 4, 5], []),
        (MONTHLY, [3, 5], []),  # two issues are no series
        (MONTHLY, [1, 6, 12], []),  # more missing than held
        (QUARTERLY, [1, 2, 4], ["quý III/2022"]),
        (HALF_YEARLY, [1, 2, 4], ["6 tháng đầu năm 2023"]),
        (YEARLY, [1, 2, 4], ["năm 2024"]),
    ],
)
def test_gaps_are_what_lies_between_known_issues(rhythm: Rhythm, parts: list[int], gaps: list[str]) -> None:
    assert _gaps(_issues(rhythm, _numbers(rhythm, 2022, parts))) == gaps


def test_a_series_goes_over_the_turn_of_the_year() -> None:
    assert _gaps(_issues(MONTHLY, [*_numbers(MONTHLY, 2022, [10, 11]), *_numbers(MONTHLY, 2023, [1, 2])])) == ["tháng 12/2022"]


def test_weeks_are_counted_on() -> None:
    first = 738000 // 7
    assert _gaps(_issues(WEEKLY, [first, first + 1, first + 3])) == [slot_of(WEEKLY, first + 2).label]


def test_a_month_that_a_longer_report_ends_with_is_no_gap() -> None:
    months = _issues(MONTHLY, _numbers(MONTHLY, 2022, [1, 2, 4, 5, 7]))
    assert _gaps(months) == ["tháng 3/2022", "tháng 6/2022"]
    assert (
        _gaps(
            [
                *months,
                *_issues(QUARTERLY, _numbers(QUARTERLY, 2022, [1])),
                *_issues(HALF_YEARLY, _numbers(HALF_YEARLY, 2022, [1])),
            ]
        )
        == []
    )
    assert _gaps([*months, *_issues(QUARTERLY, _numbers(QUARTERLY, 2022, [1]), kind="Kế hoạch")]) == [
        "tháng 3/2022",
        "tháng 6/2022",
    ]


def test_a_part_of_the_year_that_a_long_series_never_had_is_no_gap() -> None:
    first_halves = [number for year in (2020, 2021, 2022, 2023) for number in _numbers(HALF_YEARLY, year, [1])]
    assert _gaps(_issues(HALF_YEARLY, first_halves)) == []


def test_more_than_a_year_without_an_issue_ends_a_run() -> None:
    numbers = [*_numbers(MONTHLY, 2012, [1, 2, 3]), *_numbers(MONTHLY, 2020, [1, 2, 4])]
    assert _gaps(_issues(MONTHLY, numbers)) == ["tháng 3/2020"]


@pytest.mark.parametrize(
    ("start", "end"), [("2022-01-01", "2022-09-30"), ("2022-02-01", "2022-04-30"), ("2022-01-05", "2022-01-31"), ("x", "y")]
)
def test_an_irregular_period_makes_no_series(start: str, end: str) -> None:
    pages = [page(f"p{number}", issuer=ISSUER, doc_type="Báo cáo", period=Period("x", start, end)) for number in range(4)]
    assert _series(pages) == ()


@settings(max_examples=50)
@given(st.sampled_from([WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY]), st.sets(st.integers(0, 60), max_size=20))
def test_gaps_never_overlap_issues_and_lie_between_them(rhythm: Rhythm, drawn: set[int]) -> None:
    base = 2010 * rhythm.per_year if rhythm is not WEEKLY else 105000
    for one in _series(_issues(rhythm, sorted(base + number for number in drawn))):
        held, missing = [slot.start for slot in one.held], [slot.start for slot in one.missing]
        assert held == sorted({slot_of(rhythm, base + number).start for number in drawn})
        assert not set(held) & set(missing)
        assert all(held[0] < start < held[-1] for start in missing)
        assert all(earlier.end < later.start for earlier, later in pairwise(one.missing))


# ---------------------------------------------------------------- files
def _files(pages: Sequence[Page]) -> dict[str, str]:
    return {path: text for path, text in browse_pages(pages).items() if path.startswith("browse/do-phu/")}


MONTHS = _issues(MONTHLY, _numbers(MONTHLY, 2022, [3, 4, 5, 6, 8]))


def test_the_picture_shows_what_is_held_and_what_is_missing() -> None:
    files = _files(MONTHS)
    root = _parsed(files["browse/do-phu/phan-1-2022-2022.svg"])
    marks = [(rect.findtext(f"{_SVG}title"), rect.get("stroke-dasharray")) for rect in root.iter(f"{_SVG}rect") if len(rect) > 0]
    assert [title for title, dashes in marks if not dashes] == [f"tháng {month}/2022" for month in (3, 4, 5, 6, 8)]
    assert [title for title, dashes in marks if dashes] == ["tháng 7/2022 (thiếu)"]
    assert not [
        element for element in root.iter(f"{_SVG}*") if element.tag.rpartition("}")[2] in ("script", "style", "a", "image", "use")
    ]
    assert not [
        name
        for element in root.iter(f"{_SVG}*")
        for name in element.attrib
        if name == "style" or name.startswith("on") or "href" in name
    ]


def test_a_picture_has_no_rows_for_other_years() -> None:
    old = _issues(MONTHLY, _numbers(MONTHLY, 2005, [3, 4, 5]), issuer="Đảng ủy xã Phú Cường")
    files = _files([*MONTHS, *old])
    labels = {path: [text.text for text in _parsed(files[path]).iter(f"{_SVG}text")] for path in files if path.endswith(".svg")}
    assert labels == {
        "browse/do-phu/phan-1-2005-2005.svg": ["2005", "Đảng ủy xã Phú Cường", "Báo cáo hằng tháng"],
        "browse/do-phu/phan-1-2022-2022.svg": ["2022", ISSUER, "Báo cáo hằng tháng"],
    }


def test_the_table_says_the_same_as_the_picture() -> None:
    text = _files(MONTHS)["browse/do-phu/phan-1.md"]
    assert "| Đảng ủy xã Tân Hưng | Báo cáo hằng tháng | 5 | tháng 3/2022 – tháng 8/2022 | tháng 7/2022 |" in text
    assert "| 5 | 2022 | 2022: 5 |" in text
    assert text.count("phan-1-2022-2022.svg") == 2


def test_the_list_of_gaps_can_be_read_back() -> None:
    text = _files(MONTHS)[GAPS]
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert [(row["Cơ quan ban hành"], row["Loạt"], row["Kỳ còn thiếu"], row["Từ ngày"], row["Đến ngày"]) for row in rows] == [
        (ISSUER, "Báo cáo hằng tháng", "tháng 7/2022", "2022-07-01", "2022-07-31")
    ]


def test_a_large_archive_is_cut_into_pictures() -> None:
    issuers = [f"Đảng ủy xã {first}{second}" for first in "ABCDE" for second in "abcdefghijklmnopqrst"]
    pages = [page(f"p{place}", issuer=name, issued=f"{2000 + place % 25}-05-01") for place, name in enumerate(issuers)]
    files = _files(pages)
    parts = sorted(path for path in files if re.search(r"phan-\d+\.md$", path))
    assert parts == [f"browse/do-phu/phan-{number}.md" for number in (1, 2, 3)]
    for path, text in files.items():
        if path.endswith(".svg"):
            first, last = (int(year) for year in path.removesuffix(".svg").rsplit("-", 2)[1:])
            assert last - first < 10
            assert len([one for one in _parsed(text).iter(f"{_SVG}text") if one.get("font-weight")]) <= 40
    tables = [len(re.findall(r"^\| \[", files[path], re.MULTILINE)) for path in parts]
    assert tables == [40, 40, 20]


def test_hostile_names_stay_text_in_pictures_tables_and_cells() -> None:
    formula = '=HYPERLINK("http://evil.example")'
    pages = [
        *_issues(MONTHLY, _numbers(MONTHLY, 2022, [3, 4, 6]), issuer=HOSTILE),
        *_issues(QUARTERLY, _numbers(QUARTERLY, 2022, [1, 2, 4]), issuer=formula),
    ]
    files = _files(pages)
    picture = next(text for path, text in files.items() if path.endswith(".svg"))
    assert "<script" not in picture
    assert any("<script>" in (one.text or "") for one in _parsed(picture).iter(f"{_SVG}text"))
    cells = {row[0] for row in csv.reader(StringIO(files[GAPS].removeprefix("\ufeff")))}
    assert f"'{formula}" in cells
    assert " ".join(HOSTILE.split()) in cells


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "＝1", "\n=1", "'x"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert next(csv.reader(StringIO(csv_line([cell, "y"]).decode(), newline=""))) == [f"'{cell}", "y"]


@pytest.mark.parametrize("cell", ["Báo cáo", "5", "2022-05-01", "a=b", "", 'a "b", c'])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert next(csv.reader(StringIO(csv_line([cell, "y"]).decode(), newline=""))) == [cell, "y"]

"""Which citations are one instrument, which are not, and what a reader is told of it."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Citation, Page
from builder.publish.instruments import Instruments, instruments
from tests.unit.publish.pages import hostile_page, page

COMMUNE = {"issuer": "Đảng ủy xã Tân Hưng", "parent_issuer": "Huyện ủy Lam Sơn"}
NEIGHBOUR = {"issuer": "Đảng ủy xã Phú Cường", "parent_issuer": "Huyện ủy Lam Sơn"}
ELSEWHERE = {"issuer": "Đảng ủy xã Văn Khê", "parent_issuer": "Huyện ủy Đông Vọng"}


def cite(type_: str | None, number: str, date: str | None = None, issuer: str | None = None) -> Citation:
    return Citation(type_, number, date, issuer)


def _page(name: str, *citations: Citation, issued: str | None = "2022-05-24", **fields: object) -> Page:
    return page(name, citations=citations, issued=issued, **(fields or COMMUNE))


def _keys(*pages: Page) -> list[str]:
    return [one.key for one in instruments(pages).all]


def _groups(found: Instruments, cited: Iterable[tuple[str, int]]) -> list[str]:
    return [one.key if (one := found.cited(*each)) else "" for each in cited]


def test_every_spelling_of_one_instrument_has_one_key() -> None:
    made = _page(
        "a",
        cite("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"),
        cite("Chỉ thị", "05-CT/TƯ"),
        cite(None, "5-ct/tw"),
        cite("Chỉ thị", "05"),
        cite("Chỉ thị", "05", None, "Bộ Chính trị"),
    )
    found = instruments([made, _page("b", cite("Chỉ thị", "05")), _page("c", cite("Chỉ thị", "05-CT/TW"))])
    assert [one.key for one in found.all] == ["vn:p/TW/CT/5/2016-05-15"]
    one = found.all[0]
    assert (one.label, one.cited_by, one.bulletin) == ("Chỉ thị 05-CT/TW, 15/05/2016", ("a", "b", "c"), None)
    assert one.path == "browse/vien-dan/chi-thi-5-tw-2016.md"


def test_a_symbol_alone_joins_nothing() -> None:
    terms = [cite("Chỉ thị", "27-CT/TW", date) for date in ("1977-03-02", "1998-01-16")]
    assert _keys(_page("a", terms[0]), _page("b", terms[1])) == ["vn:p/TW/CT/27/1977-03-02", "vn:p/TW/CT/27/1998-01-16"]
    years = [cite("Quyết định", "221/QĐ-TTg", date) for date in ("2012-03-02", "2021-02-22")]
    assert len(_keys(_page("a", years[0]), _page("b", years[1]))) == 2


def test_the_centre_before_a_well_known_date_is_another_document() -> None:
    assert _keys(_page("a", cite("Chỉ thị", "05-CT/TW"), issued="2012-01-01")) == ["vn:p/TW/CT/5/?k2011"]


def test_a_date_alone_parts_nothing() -> None:
    right, day = cite("Chỉ thị", "18-CT/TW", "2022-10-26"), cite("Chỉ thị", "18-CT/TW", "2022-10-16")
    year = cite("Chỉ thị", "33-CT/TW", "2020-03-18")
    pages = [_page("a", right), _page("b", right), _page("c", day), _page("d", cite("Chỉ thị", "33-CT/TW", "2014-03-18"))]
    assert _keys(*pages, _page("e", year), _page("f", year)) == ["vn:p/TW/CT/18/2022-10-26", "vn:p/TW/CT/33/2020-03-18"]


def test_relative_codes_are_of_the_citing_place() -> None:
    resolution = cite("Nghị quyết", "08-NQ/HU", "2021-03-12")
    found = instruments([_page("a", resolution), _page("b", resolution, **NEIGHBOUR), _page("c", resolution, **ELSEWHERE)])
    assert [one.cited_by for one in found.all] == [("a", "b"), ("c",)]
    assert {one.label for one in found.all} == {
        "Nghị quyết 08-NQ/HU, 12/03/2021 (huyện Lam Sơn)",
        "Nghị quyết 08-NQ/HU, 12/03/2021 (huyện Đông Vọng)",
    }


def test_a_commune_of_the_same_name_is_another_one() -> None:
    report = cite("Báo cáo", "12-BC/ĐU", "2021-03-12")
    twin = {"issuer": "Đảng ủy xã Tân Hưng", "parent_issuer": "Huyện ủy Đông Vọng"}
    assert len(_keys(_page("a", report), _page("b", report, **twin))) == 2


def test_a_bulletin_without_a_place_shares_no_relative_code() -> None:
    resolution = cite("Nghị quyết", "08-NQ/HU", "2021-03-12")
    nowhere = {"issuer": None}
    assert len(_keys(_page("a", resolution, **nowhere), _page("b", resolution, **nowhere))) == 2


def test_the_level_of_a_people_s_committee_is_what_its_issuer_says() -> None:
    decision = [
        cite("Quyết định", "45/QĐ-UBND", "2022-03-01", issuer) for issuer in ("UBND huyện", "UBND tỉnh", "UBND huyện Lam Sơn")
    ]
    found = instruments([_page(str(place), one) for place, one in enumerate(decision)])
    assert _groups(found, [("0", 0), ("2", 0)]) == ["vn:s/huyện lam sơn:UBND/QĐ/45/2022-03-01"] * 2
    assert found.cited("1", 0) != found.cited("0", 0)


def test_a_dated_symbol_without_a_level_finds_the_only_one_of_that_day() -> None:
    known, loose = cite("Quyết định", "45/QĐ-UBND", "2022-03-01", "UBND huyện"), cite("Quyết định", "45/QĐ-UBND", "2022-03-01")
    found = instruments([_page("a", known), _page("b", loose), _page("c", cite("Quyết định", "45/QĐ-UBND", "2022-03-02"))])
    assert found.cited("a", 0) == found.cited("b", 0) != found.cited("c", 0)


def test_the_archive_s_copy_is_found_and_its_date_counts() -> None:
    copy = page("nq", number="08-NQ/HU", doc_type="Nghị quyết", issuer="Huyện ủy Lam Sơn", issued="2021-03-12")
    wrong, undated = cite("Nghị quyết", "08-NQ/HU", "2021-03-21"), cite("Nghị quyết", "8-NQ/HU")
    found = instruments([copy, _page("a", wrong), _page("b", undated, **NEIGHBOUR), _page("c", wrong, **ELSEWHERE)])
    one = found.cited("a", 0)
    assert one is not None
    assert (one.bulletin, one.date, one.number, one.issuer) == ("nq", "2021-03-12", "08-NQ/HU", "Huyện ủy Lam Sơn")
    assert found.citing("nq") == ("a", "b")
    assert found.inferred == {("b", 0)}
    assert found.citing("a") == ()


def test_an_undated_citation_of_the_next_term_is_another_document() -> None:
    copy = page("nq", number="08-NQ/HU", doc_type="Nghị quyết", issuer="Huyện ủy Lam Sơn", issued="2016-03-12")
    found = instruments([copy, _page("a", cite("Nghị quyết", "08-NQ/HU"))])
    assert (found.citing("nq"), found.all[0].key) == ((), "vn:p/huyện lam sơn:HU/NQ/8/?k2020")


def test_quy_dinh_and_quyet_dinh_are_two_series() -> None:
    rule = cite("Quy định", "37-QĐ/TW", "2021-10-25")
    assert len(_keys(_page("a", rule), _page("b", cite("Quyết định", "37-QĐ/TW", "2021-06-01")))) == 2
    found = instruments([_page("a", rule), _page("b", cite("Quyết định", "37-QĐ/TW", "2021-10-25"))])
    assert [one.label for one in found.all] == ["Quy định 37-QĐ/TW, 25/10/2021"]


def test_normative_acts_go_by_the_year_of_their_symbol() -> None:
    pages = [
        _page("a", cite("Nghị định", "30/2020/NĐ-CP", "2020-03-05")),
        _page("b", cite("Nghị định", "30/2020/NĐ-CP", "2020-05-03")),
    ]
    short = _page("c", cite("Nghị định", "30", "2020-03-05", "Chính phủ"))
    assert _keys(*pages, short) == ["vn:s/CP/NĐ/30/2020"]


def test_short_forms_follow_the_full_one_of_their_bulletin() -> None:
    full = cite("Nghị quyết", "10-NQ/TU", "2021-12-01")
    found = instruments(
        [_page("a", cite("Nghị quyết", "10"), full, cite("Nghị quyết", "10", None, "Tỉnh ủy"), cite("Chỉ thị", "10"))]
    )
    first, same, third, other = (found.cited("a", index) for index in range(4))
    assert first == same == third != other


def test_a_short_form_with_another_date_is_not_the_well_known_document() -> None:
    assert _keys(_page("a", cite("Chỉ thị", "05", "2021-03-04")))[0].startswith("vn:?/")


def test_an_unknown_short_form_is_shared_with_its_place_only() -> None:
    short = cite("Chỉ thị", "12")
    found = instruments([_page("a", short), _page("b", short), _page("c", short, **NEIGHBOUR)])
    assert found.cited("a", 0) == found.cited("b", 0) != found.cited("c", 0)


def test_who_cites_is_newest_first() -> None:
    pages = [
        _page(name, cite("Chỉ thị", "05"), issued=date) for name, date in (("a", "2021-01-01"), ("b", None), ("c", "2023-01-01"))
    ]
    assert instruments(pages).all[0].cited_by == ("c", "a", "b")


def test_pages_of_their_own_begin_with_two_citing_bulletins() -> None:
    found = instruments([_page("a", cite("Chỉ thị", "05")), _page("b", cite("Chỉ thị", "05"), cite("Chỉ thị", "18-CT/TW"))])
    assert [(one.number, one.path is None) for one in found.all] == [("18-CT/TW", True), ("05-CT/TW", False)]


def test_hostile_text_is_kept_as_text_and_names_a_harmless_file() -> None:
    other = page("khac", citations=hostile_page().metadata.citations, issuer=hostile_page().metadata.issuer)
    found = instruments([hostile_page(), other])
    assert all(one.path is None or (one.path.isascii() and ".." not in one.path) for one in found.all)


_NUMBERS = st.sampled_from(["05-CT/TW", "05", "08-NQ/HU", "45/QĐ-UBND", "30/2020/NĐ-CP", "12-BC/ĐU", "1234/BGDĐT-VP", "x", "06"])
_DATES = st.none() | st.dates().map(str)
_CITED = st.builds(
    Citation, st.sampled_from(["Chỉ thị", "Nghị quyết", "Quyết định", "Quy định", "Đề án", None]), _NUMBERS, _DATES,
    st.sampled_from([None, "Bộ Chính trị", "UBND huyện", "UBND huyện Lam Sơn", "Tỉnh ủy", "Hội Người cao tuổi", "Đảng ủy"]),
)  # fmt: skip
_PAGES = st.lists(
    st.tuples(
        st.lists(_CITED, max_size=4),
        _DATES,
        st.sampled_from([COMMUNE, NEIGHBOUR, ELSEWHERE, {"issuer": None}]),
        st.none() | _NUMBERS,
    ),
    max_size=8,
)


@settings(max_examples=50)
@given(_PAGES)
def test_every_citation_is_of_exactly_one_instrument(
    drawn: list[tuple[list[Citation], str | None, dict[str, object], str | None]],
) -> None:
    pages = [
        page(f"p{place}", citations=tuple(cited), issued=date, number=number, **where)
        for place, (cited, date, where, number) in enumerate(drawn)
    ]
    found = instruments(pages)
    assert found == instruments(pages[::-1])
    assert len({one.key for one in found.all}) == len(found.all)
    paths = [one.path for one in found.all if one.path]
    assert len(set(paths)) == len(paths)
    for made in pages:
        for index in range(len(made.metadata.citations)):
            one = found.cited(made.metadata.id, index)
            assert one is not None
            assert (
                made.metadata.id in one.cited_by
                or one.bulletin == made.metadata.id
                or made.metadata.id in _copies(found, one.key)
            )


def _copies(found: Instruments, key: str) -> set[str]:
    return {id_ for id_, one in found.by_bulletin.items() if one.key == key}


@pytest.mark.parametrize("pages", [[], [page("a")]])
def test_an_archive_without_citations(pages: list[Page]) -> None:
    assert instruments(pages) == Instruments(())

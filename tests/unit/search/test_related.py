"""What to read next: nearness by content and citations, and the issues of a series."""

from dataclasses import replace

from builder.model import Citation, Page, Period, Related
from builder.search.related import related as related_to
from builder.search.related import terms_of
from tests.unit.search.samples import notice

_TEXTS = {
    "ao-1": "Nuôi trồng thủy sản nước ngọt, ao lắng và kênh tiêu ở thôn Vạn Chài.",
    "ao-2": "Kênh tiêu và ao lắng phục vụ nuôi trồng thủy sản nước ngọt.",
    "duong": "Bê tông hóa đường trục thôn, lắp điện chiếu sáng.",
}


def related(pages: list[Page]) -> dict[str, Related]:
    return related_to(pages, {page.metadata.id: terms_of(page) for page in pages})


def report(id_: str, month: int, **fields: object) -> Page:
    """A monthly report."""
    period = Period(f"tháng {month}", f"2023-{month:02d}-01", f"2023-{month:02d}-28")
    return notice(
        month, "Nội dung.", **({"id": id_, "doc_type": "Báo cáo", "period": period, "issued": None, "number": None} | fields)
    )


def test_by_content() -> None:
    found = related([notice(1, text, id=id_, title=id_, number=None) for id_, text in _TEXTS.items()])
    assert found["ao-1"].documents[0] == "ao-2"
    assert found["ao-2"].documents[0] == "ao-1"
    assert set(found) == set(_TEXTS)


def test_by_citation_and_by_the_instrument_itself() -> None:
    cites = (Citation("Nghị quyết", "8-NQ/HU"),)
    pages = [
        notice(1, "Một.", id="nq", title="Gốc", number="08-NQ/HU"),
        notice(2, "Hai.", id="kh", title="Kế hoạch riêng", number="1-KH/ĐU", citations=cites),
        notice(3, "Ba.", id="khac", title="Chuyện khác", number="2-KH/ĐU"),
    ]
    found = related(pages)
    assert found["nq"].documents == ("kh",)
    assert found["kh"].documents == ("nq",)


def test_previous_and_next_issue_of_a_series() -> None:
    pages = [report("t3", 3), report("t5", 5), report("t4", 4, issuer="UBND xã khác"), report("t8", 8)]
    quarter = report("q2", 4, period=Period("quý II", "2023-04-01", "2023-06-30"))
    found = related([*pages, quarter])
    assert (found["t5"].previous, found["t5"].next) == ("t3", "t8")
    assert (found["t3"].previous, found["t8"].next) == (None, None)
    assert (found["t4"].previous, found["t4"].next, found["q2"].previous) == (None, None, None)


def test_the_order_of_the_pages_changes_nothing() -> None:
    pages = [notice(serial) for serial in range(24)]
    assert related(pages) == related(pages[::-1])
    assert related([]) == {}


def test_a_document_is_not_related_to_itself() -> None:
    pages = [notice(serial) for serial in range(6)]
    assert all(id_ not in found.documents for id_, found in related([*pages, replace(pages[0], body="Khác.")]).items())

"""Who cites a document: short forms, terms of the same number, the facet."""

from collections.abc import Callable, Iterator

import pytest

from builder.model import Citation
from builder.search import whoosh_index
from builder.search.citing import cited_by
from builder.search.facts import facts
from builder.search.query import Query, SearchResult
from builder.search.whoosh_index.fact_table import FactTable
from tests.unit.search.samples import notice

_C = Citation


@pytest.mark.parametrize(
    ("citations", "date", "expected"),
    [
        ((_C("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"),), "2022-03-22", ["05-CT/TW|5-ct-tw/2016-05-15"]),
        ((_C("Chỉ thị", "05 - CT/TW"),), "2022-03-22", ["05-CT/TW|5-ct-tw/2016-05-15"]),
        ((_C("Chỉ thị", "05-CT/TW", "2014-05-15"),), "2022-03-22", ["05-CT/TW|5-ct-tw/2016-05-15"]),  # the year is mistyped
        ((_C("Chỉ thị", "05-CT/TW", "2012-02-01"),), "2022-03-22", ["05-CT/TW|5-ct-tw/2012-02-01"]),
        ((_C("Chỉ thị", "05-CT/TW"),), "2013-03-22", ["05-CT/TW|5-ct-tw/~99"]),  # older than the well-known one
        ((_C("Chỉ thị", "05"),), "2022-03-22", ["05-CT/TW|5-ct-tw/2016-05-15"]),
        ((_C("Chỉ thị", "05"),), "2013-03-22", ["Chỉ thị 05|5-ct/~4"]),
        ((_C("Chỉ thị", "05", None, "Huyện ủy"),), "2022-03-22", ["Chỉ thị 05|5-ct-hu/~4"]),
        ((_C("Nghị quyết", "08-NQ/HU", "2021-03-01"), _C("Nghị quyết", "8")), "2022", ["08-NQ/HU|8-nq-hu/2021-03-01"]),
        (
            (_C("Nghị quyết", "08-NQ/HU"), _C("Nghị quyết", "08-NQ/TU"), _C("Nghị quyết", "08")),
            "2022",
            ["08-NQ/HU|8-nq-hu/~4", "08-NQ/TU|8-nq-tu/~4", "Nghị quyết 08|8-nq/~4"],
        ),
        ((_C("Đề án", "06"),), "2023", ["06/QĐ-TTg|6-qd-ttg 6-da/2022-01-06"]),
        ((_C("Công văn", "742/UBND-TCKH"),), "2023", ["742/UBND-TCKH|742-ubnd-tckh 742-cv/~1"]),
        ((_C("Thông tư", "04/2023/TT-BTC"),), "2023", ["04/2023/TT-BTC|4-2023-tt-btc/2023"]),
        ((_C("Nghị định", "02", None, "Chính phủ"),), "2023", ["Nghị định 02|2-nd-cp/~1"]),
        ((_C(None, "17"),), "2023", ["17|17/~4"]),
        ((_C(None, "?"),), "2023", ["?|/~4"]),
    ],
)
def test_what_a_bulletin_cites(citations: tuple[Citation, ...], date: str, expected: list[str]) -> None:
    meta = notice(1, citations=citations, issued=date).metadata
    assert ["|".join(one) for one in cited_by(meta, date)] == expected
    assert FactTable([facts(meta).pack()]).cites == [facts(meta).cites]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], SearchResult]]:
    cited = {
        "full": (_C("Chỉ thị", "05-CT/TW", "2016-05-15"),),
        "short": (_C("Chỉ thị", "05"),),
        "older": (_C("Chỉ thị", "05 -CT/TW", "2012-02-01"),),
        "district": (_C("Chỉ thị", "05-CT/HU"),),
        "other": (_C("Chỉ thị", "15-CT/TW", "2016-05-15"), _C("Kết luận", "5-KL/TW")),
        "twice": (_C("Chỉ thị", "05-CT/TW", "2016-05-15"), _C("Chỉ thị", "05-CT/TW", "2012-02-01")),
    }
    folder = tmp_path_factory.mktemp("citing") / "index"
    made = [notice(at, id=name, citations=citations, issued="2022-03-05") for at, (name, citations) in enumerate(cited.items())]
    whoosh_index.update(folder, [(page, "1") for page in made], [], lambda *_: None)
    with whoosh_index.opened(folder) as search:
        yield lambda text: search(Query(cites=text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05-CT/TW", "full older short twice"),
        ("05 ct tw", "full older short twice"),
        ("Chỉ thị 05", "district full older short twice"),
        ("05", "district full older other short twice"),
        ("05-CT/TW 2016", "full short twice"),
        ("chi thi 05 nam 2016", "full short twice"),
        ("05-CT/TW, ngày 01/02/2012", "older twice"),
        ("05-CT/HU 2020", "district"),
        ("05-CT/TW 1999", ""),
        ("Chỉ thị", ""),
    ],
)
def test_who_cites(ask: Callable[[str], SearchResult], text: str, expected: str) -> None:
    assert sorted(hit.id for hit in ask(text).results) == expected.split()


def test_the_facet_counts_bulletins(ask: Callable[[str], SearchResult]) -> None:
    assert dict(ask("05").facets.counts["cites"]) == {"05-CT/TW": 4, "05-CT/HU": 1, "15-CT/TW": 1, "5-KL/TW": 1}

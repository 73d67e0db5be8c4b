"""The real index in a folder: what is found and in which order, what is kept up to date, what goes wrong."""

import multiprocessing
import os
import shutil
import signal
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from builder.errors import SearchError
from builder.model import Page
from builder.search import whoosh_index
from builder.search.query import Query, SearchResult
from builder.search.whoosh_index import codec, posting_lists
from builder.search.whoosh_index.pair_buckets import buckets_of
from tests.unit.search.samples import SEED_ID, notice, pages, seed_page

Ask = Callable[..., SearchResult]


def quiet(stage: str, done: int, total: int) -> None:
    """No progress."""


def fill(folder: Path, bulletins: list[Page]) -> whoosh_index.IndexReport:
    return whoosh_index.update(folder, [(page, "1") for page in bulletins], [], quiet)


def ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.results]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("whoosh") / "index"
    assert fill(folder, pages()).indexed == len(pages())
    with whoosh_index.opened(folder) as search:
        yield lambda text="", **given: search(Query(text, **given))


@pytest.mark.parametrize(
    "query",
    [
        "dang bo",
        "Đảng bộ",
        "uỷ ban",
        "ủy ban",
        "52-BC/ĐU",
        "52 - bc/đu",
        "52-BC/DU",
        "Số 52 -BC/ĐU",
        "52 bc đu",
        '"tổ dân phố"',
        "UBND thị",
    ],
)
def test_finds_the_seed(ask: Ask, query: str) -> None:
    assert SEED_ID in ids(ask(query, limit=50))


@pytest.mark.parametrize(
    "query",
    ["dang bo", "Đảng bộ", "52-BC/ĐU", "52 bc đu", '"tổ dân phố"', "UBND thị", "quy hoạch", "qui hoạch", "bc 52 cẩm xuyên"],
)
def test_the_seed_is_first(ask: Ask, query: str) -> None:
    assert ids(ask(query))[0] == SEED_ID


def test_both_spellings_are_one_query(ask: Ask) -> None:
    assert ids(ask("uỷ ban", limit=50)) == ids(ask("ủy ban", limit=50)) == ids(ask("ỦY BAN", limit=50))


def test_marks_as_typed_come_first_and_are_enough(ask: Ask) -> None:
    assert ask("Trần Văn Hoà").notice is None
    missing = ask("Trấn Văn Hòa")
    assert missing.total
    assert "không phân biệt dấu" in (missing.notice or "")


def test_the_instrument_itself_comes_before_those_that_cite_it(tmp_path: Path) -> None:
    cited = notice(1, "Nội dung.", id="goc", number="05-CT/TW", issued="2016-05-15")
    fill(tmp_path / "i", [*pages(), cited])
    assert ids(whoosh_index.search(tmp_path / "i", Query("05-CT/TW")))[:2] == ["goc", SEED_ID]


def test_newer_first_among_equals(tmp_path: Path) -> None:
    same = [notice(1, "Nội dung.", id=f"n{year}", title="Về đê điều", issued=f"{year}-01-05") for year in (2021, 2023, 2022)]
    fill(tmp_path / "i", same)
    assert ids(whoosh_index.search(tmp_path / "i", Query("đê điều"))) == ["n2023", "n2022", "n2021"]


def test_phrases_are_words_in_a_row_on_one_line(tmp_path: Path) -> None:
    apart = notice(1, "Tổ trưởng dân phố và tổ\n\ndân phố", id="roi", title="x")
    fill(tmp_path / "i", [apart, seed_page()])
    assert ids(whoosh_index.search(tmp_path / "i", Query('"tổ dân phố"'))) == [SEED_ID]
    assert ids(whoosh_index.search(tmp_path / "i", Query('"to dan pho"'))) == [SEED_ID]


def test_abbreviations_find_their_readings_and_back(ask: Ask) -> None:
    assert ask("UBND Minh Hòa").total == ask("ủy ban nhân dân Minh Hòa").total == 24
    assert "<mark>Uỷ ban nhân dân xã Minh Hoà</mark>" not in ask("UBND").results[0].snippet
    assert "<mark>Uỷ ban nhân dân</mark>" in ask("UBND Minh Hòa").results[0].snippet


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"type": "bao cao"}, 1), ({"type": "Kế hoạch"}, 8), ({"issuer": "cẩm xuyên"}, 1), ({"place": "minh hoa"}, 24),
        ({"signer": "Đặng Đình Chúc"}, 1), ({"cites": "5 - ct/tư"}, 1), ({"cites": "06-CT/TW"}, 0),
        ({"date_from": "2022-03-22", "date_to": "2022-03-22"}, 1), ({"date_from": "2022", "date_to": "2022"}, 7),
        ({"date_to": "2019"}, 0),
    ],
)  # fmt: skip
def test_filters(ask: Ask, filters: dict[str, str], total: int) -> None:
    found = ask("", **filters)
    assert found.total == total
    assert bool(found.notice) == (total == 0)


def test_facets_count_what_was_found(ask: Ask) -> None:
    found = ask("ubnd xã", issuer="Minh Hòa")
    counts = {name: dict(values) for name, values in found.facets.counts.items()}
    assert counts["type"] == {"Thông báo": 16, "Kế hoạch": 8}
    assert sum(counts["year"].values()) == found.total == 24
    assert counts["place"] == {"Minh Hòa": 24}


def test_sorted_by_date_and_paged(ask: Ask) -> None:
    dates = [hit.issued or "" for hit in ask("xã", sort="date", limit=50).results]
    assert dates == sorted(dates, reverse=True)
    pieces = [ids(ask("xã", sort="date", limit=7, page=number)) for number in (1, 2, 3, 4, 5)]
    assert [id_ for piece in pieces for id_ in piece] == ids(ask("xã", sort="date", limit=50))


@pytest.mark.parametrize("query", ["99-BC/ĐU", "xyzzy", "sân bay vũ trụ", '"bộ đảng dân tổ"'])
def test_no_answer_says_so(ask: Ask, query: str) -> None:
    found = ask(query)
    assert (found.total, found.results) == (0, ())
    assert (found.notice or "").startswith("Không tìm thấy")


def test_a_query_of_which_too_much_is_unknown_is_not_made_into_another(ask: Ask) -> None:
    assert ask("tuyển quânn và huấn luyện").total
    assert not ask("tuyển quânn và huấn luyệnn").total


def test_relaxed_and_corrected_answers_say_so(ask: Ask) -> None:
    assert "phần lớn" in (ask("thông báo chuyển đổi số xã Minh Hòa lâu đài").notice or "")
    assert "“chuyen”" in (ask("chuyyen đổi số").notice or "")
    assert ask("52-BC").notice is None  # the number without its issuer is a number


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        '"',
        '"""',
        "(",
        "AND",
        "NOT OR",
        "*",
        "?",
        "a" * 10_000,
        "từ " * 5_000,
        '"' * 999,
        "\x00",
        "\ud800",
        "-",
        "field:x",
        "[1 TO",
        "🙂",
        "\\",
    ],
)
def test_odd_queries_answer(ask: Ask, query: str) -> None:
    started = time.monotonic()
    assert isinstance(ask(query).to_json(), str)
    assert time.monotonic() - started < 2


def test_snippets_are_escaped_and_as_printed(tmp_path: Path) -> None:
    page = notice(1, "Trong &lt;script&gt; có Uỷ viên & <b>đậm</b>.", id="a")
    fill(tmp_path / "i", [page])
    found = whoosh_index.search(tmp_path / "i", Query("ủy viên"))
    assert found.results[0].snippet == "Trong &lt;script&gt; có <mark>Uỷ viên</mark> &amp; đậm ."


def test_json_has_the_fields_of_the_design(ask: Ask) -> None:
    found = ask("52-BC/ĐU").to_dict()
    assert list(found) == ["query", "total", "facets", "notice", "results"]
    assert list(found["results"][0]) == ["id", "title", "number", "issuer", "issued", "path", "score", "snippet"]


# ---------------------------------------------------------------- keeping it up to date
def test_plan_names_what_is_stale(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    assert whoosh_index.plan(folder, {"a": "1"}) == whoosh_index.IndexPlan(("a",), (), 0)
    fill(folder, [notice(1, id="a"), notice(2, id="b"), notice(3, id="c")])
    assert whoosh_index.plan(folder, {"a": "1", "b": "2", "d": "1"}) == whoosh_index.IndexPlan(("b", "d"), ("c",), 1)


def test_update_replaces_removes_and_forgets_old_words(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    fill(folder, [notice(1, "Chữ xưa.", id="a"), notice(2, "Chữ khác.", id="b")])
    report = whoosh_index.update(folder, [(notice(1, "Chữ mới.", id="a"), "2")], ["b"], quiet)
    assert (report.indexed, report.removed) == (1, 1)
    assert ids(whoosh_index.search(folder, Query("chữ"))) == ["a"]
    assert whoosh_index.search(folder, Query("xưa")).total == 0
    assert whoosh_index.plan(folder, {"a": "2"}) == whoosh_index.IndexPlan((), (), 1)


def test_a_bad_or_second_page_costs_no_other_its_place(tmp_path: Path) -> None:
    good, broken = notice(1, id="a"), notice(2, "xấu \ud800 xấu", id="b")
    malformed = replace(notice(3, id="c"), body=None)  # type: ignore[arg-type]
    report = fill(tmp_path / "i", [good, broken, malformed, good, notice(4, id="d")])
    assert report.indexed == 2
    assert [skipped.path for skipped in report.failed] == [broken.path, malformed.path, good.path]
    assert "same id" in report.failed[2].reason
    assert sorted(ids(whoosh_index.search(tmp_path / "i", Query("minh hòa")))) == ["a", "d"]


def test_an_interrupted_update_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "i", [notice(1, id="a")])

    def failing() -> Iterator[tuple[Page, str]]:
        yield notice(2, id="b"), "1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        whoosh_index.update(tmp_path / "i", failing(), ["a"], quiet)
    assert ids(whoosh_index.search(tmp_path / "i", Query("minh hòa"))) == ["a"]
    assert fill(tmp_path / "i", [notice(2, id="b")]).indexed == 1


def _write_forever(folder: str, started: object) -> None:
    def endless() -> Iterator[tuple[Page, str]]:
        for serial in range(10**6):
            yield notice(serial, id=f"x{serial}"), "1"
            if serial == 5:
                started.set()  # type: ignore[attr-defined]

    whoosh_index.update(Path(folder), endless(), [], quiet)


def test_a_second_writer_is_refused_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    fill(tmp_path / "i", [notice(1, id="a")])
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_write_forever, args=(str(tmp_path / "i"), started))
    writer.start()
    assert started.wait(60)
    with pytest.raises(SearchError, match="another"):
        fill(tmp_path / "i", [notice(2, id="b")])
    assert ids(whoosh_index.search(tmp_path / "i", Query("minh hòa"))) == ["a"]
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    assert fill(tmp_path / "i", [notice(2, id="b")]).indexed == 1
    assert sorted(ids(whoosh_index.search(tmp_path / "i", Query("minh hòa")))) == ["a", "b"]


def test_a_missing_index_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="bantin index"):
        whoosh_index.search(tmp_path / "nowhere", Query("x"))


# Whoosh leaves the file open in which it finds the damage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_built_anew(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    fill(folder, [notice(1, id="a")])
    for file in folder.glob("*.seg"):
        file.write_bytes(b"damaged")
    with pytest.raises(SearchError, match="rebuild"):
        whoosh_index.search(folder, Query("x"))
    assert whoosh_index.plan(folder, {"a": "1"}).add == ("a",)
    fill(folder, [notice(1, id="a")])
    assert whoosh_index.search(folder, Query("minh hòa")).total == 1


# ---------------------------------------------------------------- a server's index, and the files behind it
def test_an_index_that_stands_open_answers_what_was_written_since(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    standing = whoosh_index.Standing(folder)
    with pytest.raises(SearchError, match="bantin index"):
        standing.answer(Query("minh hòa"))
    fill(folder, [notice(1, id="a")])
    assert ids(standing.answer(Query("minh hòa"))) == ["a"]
    fill(folder, [notice(2, id="b")])
    assert sorted(ids(standing.answer(Query("minh hòa")))) == ["a", "b"]
    shutil.rmtree(folder)
    fill(folder, [notice(3, id="c")])
    assert ids(standing.answer(Query("minh hòa"))) == ["c"]
    standing.close()


def test_answers_do_not_depend_on_the_commits_that_made_the_index(tmp_path: Path) -> None:
    """Replaced and removed documents, several segments and merged ones count no more than a clean index would let them."""
    kept = [notice(serial, f"Chữ {serial % 3} chung.", id=f"x{serial}") for serial in range(12)]
    fill(tmp_path / "clean", kept)
    grown = tmp_path / "grown"
    fill(grown, [notice(serial, "Chữ xưa, xxưa rồi.", id=f"x{serial}") for serial in range(9)] + [notice(50, id="gone")])
    for page in kept:
        whoosh_index.update(grown, [(page, "1")], ["gone"], quiet)
    for text in ("chữ", '"chữ 1 chung"', "minh hòa", "chữ 2", "xưa", "chug", "thông báo"):
        clean, other = (whoosh_index.search(folder, Query(text)) for folder in (tmp_path / "clean", grown))
        assert other.to_dict() == clean.to_dict()
        assert ids(whoosh_index.search(grown, Query(text, sort="date"))) == ids(
            whoosh_index.search(tmp_path / "clean", Query(text, sort="date"))
        )
    assert whoosh_index.plan(grown, {page.metadata.id: "1" for page in kept}) == whoosh_index.IndexPlan((), (), 12)


@pytest.mark.parametrize("held", [[5], [0, 1, 2, 3], [0, 70_000, 70_001], list(range(300)), list(range(0, 600, 2))])
@pytest.mark.parametrize("weight", [lambda document: 16, lambda document: document % 7 + 1, lambda document: document % 900 + 1])
def test_a_posting_list_is_read_as_it_was_written(held: list[int], weight: Callable[[int], int]) -> None:
    documents, weights = array("I", held), array("H", [weight(document) for document in held])
    found = posting_lists.each(posting_lists.unpack(posting_lists.pack(documents, weights)))
    assert (list(found[0]), list(found[1])) == (list(documents), list(weights))


@given(st.lists(st.sampled_from("ủy ban nhân dân xã 2023 1.234 đảng".split()), min_size=1, max_size=9), st.data())
def test_a_text_is_never_passed_over_for_words_that_it_has_side_by_side(row: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(row) - 1))
    last = data.draw(st.integers(first, len(row)))
    assert buckets_of([row[first:last]]) <= buckets_of([["trước"], row, ["sau"]])


def test_a_pool_that_does_not_fit_into_memory_gives_the_same_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lists() -> list[tuple[str, bytes, bytes, bytes]]:
        pool = codec.TermPool(FileStorage(str(tmp_path)))
        for document in range(40):
            pool.add_document("exact", document, {"đảng": 1.0, f"từ{document % 7}": 2.5})
            pool.add_document("folded", document, {"dang": 1.0})
        return list(pool.iter_postings())

    whole = lists()
    monkeypatch.setattr(codec, "_MOST_IN_MEMORY", 10)
    assert lists() == whole
    assert [row[:2] for row in whole] == sorted(row[:2] for row in whole)

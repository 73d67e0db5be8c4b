"""The same question to the command line's index and to the search page: the same bulletins, the same counts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.search import whoosh_index
from builder.search.query import Query, SearchResult
from tests.site.search_site import hostile_page
from tests.unit.search.samples import pages

pytestmark = pytest.mark.site
QUERIES = [
    "dang bo", "Đảng bộ", "uỷ ban", "ủy ban nhân dân", "UBND", "UBND thị", "52-BC/ĐU", "52 bc đu", "52-BC", "05-CT/TW",
    "05-CT", "005-CT",
    "99-BC/ĐU", '"tổ dân phố"', '"to dan pho"', "quy hoạch", "qui hoach", "đảng bô", "Trấn Văn Hòa", "104/TB-UBND",
    "thông báo về nông thôn mới", "chuyen doi so", "xyzzy", "tháng 3 năm 2022", "quý 1", "xã Minh Hoà",
    '"minh hòa" chuyển đổi', "thông báo chuyển đổi số xã Minh Hòa lâu đài",
]  # fmt: skip
FILTERS = [
    {"type": "Kế hoạch"},
    {"issuer": "cẩm xuyên"},
    {"place": "minh hoa"},
    {"cites": "5-ct/tư"},
    {"cites": "Chỉ thị 05"},
    {"cites": "05 (2016)"},
    {"cites": "05-CT/TW 2011"},
    {"from": "2021", "to": "2022-06"},
]
ASK = """async ([root, query]) => {
  const { openEngine } = await import(root + "assets/search-engine.mjs");
  const engine = await openEngine(root + "search-index/");
  const found = await engine.search(query);
  const shown = await Promise.all(found.hits.map((hit) => engine.show(hit, found.units)));
  return { ids: shown.map((one) => one.id), total: found.total, facets: found.facets ?? {}, notice: found.notice };
}"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Query], SearchResult]]:
    folder = tmp_path_factory.mktemp("engines") / "index"
    whoosh_index.update(folder, [(page, "1") for page in [*pages(), hostile_page()]], [], lambda *_: None)
    with whoosh_index.opened(folder) as search:
        yield search


@pytest.fixture(scope="module")
def root(search_folder: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(search_folder)


@pytest.mark.parametrize(
    "query", [{"q": text} for text in QUERIES] + [{"q": "xã", **chosen} for chosen in FILTERS] + FILTERS, ids=str
)
def test_the_same_answer(page: Page, root: str, ask: Callable[[Query], SearchResult], query: dict[str, str]) -> None:
    names = {"q": "text", "from": "date_from", "to": "date_to"}
    ours = ask(Query(**{names.get(name, name): value for name, value in query.items()}, limit=100))  # type: ignore[arg-type]
    page.goto(root + "tim-kiem/")
    theirs = page.evaluate(ASK, [root, query])
    assert theirs["total"] == ours.total
    assert set(theirs["ids"]) == {hit.id for hit in ours.results}
    assert bool(theirs["notice"]) == bool(ours.notice)
    if ours.total and theirs["facets"]:
        for name in ("type", "issuer", "year"):
            assert {value: n for value, n in theirs["facets"].get(name, {}).items() if n} == dict(ours.facets.counts[name])

"""The search page of a site that is opened from a disk: no server, no modules, no fetch."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.errors import SearchError
from builder.publish.csp import SEARCH, policy
from builder.search.offline_search import SCRIPT, make_offline
from tests.unit.search.samples import SEED_ID

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def disk(search_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it lies on a disk, in a folder whose name needs escaping."""
    copy = tmp_path_factory.mktemp("usb") / "kho lưu trữ #1"
    shutil.copytree(search_folder, copy)
    page = copy / "tim-kiem" / "index.html"
    strict = f'<head><meta http-equiv="Content-Security-Policy" content="{policy(SEARCH)}">'
    page.write_text(page.read_text("utf-8").replace("<head>", strict, 1), encoding="utf-8")
    assert make_offline(copy) == 26
    return copy


@pytest.fixture
def opened(browser: Browser, disk: Path) -> Callable[[str], Page]:
    """Opens the search page with a query."""
    page = browser.new_context(locale="vi-VN").new_page()

    def open_(query: str) -> Page:
        page.goto((disk / "tim-kiem" / "index.html").as_uri() + query)
        return page

    return open_


@pytest.mark.parametrize("query", ["Đảng bộ", "dang bo", "52 bc đu", '"tổ dân phố"', "uỷ ban kiểm tra", "quy hoach"])
def test_the_seed_is_found(opened: Callable[[str], Page], query: str) -> None:
    page = opened(f"?q={query}")
    expect(page.locator(f'[data-bulletin-id="{SEED_ID}"]')).to_be_visible()


def test_the_result_opens_from_the_disk(opened: Callable[[str], Page]) -> None:
    page = opened("?q=52-BC/ĐU")
    page.locator(f'[data-bulletin-id="{SEED_ID}"] a').click()
    expect(page.locator(f'article[data-bulletin-id="{SEED_ID}"]')).to_be_visible()
    assert page.url.startswith("file:")


def test_facets_and_typing_work_too(opened: Callable[[str], Page]) -> None:
    page = opened("?q=ủy ban nhân dân")
    facet = page.locator('button[data-facet="type"]', has_text="Kế hoạch")
    promised = facet.locator(".bt-count").inner_text()
    facet.click()
    expect(page.locator("[data-result-total]")).to_have_attribute("data-result-total", promised)
    page.locator("#bt-q").fill("xyzzy")
    expect(page.locator("[data-result-notice]")).to_contain_text("xyzzy")


def test_a_second_time_changes_nothing(disk: Path) -> None:
    before = {path: path.read_bytes() for path in disk.rglob("*") if path.is_file()}
    assert make_offline(disk) == 26
    assert {path: path.read_bytes() for path in disk.rglob("*") if path.is_file()} == before


def test_the_page_loads_one_plain_script(disk: Path) -> None:
    html = (disk / "tim-kiem" / "index.html").read_text("utf-8")
    assert 'type="module"' not in html
    assert f"../assets/{SCRIPT}" in html
    assert "import {" not in (disk / "assets" / SCRIPT).read_text("utf-8")


def test_what_cannot_work_from_a_disk_stays_behind(disk: Path) -> None:
    kept = [path.relative_to(disk / "search-index") for path in (disk / "search-index").rglob("*") if path.is_file()]
    assert {path.suffix for path in kept if path.name != "bantin.json"} == {".js"}


def test_a_site_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="there is no search index"):
        make_offline(tmp_path)

"""The search page in a browser: what is found, the address as the state, keyboard, phone width, no script, hostile text."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.axe import violations
from tests.site.search_site import HOSTILE
from tests.unit.search.samples import SEED_ID

pytestmark = pytest.mark.site
PREFIX = "/kho/ban-tin/"


@pytest.fixture(scope="session")
def search_url(search_folder: Path, serve_folder: Callable[..., str]) -> str:
    """The search page below a path: what works only at the root of a host is a fault."""
    return serve_folder(search_folder, PREFIX) + "tim-kiem/"


def ids(page: Page) -> list[str]:
    return [item.get_attribute("data-bulletin-id") or "" for item in page.locator("[data-bulletin-id]").all()]


def total(page: Page) -> int:
    counted = page.locator("[data-result-total]:not([data-result-total=''])")
    expect(page.locator("[data-find-results]")).not_to_have_attribute("aria-busy", "true")
    return int(counted.get_attribute("data-result-total") or "-1")


def search(page: Page, url: str, query: str) -> None:
    page.goto(url)
    page.locator("#bt-q").fill(query)
    page.locator("#bt-q").press("Enter")
    expect(page.locator("[data-result-total]")).not_to_have_attribute("data-result-total", "")


@pytest.mark.parametrize(
    "query",
    [
        "dang bo",
        "Đảng bộ",
        "uỷ ban kiểm tra",
        "ủy ban mặt trận",
        "52-BC/ĐU",
        "52 - bc/đu",
        "52-BC/DU",
        "52 bc đu",
        '"tổ dân phố"',
        "UBND thị",
    ],
)
def test_finds_the_seed(page: Page, search_url: str, query: str) -> None:
    search(page, search_url, query)
    while page.locator("[data-find-more]").is_visible():
        shown = len(ids(page))
        page.locator("[data-find-more]").click()
        expect(page.locator("[data-bulletin-id]").nth(shown)).to_be_visible()
    assert SEED_ID in ids(page)
    assert len(ids(page)) == total(page)


@pytest.mark.parametrize("query", ["52-BC/ĐU", "Đảng bộ", '"tổ dân phố"', "quy hoạch", "Đặng Đình Chúc"])
def test_the_seed_is_first(page: Page, search_url: str, query: str) -> None:
    search(page, search_url, query)
    expect(page.locator("[data-bulletin-id]").first).to_have_attribute("data-bulletin-id", SEED_ID)


@pytest.mark.parametrize("query", ["99-BC/ĐU", "52-BC/ĐUX", "xyzzy", "covid1", "dang boo", '"bộ đảng dân tổ"', '"""', "((("])
def test_no_answer_is_said(page: Page, search_url: str, query: str) -> None:
    search(page, search_url, query) if re.search(r"\w", query) else page.goto(f"{search_url}?q={query}")
    expect(page.locator("[data-result-notice]")).to_be_visible()
    assert total(page) == 0
    assert ids(page) == []
    expect(page.locator("[data-find-browse]")).to_be_visible()


def test_the_address_is_the_state(page: Page, search_url: str) -> None:
    page.goto(f"{search_url}?q=xã&type=Thông+báo&from=2021&sort=date")
    expect(page.locator("[data-result-total]")).to_have_attribute("data-result-total", re.compile(r"[1-9]"))
    assert page.locator("#bt-q").input_value() == "xã"
    assert page.locator("#bt-sort").input_value() == "date"
    dates = [text.split(" · ")[0].split("/")[::-1] for text in page.locator(".bt-hit .bt-facts").all_inner_texts()]
    assert dates == sorted(dates, reverse=True)
    assert all(date[0] >= "2021" for date in dates)
    assert all("Thông báo" in text for text in page.locator(".bt-hit .bt-facts").all_inner_texts())


def test_back_and_forward(page: Page, search_url: str) -> None:
    search(page, search_url, "thông báo")
    before = total(page)
    page.locator('button[data-facet="year"]').first.click()
    expect(page).to_have_url(re.compile(r"year=2023"))
    expect(page.locator("[data-result-total]")).not_to_have_attribute("data-result-total", str(before))
    after = total(page)
    assert 0 < after < before
    page.go_back()
    expect(page.locator("[data-result-total]")).to_have_attribute("data-result-total", str(before))
    page.go_forward()
    expect(page.locator("[data-result-total]")).to_have_attribute("data-result-total", str(after))


def test_facets_count_what_they_give(page: Page, search_url: str) -> None:
    search(page, search_url, "ủy ban nhân dân")
    facet = page.locator('button[data-facet="type"]', has_text="Kế hoạch")
    promised = int(facet.locator(".bt-count").inner_text())
    facet.click()
    expect(page.locator("[data-result-total]")).to_have_attribute("data-result-total", str(promised))
    page.locator("[data-find-active] button").click()
    expect(page.locator("[data-find-active]")).to_be_hidden()


def test_instant_results_while_typing(page: Page, search_url: str) -> None:
    page.goto(search_url)
    page.locator("#bt-q").press_sequentially("nông thôn mới", delay=10)
    expect(page.locator("[data-bulletin-id]").first).to_be_visible()
    expect(page).to_have_url(re.compile("q=n"))


def test_more_has_no_cap_and_moves_the_focus(page: Page, search_url: str) -> None:
    search(page, search_url, "xã")
    wanted = total(page)
    assert wanted > 20
    while page.locator("[data-find-more]").is_visible():
        shown = len(ids(page))
        page.locator("[data-find-more]").press("Enter")
        expect(page.locator("[data-bulletin-id]").nth(shown)).to_be_visible()
        expect(page.locator("[data-bulletin-id]").nth(shown).locator("a")).to_be_focused()
    found = ids(page)
    assert len(found) == len(set(found)) == wanted


def test_snippets_show_the_text_as_printed(page: Page, search_url: str) -> None:
    search(page, search_url, "minh hòa chuyển đổi số")
    snippet = page.locator(".bt-hit__snippet").first
    assert "Uỷ ban nhân dân xã Minh Hoà" in snippet.inner_text()
    assert "Minh Hoà" in " ".join(snippet.locator("mark").all_inner_texts())
    assert not re.search("[ǁǂďĎ\u2038\u2040\u2423]", page.locator("[data-find-list]").inner_text())


def test_hostile_text_stays_text(page: Page, search_url: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    search(page, search_url, "hiểmhoạ")
    hit = page.locator(f'[data-bulletin-id="{HOSTILE}"]')
    expect(hit.locator("h2")).to_have_text("Tin <img src=x onerror=alert(1)> & <b>đậm</b>")
    assert "<script>alert(2)</script>" in hit.inner_text()
    assert hit.locator("img, b, script").count() == 0
    assert hit.locator("mark").all_inner_texts() == ["hiểmhoạ"]
    page.goto(f"{search_url}?q=<img src=x onerror=alert(3)>&type=<script>alert(4)</script>")
    expect(page.locator("[data-result-notice]")).to_be_visible()


def test_the_link_opens_the_bulletin(page: Page, search_url: str) -> None:
    search(page, search_url, "52-BC/ĐU")
    page.locator(f'[data-bulletin-id="{SEED_ID}"] a').click()
    expect(page.locator(f'article[data-bulletin-id="{SEED_ID}"] h1')).to_contain_text("nhiệm vụ chính trị quý I")
    assert PREFIX in page.url


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is in an element of the selector."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.closest(wanted) !== null", wanted):
            return
    pytest.fail(f"Tab never comes to {wanted}")


def test_a_walk_by_keyboard_alone(page: Page, search_url: str) -> None:
    page.goto(search_url)
    expect(page.locator("#bt-q")).to_be_focused()
    page.keyboard.type("thông báo xã")
    expect(page.locator("[data-bulletin-id]").first).to_be_visible()
    page.keyboard.press("Enter")
    tab_to(page, "#bt-sort")
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("sort=date"))
    tab_to(page, "#bt-from")
    page.keyboard.type("2021")
    tab_to(page, 'button[data-facet="type"]')
    expect(page).to_have_url(re.compile("from=2021"))
    expect(page.locator("[data-find-results]")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("Enter")
    expect(page.locator('button[data-facet="type"][aria-pressed="true"]')).to_be_focused()
    tab_to(page, "[data-find-active] button")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("type="))
    page.locator("#bt-q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-bulletin-id]").nth(1).locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#bt-q")).to_be_focused()
    tab_to(page, "[data-bulletin-id]")
    page.keyboard.press("Enter")
    expect(page.locator("article[data-bulletin-id]")).to_be_visible()
    page.go_back()
    expect(page.locator("#bt-q")).to_have_value("thông báo xã")
    expect(page.locator("[data-bulletin-id]").first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15/3/2022", "2022-03-15"),
        ("3/2022", "2022-03"),
        ("2022", "2022"),
        ("2022-3-5", "2022-03-05"),
        (" 05.06.2021 ", "2021-06-05"),
    ],
)
def test_a_date_is_typed_as_one_writes_it(page: Page, search_url: str, typed: str, kept: str) -> None:
    page.goto(f"{search_url}?q=xã")
    page.locator("#bt-from").fill(typed)
    page.locator("#bt-from").press("Enter")
    expect(page).to_have_url(re.compile(rf"from={kept}$"))
    assert page.locator("#bt-from").get_attribute("aria-invalid") == "false"


@pytest.mark.parametrize("typed", ["13/2022", "30/2/2022", "hôm qua", "22"])
def test_what_is_no_date_is_said(page: Page, search_url: str, typed: str) -> None:
    page.goto(f"{search_url}?q=xã")
    page.locator("#bt-to").fill(typed)
    page.locator("#bt-to").press("Enter")
    expect(page.locator("[data-find-fault]")).to_contain_text(typed)
    expect(page.locator("#bt-to")).to_have_attribute("aria-invalid", "true")
    assert "to=" not in page.url
    assert total(page) > 0


def test_works_at_320_pixels(page: Page, search_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    search(page, search_url, "thông báo xã")
    expect(page.locator("[data-bulletin-id]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("[data-find-filters] > summary").click()
    expect(page.locator('button[data-facet="type"]').first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_strict_content_policy_is_enough(page: Page, search_url: str) -> None:
    policy = "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'"

    def with_policy(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})  # type: ignore[attr-defined]

    page.route(re.compile(r"/(assets/search|pagefind/)"), with_policy)
    search(page, search_url, "52-BC/ĐU")
    expect(page.locator(f'[data-bulletin-id="{SEED_ID}"]')).to_be_visible()
    own = page.evaluate("[...document.querySelectorAll('#bt-find script, #bt-find style, #bt-find [style]')].length")
    assert own == 0


def test_the_search_runs_in_a_worker(page: Page, search_url: str) -> None:
    with page.expect_worker(lambda worker: worker.url.endswith("search-worker.mjs")):
        search(page, search_url, "52-BC/ĐU")
    expect(page.locator(f'[data-bulletin-id="{SEED_ID}"]')).to_be_visible()
    loaded = "performance.getEntriesByType('resource').filter((one) => one.name.includes('/search-index/')).length"
    fetched = page.evaluate(loaded)
    assert fetched == 0


def test_without_a_worker_the_search_runs_in_the_page(page: Page, problems: list[str], search_url: str) -> None:
    page.route(re.compile("search-worker.mjs"), lambda route: route.abort())
    search(page, search_url, "52-BC/ĐU")
    expect(page.locator(f'[data-bulletin-id="{SEED_ID}"]')).to_be_visible()
    problems.clear()


def test_without_javascript(browser: Browser, search_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(search_url)
    assert "<noscript>" in page.content()
    assert "đang tắt JavaScript" in page.content()
    expect(page.locator("[data-find-browse] a").first).to_be_visible()
    expect(page.locator("[data-find-results]")).to_be_hidden()
    context.close()


def test_a_missing_index_is_said(page: Page, problems: list[str], search_url: str) -> None:
    page.route(re.compile("bantin.json"), lambda route: route.abort())
    page.goto(f"{search_url}?q=đảng")
    expect(page.locator("[data-result-notice]")).to_contain_text("Không tải được")
    expect(page.locator("[data-find-browse]")).to_be_visible()
    problems.clear()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (390, "dark")])
@pytest.mark.parametrize("query", ["", "?q=ủy ban nhân dân&type=Kế hoạch", "?q=xyzzy"], ids=["empty", "results", "no result"])
def test_axe_finds_nothing(page: Page, search_url: str, query: str, width: int, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(search_url + query)
    if query:
        expect(page.locator("[data-result-total]")).not_to_have_attribute("data-result-total", "")
        expect(page.locator("[data-find-results]")).not_to_have_attribute("aria-busy", "true")
    assert violations(page) == []


def test_axe_finds_nothing_when_the_index_is_missing(page: Page, problems: list[str], search_url: str) -> None:
    page.route(re.compile("bantin.json"), lambda route: route.abort())
    page.goto(f"{search_url}?q=đảng")
    expect(page.locator("[data-result-notice]")).to_be_visible()
    assert violations(page) == []
    problems.clear()


def test_a_mistyped_word_is_corrected(page: Page, search_url: str) -> None:
    search(page, search_url, "chuyyen đổi số")
    expect(page.locator("[data-result-notice]")).to_contain_text("“chuyen”")
    assert total(page) > 0


def test_the_link_leads_to_the_heading(page: Page, search_url: str) -> None:
    search(page, search_url, "hiểmhoạ")
    link = page.locator(f'[data-bulletin-id="{HOSTILE}"] h2 a')
    address = link.get_attribute("href") or ""
    assert "#" in address
    link.click()
    expect(page.locator("article h2:target")).to_contain_text("II. Phần sau")


def test_the_other_form_of_an_abbreviation_is_marked(page: Page, search_url: str) -> None:
    search(page, search_url, "UBND xã Minh Hòa")
    marks = " ".join(page.locator(".bt-hit mark").all_inner_texts())
    assert "Uỷ ban nhân dân" in marks


def test_cited_instruments_are_counted_when_asked_for(page: Page, search_url: str) -> None:
    search(page, search_url, "đảng bộ")
    page.get_by_role("button", name="Đếm theo văn bản được viện dẫn").click()
    facet = page.locator('button[data-facet="cites"]', has_text="05-CT/TW")
    expect(facet).to_be_visible()
    facet.click()
    expect(page).to_have_url(re.compile("cites="))
    expect(page.locator("[data-result-total]")).to_have_attribute("data-result-total", re.compile("[1-9]"))

"""The pages as a reader meets them: home, lists, bulletins; on a desk and on a phone, in the dark, by keyboard, without scripts.

The archive is made by hand here, a hostile page among its bulletins: a fault of the converter is no fault of the pages.
"""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, FloatRect, Page, expect

from builder.config import load_settings
from builder.content.page import page_text
from builder.publish.browse import write_browse
from builder.publish.scaffold import create_archive
from builder.publish.site import build_site
from tests.site.axe import violations
from tests.site.made_archive import ADDRESSES, BODY, MadeArchive, report
from tests.unit.publish.pages import HOSTILE

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}, "narrow": {"width": 320, "height": 640}}
LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (
    ("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark"), ("narrow", "light"),
)  # fmt: skip
GROUND = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
# What Material, MkDocs and browsers' habits would leave in English.
ENGLISH = re.compile(
    r"\b(skip to|search|home|table of contents|back to top|made with|material for|next|previous|not found|page|copy|edit|"
    r"switch to|initializing|navigation|footer|header|permanent link|footnotes?|menu|close|light|dark mode|logo|draft|source)\b",
    re.IGNORECASE,
)
NAME = '<b>Kho</b> & bạn "đọc"'
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled)"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (e === document.body) return "none";
  e.dataset.reached = "yes";
  const style = getComputedStyle(e);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 ? "marked" : "unmarked";
}"""
SAID = "e => ['aria-label', 'title', 'placeholder', 'alt'].map(name => e.getAttribute(name)).filter(Boolean)"


@pytest.fixture(scope="module")
def home(made: MadeArchive) -> str:
    """The hand-made archive below a path of a host."""
    return made.home


def test_the_build_names_what_is_missing_and_nothing_else(made: MadeArchive) -> None:
    assert [line for line in made.report.warnings if "thu-dich" not in line] == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_page_fits_has_one_title_and_axe_finds_nothing(page: Page, home: str, name: str) -> None:
    """The fixture `page` fails when the console reports anything, a breach of the content policy included."""
    for size, scheme in LOOKS:
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.goto(home + ADDRESSES[name], wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], (size, scheme)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(f"{GROUND}.every(part => part < 90)") == (scheme == "dark")
        assert violations(page) == [], (size, scheme)


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_english_is_left(page: Page, home: str, name: str) -> None:
    page.goto(home + ADDRESSES[name], wait_until="load")
    said = page.locator("body").inner_text().splitlines()
    said += [words for found in page.eval_on_selector_all("body *", f"all => all.map({SAID})") for words in found]
    hostile = HOSTILE.split()
    assert [line for line in said if ENGLISH.search(line) and not any(word in line for word in hostile)] == []


def test_the_home_page_begins_with_the_search_and_shows_the_newest(page: Page, home: str) -> None:
    page.goto(home)
    form = page.locator("main form[role=search]")
    expect(form).to_have_attribute("action", re.compile("tim-kiem/$"))
    expect(page.locator(".bt-newest li")).to_have_count(10)
    expect(page.locator(".bt-newest li").first).to_contain_text(HOSTILE[:20])
    expect(page.locator(".bt-figures")).to_contain_text("142")
    form.locator("input").fill("lúa xuân & ngô")
    form.locator("input").press("Enter")
    assert page.url.endswith("/tim-kiem/?q=l%C3%BAa+xu%C3%A2n+%26+ng%C3%B4")


def test_every_page_has_the_search(page: Page, home: str) -> None:
    for address in ADDRESSES.values():
        page.goto(home + address)
        expect(page.locator("header form[role=search] input[name=q]")).to_be_visible()
    page.set_viewport_size(SIZES["phone"])
    expect(page.locator("header a.bt-header__find")).to_be_visible()


def test_from_the_home_page_to_any_bulletin_in_three_clicks(page: Page, home: str) -> None:
    page.goto(home)
    page.locator(".bt-years a", has_text="2022").click()
    page.locator("main a", has_text=re.compile("^Tháng 5$")).first.click()
    page.locator("main a", has_text="BÁO CÁO tình hình tháng 5").click()
    assert page.url.endswith("/bulletins/2022/bao-cao-thang-5/")


def test_every_bulletin_is_three_clicks_from_home_without_scripts(page: Page, home: str) -> None:
    seen, reached = {home}, [home]
    for _ in range(3):
        found = {urljoin(address, link) for address in reached for link in _links(page, address)}
        reached = sorted({address.split("#")[0] for address in found if address.startswith(home)} - seen)
        seen |= set(reached)
    bulletins = {address for address in seen if "/bulletins/" in address}
    assert len(bulletins) == 142


def _links(page: Page, address: str) -> list[str]:
    """Where the links of a page lead, as they are in its HTML."""
    if not address.endswith("/") or "/bulletins/" in address:
        return []
    tree = lxml_html.fromstring(page.request.get(address).text())
    return [str(link) for link in tree.xpath("//div[@data-md-component='content']//a/@href")]


def test_a_month_of_the_table_of_years_leads_to_that_month(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["months"])
    page.locator("tr", has_text="2022").locator("td").nth(6).locator("a").click()
    assert page.url.endswith("#thang-5")
    expect(page.locator("#thang-5")).to_be_in_viewport()


def test_the_coverage_picture_scrolls_in_its_own_box_and_can_be_reached_by_keyboard(page: Page, home: str) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto(home + ADDRESSES["coverage"])
    picture = page.locator("main img").first
    expect(picture).to_be_visible()
    natural, box = picture.evaluate("e => [e.naturalWidth, e.parentElement.parentElement.clientWidth]")
    assert natural > box
    picture.evaluate("e => e.parentElement.focus()")
    assert page.locator(":focus").get_attribute("href").endswith(".svg")  # type: ignore[union-attr]
    expect(page.locator("main table").first).to_contain_text("Đảng ủy xã Phú Cường")


def test_a_long_list_goes_on_on_further_pages(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["year"])
    expect(page.locator(".bt-list li em")).to_have_count(100)
    page.get_by_role("link", name="2", exact=True).click()
    assert page.url.endswith("/browse/nam/2022/2/")
    expect(page.locator(".bt-list li em")).to_have_count(22)


def test_a_bulletin_shows_its_facts(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    card = page.locator(".bt-card")
    for fact in ("12-BC/ĐU", "31/05/2022", "01/06/2022 08:30", "tháng 5 (01/05/2022 – 31/05/2022)", "Lò Thị Mai, Bí thư"):
        expect(card).to_contain_text(fact)
    assert page.locator("article[data-bulletin-id]").get_attribute("data-bulletin-id") == "bao-cao-thang-5"
    expect(page.locator(".bt-recipients li").first).to_have_text("Huyện ủy (để báo cáo)")
    expect(page.locator(".bt-source a[href^=https]")).to_have_text("https://phucuong.example.vn/tin/bao-cao-thang-5.html")
    card.get_by_role("link", name="Đảng ủy xã Phú Cường").click()
    assert page.url.endswith("/browse/co-quan/dang-uy-xa-phu-cuong/")


def test_footnotes_work_both_ways(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    page.locator("sup.bt-note a").click()
    assert page.url.endswith("#fn:1")
    page.locator(".bt-notes__back").click()
    assert page.url.endswith("#fnref:1")


def test_a_table_scrolls_alone_on_a_phone(page: Page, home: str) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto(home + ADDRESSES["report"])
    inner, outer = page.evaluate("(t => [t.scrollWidth, t.clientWidth])(document.querySelector('.bt-table'))")
    assert inner > outer
    expect(page.locator("details.bt-outline")).to_be_visible()


def test_the_markdown_can_be_downloaded(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert Path(download.value.path()).read_text("utf-8") == page_text(report().metadata, BODY)


def test_a_hostile_page_runs_nothing(page: Page, home: str, problems: list[str]) -> None:
    page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    for address in ("", ADDRESSES["overview"], ADDRESSES["hostile"]):
        page.goto(home + address, wait_until="networkidle")
        assert "<img src=x" in page.locator("main").inner_text()


def test_the_keyboard_comes_to_the_text_first(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Đến nội dung")
    skip.press("Enter")
    assert page.url.endswith("#noi-dung")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#noi-dung') !== null")


def test_a_reader_without_scripts_reads_everything(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home)
    page.locator(".bt-years a", has_text="2022").click()
    page.locator("main a", has_text="BÁO CÁO tình hình tháng 5").first.click()
    expect(page.locator("article")).to_contain_text("Giữ nước cho vụ Mùa.")
    context.close()


def test_the_printed_page_is_the_document(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    page.emulate_media(media="print")
    for hidden in ("header.bt-header", ".bt-crumbs", ".bt-actions", ".bt-outline", ".bt-card", ".bt-related", ".bt-footer"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in (".bt-letterhead", "h1", ".bt-signature", ".bt-recipients", ".bt-source"):
        expect(page.locator(shown).first).to_be_visible()
    left, right = (_box(page, f".bt-letterhead > :{side}-child") for side in ("first", "last"))
    assert left["x"] + left["width"] <= right["x"]
    assert _box(page, ".bt-recipients")["x"] < _box(page, ".bt-signature")["x"]
    expect(page.locator(".bt-letterhead > :last-child")).to_contain_text("ĐẢNG CỘNG SẢN VIỆT NAM")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def _box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found is not None, selector
    return found


def test_cited_documents_are_linked_where_they_are_printed_and_in_the_list(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    expect(page.locator("article p", has_text="Thực hiện Kế hoạch số 07-KH/ĐU, Chi ủy đã họp")).to_have_count(1)
    page.locator(".bt-citations summary").click()
    expect(page.locator(".bt-citations li").first).to_contain_text("Kế hoạch số 07-KH/ĐU ngày 10/01/2022 (có trong kho)")
    expect(page.locator(".bt-citations li").last).to_contain_text(
        "05-CT/TW ngày 15/05/2016 của Bộ Chính trị (được viện dẫn trong 2 văn bản, chưa có trong kho)"
    )
    page.locator("article a.bt-cited", has_text="07-KH/ĐU").click()
    assert page.url.endswith("/bulletins/2022/ke-hoach-7/")
    page.locator(".bt-citing summary").click()
    page.locator(".bt-citing a", has_text="BÁO CÁO tình hình tháng 5").click()
    assert page.url.endswith("/bulletins/2022/bao-cao-thang-5/")


def test_a_citation_can_be_copied_and_taken_away(page: Page, home: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(home + ADDRESSES["report"])
    page.get_by_role("button", name="Chép trích dẫn").click()
    expect(page.locator(".bt-cite [role=status]")).to_have_text("Đã chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Đảng ủy xã Phú Cường, Báo cáo số 12-BC/ĐU ngày 31/05/2022, “BÁO CÁO tình hình tháng 5 năm 2022”")
    assert copied.endswith("https://luutru.example/kho/bulletins/2022/bao-cao-thang-5/.")
    for name in ("BibTeX", "RIS", "JSON", "Văn bản thuần"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert "12-BC/ĐU" in Path(download.value.path()).read_text("utf-8").replace("\\", "")


def test_the_ground_can_be_switched_and_the_choice_is_all_that_is_kept(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("button", name="Chuyển sang nền tối").click()
    page.goto(home + ADDRESSES["report"])
    assert page.evaluate(f"{GROUND}.every(part => part < 90)")
    page.get_by_role("button", name="Chuyển sang nền sáng").click()
    assert page.evaluate(f"{GROUND}.every(part => part > 200)")
    assert page.evaluate("Object.entries(localStorage)") == [["bantin-palette", "light"]]
    assert page.context.cookies() == []


def test_the_phones_menu_is_opened_walked_and_closed_by_keyboard(page: Page, home: str) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto(home + ADDRESSES["report"])
    button = page.locator(".bt-menu summary")
    for _ in range(8):
        page.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".bt-menu a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".bt-menu a").first).to_be_hidden()


@pytest.mark.parametrize("name", ["home", "overview", "search", "report"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, home: str, name: str) -> None:
    """Tab comes to every link, button and field that is shown, each with a visible mark, and on to the end of the page."""
    page.goto(home + ADDRESSES[name], wait_until="load")
    for _ in range(2 * page.evaluate(f"({REACHABLE})().length") + 5):  # a page may put the focus where it likes at first
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) != "unmarked", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    missed = page.evaluate(f"({REACHABLE})().filter(e => !e.dataset.reached).map(e => e.outerHTML.slice(0, 200))")
    assert missed == []


def test_a_site_name_is_text_everywhere(tmp_path: Path) -> None:
    """Its characters reach no page as markup."""
    create_archive(tmp_path / "kho", NAME)
    settings = load_settings(tmp_path / "kho" / "mkdocs.yml")
    write_browse(settings.content, [])
    build_site(settings, settings.state / "side", lambda *_: None)
    for file in (settings.state / "side").rglob("*.html"):
        text = file.read_text("utf-8")
        assert "<b>Kho</b>" not in text
        assert "&lt;b&gt;Kho&lt;/b&gt; &amp;" in text

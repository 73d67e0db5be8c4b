"""The pages as a reader meets them: home, lists, bulletins; on a desk and on a phone, in the dark, by keyboard, without scripts.

The archive is made by hand here, a hostile page among its bulletins: a fault of the converter is no fault of the pages.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, expect

from builder.config import load_settings
from builder.content.page import page_text
from builder.model import Citation, Period, Source
from builder.model import Page as Bulletin
from builder.publish.browse import write_browse
from builder.publish.files import swap
from builder.publish.mkdocs_site import build_site
from builder.publish.scaffold import create_archive
from tests.unit.publish.pages import HOSTILE, hostile_page
from tests.unit.publish.pages import page as bulletin

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}, "narrow": {"width": 320, "height": 640}}
ADDRESSES = {
    "home": "",
    "overview": "browse/",
    "year": "browse/nam/2022/",
    "issuer": "browse/co-quan/dang-uy-xa-phu-cuong/",
    "types": "browse/loai/",
    "months": "browse/nam/",
    "tree": "browse/co-quan/cap-tren/",
    "cited": "browse/vien-dan/",
    "coverage": "browse/do-phu/phan-1/",
    "about": "gioi-thieu/",
    "report": "bulletins/2022/bao-cao-thang-5/",
    "hostile": "bulletins/2024/thu-dich/",
    "missing": "404.html",
}
# What Material, MkDocs and browsers' habits would leave in English.
ENGLISH = re.compile(
    r"\b(skip to|search|home|table of contents|back to top|made with|material for|next|previous|not found|page|copy|edit|"
    r"switch to|initializing|navigation|footer|header|permanent link|footnotes?|menu|close|light|dark mode|logo|draft|source)\b",
    re.IGNORECASE,
)
SAID = "e => ['aria-label', 'title', 'placeholder', 'alt'].map(name => e.getAttribute(name)).filter(Boolean)"

_BODY = """# BÁO CÁO tình hình tháng 5 năm 2022

Chi ủy đã họp thường kỳ, đánh giá kết quả[^1] và bàn việc tháng sau.

## I. KẾT QUẢ

### 1. Sản xuất

- Lúa Xuân
  - Đã gặt xong 40 ha
- Ngô

| STT | Chỉ tiêu của xã | Đơn vị tính | Kế hoạch năm | Thực hiện tháng | So với cùng kỳ | Ghi chú |
|----:|-----------------|-------------|-------------:|----------------:|---------------:|---------|
| 1 | Diện tích lúa | ha | 42 | 40 | 95,2% | Hai thửa ven sông bị ngập |

![Bà con ra đồng](dong.png)

## II. VIỆC THÁNG SAU

Giữ nước cho vụ Mùa.

T/M BAN CHẤP HÀNH\\
BÍ THƯ\\
Lò Thị Mai

[^1]: Theo biên bản họp ngày 28 tháng 5.
"""


def _report() -> Bulletin:
    url = "https://phucuong.example.vn/tin/bao-cao-thang-5.html"
    source = Source("sources/a.html", "ab" * 32, "text/html", "utf-8", url, "2025-03-02T10:11:12+07:00", "nukeviet")
    made = bulletin(
        "bao-cao-thang-5", title="BÁO CÁO tình hình tháng 5 năm 2022", doc_type="Báo cáo", number="12-BC/ĐU", source=source,
        issuer="Đảng ủy xã Phú Cường", parent_issuer="Huyện ủy Lam Sơn", issued="2022-05-31", place="Phú Cường",
        published="2022-06-01T08:30:00+07:00", period=Period("tháng 5", "2022-05-01", "2022-05-31"), signer="Lò Thị Mai",
        signer_role="Bí thư", signing_authority="T/M Ban Chấp hành", recipients=("Huyện ủy (để báo cáo)", "Lưu VP"),
        citations=(Citation("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"),),
        letterhead=("ĐẢNG ỦY XÃ PHÚ CƯỜNG", "Số 12-BC/ĐU"),
    )  # fmt: skip
    return Bulletin(made.metadata, _BODY, made.path)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve_folder: Callable[..., str]) -> str:
    """The hand-made archive below a path of a host."""
    root = tmp_path_factory.mktemp("pages") / "kho"
    create_archive(root, "Kho lưu trữ Lam Sơn")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("\nsite_url: https://luutru.example/kho/\n")  # the page for missing addresses needs to know its folder
    settings = load_settings(root / "mkdocs.yml")
    months = [bulletin(f"thang-{n}", issued=f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}", doc_type="Thông báo") for n in range(120)]
    pages = [_report(), hostile_page(), bulletin("khong-ngay", doc_type="Tin tức"), *months]
    for each in pages:
        file = settings.content / each.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page_text(each.metadata, each.body), encoding="utf-8")
    write_browse(settings.content, pages)
    if not (settings.content / "tim-kiem.md").exists():
        (settings.content / "tim-kiem.md").write_text("---\ntitle: Tìm kiếm\n---\n\n# Tìm kiếm\n", encoding="utf-8")
    side = settings.state / "side"
    report = build_site(settings, side, lambda *_: None)
    assert [line for line in report.warnings if "thu-dich" not in line and "dong.png" not in line] == []
    swap(side, settings.site)
    return serve_folder(settings.site, "/kho/")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_sticks_out_and_one_title_is_shown(page: Page, home: str, name: str, scheme: str, size: str) -> None:
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    page.goto(home + ADDRESSES[name], wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).every(part => part < 90)")
    assert dark == (scheme == "dark")


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_english_is_left(page: Page, home: str, name: str) -> None:
    page.goto(home + ADDRESSES[name], wait_until="networkidle")
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
    expect(page.locator(".bt-figures")).to_contain_text("123")
    form.locator("input").fill("lúa xuân & ngô")
    form.locator("input").press("Enter")
    assert page.url.endswith("/tim-kiem/?q=l%C3%BAa+xu%C3%A2n+%26+ng%C3%B4")


def test_every_page_has_the_search(page: Page, home: str) -> None:
    for address in ADDRESSES.values():
        page.goto(home + address)
        expect(page.locator("header form[role=search] input[name=q]")).to_be_visible()
    page.set_viewport_size(SIZES["phone"])
    expect(page.locator("header a[href$='tim-kiem/']")).to_be_visible()


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
    assert len(bulletins) == 123


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
    expect(page.locator(".bt-list li em")).to_have_count(21)


def test_a_bulletin_shows_its_facts(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    card = page.locator(".bt-card")
    for fact in ("12-BC/ĐU", "31/05/2022", "01/06/2022 08:30", "tháng 5 (01/05/2022 – 31/05/2022)", "Lò Thị Mai, Bí thư"):
        expect(card).to_contain_text(fact)
    assert page.locator("article[data-bulletin-id]").get_attribute("data-bulletin-id") == "bao-cao-thang-5"
    page.locator("summary", has_text="Nơi nhận").click()
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
        page.get_by_role("link", name="Tải về bản Markdown").click()
    assert Path(download.value.path()).read_text("utf-8") == page_text(_report().metadata, _BODY)


def test_a_hostile_page_runs_nothing(page: Page, home: str, problems: list[str]) -> None:
    page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    for address in ("", ADDRESSES["overview"], ADDRESSES["hostile"]):
        page.goto(home + address, wait_until="networkidle")
        assert "<img src=x" in page.locator("main").inner_text()


def test_the_keyboard_comes_to_the_text_first(page: Page, home: str) -> None:
    page.goto(home + ADDRESSES["report"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Bỏ qua")
    skip.press("Enter")
    assert page.url.endswith("#bao-cao-tinh-hinh-thang-5-nam-2022")


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
    for hidden in ("header.bt-header", ".bt-crumbs", ".bt-actions", ".md-sidebar--secondary"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in (".bt-letterhead", "h1", ".bt-signature", ".bt-source"):
        expect(page.locator(shown).first).to_be_visible()

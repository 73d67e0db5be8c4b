"""A reader opens the archive and reads a bulletin: at the root of a host and below a path, on a desk and on a phone."""

import pytest
import yaml
from playwright.sync_api import Page

from tests.site.archive import Archive

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=["site_url", "prefixed_url"])
def home(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue(request.param)
    return address


@pytest.fixture(params=SIZES)
def sized_page(request: pytest.FixtureRequest, page: Page) -> Page:
    page.set_viewport_size(SIZES[request.param])
    return page


def _front_matter(text: str) -> dict[str, object]:
    front: dict[str, object] = yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n"))
    return front


def test_the_home_page_opens(sized_page: Page, home: str) -> None:
    answer = sized_page.goto(home, wait_until="networkidle")
    assert answer is not None
    assert answer.ok
    assert sized_page.locator("h1").count() == 1
    assert sized_page.locator("html").get_attribute("lang") == "vi"


def test_every_bulletin_is_published(built_site: Archive) -> None:
    assert len(built_site.pages) >= 16
    addresses = map(built_site.address, built_site.pages)
    missing = [address for address in addresses if not (built_site.site / address / "index.html").is_file()]
    assert missing == []


def test_a_bulletin_is_read(sized_page: Page, home: str, built_site: Archive) -> None:
    source = built_site.pages[0]
    sized_page.goto(home + built_site.address(source), wait_until="networkidle")
    title = sized_page.locator("article h1").inner_text().removesuffix("¶").strip()
    assert title == _front_matter(source.read_text("utf-8"))["title"]
    assert len(sized_page.locator("article").inner_text()) > 500


def test_a_bulletin_is_reached_by_links_from_the_home_page(page: Page, home: str, built_site: Archive) -> None:
    """Home page → some list → the bulletin, without the search."""
    wanted = f"/{built_site.pages[0].parent.name}/{built_site.pages[0].stem}/"
    page.goto(home)
    hrefs = "links => [...new Set(links.map(link => link.href.split('#')[0]))]"
    lists = [address for address in page.eval_on_selector_all("a[href]", hrefs) if address.startswith(home)]
    assert any(link.endswith(wanted) for address in lists for link in _links(page, address, hrefs)), wanted


def _links(page: Page, address: str, script: str) -> list[str]:
    page.goto(address)
    return list(page.eval_on_selector_all("a[href]", script))


def test_nothing_is_wider_than_a_phone(page: Page, site_url: str, built_site: Archive) -> None:
    page.set_viewport_size(SIZES["phone"])
    for source in built_site.pages:
        page.goto(site_url + built_site.address(source))
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"], source.name

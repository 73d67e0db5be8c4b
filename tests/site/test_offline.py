"""The edition for a USB stick: opened from the disk in Chromium, every page reached by links, searched, and read."""

import shutil
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from tests.site.archive import Archive, bantin

PAGES = ("index.html", "*/index.html", "browse/**/*.html", "bulletins/**/*.html")


@pytest.fixture(scope="session")
def offline(built_site: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition in a folder whose name needs escaping."""
    root = tmp_path_factory.mktemp("offline") / "kho"
    shutil.copytree(built_site.root, root)
    target = root.parent / "USB của tôi #1 100%"
    done = bantin(root, "export", "offline", "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert f"{len(built_site.pages)} bulletins (offline" in done.stderr
    return target


def test_every_link_leads_to_a_file(offline: Path) -> None:
    base = offline.as_uri() + "/"
    seen: set[str] = set()
    for file in offline.rglob("*.html"):
        tree = lxml_html.fromstring(file.read_bytes())
        for element, attribute, link, _ in tree.iterlinks():
            target = urldefrag(urljoin(file.as_uri(), link)).url.partition("?")[0]
            if urlsplit(target).scheme == "file" and attribute != "data-index":
                assert target.startswith(base), (file, link)
                assert Path(unquote(urlsplit(target).path)).is_file(), (file, element.tag, link)
                seen.add(target)
    bulletins = [file.as_uri() for file in (offline / "bulletins").rglob("index.html")]
    assert bulletins
    assert set(bulletins) <= seen


def test_it_is_read_and_searched_without_a_server(offline: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN", offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"exception: {error}"))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto((offline / "index.html").as_uri())
    page.locator("main input[name=q], .md-content input[name=q]").first.fill("uy ban")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-bulletin-id]")
    assert page.url.endswith("/tim-kiem/index.html?q=uy+ban")
    assert int(page.get_attribute("[data-result-total]", "data-result-total") or 0) > 1
    page.locator("[data-bulletin-id] a").first.click()
    page.wait_for_selector("article[data-bulletin-id]")
    assert urldefrag(page.url).url.endswith("/index.html")
    assert page.locator("article h1").inner_text()
    page.locator("footer a").first.click()
    page.wait_for_url((offline / "index.html").as_uri())
    context.close()
    assert said == []

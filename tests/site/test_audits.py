"""Audits of the built pages by tools made for it: valid HTML, whole links, small transfers, use without scripts."""

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.site.made_archive import ADDRESSES, PREFIX, MadeArchive
from tests.site.npm_tools import package

TRANSFER = 100 * 1024
POLICY = "default-src 'none'; script-src 'self'"
RULES = {
    "root": True,
    "extends": ["html-validate:standard"],
    "rules": {
        # Material's base template, which is not ours to alter, puts `autocomplete` on the two check boxes of its own menu.
        "valid-autocomplete": "off",
    },
}


def _file(made: MadeArchive, address: str) -> Path:
    return made.site / address / "index.html" if address.endswith("/") or not address else made.site / address


def test_every_template_is_valid_html(made: MadeArchive, tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(json.dumps(RULES), encoding="utf-8")
    files = [str(_file(made, address)) for address in ADDRESSES.values()]
    command = [str(package(".bin/html-validate")), "--config", str(tmp_path / "rules.json"), "--formatter", "json", *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert [f"{page['filePath']}: {each['message']}" for page in found for each in page["messages"]] == []


@pytest.mark.parametrize("prefix", ["/", PREFIX])
def test_every_link_and_anchor_resolves(made: MadeArchive, serve_folder: Callable[..., str], prefix: str) -> None:
    """Linkinator walks the whole site from its home page; the page for missing addresses knows one address only."""
    home = serve_folder(made.site, prefix)
    command = [str(package(".bin/linkinator")), home, "--recurse", "--check-fragments", "--format", "json"]
    command += ["--skip", r"^(?!http://127\.0\.0\.1)", "--timeout", "60000", "--concurrency", "8"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=500, check=False)
    assert done.stdout, done.stderr
    links = json.loads(done.stdout)["links"]
    assert len({link["url"] for link in links}) > 150
    assert [f"{link.get('parent')}: {link['url']}" for link in links if link["state"] == "BROKEN"] == []


def test_a_bulletin_is_a_small_transfer(page: Page, made: MadeArchive) -> None:
    """Even uncompressed, as the plainest server sends it, the first visit stays below the limit."""
    bodies: list[bytes] = []
    page.on("response", lambda answer: bodies.append(_body(made, answer)))
    page.goto(made.home + ADDRESSES["report"], wait_until="networkidle")
    assert len(bodies) > 4
    assert sum(map(len, bodies)) <= TRANSFER
    assert sum(len(gzip.compress(body)) for body in bodies) <= TRANSFER // 3


def _body(made: MadeArchive, answer: Response) -> bytes:
    return _file(made, unquote(urlsplit(answer.url).path).removeprefix(PREFIX)).read_bytes()


def test_a_bulletin_is_reached_read_and_taken_away_without_scripts(browser: Browser, made: MadeArchive) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(made.home)
    page.locator(".bt-menu summary").click()
    page.locator(".bt-menu a", has_text="Theo năm").click()
    page.locator("main a", has_text="2022").first.click()
    page.locator("main a", has_text="BÁO CÁO tình hình tháng 5").first.click()
    expect(page.locator("article")).to_contain_text("Giữ nước cho vụ Mùa.")
    page.locator(".bt-outline summary").click()
    page.locator(".bt-outline a", has_text="VIỆC THÁNG SAU").click()
    assert page.url.endswith("#ii-viec-thang-sau")
    expect(page.get_by_role("button", name="Chép trích dẫn")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="Văn bản thuần").click()
    assert "Giữ nước cho vụ Mùa." in Path(download.value.path()).read_text("utf-8")
    assert page.pdf().startswith(b"%PDF")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ground_follows_the_system_without_scripts(browser: Browser, made: MadeArchive, scheme: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(made.home)
    shown = page.screenshot(clip={"x": 2, "y": 400, "width": 1, "height": 1})
    context.close()
    other = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = other.new_page()
    page.goto(made.home)
    assert page.screenshot(clip={"x": 2, "y": 400, "width": 1, "height": 1}) == shown
    other.close()


def test_the_policy_stands_in_every_page_and_nothing_in_a_page_needs_more(made: MadeArchive) -> None:
    for file in (_file(made, address) for address in ADDRESSES.values()):
        text = file.read_text("utf-8").replace("&#39;", "'")
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}' in text, file
        assert " style=" not in text, file
        assert "<style" not in text, file

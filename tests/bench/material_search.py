"""The search that comes with Material for MkDocs, on some of the same bulletins, in the same browser: time and transfer.

It loads one file with every word of the site and builds its index in the browser, so its size is bounded: 1,000 bulletins, or
BANTIN_BENCH_MATERIAL.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from builder.model import Page as Bulletin
from tests.bench.archive_of import QUERIES
from tests.bench.counting import counting_server
from tests.bench.search_page import SLOWER, p95
from tests.site.browser import MISSING, find_browser, launch_arguments

COUNT = int(os.environ.get("BANTIN_BENCH_MATERIAL", "1000"))
_SETTINGS = "site_name: x\ntheme:\n  name: material\n  font: false\n  language: vi\nplugins:\n  - search:\n      lang: vi\n"
_RESULT = ".md-search-result__meta"
_ASK = """async (text) => {
  const field = document.querySelector("[data-md-component=search-query]");
  const results = document.querySelector(".md-search-result__meta").parentElement;
  const started = performance.now();
  field.value = text;
  field.dispatchEvent(new Event("keyup"));
  const changes = { childList: true, subtree: true, characterData: true };
  await new Promise((resolve) => { new MutationObserver(resolve).observe(results, changes); });
  return performance.now() - started;
}"""


def main(bulletins: Sequence[Bulletin], folder: Path) -> None:
    """Build the small site and print what its search needs."""
    path = find_browser()
    if path is None:
        raise RuntimeError(MISSING)
    started = time.perf_counter()
    _build(bulletins[:COUNT], folder)
    index = folder / "site" / "search" / "search_index.json"
    taken, size = time.perf_counter() - started, index.stat().st_size / 1e6
    print(f"Material's search, {COUNT} bulletins: site built in {taken:.0f} s; index {size:.1f} MB", flush=True)
    with counting_server(folder / "site") as (root, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=launch_arguments())
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        ready = _opened(page, root)
        first = sent.take()
        times = [page.evaluate(_ASK, text) for texts in QUERIES.values() for text in texts]
        browser.close()
    sizes = f"{first.packed / 1000:.0f} KB ({first.plain / 1000:.0f} plain) with the page"
    print(f"  ready for the first query after {ready / 1000:.1f} s and {sizes}; CPU of the page slowed {SLOWER} times")
    print(f"  later queries: p50 {statistics.median(times):.0f} ms, p95 {p95(times):.0f} ms; its worker is not slowed")


def _build(bulletins: Sequence[Bulletin], folder: Path) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
    for bulletin in bulletins:
        (folder / "docs" / f"{bulletin.metadata.id}.md").write_text(bulletin.body, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True, capture_output=True, timeout=3600
    )


def _opened(page: Page, root: str) -> float:
    """Milliseconds from opening the home page, which loads the index, to the first answer."""
    started = time.perf_counter()
    page.goto(root)
    page.locator("[data-md-component=search-query]").click()
    page.locator("[data-md-component=search-query]").press_sequentially("ngân sách")
    page.wait_for_function(f"document.querySelector('{_RESULT}').textContent.match(/[0-9]/) !== null")
    return (time.perf_counter() - started) * 1000

"""What a bulletin's first visit costs: bytes sent, and when it is drawn on a processor four times slower; Lighthouse's scores.

Lighthouse is an npm tool of its own weight: it is used where it is installed (`npm install -g lighthouse@12`), and left out,
with a word, where it is not.
"""

import gzip
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.site.browser import find_browser, launch_arguments
from tests.site.made_archive import ADDRESSES, build_archive
from tests.site.server import serve

VISITS = 5
SLOWER = 4
_LCP = """() => new Promise(done => new PerformanceObserver(
    list => done(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true}))"""


def main() -> None:
    """Build a small archive, visit a bulletin, print the figures."""
    with tempfile.TemporaryDirectory() as scratch:
        made = build_archive(Path(scratch) / "kho", lambda *_: "")
        with serve(made.site) as home:
            _visits(home + ADDRESSES["report"])
            for name in ("report", "home"):
                _lighthouse(home + ADDRESSES[name], name, Path(scratch))


def _visits(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), headless=True, args=launch_arguments())
        visits = [_visit(browser, address) for _ in range(VISITS)]
        browser.close()
    raw, packed = visits[0][1:]
    drawn = sorted(drawn for drawn, _, _ in visits)
    print(f"first visit: {raw / 1024:.0f} KB as it is, {packed / 1024:.0f} KB with gzip")
    print(f"drawn at {SLOWER} x slower: median {statistics.median(drawn):.0f} ms, {drawn[0]:.0f} to {drawn[-1]:.0f}")


def _visit(browser: Browser, address: str) -> tuple[float, int, int]:
    """Largest contentful paint in ms, bytes of all answers, and the same with gzip; nothing is cached."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks the function that it is given
    page.goto(address, wait_until="networkidle")
    drawn = float(page.evaluate(_LCP))
    bodies = [answer.body() for answer in answers]
    context.close()
    return drawn, sum(map(len, bodies)), sum(len(gzip.compress(body)) for body in bodies)


def _lighthouse(address: str, name: str, scratch: Path) -> None:
    tool = os.environ.get("BANTIN_LIGHTHOUSE") or shutil.which("lighthouse")
    if not tool:
        print(f"Lighthouse of {name}: left out, the tool is not installed (npm install -g lighthouse@12)")
        return
    report = scratch / f"{name}.json"
    command = [tool, address, "--output=json", f"--output-path={report}", "--quiet", "--chrome-flags=--headless=new --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": find_browser() or ""}
    subprocess.run(command, check=True, timeout=300, capture_output=True, env=environment)
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    print(f"Lighthouse of {name}: " + ", ".join(f"{key} {value['score'] * 100:.0f}" for key, value in found.items()))


if __name__ == "__main__":
    main()

"""Both engines over the same pages: the same questions, each answered by ids in order."""

import html
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from builder.model import Page
from builder.search import browser_index, whoosh_index
from builder.search.plain import Line, plain_lines
from builder.search.query import Query
from tests.search.archive import copy_scripts
from tests.site.browser import MISSING, find_browser, launch_arguments
from tests.site.server import serve

_ASK = """async ([root, texts]) => {
  const { openEngine } = await import(root + "assets/search-engine.mjs");
  const engine = await openEngine(root + "search-index/");
  const answers = [];
  for (const q of texts) {
    const found = await engine.search({ q });
    const shown = await Promise.all(found.hits.slice(0, 10).map((hit) => engine.show(hit, found.units)));
    answers.push({ ids: shown.map((one) => one.id), total: found.total, notice: found.notice });
  }
  return answers;
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine said to one query: the first ten ids, how many there are, and its notice."""

    ids: tuple[str, ...]
    total: int
    notice: str


def ask_whoosh(pages: Sequence[Page], texts: Sequence[str]) -> list[Answer]:
    """The command line's engine."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "whoosh"
        whoosh_index.update(index, ((page, "1") for page in pages), [], lambda *_: None)
        with whoosh_index.opened(index) as ask:
            found = [ask(Query(text)) for text in texts]
    return [Answer(tuple(hit.id for hit in one.results), one.total, one.notice or "") for one in found]


def ask_browser(pages: Sequence[Page], texts: Sequence[str]) -> list[Answer]:
    """The search page's engine, in Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write_site(site, pages)
        with serve(site) as root:
            return [Answer(tuple(one["ids"]), one["total"], one["notice"]) for one in _in_browser(root, texts)]


def write_site(site: Path, pages: Sequence[Page]) -> None:
    """A site of bare bulletins with the index of the search page."""
    copy_scripts(site)
    (site / "index.html").write_text('<!doctype html><title>.</title><link rel="icon" href="data:,">', encoding="utf-8")
    for page in pages:
        target = site / page.path.removesuffix(".md") / "index.html"
        target.parent.mkdir(parents=True)
        target.write_text(_bulletin(page), encoding="utf-8")
    report = browser_index.build(site, [page.metadata for page in pages], lambda *_: None)
    if report.missing:
        raise ValueError(f"not indexed: {', '.join(report.missing)}")


def _bulletin(page: Page) -> str:
    lines = "\n".join(_line(line, number) for number, line in enumerate(plain_lines(page.body)))
    head = f'<!doctype html><meta charset="utf-8"><title>{html.escape(page.metadata.title)}</title>'
    return f'{head}<article data-bulletin-id="{page.metadata.id}">\n{lines}\n</article>'


def _line(line: Line, number: int) -> str:
    text = html.escape(line.text)
    return f'<h{line.level} id="muc-{number}">{text}</h{line.level}>' if line.level else f"<p>{text}</p>"


def _in_browser(root: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    path = find_browser()
    if path is None:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=launch_arguments())
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.goto(root)
        answers: list[dict[str, Any]] = page.evaluate(_ASK, [root, list(texts)])
        browser.close()
    return answers

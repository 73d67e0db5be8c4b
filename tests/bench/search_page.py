"""The search page's engine in Chromium with its CPU slowed four times: time and transfer of each class of queries.

Measured as the page runs it, in a worker, and in the page itself: Chromium slows the page's thread, not its workers, so that the
second says what a machine four times as slow would do. A query is timed until the texts of the ten that are shown are there. The
first of each class asks an engine that was opened a moment before; how long that took stands beside it.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.bench.counting import Sent, counting_server
from tests.site.browser import MISSING, find_browser, launch_arguments

SLOWER = 4
TARGET, LIMIT = 250, 300
"""Milliseconds that 19 queries in 20 may take in each class; what the project promises for all together."""
FIRST_KB, LATER_KB = 300, 150
IN_PAGE, BESIDE = ("search-engine.mjs", "openEngine"), ("search-beside.mjs", "openBeside")
"""Where the engine runs: the module and its function."""
_START = """async ([root, module, open]) => {
  const started = performance.now();
  window.engine = await (await import(`${root}assets/${module}`))[open](root + "search-index/");
  return performance.now() - started;
}"""
_ASK = """async (q) => {
  let busy = 0;
  const watch = new PerformanceObserver((list) => { busy = Math.max(busy, ...list.getEntries().map((task) => task.duration)); });
  watch.observe({ type: "longtask" });
  const started = performance.now();
  const found = await window.engine.search({ q });
  await Promise.all(found.hits.slice(0, 10).map((hit) => window.engine.show(hit, found.units)));
  const taken = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 50));
  watch.disconnect();
  return [taken, busy];
}"""


@dataclass(slots=True)
class Class:
    """What was measured for one class of queries."""

    milliseconds: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    """Until the engine was there."""
    worked: list[float] = field(default_factory=list)
    """Processor time of the page's thread, slowed as much: what a busy machine does not change."""
    blocked: list[float] = field(default_factory=list)
    """The longest task of each query: so long a key typed waits."""
    first: Sent = field(default_factory=Sent)
    """Opening the engine and the first query."""
    later: list[Sent] = field(default_factory=list)


def measure(
    site: Path, queries: Mapping[str, Sequence[str]], rounds: int = 3, where: tuple[str, str] = BESIDE
) -> dict[str, Class]:
    """Each class in a browser that has loaded nothing yet, so many times; its first query opens the engine."""
    path = find_browser()
    if path is None:
        raise RuntimeError(MISSING)
    found: dict[str, Class] = {kind: Class() for kind in queries}
    with counting_server(site) as (root, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=launch_arguments())
        for kind, texts in queries.items():
            for _ in range(rounds):
                _session(browser, root, sent, texts, found[kind], where, slowed=True)
                _session(browser, root, sent, texts, found[kind], where, slowed=False)
        browser.close()
    return found


def _worked(session: CDPSession) -> float:
    metrics = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def _session(
    browser: Browser, root: str, sent: Sent, texts: Sequence[str], into: Class, where: tuple[str, str], *, slowed: bool
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(600_000)
    page.goto(root)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER if slowed else 1})
    sent.take()
    opened = page.evaluate(_START, [root, *where])
    if slowed:
        into.opened.append(opened)
    for number, text in enumerate(texts):
        before = _worked(session)
        taken, busy = page.evaluate(_ASK, text)
        if not slowed:
            into.worked.append(SLOWER * 1000 * (_worked(session) - before))
            continue
        into.milliseconds.append(taken)
        into.blocked.append(busy)
        if number:
            into.later.append(sent.take())
        else:
            into.first = sent.take()
    context.close()


def report(found: Mapping[str, Class]) -> None:
    """A row for each class; transfers are the greatest of the class, packed as hosts send it, without the page."""
    print(f"  CPU slowed {SLOWER} times")
    columns = ("open", "ms p50", "p95", "max", "cpu p95", "blocked", "first KB", "later KB", "requests")
    print(f"  {'':<24}" + "".join(f"{name:>10}" for name in columns))
    for kind, row in found.items():
        later = max(row.later, key=lambda sent: sent.packed, default=Sent())
        figures = (
            statistics.median(row.opened), statistics.median(row.milliseconds), p95(row.milliseconds), max(row.milliseconds),
            p95(row.worked), max(row.blocked), row.first.packed / 1000, later.packed / 1000, later.requests,
        )  # fmt: skip
        print(f"  {kind:<24}" + "".join(f"{figure:10.0f}" for figure in figures) + f"  {_verdict(row, later)}", flush=True)
    times, worked = (
        [one for row in found.values() for one in values(row)]
        for values in (lambda row: row.milliseconds, lambda row: row.worked)
    )
    verdict = "PASS" if p95(times) <= LIMIT else "over"
    print(
        f"  all: p50 {statistics.median(times):.0f} ms, p95 {p95(times):.0f} ms, max {max(times):.0f} ms,"
        f" cpu p95 {p95(worked):.0f} ms  {verdict} {LIMIT} ms",
        flush=True,
    )


def _verdict(row: Class, later: Sent) -> str:
    over = [
        name
        for name, value, most in (
            ("ms", p95(row.milliseconds), TARGET), ("first KB", row.first.packed / 1000, FIRST_KB),
            ("later KB", later.packed / 1000, LATER_KB),
        )
        if value > most
    ]  # fmt: skip
    return f"over: {', '.join(over)}" if over else "PASS"


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]

"""Both engines on 10,000 invented bulletins, beside SQLite FTS5 on the same text: time and size of the index, time of queries.

The browser runs with its CPU slowed four times, and all that the server sends is counted. Beside it stands the search that comes
with Material, at a size where it still works. BANTIN_BENCH_PAGES asks for another size.
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from builder.model import Page as Bulletin
from builder.search import whoosh_index
from builder.search.query import Query
from builder.vietnamese import keys
from tests.bench import material_search, search_page
from tests.bench.archive_of import QUERIES, pages
from tests.bench.search_page import p95
from tests.search.engines import write_site

MOST_MS = 100
"""What the 95th of a hundred queries may take of the command line's engine, in each class."""
MOST_UPDATE_S, MOST_PLAN_S = 1.5, 0.2
"""What one changed bulletin may take the index, and to find that none changed."""
COUNT = int(os.environ.get("BANTIN_BENCH_PAGES", "10000"))


def main() -> int:
    """Print the figures of all three; 1 where the command line's engine takes longer than it may."""
    bulletins = list(pages(COUNT))
    megabytes = sum(len(bulletin.body.encode()) for bulletin in bulletins) / 1e6
    print(f"{COUNT} bulletins, {megabytes:.0f} MB of text", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        met = _whoosh(bulletins, Path(folder), megabytes)
        for bench in (_fts5, _search_page, _material):
            bench(bulletins, Path(folder), megabytes)
    return 0 if met else 1


def _index(name: str, build: Callable[[], object], place: Path, megabytes: float) -> None:
    started, worked = time.perf_counter(), _cpu_seconds()
    build()
    taken, worked = time.perf_counter() - started, _cpu_seconds() - worked
    files = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    print(
        f"{name}: indexed in {taken:.0f} s ({worked:.0f} s of CPU); for each MB of text {worked / megabytes:.2f} s of CPU"
        f" and {size / megabytes:.2f} MB",
        flush=True,
    )


def _cpu_seconds() -> float:
    """Of this process and those that it started."""
    return sum(os.times()[:4])


def _report(times: dict[str, list[float]], most: float | None = None) -> bool:
    """Print the figures by class; whether the 95th of a hundred is within `most` in each."""
    print(f"  {'ms of CPU':<24} {'p50':>6} {'p95':>6} {'most':>6}")
    rows = {**times, "all": [one for row in times.values() for one in row]}
    for kind, taken in rows.items():
        verdict = "" if most is None else _verdict(p95(taken), most)
        print(f"  {kind:<24} {statistics.median(taken):6.0f} {p95(taken):6.0f} {max(taken):6.0f}  {verdict}", flush=True)
    return most is None or all(p95(taken) <= most for taken in rows.values())


def _verdict(figure: float, most: float) -> str:
    return "PASS" if figure <= most else f"over {most:g}"


def _timed(ask: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """In CPU time: both engines work in this process, and other work on the machine must not count."""
    taken = []
    for text in texts:
        started = time.process_time()
        ask(text)
        taken.append((time.process_time() - started) * 1000)
    return taken


def _whoosh(bulletins: Sequence[Bulletin], folder: Path, megabytes: float) -> bool:
    place = folder / "whoosh"
    marked = ((bulletin, "1") for bulletin in bulletins)
    _index("Whoosh", lambda: whoosh_index.update(place, marked, [], lambda *_: None), place, megabytes)
    with whoosh_index.opened(place) as ask:
        ask(Query("đảng"))
        answers = {kind: _timed(lambda text: ask(Query(text)), texts) for kind, texts in QUERIES.items()}
    return all([_report(answers, MOST_MS), _kept_up_to_date(bulletins, place)])


def _kept_up_to_date(bulletins: Sequence[Bulletin], place: Path) -> bool:
    """One changed bulletin, then none; what is measured opens the index, as a command does."""
    fingerprints = {bulletin.metadata.id: "1" for bulletin in bulletins}
    changed = replace(bulletins[0], body=f"{bulletins[0].body}\n\nĐã sửa.\n")
    steps = (
        ("one bulletin changed", MOST_UPDATE_S, lambda: whoosh_index.update(place, [(changed, "1")], [], lambda *_: None)),
        ("nothing changed", MOST_PLAN_S, lambda: whoosh_index.plan(place, fingerprints)),
    )
    met = True
    for name, most, step in steps:
        started = time.process_time()
        step()
        taken = time.process_time() - started
        print(f"  {name}: {taken:.2f} s of CPU  {_verdict(taken, most)}", flush=True)
        met = met and taken <= most
    return met


def _fts5(bulletins: Sequence[Bulletin], folder: Path, megabytes: float) -> None:
    """Folded text, as FTS5 itself does not fold đ; no facets, no snippets, no numbers as one word."""
    place = folder / "fts5.db"
    base = sqlite3.connect(place)

    def build() -> None:
        base.execute("CREATE VIRTUAL TABLE bulletin USING fts5(title, body)")
        rows = ((keys.unmarked(one.metadata.title.lower()), keys.unmarked(one.body.lower())) for one in bulletins)
        base.executemany("INSERT INTO bulletin VALUES (?, ?)", rows)
        base.commit()

    _index("SQLite FTS5", build, place, megabytes)
    best = "SELECT rowid FROM bulletin WHERE bulletin MATCH ? ORDER BY bm25(bulletin, 6, 1) LIMIT 10"
    _report(
        {kind: _timed(lambda text: base.execute(best, [_fts_query(text)]).fetchall(), texts) for kind, texts in QUERIES.items()}
    )
    base.close()


def _fts_query(text: str) -> str:
    folded = keys.unmarked(text.lower())
    if folded.startswith('"'):
        return folded
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    return " ".join(f'"{word}"' for word in words)


def _search_page(bulletins: Sequence[Bulletin], folder: Path, megabytes: float) -> None:
    site = folder / "site"
    _index("Search page", lambda: write_site(site, bulletins), site / "search-index", megabytes)
    for name, where in (("in a worker", search_page.BESIDE), ("in the page", search_page.IN_PAGE)):
        print(f"  {name}")
        search_page.report(search_page.measure(site, QUERIES, where=where))


def _material(bulletins: Sequence[Bulletin], folder: Path, _: float) -> None:
    material_search.main(bulletins, folder / "material")


if __name__ == "__main__":
    sys.exit(main())

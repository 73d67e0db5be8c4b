"""`python -m tests.bench.scale [PAGES …] [--write]`: builds of generated portal pages, and other tools.

Conversion, index and site of the builder each by itself; then a build after nothing and after one page changed, and the
rendering of all pages alone. The peers: stock MkDocs + Material and Zensical on the same Markdown, Hugo with the plainest
templates, and the chain one would string together (trafilatura in as many processes, Hugo, Pagefind, SQLite FTS5). Everything is
done as often as `--rounds` says, each time from nothing, and the medians are told. `--write` puts the tables into BENCHMARKS.md,
`--alone` leaves the peers out.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from builder.publish.scaffold import create_archive
from tests.bench.document import put_section
from tests.bench.measuring import Taken, measure
from tests.bench.peers import hugo_site, stock_site
from tests.bench.portal_of import write_portal

PROJECT = Path(__file__).resolve().parents[2]
PEERS = PROJECT / ".venv" / "bench" / "bin"
_BANTIN, _MKDOCS = [sys.executable, "-m", "builder"], [sys.executable, "-m", "mkdocs", "build", "-q"]
_STOCK_AT_MOST, _DEFAULT_NAV_AT_MOST = 10_000, 1000  # pages; beyond, MkDocs takes hours
_STOCK, _HUGO, _RENDERING = "MkDocs + Material, the same Markdown", "Hugo, the same bulletins", "rendering alone"
Row = tuple[str, Taken, str]
"""What was done, what it took, how large its result is."""
_ABOUT = """The pages are generated reports of about 8 KB of text in the frame of a portal (40 KB of HTML).
The peers make less of them: no metadata, ledger, lists, downloads or feeds. "{rendering}" is the part of `publish` that
writes the pages, with the other forms of a bulletin.
Medians of {rounds}; a command with a `*` was run once.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[1000])
    parser.add_argument("--alone", action="store_true", help="leave the other tools out")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is done (default: 3)")
    parser.add_argument("--write", action="store_true", help="write BENCHMARKS.md")
    chosen = parser.parse_args(arguments)
    for count in chosen.pages:
        table = _table(_medians([row for turn in range(chosen.rounds) for row in _round(count, chosen.alone, turn == 0)]))
        about = _ABOUT.format(rendering=_RENDERING, rounds=chosen.rounds)
        print(f"{count:,} pages\n\n{about}\n{table}", flush=True)
        if chosen.write:
            put_section(f"Whole builds of {count:,} pages", f"{about}\n{table}")


def _round(count: int, alone: bool, first: bool) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="bantin-bench-") as folder:
        return [*_ours(Path(folder), count), *(() if alone else _peers(Path(folder), count, first))]


def _medians(rows: Sequence[Row]) -> list[Row]:
    """One row for each name, in the order in which they came."""
    runs: dict[str, list[Taken]] = {}
    for name, taken, _ in rows:
        runs.setdefault(name, []).append(taken)
    sizes = {name: size for name, _, size in rows}
    return [(name, _median(taken), sizes[name]) for name, taken in runs.items()]


def _median(runs: Sequence[Taken]) -> Taken:
    return Taken(*(statistics.median(values) for values in zip(*map(astuple, runs), strict=True)))


def _ours(folder: Path, count: int) -> Iterator[Row]:
    archive = folder / "kho"
    create_archive(archive, "Kho thử")
    write_portal(archive / "content" / "sources", count)
    config = str(archive / "mkdocs.yml")
    for stage, made in (("convert", "content/bulletins"), ("index", ".bantin/whoosh"), ("publish", "site")):
        yield _row(f"bantin {stage}", [*_BANTIN, stage, "-f", config], PROJECT, archive / made)
    yield _row("bantin build, the first after the stages", [*_BANTIN, "build", "-f", config], PROJECT)
    yield _row("bantin build, nothing changed", [*_BANTIN, "build", "-f", config], PROJECT)
    for name, place in (("one page changed", count // 2), ("another page changed", count // 3)):
        _change(sorted((archive / "content" / "sources").rglob("*.html"))[place])
        yield _row(f"bantin build, {name}", [*_BANTIN, "build", "-f", config], PROJECT)
    alone = [sys.executable, "-m", "tests.bench.rendering", config, str(folder / "pages")]
    yield _row(_RENDERING, alone, PROJECT, folder / "pages")
    shutil.rmtree(folder / "pages")


def _change(source: Path) -> None:
    source.write_text(source.read_text("utf-8").replace("Bí thư", "Bí thư Đảng ủy").replace("BÍ THƯ", "PHÓ BÍ THƯ"), "utf-8")


def _peers(folder: Path, count: int, first: bool) -> Iterator[Row]:
    """The slowest are run in the first round alone."""
    archive, python, script = folder / "kho", str(PEERS / "python"), str(Path(__file__).with_name("peers.py"))
    if count <= _STOCK_AT_MOST:
        stock_site(archive, folder / "stock")
        made = folder / "stock" / "site"
        yield _row(_STOCK, _MKDOCS, folder / "stock", made)
        if first:
            yield _row("Zensical, the same Markdown *", [str(PEERS / "zensical"), "build"], folder / "stock", made)
        shutil.rmtree(folder / "stock")
    if first and count <= _DEFAULT_NAV_AT_MOST:
        stock_site(archive, folder / "default", every_page_in_nav=True)
        yield _row("MkDocs + Material, every page in its navigation *", _MKDOCS, folder / "default", folder / "default" / "site")
    hugo_site(archive / "content" / "bulletins", folder / "same")
    yield _row(_HUGO, [str(PEERS / "hugo")], folder / "same", folder / "same" / "public")
    sources, texts = archive / "content" / "sources", folder / "texts"
    processes = str(os.cpu_count() or 1)
    yield _row("chain: trafilatura", [python, script, "extract", str(sources), str(texts), processes], folder, texts)
    hugo_site(texts, folder / "chain")
    public = folder / "chain" / "public"
    yield _row("chain: Hugo", [str(PEERS / "hugo")], folder / "chain", public)
    yield _row("chain: Pagefind", [python, "-m", "pagefind", "--site", str(public)], folder, public / "pagefind")
    yield _row("chain: SQLite FTS5", [python, script, "fts5", str(texts), str(folder / "fts.db")], folder, folder / "fts.db")
    shutil.rmtree(texts)


def _row(name: str, command: Sequence[str], folder: Path, made: Path | None = None) -> Row:
    """Told at once, too: all of them together take an hour."""
    taken = measure(command, folder)
    print(f"{name}: {taken.wall:.1f} s, {taken.cpu:.1f} s of processors, {taken.peak:.0f} MB", file=sys.stderr, flush=True)
    return name, taken, _size(made) if made else ""


def _size(made: Path) -> str:
    files = [file for file in (made, *made.rglob("*")) if file.is_file()]
    return f"{sum(file.stat().st_size for file in files) / 1e6:,.0f} MB in {len(files):,}"


def _table(rows: Sequence[Row]) -> str:
    taken = {name: one for name, one, _ in rows}
    lines = ["| command | seconds | processor seconds | largest process, MB | result, files |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {name} | {one.wall:.1f} | {one.cpu:.1f} | {one.peak:.0f} | {size} |" for name, one, size in rows]
    return "\n".join([*lines, "", *_ratios(taken), ""])


def _ratios(taken: dict[str, Taken]) -> Iterator[str]:
    stages = {stage: taken[f"bantin {stage}"].wall for stage in ("convert", "index", "publish")}
    ours, chain = sum(stages.values()), sum(one.wall for name, one in taken.items() if name.startswith("chain: "))
    yield "- of the three stages, " + ", ".join(f"`{stage}` takes {100 * wall / ours:.0f} %" for stage, wall in stages.items())
    if chain:
        yield f"- the three stages take {ours / chain:.2f} times as long as the chain of peers"
    for name in (name for name in (_STOCK, _HUGO) if name in taken):
        rendering, publish = (taken[one].wall / taken[name].wall for one in (_RENDERING, "bantin publish"))
        yield f"- {_RENDERING} takes {rendering:.2f} times as long as {name}; the whole of `publish` {publish:.2f} times"


if __name__ == "__main__":
    main()

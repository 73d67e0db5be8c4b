"""Documents per second of `bantin convert` and of trafilatura, over the same pages in the same run.

Both are whole commands, start-up included, one after the other in turn; the median of the rounds counts. CPU time is the
figure to compare: it does not depend on how many processes a tool starts or on what else the machine does. The two do not
do the same work: trafilatura finds the main text, the builder also reads outline, metadata and footnotes and writes a ledger.

Then the same for a document in one process, start-up left out (in_process.py): the two alternate, the median counts again.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared" / "portal-pages" / "html"
SOURCES = SHARED if SHARED.is_dir() else PROJECT / "content" / "sources"
OTHER_PYTHON = PROJECT / ".venv" / "bench" / "bin" / "python"
COPIES, ROUNDS = 20, 3
FEWEST_WRITTEN = 0.8  # of the pages; lists and start pages among them become none
COPIES_IN_PROCESS, ROUNDS_IN_PROCESS = 3, 5


@dataclass(frozen=True, slots=True)
class Rate:
    """Documents per second."""

    cpu: float
    wall: float


def main() -> None:
    """Print the rates of both and their ratio, as commands and in one process."""
    _print_commands()
    _print_in_process()


def _print_commands() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        count = _copy_pages(pages, COPIES)
        other = [str(OTHER_PYTHON), str(Path(__file__).with_name("trafilatura_command.py"))]
        commands = {
            "bantin": [sys.executable, "-m", "builder", "convert", "--jobs", "1", str(pages), "--output"],
            "trafilatura": [*other, "full", str(pages)],
            "trafilatura, text only": [*other, "text", str(pages)],
        }
        rates = _alternate(commands, count, Path(folder) / "out")
    print(f"{count} pages ({count // COPIES} of {SOURCES.parent.name}/{SOURCES.name}, {COPIES} times), median of {ROUNDS} rounds")
    ours = rates["bantin"]
    print(f"  {'documents per second of':<24} {'CPU':>8} {'clock':>8}   bantin is … times as fast (CPU)")
    for name, rate in rates.items():
        print(f"  {name:<24} {rate.cpu:8.1f} {rate.wall:8.1f}   {ours.cpu / rate.cpu:.2f}")


def _print_in_process() -> None:
    script = Path(__file__).with_name("in_process.py")
    commands = {
        "bantin": [sys.executable, "-m", "tests.bench.in_process", "bantin"],
        "trafilatura": [str(OTHER_PYTHON), str(script), "trafilatura"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        _copy_pages(pages, COPIES_IN_PROCESS)
        for _ in range(ROUNDS_IN_PROCESS):
            for name, command in commands.items():
                done = subprocess.run([*command, str(pages)], capture_output=True, text=True, check=True, cwd=PROJECT)
                taken[name].append(float(done.stdout))
    middle = {name: statistics.median(rounds) for name, rounds in taken.items()}
    print(f"CPU milliseconds per document in one process, start-up left out, median of {ROUNDS_IN_PROCESS} rounds")
    for name, rounds in taken.items():
        print(f"  {name:<24} {middle[name]:8.1f}   (all rounds: {' '.join(f'{one:.1f}' for one in rounds)})")
    print(f"  bantin is {middle['trafilatura'] / middle['bantin']:.2f} times as fast")


def _copy_pages(folder: Path, copies: int) -> int:
    """Each copy differs by a comment, so that no tool may take it for a page that it has seen."""
    folder.mkdir()
    found = (path for path in SOURCES.rglob("*") if path.suffix in (".html", ".htm", ".aspx"))
    originals = sorted(path for path in found if path.stem != "index")  # in a mirror, index is a portal's list page
    if not originals:
        sys.exit(f"{SOURCES}: no HTML page to measure with")
    for number in range(copies):
        for index, path in enumerate(originals):
            copy = folder / f"{index:03}-{number:02}{path.suffix}"
            copy.write_bytes(path.read_bytes() + b"\n<!-- copy %d -->\n" % number)
    return len(originals) * copies


def _alternate(commands: dict[str, list[str]], count: int, output: Path) -> dict[str, Rate]:
    taken: dict[str, list[Rate]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(_measure([*command, str(output)], count, output))
    return {
        name: Rate(statistics.median(rate.cpu for rate in rates), statistics.median(rate.wall for rate in rates))
        for name, rates in taken.items()
    }


def _measure(command: list[str], count: int, output: Path) -> Rate:
    shutil.rmtree(output, ignore_errors=True)
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    after, wall = os.times(), time.perf_counter() - start
    written = sum(1 for _ in output.rglob("*.md"))
    if done.returncode or written < count * FEWEST_WRITTEN:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}, {written} of {count} pages written\n{done.stderr}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Rate(count / cpu, count / wall)

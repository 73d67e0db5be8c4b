"""`make bench`: every measurement, one after the other."""

import sys
from collections.abc import Callable

from tests.bench import convert, hostile, lists, page, scale, search
from tests.search import evaluate

BENCHES: tuple[tuple[str, Callable[[], int | None]], ...] = (
    ("convert: HTML pages to Markdown", convert.main),
    ("lists: 10,000 bulletins", lists.main),
    ("hostile: sources that want to take long", hostile.main),
    ("search: 10,000 bulletins", search.main),
    ("answers: the judged queries, both engines", lambda: evaluate.main([])),
    ("answers: the same among 1,000 documents that answer nothing", lambda: evaluate.main(["--distractors", "1000"])),
    ("scale: whole builds of 1,000 pages, and the peers", lambda: scale.main([])),
    ("page: the first visit of a bulletin", page.main),
)


def main() -> int:
    """Run them all; a bench that cannot run ends the command, one that finds a figure below its floor makes it exit with 1."""
    worst = 0
    for title, bench in BENCHES:
        print(f"== {title}", flush=True)
        worst = max(worst, bench() or 0)
    return worst


if __name__ == "__main__":
    sys.exit(main())

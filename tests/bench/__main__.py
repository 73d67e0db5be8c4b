"""`make bench`: every measurement, one after the other."""

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import TextIO

from tests.bench import convert, hostile, lists, page, scale, search
from tests.bench.document import put_section
from tests.search import evaluate

BENCHES: tuple[tuple[str, Callable[[], int | None]], ...] = (
    ("convert: HTML pages to Markdown", convert.main),
    ("lists: 10,000 bulletins", lists.main),
    ("hostile: sources that want to take long", hostile.main),
    ("search: 10,000 bulletins", search.main),
    ("answers: the judged queries, both engines", lambda: evaluate.main([])),
    ("answers: the same among 1,000 documents that answer nothing", lambda: evaluate.main(["--distractors", "1000"])),
    ("scale: whole builds, and the peers", lambda: scale.main(["1000", "10000", "--write"])),
    ("page: the first visit of a bulletin", page.main),
)


def main() -> int:
    """Run them all, and write what each prints into BENCHMARKS.md.

    A bench that cannot run ends the command, one that finds a figure below its floor makes it exit with 1.
    """
    worst = 0
    for title, bench in BENCHES:
        print(f"== {title}", flush=True)
        told = _Both(sys.stdout)
        with redirect_stdout(told):
            worst = max(worst, bench() or 0)
        put_section(title, f"```\n{told.getvalue().strip()}\n```")
    return worst


class _Both(io.StringIO):
    """Keeps what is printed, and prints it."""

    def __init__(self, shown: TextIO) -> None:
        super().__init__()
        self._shown = shown

    def write(self, text: str) -> int:
        """See TextIO."""
        self._shown.write(text)
        self._shown.flush()
        return super().write(text)


if __name__ == "__main__":
    sys.exit(main())

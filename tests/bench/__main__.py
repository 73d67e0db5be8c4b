"""`make bench`: every measurement, one after the other."""

import sys

from tests.bench import convert, hostile, lists, page, search

BENCHES = (
    ("convert: HTML pages to Markdown", convert.main),
    ("lists: 10,000 bulletins", lists.main),
    ("hostile: sources that want to take long", hostile.main),
    ("search: 10,000 bulletins", search.main),
    ("page: the first visit of a bulletin", page.main),
)


def main() -> int:
    """Run them all; a bench that cannot run ends the command."""
    for title, bench in BENCHES:
        print(f"== {title}", flush=True)
        bench()
    return 0


if __name__ == "__main__":
    sys.exit(main())

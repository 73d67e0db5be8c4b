"""How long the lists of a large archive take, beside what is done anyway in the same run: reading its pages."""

import resource
import time
from collections.abc import Callable
from typing import TypeVar

from builder.content.page import page_text, parse_page
from builder.publish.browse import browse_pages
from builder.publish.instruments import instruments
from tests.bench.archive_of import pages

COUNT = 10_000
Result = TypeVar("Result")


def main(count: int = COUNT) -> None:
    """Print processor seconds, the ratio to reading, and the memory."""
    texts = [(page_text(page.metadata, page.body), page.path) for page in pages(count, sentences=10)]
    reading, found = _timed(lambda: [parse_page(text, path) for text, path in texts])
    before = _megabytes()
    grouping, cited = _timed(lambda: instruments(found))
    listing, made = _timed(lambda: browse_pages(found, cited))
    print(f"{count} bulletins: read {reading:.1f} s, citations grouped {grouping:.1f} s, {len(made)} lists made {listing:.1f} s")
    print(
        f"lists and citations together: {(grouping + listing) / reading:.2f} times the reading, {_megabytes() - before} MB more"
    )


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

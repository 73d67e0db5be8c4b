"""`in_process.py TOOL PAGES`: the CPU milliseconds that TOOL takes for a document in one process; prints that number.

Runs in the environment of the tool. The first copy of each page warms the tool up, the others are measured: start-up, tables
that are read once and compiled patterns do not count. Bantin reads, recognises, proves and writes page and ledger as text, with
the collector set as its command sets it.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def _bantin() -> Callable[[Path], object]:
    from builder.cli import spare_collector  # noqa: PLC0415 - each tool is installed in its own environment only
    from builder.pipeline.one_source import extract, finish  # noqa: PLC0415
    from builder.portals import load_profiles  # noqa: PLC0415
    from builder.readers import NotADocument  # noqa: PLC0415
    from builder.sources import read_source  # noqa: PLC0415

    profiles = load_profiles(None)
    spare_collector()

    def convert(file: Path) -> object:
        document = extract(read_source(file, file.name), profiles)
        if isinstance(document, NotADocument):
            return document
        return finish(document, document.metadata.id, "0" * 64, file, file.parent)

    return convert


def _trafilatura() -> Callable[[Path], object]:
    from trafilatura import extract  # noqa: PLC0415

    return lambda file: extract(file.read_bytes(), output_format="markdown", with_metadata=True, include_tables=True)


TOOLS = {"bantin": _bantin, "trafilatura": _trafilatura}


def _seconds(convert: Callable[[Path], object], files: Sequence[Path]) -> float:
    start = time.process_time()
    for file in files:
        convert(file)
    return time.process_time() - start


def main(tool: str, folder: Path) -> None:
    """Print the milliseconds of CPU time per document."""
    convert, files = TOOLS[tool](), sorted(folder.iterdir())
    first = [file for file in files if file.stem.endswith("-00")]
    others = [file for file in files if file not in set(first)]
    _seconds(convert, first)
    print(1000 * _seconds(convert, others) / len(others))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

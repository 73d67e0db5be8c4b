"""`trafilatura_command.py MODE PAGES OUTPUT`: the other side of the bench; runs in an environment of its own.

MODE is `full` (text and metadata) or `text` (its fastest way to the main text alone).
"""

import sys
from pathlib import Path

from trafilatura import extract

MODES = {"full": {"with_metadata": True, "include_tables": True}, "text": {"fast": True}}


def main(mode: str, pages: Path, output: Path) -> None:
    """One Markdown file per page."""
    output.mkdir(parents=True)
    for path in sorted(pages.iterdir()):
        text = extract(path.read_bytes(), output_format="markdown", **MODES[mode])
        (output / f"{path.stem}.md").write_text(text or "", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

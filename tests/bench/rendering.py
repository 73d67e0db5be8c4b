"""`rendering.py CONFIG FOLDER`: the pages of an archive as HTML, and nothing of what `publish` does besides.

Other site generators make no compressed copies, index for the search page, feeds or exports, so that only this compares with
them; the lists are taken as they lie in content/. The other forms of a bulletin come along: they are written with its page.
"""

import sys
from dataclasses import replace
from pathlib import Path

from builder.config import load_settings
from builder.executor import open_executor
from builder.pipeline.surveying import survey
from builder.publish.instruments import instruments
from builder.publish.shelf import shelf
from builder.publish.site import Wanted, build_site


def main(config: Path, folder: Path) -> None:
    """Build the pages below the folder, with all processors."""
    settings = replace(load_settings(config), precompress=())
    with open_executor() as executor:
        found = survey(settings, executor)
        gated, pages = found.gated, found.gated.pages.pages
        on = shelf(pages, found.related, gated.unlisted, instruments(pages), gated.versions)
        left_out = tuple(held.path for held in gated.held)
        build_site(settings, folder, lambda *_: None, Wanted(on, left_out), executor)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

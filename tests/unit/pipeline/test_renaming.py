"""A page under another id is the page that would have been made under it: on every fixture of the portals."""

from pathlib import Path

import pytest

from builder.pipeline.one_source import extract, finish, renamed
from builder.portals import load_profiles
from builder.readers import NotADocument
from builder.sources import read_source

PORTALS = Path(__file__).resolve().parents[2] / "portals"
SOURCES = sorted(file for file in PORTALS.glob("*/source*") if file.is_file())


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.parent.name)
def test_renaming_makes_the_page_and_ledger_of_the_other_id(file: Path) -> None:
    document = extract(read_source(file, file.name), load_profiles(None))
    if isinstance(document, NotADocument):
        pytest.skip("no document")
    one, other = (finish(document, page_id, "f" * 64, file, file.parent) for page_id in (document.metadata.id, "2022-1"))
    made = renamed(one, "2022-1")
    assert (made == other) if not one.images else (made is None)

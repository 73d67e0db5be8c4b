"""No word lost, none invented: each source word is in the page or its ledger, and each word of the page is in the source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model import Document, Page
from builder.readers import NotADocument
from tests.conversion.accounts import accounts

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    file
    for folder in (PROJECT / "content" / "sources", PROJECT / "tests" / "portals")
    for file in folder.rglob("*")
    if file.is_file() and file.suffix in (".html", ".txt", ".aspx")
)
Convert = Callable[[Path], tuple[Document, Page] | NotADocument]


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_every_word_is_accounted_for(file: Path, convert_one: Convert) -> None:
    result = convert_one(file)
    if isinstance(result, NotADocument):
        pytest.skip(result.reason)
    assert accounts(file.read_bytes(), result) == {}


def test_every_word_of_the_shared_pages_is_accounted_for(shared: Path, convert_one: Convert) -> None:
    faults = {}
    for file in sorted([*shared.glob("seeds/*.txt"), *shared.glob("portal-pages/*/A45*"), *shared.glob("portal-pages/*/[B-Z]*")]):
        result = convert_one(file)
        if not isinstance(result, NotADocument):
            found = accounts(file.read_bytes(), result)
            if found:
                faults[file.name] = found
    assert faults == {}


def test_converting_twice_gives_the_same_page(convert_one: Convert) -> None:
    for file in SOURCES:
        first, second = convert_one(file), convert_one(file)
        assert first == second, file

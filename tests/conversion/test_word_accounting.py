"""No word lost, none invented: each source word is in the page or its ledger, and each word of the page is in the source."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from builder.content.words import unaccounted
from builder.model import Document, Page
from builder.readers import NotADocument
from builder.readers.words import visible_text
from builder.vietnamese.encodings import decode

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    file
    for folder in (PROJECT / "content" / "sources", PROJECT / "tests" / "portals")
    for file in folder.rglob("*")
    if file.is_file() and file.suffix in (".html", ".txt", ".aspx")
)
Convert = Callable[[Path], tuple[Document, Page] | NotADocument]


def _accounts(file: Path, result: tuple[Document, Page]) -> tuple[Counter[str], Counter[str]]:
    """(words of the source that are nowhere, words of the page that the source does not hold)."""
    document, page = result
    html = document.metadata.source.media_type == "text/html"
    source = visible_text(decode(file.read_bytes(), html=html).text, html=html)
    return unaccounted(source, page.body, [asdict(entry) for entry in document.removed], page.metadata.images)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_every_word_is_accounted_for(file: Path, convert_one: Convert) -> None:
    result = convert_one(file)
    if isinstance(result, NotADocument):
        pytest.skip(result.reason)
    lost, invented = _accounts(file, result)
    assert lost == Counter()
    assert invented == Counter()


def test_every_word_of_the_shared_pages_is_accounted_for(shared: Path, convert_one: Convert) -> None:
    faults = {}
    for file in sorted([*shared.glob("seeds/*.txt"), *shared.glob("portal-pages/*/A45*"), *shared.glob("portal-pages/*/[B-Z]*")]):
        result = convert_one(file)
        if not isinstance(result, NotADocument):
            lost, invented = _accounts(file, result)
            if lost or invented:
                faults[file.name] = (dict(lost), dict(invented))
    assert faults == {}


def test_converting_twice_gives_the_same_page(convert_one: Convert) -> None:
    for file in SOURCES:
        first, second = convert_one(file), convert_one(file)
        assert first == second, file

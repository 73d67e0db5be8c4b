"""No word lost, none invented: each source word is in the page or its ledger, and each word of the page is in the source."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from builder.content.founding import unfounded
from builder.content.words import unaccounted
from builder.model import Document, Page
from builder.readers import NotADocument
from builder.readers.words import alternative_texts, stated_text, visible_text
from builder.vietnamese.encodings import decode

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    file
    for folder in (PROJECT / "content" / "sources", PROJECT / "tests" / "portals")
    for file in folder.rglob("*")
    if file.is_file() and file.suffix in (".html", ".txt", ".aspx")
)
Convert = Callable[[Path], tuple[Document, Page] | NotADocument]


def _accounts(data: bytes, result: tuple[Document, Page]) -> dict[str, Any]:
    """What is wrong: words of the source that are nowhere, words of body and front matter that the source does not hold."""
    document, page = result
    html = document.metadata.source.media_type == "text/html"
    text = decode(data, html=html).text
    removed = [asdict(entry) for entry in document.removed]
    source, alternatives = visible_text(text, html=html), alternative_texts(text) if html else ""
    lost, invented = unaccounted(source, page.body, removed, page.metadata.images, alternatives)
    found = {"lost": lost, "invented": invented, "front matter": unfounded(page.metadata, stated_text(text, html=html))}
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_every_word_is_accounted_for(file: Path, convert_one: Convert) -> None:
    result = convert_one(file)
    if isinstance(result, NotADocument):
        pytest.skip(result.reason)
    assert _accounts(file.read_bytes(), result) == {}


def test_every_word_of_the_shared_pages_is_accounted_for(shared: Path, convert_one: Convert) -> None:
    faults = {}
    for file in sorted([*shared.glob("seeds/*.txt"), *shared.glob("portal-pages/*/A45*"), *shared.glob("portal-pages/*/[B-Z]*")]):
        result = convert_one(file)
        if not isinstance(result, NotADocument):
            found = _accounts(file.read_bytes(), result)
            if found:
                faults[file.name] = found
    assert faults == {}


def test_converting_twice_gives_the_same_page(convert_one: Convert) -> None:
    for file in SOURCES:
        first, second = convert_one(file), convert_one(file)
        assert first == second, file

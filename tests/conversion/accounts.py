"""The accounts of one page: what is in its source and what became of it."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from builder.content.founding import unfounded
from builder.content.words import unaccounted
from builder.model import Document, Page
from builder.readers import NotADocument
from builder.readers.words import alternative_texts, stated_text, visible_text
from builder.vietnamese.encodings import decode

Convert = Callable[[bytes], tuple[Document, Page] | NotADocument]


def accounts(data: bytes, result: tuple[Document, Page] | NotADocument) -> dict[str, Any]:
    """What is wrong: words of the source that are nowhere, words of body and front matter that the source does not hold."""
    if isinstance(result, NotADocument):
        return {}
    document, page = result
    html = document.metadata.source.media_type == "text/html"
    text = decode(data, html=html).text
    removed = [asdict(entry) for entry in document.removed]
    source, alternatives = visible_text(text, html=html), alternative_texts(text) if html else ""
    lost, invented = unaccounted(source, page.body, removed, page.metadata.images, alternatives)
    found = {"lost": lost, "invented": invented, "front matter": unfounded(page.metadata, stated_text(text, html=html))}
    return {name: value for name, value in found.items() if value}

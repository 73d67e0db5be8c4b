"""Converting one source as the builder does."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.content.page import parse_page
from builder.model import Document, Page, RawItem
from builder.pipeline.one_source import extract, finish
from builder.portals import Profile, load_profiles
from builder.readers import NotADocument
from builder.sources import read_source


@pytest.fixture(scope="session")
def profiles() -> tuple[Profile, ...]:
    return load_profiles()


@pytest.fixture(scope="session")
def convert_one(profiles: tuple[Profile, ...]) -> Callable[[Path], tuple[Document, Page] | NotADocument]:
    """Convert one file: its document and the page as it was written and read back."""

    def convert(file: Path) -> tuple[Document, Page] | NotADocument:
        document = extract(read_source(file, file.name), profiles)
        if isinstance(document, NotADocument):
            return document
        written = finish(document, document.metadata.id, "0" * 64, file.resolve(), file.resolve().parent)
        return document, parse_page(written.page, f"{document.metadata.id}.md")

    return convert


@pytest.fixture(scope="session")
def convert_data(profiles: tuple[Profile, ...]) -> Callable[[bytes], tuple[Document, Page] | NotADocument]:
    """The same for the bytes of an HTML page without a file."""

    def convert(data: bytes) -> tuple[Document, Page] | NotADocument:
        document = extract(RawItem("page.html", data, hashlib.sha256(data).hexdigest(), "text/html"), profiles)
        if isinstance(document, NotADocument):
            return document
        written = finish(document, document.metadata.id, "0" * 64, Path("page.html").resolve(), Path.cwd())
        return document, parse_page(written.page, "page.md")

    return convert

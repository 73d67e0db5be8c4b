"""What an HTML tree gives for hidden elements and for images that are no files."""

import pytest

from builder.model import Image, Paragraph
from builder.readers.elements import parse
from builder.readers.tree import blocks_of


def _read(html: str) -> list[tuple[str, str]]:
    found = []
    for entry in blocks_of(parse(html), "body"):
        block = entry.block
        text = (block.alt or block.src) if isinstance(block, Image) else block.text if isinstance(block, Paragraph) else ""
        found.append((entry.label, text))
    return found


def test_hidden_elements_and_noscript_are_no_text() -> None:
    assert _read("<p hidden>a</p><p style='display:none'>b</p><div><noscript>c</noscript></div><p>d</p>") == [
        ("readers/html: hidden", "a"), ("readers/html: hidden", "b"), ("readers/html: noscript", "c"), ("body", "d"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ("src='javascript:void(0)'", "javascript:void(0)"),
        ("src='cid:1' alt='Bản đồ'", "Bản đồ"),
        ("src='data:image/png;base64,AA'", "data image"),
        ("src='data:image/png;base64,AA' alt='Bản đồ'", "Bản đồ"),
    ],
)
def test_an_image_without_a_file_goes_to_the_ledger(attributes: str, text: str) -> None:
    assert _read(f"<p>a <img {attributes}> b</p>") == [("readers/html: image without a file", text), ("body", "a b")]


@pytest.mark.parametrize("attributes", ["src='a/1.jpg'", "src='data:image/gif;base64,A' data-src='a/1.jpg'"])
def test_an_image_with_a_file_stays(attributes: str) -> None:
    assert _read(f"<img {attributes}>") == [("body", "a/1.jpg")]

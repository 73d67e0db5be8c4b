"""What an HTML tree gives for hidden elements and for images that are no files."""

import pytest

from builder.errors import SourceError
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


@pytest.mark.parametrize(
    "before",
    [
        "<embed src='a.swf'>",
        "<object data='a.swf'>",
        "<object data='a.swf'></object>",
        "<iframe src='a'></iframe>",
        "<math><mi>x</mi>",
    ],
)
def test_words_behind_an_embedded_thing_are_kept(before: str) -> None:
    texts = _read(f"<p>Trước</p>{before}<p>Sau</p>")
    assert texts[0] == ("body", "Trước")
    assert texts[-1] == ("body", "Sau")


@pytest.mark.parametrize("markup", ["<div>" * 3000 + "sâu", "<p " + " ".join(f"a{n}=1" for n in range(5000)) + ">chữ</p>"])
def test_a_page_that_cannot_be_read_whole_is_refused(markup: str) -> None:
    with pytest.raises(SourceError, match=r"nested more than 2,048 deep|more than 1000 attributes"):
        parse(f"<html><body>{markup}</body></html>")


def test_an_image_in_its_own_address_is_no_heap_of_attributes() -> None:
    assert parse(f"<p><img src='data:image/png;base64,{'QUJD' * 50_000}'> chữ</p>") is not None

"""Typing habits that are no part of the words."""

import pytest

from builder.vietnamese.text import tidy


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("đã xong .", "đã xong."),
        ("đã xong . Việc khác", "đã xong. Việc khác"),
        ("và các việc khác ...", "và các việc khác..."),
        ("khá , tốt ; ( 85 % )", "khá, tốt; (85%)"),
        ("mục .5 và .html", "mục .5 và .html"),
    ],
)
def test_blanks_around_punctuation(typed: str, tidied: str) -> None:
    assert tidy(typed) == tidied

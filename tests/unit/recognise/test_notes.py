"""Which superscripts are marks of notes."""

import pytest

from builder.model import Document, Metadata, Paragraph, Source
from builder.recognise.notes import notes

METADATA = Metadata("a", "A", Source("a.txt", "0", "text/plain", "utf-8"))


def _warnings(*texts: str) -> list[str]:
    blocks = tuple(Paragraph(text, f"block {index}") for index, text in enumerate(texts, 1))
    return [text.rpartition(" ")[2] for text in notes(Document(blocks, METADATA)).metadata.warnings]


@pytest.mark.parametrize(
    "text", ["nhiệt độ 30⁰C", "nhiệt độ 30 ⁰C", "E = mc²", "x² + y³", "50 km²", "lần thứ 10⁵", "theo mục [0]"]
)
def test_powers_and_degrees_are_no_marks(text: str) -> None:
    assert _warnings(text) == []


def test_lost_marks_of_a_series_are_reported() -> None:
    assert _warnings("nghị quyết¹ của đảng bộ²", "chỉ tiêu⁷") == ["[1]", "[2]"]
    assert _warnings("theo báo cáo [7]") == ["[7]"]
    assert _warnings("nghị quyết¹ của đảng bộ²", "¹ Nghị quyết số 5.") == ["[2]"]

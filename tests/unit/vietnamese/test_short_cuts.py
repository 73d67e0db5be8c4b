"""What is skipped for text that is plainly clean must change nothing, and hostile text must not take longer than its length."""

from hypothesis import given
from hypothesis import strategies as st

from builder.vietnamese.encodings import decode
from builder.vietnamese.text import to_unicode

CHARACTERS = "aáB1. ,;:()“”%-/–\n\t\r\f\u00a0\u00ad\u200b\ue000\uf0a3\uf020\x1c\x85\u2028Đð!?…\u3000\ufeffe\u0301"
SENTENCE = "Đảng uỷ thị trấn tổ chức hội nghị sơ kết công tác sáu tháng đầu năm. "


@given(st.text(CHARACTERS, max_size=40))
def test_clean_text_comes_out_as_the_long_way_gives_it(text: str) -> None:
    """An invisible character at the end leads through every step, and leaves nothing behind."""
    assert to_unicode(text) == to_unicode(f"{text}\u200b")


def test_scripts_do_not_hide_the_encoding_of_a_page() -> None:
    legacy = SENTENCE.encode("cp1258", errors="ignore") * 3
    page = b"<script>var a = 'x < y';</script><style>p{}</style><p>" + legacy
    assert decode(page, html=True).encoding == decode(legacy).encoding


def test_scripts_that_never_end_are_looked_through_once() -> None:
    """Each of them would be followed to the end of the page: minutes for what takes milliseconds."""
    assert decode(b"<script>" * 200_000 + SENTENCE.encode(), html=True).encoding == "utf-8"

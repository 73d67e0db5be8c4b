"""What differs between an older text and the one of today, place by place, and within bounds."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.publish.versions import changes_html


def _plain(text: str) -> str:
    """The changes in short: `[-a-]`, `[+b+]`."""
    text = re.sub(
        r'<(del|ins)><span class="bt-hidden">\[\w+: </span>(.*?)<span class="bt-hidden">\] </span></\1>', _short, text, flags=re.S
    )
    return unescape(re.sub(r"</?li>", "", text.partition("<ol>")[2].partition("</ol>")[0])).strip()


def _short(match: re.Match[str]) -> str:
    sign = "-" if match[1] == "del" else "+"
    return f"[{sign}{match[2]}{sign}]"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b c\nd", "a x c\nd", "a [-b-] [+x+] c"),
        ("tại trụ sở.", "tại nhà văn hóa.", "tại [-trụ sở-][+nhà văn hóa+]."),
        ("một\nhai\nba", "một\nba", "[-hai-]"),
        ("một\nba", "một\nhai\nba", "[+hai+]"),
        ("", "một", "[+một+]"),
        ("a <b>&amp;", "a <i>&amp;", "a <[-b-][+i+]>&amp;"),
    ],
)
def test_cases(old: str, new: str, shown: str) -> None:
    assert _plain(changes_html(old, new)) == shown


def test_the_same_words_say_so() -> None:
    assert "Câu chữ giống nhau" in changes_html("a  b\n\nc", "a b\nc")


def test_very_long_texts_are_not_compared_line_by_line() -> None:
    old, new = ("\n".join(f"{name} {number % 7}" for number in range(9_000)) for name in ("a", "b"))
    assert changes_html(old, new).count("<li>") in (9_000, 18_000)


@given(
    st.lists(st.sampled_from(["a", "b ", "<c>", "\n", "đ", '"', "'", " "]), max_size=30),
    st.lists(st.sampled_from("ab \n<"), max_size=30),
)
def test_both_texts_can_be_read_from_the_changes(old: list[str], new: list[str]) -> None:
    one, two = "".join(old), "".join(new)
    shown = changes_html(one, two)
    assert re.search(r"<(?!/?(?:section|h2|p|ol|li|del|ins|span)\b)", shown) is None

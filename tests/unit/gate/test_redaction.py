"""Taking a run of words out of any text, without keeping the words."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import ConfigError
from builder.gate.redaction import find_runs, pattern_of, redact, redaction_of

NAME = redaction_of("Lê Văn Tám")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Đồng chí Lê Văn Tám phát biểu.", "Đồng chí (đã gỡ) phát biểu."),
        ("LÊ VĂN TÁM", "(đã gỡ)"),
        ("Ong Le Van Tam de nghi", "Ong (đã gỡ) de nghi"),
        ("Lê\nVăn  Tám; *Lê* **Văn** Tám", "(đã gỡ); *(đã gỡ)"),
        ("ky-luat-le-van-tam-131.html", "ky-luat-da-go-131.html"),
        ("https://xa.example.vn/le-van-tam/", "https://xa.example.vn/da-go/"),
        ("Lê Văn Tâm, Lê Văn, Văn Tám, Lê Vân Tám", "Lê Văn Tâm, Lê Văn, Văn Tám, Lê Vân Tám"),
        ("Lê Văn Tám Lê Văn Tám", "(đã gỡ) (đã gỡ)"),
        ("Lê ở một nơi rất xa, Văn, Tám", "Lê ở một nơi rất xa, Văn, Tám"),
    ],
)
def test_a_name_in_every_spelling(text: str, wanted: str) -> None:
    assert redact(text, [NAME]) == wanted


def test_tone_placement_and_numbers() -> None:
    assert redact("Hoà Thuỷ và HÒA THỦY", [redaction_of("Hòa Thủy")]) == "(đã gỡ) và (đã gỡ)"
    assert redact("CCCD 038085012345.", [redaction_of("038085012345")]) == "CCCD (đã gỡ)."


def test_the_record_holds_no_word() -> None:
    record = json.dumps(asdict(NAME), ensure_ascii=False).lower()
    assert not any(word in record for word in ("lê", "văn", "tám", "tam\\b"))
    assert redaction_of("Lê Văn Tám").salt != NAME.salt


@pytest.mark.parametrize("text", ["", "a", "- -", "anh"])
def test_too_short_a_text_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="at least 5 letters"):
        redaction_of(text)


WORDS = st.lists(st.sampled_from(["Lê", "Văn", "Tám", "và", "xã", "le", "VĂN"]), max_size=12)


@given(words=WORDS, gap=st.sampled_from([" ", "-", "\n", " ** "]))
def test_nothing_is_left_and_a_second_time_changes_nothing(words: list[str], gap: str) -> None:
    once = redact(gap.join(words), [NAME])
    assert list(find_runs(once, NAME)) == []
    assert redact(once, [NAME]) == once


@given(words=WORDS, gap=st.sampled_from([" ", "-", "\n", " ** "]))
def test_the_pattern_finds_what_the_redaction_takes_out(words: list[str], gap: str) -> None:
    text = gap.join(words)
    assert [match.span() for match in pattern_of("Lê Văn Tám").finditer(text)] == list(find_runs(text, NAME))


@pytest.mark.parametrize("text", ["Hoà Thúy", "Quý Kỹ 05", "Đỗ Ân Y"])
@pytest.mark.parametrize("written", ["HÒA THUÝ", "Quí kĩ 5", "đỗ ân y", "do an i", "Hoa Thuy", "qui-ky-05"])
def test_the_pattern_knows_the_same_spellings(text: str, written: str) -> None:
    assert bool(pattern_of(text).search(written)) == bool(list(find_runs(written, redaction_of(text))))

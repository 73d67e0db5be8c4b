"""Search keys: what they hold equal, what they keep apart. The single cases are in tests/unit/search/vectors.json."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.vietnamese import keys

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊQUY" + keys.TONES
WORDS = st.text(LETTERS, min_size=1, max_size=8)


@given(WORDS)
def test_a_key_is_its_own_key(word: str) -> None:
    key = keys.canonical(word)
    assert keys.canonical(key) == key
    assert keys.fold(keys.fold(word)) == keys.fold(word) == keys.fold(key)


@given(WORDS)
def test_composed_and_decomposed_are_one(word: str) -> None:
    assert keys.canonical(unicodedata.normalize("NFD", word)) == keys.canonical(unicodedata.normalize("NFC", word))


@given(WORDS)
def test_folded_keys_carry_no_marks(word: str) -> None:
    assert not any(unicodedata.category(char) == "Mn" or char == "đ" for char in unicodedata.normalize("NFD", keys.fold(word)))


@pytest.mark.parametrize(
    ("one", "other"), [("bán", "bàn"), ("đang", "dang"), ("ủy", "úy"), ("tổ", "tố"), ("hoà", "hoá"), ("lai", "lay")]
)
def test_marks_and_other_finals_stay_apart(one: str, other: str) -> None:
    assert keys.canonical(one) != keys.canonical(other)


@pytest.mark.parametrize("word", ["uỷ", "UỶ", "Hoà", "qúy", "QÚA", "khoẻ", "ủy", "quý"])
def test_the_way_back_from_the_canonical_placement(word: str) -> None:
    moved = keys.old_tone_placement(word.lower())
    if moved != word.lower():
        cased = "".join(m.upper() if w.isupper() else m for m, w in zip(moved, word, strict=True))
        assert keys.other_tone_placement(cased) == word


@pytest.mark.parametrize("word", ["quy", "Mỹ", "KỸ", "lý"])
def test_the_way_back_from_i(word: str) -> None:
    assert keys.final_y(keys.final_i(word.lower())).lower() == word.lower()

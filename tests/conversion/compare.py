"""Comparing texts: words without case, points and the place of their tone mark."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W_]+")


def key(text: str | None) -> str:
    """`Uỷ ban` and `ủy ban` are equal."""
    return " ".join(_folded(word) for word in _WORD.findall(unicodedata.normalize("NFC", text or "").casefold()))


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if char not in _TONES) + "".join(char for char in parts if char in _TONES)

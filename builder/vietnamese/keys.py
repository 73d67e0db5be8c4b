"""Search keys of Vietnamese words: one spelling for tone placement, i/y, `đ` and case; or no marks at all.

A key is only ever compared with another key. The text of record is never altered.
"""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
_LOOKALIKES = str.maketrans({"\u00f0": "đ", "\u0256": "đ", "\u00d0": "Đ", "\u0189": "Đ"})


def _composed(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


_OPEN_RIMES = (("o", "a"), ("o", "e"), ("u", "y"))
_OLD_OF_NEW = {first + _composed(last, tone): _composed(first, tone) + last for first, last in _OPEN_RIMES for tone in TONES}
_NEW_OF_OLD = {old: new for new, old in _OLD_OF_NEW.items()}
_TONED_U = {_composed("u", tone): tone for tone in TONES}
_I_OF_Y = {"y": "i"} | {_composed("y", tone): _composed("i", tone) for tone in TONES}

_TONE_ON_GLIDE = re.compile(f"^q([{''.join(_TONED_U)}])([aăâeêioôơy])(.*)$")  # qúy for quý
_FINAL_Y = re.compile(f"^(h|k|l|m|s|t|qu)([{''.join(_I_OF_Y)}])$")


def old_tone_placement(word: str) -> str:
    """A lower-case NFC word with the tone mark of an open oa, oe, uy on the first vowel (hoà → hòa), but not after q."""
    glide = _TONE_ON_GLIDE.match(word)
    if glide:
        return "qu" + _composed(glide[2], _TONED_U[glide[1]]) + glide[3]
    old = _OLD_OF_NEW.get(word[-2:])
    return word if old is None or word[:-2].endswith("q") else word[:-2] + old


def final_i(word: str) -> str:
    """A lower-case NFC word with its final y written i after h k l m s t qu: quy → qui, kỹ → kĩ."""
    match = _FINAL_Y.match(word)
    return match[1] + _I_OF_Y[match[2]] if match else word


def canonical(word: str) -> str:
    """The key that keeps the marks: uỷ = ủy = Ủy, quý = quí, Ð = đ, 05 = 5."""
    lowered = unicodedata.normalize("NFC", word).casefold().translate(_LOOKALIKES)
    if lowered.isdecimal():
        return lowered.lstrip("0") or "0"
    return final_i(old_tone_placement(lowered))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Equal for spellings of one name: capitals, blanks, the place of the tone mark (`uỷ`, `ủy`) and i/y do not count."""
    return " ".join(canonical(word) for word in name.split())


def unmarked(text: str) -> str:
    """Text without any diacritics, đ as d; case, spelling and everything else stay."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


def fold(word: str) -> str:
    """The key without marks: đảng = dang, Uỷ = uy."""
    return unmarked(canonical(word))


_Y_OF_I = {i: y for y, i in _I_OF_Y.items()}


def final_y(word: str) -> str:
    """A word in any case with its last letter, an i, written y: the way back from `final_i`."""
    last = _Y_OF_I.get(word[-1:].lower(), word[-1:])
    return word[:-1] + (last.upper() if word[-1:].isupper() else last)


def other_tone_placement(word: str) -> str:
    """A word in any case with its tone mark where `old_tone_placement` did not leave it: the way back from that."""
    lowered = word.lower()
    moved = _NEW_OF_OLD.get(lowered[-2:])
    spelled = lowered[:-2] + moved if moved else _tone_on_glide(lowered)
    if len(spelled) != len(word):  # a foreign letter that small letters write as two
        return word
    return "".join(letter.upper() if like.isupper() else letter for letter, like in zip(spelled, word, strict=True))


def _tone_on_glide(word: str) -> str:
    """quý → qúy."""
    for index, letter in enumerate(word[2:3], start=2):
        bare = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in bare if mark in TONES), "")
        rest = unicodedata.normalize("NFC", bare.replace(tone, "")) if tone else letter
        return word[: index - 1] + _composed("u", tone) + rest + word[index + 1 :]
    return word

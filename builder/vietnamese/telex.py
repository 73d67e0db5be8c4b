"""Keys of the Telex input method that nobody turned into letters: `uyr ban nhaan daan` is `ủy ban nhân dân`."""

import re
import unicodedata

from builder.vietnamese.syllables import is_syllable

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_LETTERS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_PAIR = re.compile("|".join(_LETTERS))
_VOWELS = "aăâeêioôơuưy"


def typed_keys(word: str) -> str | None:
    """The syllable that the keys of a word make; None when they make none, or the word itself."""
    lowered = word.lower()
    if not lowered.isascii() or not lowered.isalpha():
        return None
    plain, tone = _without_tone(lowered)
    spelled = _PAIR.sub(lambda match: _LETTERS[match[0]], plain.replace("uow", "uwow")).replace("uơ", "ươ")
    made = _with_tone(spelled, tone) if tone else spelled
    return made if made != lowered and is_syllable(made) else None


def _without_tone(word: str) -> tuple[str, str]:
    """The word without the key of its tone, which stands behind a vowel; and the tone's mark."""
    for index in range(len(word) - 1, 0, -1):
        if word[index] in _TONES and any(letter in _VOWELS for letter in word[:index]):
            return word[:index] + word[index + 1 :], _TONES[word[index]]
    return word, ""


def _with_tone(word: str, tone: str) -> str:
    """The word with a tone mark on the vowel that bears it."""
    start = 2 if word[:2] in ("qu", "gi") and len(word) > 2 and word[2] in _VOWELS else 0
    places = [index for index in range(start, len(word)) if word[index] in _VOWELS]
    if not places:
        return word
    marked = [index for index in places if word[index] in "ăâêôơư"]
    closed = word[-1] not in _VOWELS
    at = marked[-1] if marked else places[-1] if closed or len(places) == 1 else places[-2]
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])

"""The text of record: Unicode NFC, look-alikes and invisible characters resolved, only blanks changed.

Words, spelling, tone placement and capitals stay as printed; folding for search is the business of keys.py.
"""

import re
import unicodedata
from functools import lru_cache

from builder.model import INLINE_MARKS, LINK_MIDDLE, LINK_OPEN, NOTE_OPEN

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capitals of the Vietnamese alphabet, to stand inside `[…]` of a pattern."""

# Letters that look like Đ and đ (OCR, Icelandic keyboard layouts).
_LOOKALIKES = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"}
# Word's Symbol and Wingdings fonts in the private use area; other codes there become a bullet.
_SYMBOL_FONT = {
    "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b1": "±", "\uf0b4": "×", "\uf0b8": "÷", "\uf0b7": "•", "\uf0a8": "♦", "\uf06d": "μ",
    "\uf046": "Φ", "\uf066": "φ",
} | {chr(0xF030 + digit): str(digit) for digit in range(10)}  # fmt: skip
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TABLE = (
    {ord(char): letter for char, letter in (_LOOKALIKES | _SYMBOL_FONT).items()}
    | dict.fromkeys(map(ord, _INVISIBLE))
    | {0x2028: "\n", 0x2029: "\n"}
)
# What `to_unicode` changes besides composing: most texts hold none of it.
_UNCLEAN = re.compile(
    "[{}\ue000-\uf8ff\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]".format("".join(re.escape(chr(code)) for code in sorted(_TABLE)))
)
_PRIVATE_USE = re.compile("[\ue000-\uefff\uf100-\uf8ff]")
_MARKED = re.compile(f"[{INLINE_MARKS}]")
_SYMBOL_LEFT = re.compile("[\uf000-\uf0ff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# A blank before these closers, or after these openers, is a typing habit and no part of the word.
_LOOSE = re.compile(rf"[(“] | [,;:)”%.{NOTE_OPEN}]")
_BEFORE_CLOSER = re.compile(rf"[^\S\n]+(?=[,;:)”%]|\.{{1,3}}(?=[\s,;:)”]|$)|{NOTE_OPEN})")
_AFTER_OPENER = re.compile(r"(?<=[(“])[^\S\n]+")
# A sentence end stuck to the next capital: `bệnh nhân.Tổ chức`.
_STUCK = re.compile(r"[.!?…][^\W\d_]{2}")
_STUCK_SENTENCE = re.compile(r"(\S{0,30}[^\W\d_][)%”]?[.!?…]+)(?=([^\W\d_])([^\W\d_]))")
_SHORT_FORMS = ("tp.", "th.", "tx.", "tt.", "gs.", "ts.", "ths.", "bs.", "đc.")  # and initials: no sentence ends there
_DATE = re.compile(r"(?<![\d/])\d{1,2} ?/ ?\d{1,2} ?/ ?\d{4}(?![\d/])")
_SYMBOL_BLANK = re.compile(
    r"(?<![\w/.,-])(\d{1,5})\s{0,3}([-–/])\s{0,3}((?:(?:19|20)\d\d\s{0,3}/\s{0,3})?[A-ZĐ][A-ZĐa-z]{0,4}\s{0,3}[-/–]\s{0,3}"
    r"[A-ZĐƯ][A-ZĐƯa-z&]{1,14}(?:-[A-ZĐƯ&]{1,12})?)(?!\w)"
)


def to_unicode(text: str) -> str:
    """NFC with look-alikes, Symbol-font characters and invisible characters resolved; line ends become `\\n`."""
    if not _UNCLEAN.search(text):
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f\n")
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    return _CONTROLS.sub("", _SYMBOL_LEFT.sub("•", text))


def without_private_use(text: str) -> str:
    """Text of a source without the private-use characters that mean nothing there; the model's inline marks are among them."""
    return _PRIVATE_USE.sub("", text)


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """One line of text with its blanks as the page contract wants them (body, rule 2)."""
    text = " ".join(text.split())
    if _LOOSE.search(text):
        text = _BEFORE_CLOSER.sub("", _AFTER_OPENER.sub("", text))
    if " /" in text or "/ " in text:
        text = _SYMBOL_BLANK.sub(_without_blanks, _DATE.sub(_without_blanks, text))
    elif " -" in text or "- " in text or " –" in text or "– " in text:
        text = _SYMBOL_BLANK.sub(_without_blanks, text)
    if _STUCK.search(text):
        text = _STUCK_SENTENCE.sub(_sentence_blank, text)
    return text.strip()


def _without_blanks(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match[0])


def _sentence_blank(match: re.Match[str]) -> str:
    word, following, second = match[1].casefold().lstrip("(“"), match[2], match[3]
    starts_sentence = following.isupper() and second.islower()
    initials = word in _SHORT_FORMS or match[1].rstrip(".!?…")[-1:].isupper()
    before = match.string[: match.start()]
    address = "@" in word or "www" in word or "://" in word or before.rfind(LINK_OPEN) > before.rfind(LINK_MIDDLE)
    return match[1] + (" " if starts_sentence and not initials and not address else "")


def plain(text: str) -> str:
    """The words of a text with inline marks: emphasis and links dropped, note references as `[n]`."""
    if not _MARKED.search(text):
        return text
    text = text.replace("\ue000", "[").replace("\ue001", "]")
    text = re.sub("\ue004[^\ue005]*\ue005", "", text)
    return text.translate({ord(mark): None for mark in INLINE_MARKS})


@lru_cache(maxsize=8192)
def plain_line(text: str) -> str:
    """The words of a text with inline marks as one tidied line."""
    return tidy(plain(text))


def is_upper(text: str) -> bool:
    """Whether the letters of a text are capitals throughout (at least two of them)."""
    text = plain(text)
    return text.isupper() and all(map(str.isupper, filter(str.isalpha, text))) and sum(map(str.isalpha, text)) >= 2

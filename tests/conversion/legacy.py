"""Clean text -> the bytes in which old Vietnamese software would have kept it; the inverse of builder.vietnamese.encodings."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from importlib import resources

_TABLES = json.loads(resources.files("builder.vietnamese").joinpath("data/legacy_encodings.json").read_text("utf-8"))
_PUNCTUATION = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "•": "-", "\u00a0": " "})


def _single(name: str) -> Mapping[str, bytes]:
    return {letter: bytes([int(code, 16)]) for code, letter in reversed(_TABLES[name]["bytes"].items())}


def _vni() -> Mapping[str, bytes]:
    both = _TABLES["vni"]["pairs"] | _TABLES["vni"]["single"]
    return {letter: surface.encode("cp1252") for surface, letter in both.items()}


def _by_table(table: Mapping[str, bytes], *, case_lost: bool = False) -> Callable[[str], bytes]:
    def encode(text: str) -> bytes:
        text = unicodedata.normalize("NFC", text).translate(_PUNCTUATION)
        return b"".join(_byte(char, table, case_lost=case_lost) for char in text)

    return encode


def _byte(char: str, table: Mapping[str, bytes], *, case_lost: bool) -> bytes:
    if char in table:
        return table[char]
    if case_lost and char.lower() in table:  # fonts of capitals show small letters
        return table[char.lower()]
    return char.encode("ascii")


def _windows_1258(text: str) -> bytes:
    done = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            done += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", marks.replace(tone, ""))
            done += base.encode("cp1258") + tone.encode("cp1258")
    return done


def _doubled(text: str) -> bytes:
    """UTF-8 that was read as windows-1252, with the five bytes that it lacks as controls, and saved as UTF-8."""
    chars = []
    for byte in text.encode("utf-8"):
        try:
            chars.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            chars.append(chr(byte))
    return "".join(chars).encode("utf-8")


def _resaved(encode: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Legacy bytes that a program read as Western text and saved as UTF-8."""
    return lambda text: encode(text).decode("latin-1").encode("utf-8")


_TCVN3 = _by_table(_single("tcvn3"), case_lost=True)
_VISCII = _by_table(_single("viscii"))
_VNI = _by_table(_vni())

ENCODERS: Mapping[str, Callable[[str], bytes]] = {
    "utf-8 with BOM": lambda text: text.encode("utf-8-sig"),
    "utf-16 with BOM": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode("utf-8"),
    "windows-1258": _windows_1258,
    "viscii": _VISCII,
    "viscii re-saved": _resaved(_VISCII),
    "vni": _VNI,
    "vni re-saved": _resaved(_VNI),
    "tcvn3": _TCVN3,
    "tcvn3 re-saved": _resaved(_TCVN3),
    "utf-8 twice": _doubled,
    "decimal entities": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode("utf-8"),
}
LOSES_CASE = frozenset(("tcvn3", "tcvn3 re-saved"))
"""Fonts of capitals cannot be told from the bytes."""
ASCII_SIGNS = _PUNCTUATION
"""What single-byte fonts print for signs that they lack."""

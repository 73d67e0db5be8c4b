"""Vietnamese names in addresses and lists: slugs, which spellings are one name, and alphabetical order."""

import re
import unicodedata
from functools import lru_cache

from builder.vietnamese.keys import TONES, unmarked

_ORDER = {letter: chr(ord("!") + place) for place, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_DIGITS = re.compile(r"\d+")


def slug(text: str, otherwise: str = "muc") -> str:
    """ASCII words and hyphens: `Đảng ủy xã Cẩm Bình` -> `dang-uy-xa-cam-binh`; `otherwise` when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", unmarked(text).lower()).strip("-") or otherwise


def unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, … when it is taken already; the result is added to `taken`."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


@lru_cache(maxsize=1 << 14)
def alphabetical(name: str) -> tuple[str, str]:
    """A sort key for the Vietnamese alphabet: ă after a, đ after d; tones decide last; numbers by value."""
    text = _DIGITS.sub(lambda match: match[0].zfill(8), name.casefold())
    parts = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", "".join(letter for letter in parts if letter not in TONES))
    return "".join(_ORDER.get(letter, letter if letter == " " else "~" + letter) for letter in plain), parts


def initial(name: str) -> str:
    """The letter that a name is filed under: `Ổi` -> `O`, `Đông` -> `Đ`, `Ân` -> `Â`; `#` for what is no letter."""
    parts = unicodedata.normalize("NFD", name.strip()[:1].upper())
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return letter if letter.isalpha() else "#"

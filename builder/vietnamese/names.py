"""Names of bodies, offices, places and persons in Vietnamese documents."""

import re
from functools import cache
from importlib import resources

from builder.vietnamese.text import tidy

# Administrative units, smallest first, with the Party committee that is named after the unit (`Huyện ủy X` = `huyện X`).
UNITS = ("thôn", "tổ dân phố", "xã", "phường", "thị trấn", "thị xã", "quận", "huyện", "thành phố", "tỉnh")
_RANK = {
    "thôn": 0,
    "tổ dân phố": 0,
    "xã": 1,
    "phường": 1,
    "thị trấn": 1,
    "thị xã": 2,
    "quận": 2,
    "huyện": 2,
    "thành phố": 3,
    "tỉnh": 4,
}
_COMMITTEE_UNITS = {"tỉnh": "tỉnh", "thành": "thành phố", "thị": "thị xã", "quận": "quận", "huyện": "huyện"}
_UNIT_WORDS = "|".join(sorted(UNITS, key=lambda unit: -len(unit)))
_COMMITTEE = re.compile(r"\b(tỉnh|thành|thị|quận|huyện)\s+[uủ][yỷ]\s+(\S.*)$", re.IGNORECASE)
_FUNCTION_WORDS = frozenset("và của các về cho trực thuộc cấp".split())
_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q|TNCS|HĐND|UBND|MTTQ|BCH|BTV|NN)\.?")
_PERSON = re.compile(r"(?:(?:PGS|GS|TS|ThS|BS|CN|KS|Ths|Ts|Bs)\.?\s*)*([^\W\d_]+(?:\s+[^\W\d_]+){1,5})")


@cache
def _offices() -> dict[str, str]:
    lines = resources.files("builder.vietnamese").joinpath("data/offices.txt").read_text("utf-8").splitlines()
    return {_key(line): line for line in lines if line and not line.startswith("#")}


def _key(text: str) -> str:
    return text.casefold().replace("uỷ", "ủy")


def sentence_capitals(text: str) -> str:
    """An upper-case line in the capitals of running text: `ĐẢNG UỶ THỊ TRẤN CẨM XUYÊN` -> `Đảng uỷ thị trấn Cẩm Xuyên`.

    Spelling and tone placement stay as printed. A line that is not all capitals stays as it is.
    """
    text = tidy(text)
    if text[:1].isupper() and any(char.islower() for char in re.sub(r"\b(?:và|của)\b", "", text)):
        return text
    words, done = text.split(" "), list[str]()
    while words:
        count = next((n for n in range(min(8, len(words)), 0, -1) if _key(" ".join(words[:n])) in _offices()), 0)
        if count:
            done += _like(words[:count], _offices()[_key(" ".join(words[:count]))].split(" "))
        else:
            done.append(_name_word(words[0]))
        del words[: max(count, 1)]
    line = " ".join(done)
    return line[:1].upper() + line[1:]


def _like(words: list[str], model: list[str]) -> list[str]:
    """The words in the capitals of the model, in their own spelling."""
    return [_capitals_of(word, pattern) for word, pattern in zip(words, model, strict=True)]


def _capitals_of(word: str, pattern: str) -> str:
    if pattern.isupper() and len(pattern) > 1:
        return word
    return word.capitalize() if pattern[:1].isupper() else word.lower()


def _name_word(word: str) -> str:
    if word.casefold() in _FUNCTION_WORDS:
        return word.lower()
    if "/" in word or _AUTHORITY.fullmatch(word):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def is_place_name_missing(body: str) -> bool:
    """Whether a body's name (sentence capitals) lacks its place: `Ban Tuyên giáo`, `Ủy ban nhân dân`."""
    return _key(tidy(body)) in _offices() or unit_of(body) is None


def unit_of(body: str) -> tuple[str, str] | None:
    """(unit, name) that a body belongs to: `Đảng ủy thị trấn Cẩm Xuyên` -> (`thị trấn`, `Cẩm Xuyên`)."""
    match = _COMMITTEE.search(body)
    if match:
        return _COMMITTEE_UNITS[match[1].lower()], match[2].strip()
    found = list(re.finditer(rf"\b({_UNIT_WORDS})\s+(?=\S)", body, re.IGNORECASE))
    if not found:
        return None
    last = found[-1]
    name = body[last.end() :].strip()
    return (last[1].lower(), name) if name[:1].isupper() or name[:1].isdigit() else None


def locality_of(body: str) -> str | None:
    """`Huyện ủy Bình Lục` -> `huyện Bình Lục`."""
    unit = unit_of(body)
    return f"{unit[0]} {unit[1]}" if unit else None


def rank(locality: str) -> int:
    """How large an administrative unit is: 1 commune, 2 district, 3 city, 4 province."""
    unit = next((unit for unit in sorted(UNITS, key=len, reverse=True) if locality.casefold().startswith(unit + " ")), "tỉnh")
    return _RANK[unit]


def is_person(text: str) -> bool:
    """Whether a line is a person's name: two to six capitalised words, maybe behind an academic title."""
    match = _PERSON.fullmatch(tidy(text))
    if not match:
        return False
    words = match[1].split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() and (word[1:].islower() or len(word) == 1) for word in words)

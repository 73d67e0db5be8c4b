"""Names of bodies, offices, places and persons in Vietnamese documents."""

import re
from functools import cache
from importlib import resources

from builder.vietnamese.text import is_upper, tidy

# Administrative units, smallest first, with the Party committee that is named after the unit (`Huyện ủy X` = `huyện X`).
_VILLAGES = ("thôn", "bản", "ấp", "buôn", "làng", "khu phố", "khối phố", "tổ dân phố")
UNITS = (*_VILLAGES, "xã", "phường", "thị trấn", "thị xã", "quận", "huyện", "thành phố", "tỉnh")
_RANK = dict.fromkeys(_VILLAGES, 0) | {
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
_UNIT = re.compile(rf"(?:{_UNIT_WORDS})(?!\w)")
_COMMITTEE = re.compile(r"\b(tỉnh|thành|thị|quận|huyện)\s+[uủ][yỷ]\s+(\S.*)$", re.IGNORECASE)
_TERM = re.compile(
    r",|\s+(?:lần thứ|khóa|khoá|nhiệm kỳ)\b", re.IGNORECASE
)  # behind a unit's name in a congress's or council's name
_VILLAGE_WORDS = frozenset("bản ấp buôn làng".split())  # also words of names: `huyện Vụ Bản`, `xã Bản Vược`
_OWN_NAME = re.compile(
    r"(?:trường|công ty|tổng công ty|chi nhánh|bệnh viện|hợp tác xã|htx|xí nghiệp|câu lạc bộ)\s+\S", re.IGNORECASE
)
_FUNCTION_WORDS = frozenset("và của các về cho trực thuộc cấp".split())
# Abbreviations stay in capitals: words without a vowel (LHPN, MTTQ, HĐND), those that the list names, and Roman numbers.
_ABBREVIATION = re.compile(
    r"(?:[BCDĐGHKLMNPQRSTVX]{2,}|Q|U(?:BND|BMTTQ|BKT|BMT|V)|TUQ|CA|QLDA|II|III|I?V|VII|VIII|I?X|XII|XIII)\.?|.*&.*"
)
_AFTER_COUNT = frozenset("thứ khóa khoá kỳ lần".split())
# Academic titles and military ranks before a name are no part of it.
_TITLE = re.compile(
    r"(?:(?:PGS|GS|TSKH|TS|ThS|Th\.S|BSCKI{1,2}|BS|CN|KS|LS|DS)\b\.?\s*|(?:thiếu|trung|thượng|đại)\s+(?:úy|uý|tá|tướng|sỹ|sĩ)\s+|"
    r"(?:bác sĩ|bác sỹ|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ)\s+)*",
    re.IGNORECASE,
)
_NAME_WORD = r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*"
_PERSON = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}")


def _words_of(name: str) -> list[str]:
    text = resources.files("builder.vietnamese").joinpath(f"data/{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _offices() -> dict[str, str]:
    return {_key(line): line for line in _words_of("offices")}


@cache
def _longest() -> int:
    """Words of the longest office."""
    return max(name.count(" ") + 1 for name in _offices())


@cache
def _starts(name: str) -> re.Pattern[str]:
    starts = sorted((_key(line) for line in _words_of(name)), key=lambda line: (-len(line), line))
    return re.compile("(?:{})(?!\\w)".format("|".join(map(re.escape, starts))))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(word for line in _words_of("surnames") for word in line.split())


def cited_issuers() -> list[str]:
    """Central bodies as running text names them behind `của` (data/issuers.txt), longest first."""
    return sorted(_words_of("issuers"), key=lambda name: (-len(name), name))


def starts_like_body(text: str) -> bool:
    """Whether a line begins with the words that name a body in a letterhead (data/bodies.txt)."""
    return bool(_starts("bodies").match(_key(text)))


def starts_like_role(text: str) -> bool:
    """Whether a line begins with the words of an office (data/roles.txt): `PHÓ BÍ THƯ`, `Q. CHỦ TỊCH`."""
    rest = re.sub(r"^(?:q\.\s*|quyền\s+)*", "", _key(text))
    deputy = re.match(r"(?:phó|p\.)\s*(?=\w)", rest)
    if deputy is None:
        return bool(_starts("roles").match(rest))
    of = rest[deputy.end() :]
    return bool(_starts("roles").match(of) or _starts("bodies").match(of) or _UNIT.match(of))


def starts_like_office(text: str) -> bool:
    """Whether a line begins with an office or a body of two or more words: `VĂN PHÒNG`, `Đoàn Thanh niên`."""
    return starts_like_role(text) or _longest_office(tidy(text).split(" "), [])[0] > 1


def is_title(text: str) -> bool:
    """Whether a line is nothing but an academic title or a military rank: `THƯỢNG TÁ`."""
    return bool(text.strip()) and bool(_TITLE.fullmatch(f"{tidy(text)} "))


def _key(text: str) -> str:
    """Casefolded, with the tone mark of oa and uy in its older place."""
    return text.casefold().replace("uỷ", "ủy").replace("oà", "òa").replace("oá", "óa").replace("oạ", "ọa")


def sentence_capitals(text: str) -> str:
    """An upper-case line in the capitals of running text: `ĐẢNG UỶ THỊ TRẤN CẨM XUYÊN` -> `Đảng uỷ thị trấn Cẩm Xuyên`.

    Spelling and tone placement stay as printed. A line that is not all capitals stays as it is.
    """
    text = tidy(text)
    if text[:1].isupper() and any(char.islower() for char in re.sub(r"\b(?:và|của)\b", "", text)):
        return text
    words, done = text.split(" "), list[str]()
    while words:
        count, model = _longest_office(words, done[-1:])
        if count and not _is_village_name(words, done):
            done += _like(words[:count], model)
        elif done and done[-1].lower() in _AFTER_COUNT and re.fullmatch(r"[IVXLC]+,?", words[0]):
            done.append(words[0])
        else:
            done.append(_name_word(words[0]))
        del words[: max(count, 1)]
    line = " ".join(done)
    return line[:1].upper() + line[1:]


def _is_village_name(words: list[str], done: list[str]) -> bool:
    """Whether a word for a village belongs to a name: at the end of one, or directly behind a larger unit."""
    return words[0].lower() in _VILLAGE_WORDS and (
        len(words) == 1 or not done or done[-1].lower() in ("xã", "huyện", "trấn", "phường")
    )


def _longest_office(words: list[str], before: list[str]) -> tuple[int, list[str]]:
    """(number of words, their model) of the office that the words begin with, maybe with the word before: `Phòng` + `Nội vụ`."""
    for count in range(min(_longest(), len(words)), 0, -1):
        for above in ([], before):
            model = _offices().get(_key(" ".join(above + words[:count])))
            if model is not None:
                return count, model.split(" ")[len(above) :]
    return 0, []


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
    if "/" in word or _ABBREVIATION.fullmatch(word):
        return word
    return "-".join(part if _ABBREVIATION.fullmatch(part) else part.capitalize() for part in word.split("-"))


def is_place_name_missing(body: str) -> bool:
    """Whether a body's name (sentence capitals) lacks its place: `Ban Tuyên giáo`, `Ủy ban nhân dân`."""
    return _key(tidy(body)) in _offices() or (unit_of(body) is None and not _OWN_NAME.match(body))


def unit_of(body: str) -> tuple[str, str] | None:
    """(unit, name) that a body belongs to: `Đảng ủy thị trấn Cẩm Xuyên` -> (`thị trấn`, `Cẩm Xuyên`)."""
    body = _TERM.split(body, maxsplit=1)[0]
    match = _COMMITTEE.search(body)
    if match:
        return _COMMITTEE_UNITS[match[1].lower()], match[2].strip()
    found = [
        match
        for match in re.finditer(rf"\b({_UNIT_WORDS})\s+(?=\S)", body, re.IGNORECASE)
        if match[1].islower() or match[1].lower() not in _VILLAGE_WORDS
    ]
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
    """Whether a line is a person's name: two to six capitalised words, maybe behind an academic title; or one like `K'Brơi`."""
    words = _bare_name(text).split()
    return (2 <= len(words) <= 6 or (len(words) == 1 and bool(re.search("['’ʼ]", words[0])))) and all(map(_is_name_word, words))


def is_person_in_capitals(text: str) -> bool:
    """Whether a line is a name in capitals: two to six words, the first a family name."""
    words = _bare_name(text).split()
    return 2 <= len(words) <= 6 and is_upper("".join(words)) and is_family_name(words[0])


def is_family_name(word: str) -> bool:
    """Whether a word is a family name, or the first word of names of an ethnic minority (data/surnames.txt)."""
    return word.casefold() in _surnames()


def person_of(text: str) -> str:
    """The name in a line, without academic titles and ranks, in a name's capitals."""
    name = _bare_name(text)
    return " ".join(word.capitalize() for word in name.split()) if is_upper(name) else name


def _bare_name(text: str) -> str:
    name = _TITLE.sub("", f"{tidy(text)} ", count=1).strip()
    return name if _PERSON.fullmatch(name) else ""


def _is_name_word(word: str) -> bool:
    first, *others = re.split("[-'’ʼ]", word)
    return first[0].isupper() and all(part[1:].islower() or len(part) == 1 for part in (first, *others))


@cache
def _provinces() -> frozenset[str]:
    lines = resources.files("builder.vietnamese").joinpath("data/provinces.txt").read_text("utf-8").splitlines()
    return frozenset(_key(line) for line in lines if line and not line.startswith("#"))


def is_province(name: str) -> bool:
    """Whether a province or a city under the centre is called so, now or since 1975 (data/provinces.txt)."""
    return _key(name) in _provinces()

"""Bytes -> text of record, with the encodings that Vietnamese documents were written in.

The encoding is decided by evidence: how many words of the text would be Vietnamese syllables under each hypothesis.
Tables: TCVN 5712:1993, RFC 1456, the VNI fonts (data/legacy_encodings.json). Legacy text must be recognised before any
character is stripped: U+00AD is the letter ư in TCVN3.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from builder.errors import SourceError
from builder.vietnamese.syllables import is_syllable, share_of_syllables

MARGIN = 0.12  # by how much a hypothesis must beat the text as it stands
_CLEARLY_VIETNAMESE = 1.3  # score of a text that no conversion can better by the margin (the most is 1.5)
_SAMPLE = 6000  # characters that decide; 300 already decide right in 99.8 % of windows
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(r"<(script\b|style\b)?[^<>]{0,5000}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)>", re.IGNORECASE)
# Characters that Vietnamese Unicode text seldom holds but that legacy text is full of; others need no second look.
_SUSPICIOUS = re.compile(
    r"[\u0080-\u009f\u00a1-\u00bf\u00c3-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db-\u00dc\u00de-\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb-\u00fc\u00fe-\u00ff\u0192\u02c6\u2219\u2022]"
)
_ONLY_UNICODE = re.compile(
    "[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111]"
)  # Vietnamese letters of no single-byte set
_SIGN_WORD = re.compile(r"[kcdm]?m[²³]|ha[¹²³]|µ\w{1,2}|[°º]\w")  # units
_LEGACY_LETTER = re.compile(r"[^\W\d_\x00-\x7f²³¹]|[^\x00-\x7f](?=[^\W\d_])|(?<=[^\W\d_])[^\x00-\x7f²³¹]")
_EDGE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_CAPITAL = "A-ZĐĂÂÊÔƠƯ"
_IN_CAPITALS = re.compile(rf"(?<![^\W\d_])[{_CAPITAL}]+(?:[{_TONED}][{_CAPITAL}]+|(?<=[{_CAPITAL}]{{2}})[{_TONED}])(?![^\W\d_])")
_SMALL = re.compile("[a-zđăâêôơư]")  # letters that have capitals of their own in TCVN3
_SPACES = re.compile(r"[ \t\r\n]+")  # for Python some letters of VISCII, and bytes of UTF-8, are white space, too
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKUP = "<>/=\"'.,;:-–()%&#_*+!?“”"
_NOT_LATIN1 = re.compile(r"[^\x00-\xff]")
_CONTROLS = re.compile(r"[\x00-\x1f]")
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\x0b\x02\x05\x06\x14\x19\x1e")  # white space, and six capitals of VISCII


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a source, NFC not yet applied."""

    text: str
    encoding: str
    """`utf-8`, `utf-16`, `windows-1258`, `tcvn3`, `vni-windows`, `viscii`, `utf-8 (double-encoded)`, …"""
    warning: str | None = None


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """Decode a source. Raises SourceError for bytes that are no text."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _repaired(_strictly(data, codec), codec.removesuffix("-sig"), html=html)
    if b"\0" in data:
        return _repaired(_known(_strictly(data, _utf16_without_bom(data))), "utf-16", html=html)
    try:
        return _repaired(data.decode("utf-8"), "utf-8", html=html)
    except UnicodeDecodeError:
        return _legacy(data, _declared(data) if html else None)


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise SourceError(f"not valid {codec} text: {error}") from error


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 text has its zero bytes on one side only; anything else with zero bytes is binary."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if min(even, odd) > 0 or max(even, odd) * 8 < min(len(data), 4000) / 2:
        raise SourceError("holds zero bytes: a binary file, not text; HTML or plain text is expected")
    return "utf-16-le" if odd else "utf-16-be"


def _known(text: str) -> str:
    """Raises SourceError where bytes read as UTF-16 give hardly any letters and blanks: numbers of two bytes do not."""
    sample = text[:2000]
    telling = sum(1 for char in sample if char.isalnum() or char.isspace() or char in _MARKUP)
    if telling * 10 < len(sample) * 9 or sum(map(str.isspace, sample)) * 50 < len(sample):
        raise SourceError("holds zero bytes: a binary file, not text; HTML or plain text is expected")
    return text


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii").lower() if match else None


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Bytes that are not UTF-8: the best of the single-byte hypotheses, and the UTF-8 that a few broken bytes spoil."""
    candidates: dict[str, str] = {"windows-1258": data.decode("cp1258", errors="replace"), "windows-1252": _surface(data)}
    candidates |= {name: convert(_surface(data)) for name, convert in _converters().items() if name != "utf-8 (double-encoded)"}
    damaged = data.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") * 200 < len(damaged):
        candidates["utf-8"] = damaged
    scores = {name: score(_sample(text)) for name, text in candidates.items()}
    best = max(scores, key=lambda name: (scores[name], name == declared))
    if not _is_text(candidates[best]):
        raise SourceError("no text in any known encoding (UTF-8, UTF-16, windows-1258, TCVN3, VNI, VISCII): a binary file?")
    return Decoded(candidates[best], best, _doubt(candidates[best], best, scores))


def _doubt(text: str, best: str, scores: Mapping[str, float]) -> str | None:
    second = max((value for name, value in scores.items() if name != best), default=0.0)
    if "\ufffd" in text:
        return f"Bảng mã {best}: {text.count(chr(0xFFFD))} ký tự không đọc được"
    if scores[best] - second < MARGIN:
        return f"Bảng mã {best} chưa chắc chắn: văn bản quá ngắn hoặc có ít dấu"
    return None


def _is_text(text: str) -> bool:
    controls = sum(1 for char in _CONTROLS.findall(text[:4000]) if char not in _ALLOWED_CONTROLS)
    return controls * 50 <= len(text[:4000])


def _repaired(text: str, encoding: str, *, html: bool) -> Decoded:
    """A Unicode file whose text, or part of it, is legacy text in disguise (re-saved as UTF-8)."""
    if not _is_text(text):
        raise SourceError("holds control characters: a binary file, not text; HTML or plain text is expected")
    if not any(map(_ONLY_UNICODE.search, _pieces(text))):  # nearly every text holds such a letter near its start
        sample = _sample(text)
        name = guess(sample)
        if name is not None:
            scores = {encoding: score(sample)} | {other: score(convert(sample)) for other, convert in _converters().items()}
            return Decoded(_converters()[name](text), name, _doubt(text, name, scores))
    if html or not _SUSPICIOUS.search(text):
        return Decoded(text, encoding)
    return _partly(text, encoding)


def _partly(text: str, encoding: str) -> Decoded:
    """A text file of which single lines may be legacy text; in HTML the reader knows better what belongs together."""
    lines = text.split("\n")
    found = {index: name for index, line in enumerate(lines) if (name := guess(line)) is not None}
    if not found:
        return Decoded(text, encoding)
    usual = Counter(found.values()).most_common(1)[0][0]
    found = {index: usual if _betters(lines[index], usual) else name for index, name in found.items()}
    names = ", ".join(sorted(set(found.values())))
    lines = [_converters()[found[index]](line) if index in found else line for index, line in enumerate(lines)]
    warning = f"{len(found)} dòng dùng bảng mã khác ({names}) đã chuyển sang Unicode"
    return Decoded("\n".join(lines), f"{encoding} (partly {names})", warning)


def _sample(text: str) -> str:
    """The first characters of a text without its tags."""
    return " ".join(_pieces(text))[:_SAMPLE]


def _pieces(text: str) -> Iterator[str]:
    """What stands between the tags at the start of a text; scripts and styles are left out, each by one look for its end."""
    text = text[: 40 * _SAMPLE]
    length, end, closed = 0, 0, True
    for match in _TAG.finditer(text):
        if match.start() < end:  # in a script
            continue
        yield text[end : min(match.start(), end + _SAMPLE - length)]
        length += match.start() - end + 1
        end = match.end()
        if match[1] and closed:
            closing = _SCRIPT_END.search(text, end)
            closed, end = closing is not None, closing.end() if closing else end
        if length >= _SAMPLE:
            return
    yield text[end : end + _SAMPLE - length]


def score(text: str) -> float:
    """How Vietnamese a text looks: share of valid syllables + half the share of words with marks (0 to 1.5)."""
    valid, marked, _ = share_of_syllables(text)
    return valid + marked / 2


def guess(text: str) -> str | None:
    """The legacy encoding that a run of text is still in, or None when it is best as it stands."""
    if not _SUSPICIOUS.search(text):
        return None
    own = score(text)
    if own >= _CLEARLY_VIETNAMESE:
        return None
    scores = {name: score(convert(text)) for name, convert in _converters().items()}
    best = max(scores, key=lambda name: scores[name])
    return best if _betters(text, best) else None


def _betters(text: str, name: str) -> bool:
    """Whether a text is clearly more Vietnamese when it is read in an encoding."""
    converted = _converters()[name](text)
    return score(converted) >= score(text) + MARGIN and _is_telling(text, converted)


def _is_telling(text: str, converted: str) -> bool:
    """Whether the words that a conversion changes prove it: signs (`500 m²`, `½`) and words that are right already do not."""
    changed = [pair for pair in zip(_SPACES.split(text), _SPACES.split(converted), strict=False) if pair[0] != pair[1]]
    telling = sum(1 for before, after in changed if _tells(before, after))
    if _ONLY_UNICODE.search(text):  # parts of the text are Unicode already: more must speak for it
        return telling >= 2 and telling * 5 >= len(changed) * 4
    return telling > 0 and telling * 2 > len(changed)


def _tells(before: str, after: str) -> bool:
    """Whether one word turns from no syllable into one because of a letter, or of a sign where only a letter can stand."""
    word, core = _EDGE.sub("", after), before.strip(".,;:!?()[]“”\"'-–/0123456789")
    if _SIGN_WORD.fullmatch(core) or len(word) < 2 or not all(map(is_syllable, _LETTERS.findall(word) or [""])):
        return False
    return not is_syllable(core) and any(char.isalpha() for char in core) and bool(_LEGACY_LETTER.search(core))


def repair(text: str) -> str:
    """One run of text, converted to Unicode if it is legacy text."""
    name = guess(text)
    return _converters()[name](text) if name else text


def capitals(text: str) -> str:
    """A run in a font that draws small letters as capitals; left alone where its letters are not known."""
    fixed = repair(text)
    return text if fixed == text and _SUSPICIOUS.search(text) else fixed.upper()


def _surface(data: bytes) -> str:
    return data.decode("latin-1")


@cache
def _converters() -> Mapping[str, Callable[[str], str]]:
    tables = json.loads(resources.files("builder.vietnamese").joinpath("data/legacy_encodings.json").read_text("utf-8"))
    single = {
        name: {chr(int(code, 16)): letter for code, letter in tables[name]["bytes"].items()} for name in ("tcvn3", "viscii")
    }
    single["tcvn3"] |= {"\u2219": "ã", "\u2022": "ã"}  # U+00B7 as Word and PDF re-encode it
    tcvn3, viscii = str.maketrans(single["tcvn3"]), str.maketrans(single["viscii"])
    vni = tables["vni"]["pairs"] | tables["vni"]["single"]
    vni_pattern = re.compile("|".join(re.escape(key) for key in sorted(vni, key=lambda key: (-len(key), key))))
    return MappingProxyType({
        "tcvn3": lambda text: _with_capitals(_to_latin1(text).translate(tcvn3)),
        "vni-windows": lambda text: vni_pattern.sub(lambda match: vni[match[0]], _to_latin1(text)),
        "viscii": lambda text: _to_latin1(text).translate(viscii),
        "utf-8 (double-encoded)": _undouble,
    })  # fmt: skip


def _with_capitals(text: str) -> str:
    """`HUYệN Uỷ` -> `HUYỆN UỶ`: TCVN3 has no capitals with tone marks, so that whoever typed in capitals typed these small.

    Certain are words with two capitals, and all of a run that holds such a word and no other small letter.
    """
    return re.sub(r"[^\t\n]+", lambda run: _capital_run(run[0]), text)


def _capital_run(run: str) -> str:
    if not _IN_CAPITALS.search(run):
        return run
    return run.upper() if not _SMALL.search(run) else _IN_CAPITALS.sub(lambda word: word[0].upper(), run)


def _to_latin1(text: str) -> str:
    """Undo what reading Latin-1 bytes as windows-1252 did to 0x80-0x9F."""
    return _NOT_LATIN1.sub(lambda match: _byte_of(match[0]), text)


@cache
def _byte_of(char: str) -> str:
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return char


def _undouble(text: str) -> str:
    """UTF-8 that was read as windows-1252 and saved as UTF-8 again; left alone where that is not what happened."""
    return re.sub(r"[\u0080-\u00ff\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]{2,}", _undouble_run, text)


def _undouble_run(match: re.Match[str]) -> str:
    try:
        return _to_latin1(match[0]).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return match[0]

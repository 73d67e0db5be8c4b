"""Cited documents that carry a number: `Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị`, `Nghị định số 02 của Chính phủ`.

Full symbols are taken wherever they stand; a number without a symbol only behind a type word and with `số`, a date or an
issuer beside it. Amounts (`05/51 dự án`), standards (`QCVN 19:2019/BGTVT`) and `kỷ luật 02` are no citations.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.model import Block, Citation, Document, Heading, ListItem, Paragraph, Table
from builder.recognise.lines import seen
from builder.vietnamese.dates import find_dates
from builder.vietnamese.doc_types import doc_types, type_of_number
from builder.vietnamese.names import cited_issuers
from builder.vietnamese.text import UPPER, plain_line, tidy

_TYPES = "|".join(
    re.escape(name).replace(r"\ ", r"\s+")
    for name in doc_types().names
    if name not in ("Luật", "Tin tức", "Bản tin", "Thông tin", "Dự án", "Hợp đồng", "Phương án", "Quy hoạch")
)
_TYPE = rf"(?P<type>(?<!\w)(?:{_TYPES})(?!\w))"
_CODE = r"[A-ZĐƯ][A-Za-zĐđƯư&]{0,24}\d{0,3}"
_SYMBOL = (
    rf"(?P<number>(?<![\w/.,:-])\d{{1,5}}[a-zA-Z]?(?:\s?[-–]\s?{_CODE}(?:[-–]{_CODE})?\s?/\s?{_CODE}(?:-{_CODE}){{0,3}}"
    rf"|(?:/(?:19|20)\d\d)?/{_CODE}(?:[-–]{_CODE}\d{{0,2}}){{0,4}}(?:/{_CODE}(?:-{_CODE}){{0,3}})?|/(?:19|20)\d\d/QH\d\d|"
    rf"-(?:CP|TTg|CT|HĐBT)))(?![\w/])"
)
_FULL = re.compile(rf"(?:{_TYPE}\s*(?:số\s*:?\s*|của\s+(?P<by>[^\d;,.]{{2,40}}?)\s+số\s+)?)?{_SYMBOL}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MAY_HOLD_SYMBOL = re.compile(r"\d[a-zA-Z]?\s?[-–/]")
_LAW = re.compile(r"/QH\d\d$", re.IGNORECASE)
_LAW_TYPE = re.compile(r"(?<!\w)(Bộ luật|Luật|Pháp lệnh|Nghị quyết)(?=[^.;:]{0,80}(?:số:)?\s*$)", re.IGNORECASE)
_SHORT = re.compile(
    rf"{_TYPE}\s+(?P<so>số\s+)?(?P<number>\d{{1,4}}[a-zA-Z]?)(?![\w/:%])(?!\s*[.,]\d)(?!\s*-\s*[A-ZĐ])", re.IGNORECASE
)
_AND = re.compile(
    rf"\s*(?:,|và|;)\s*(?:{_TYPE}\s*)?(?:số\s+)?(?P<number>\d{{1,4}}[a-zA-Z]?)(?![\w/:%])(?!\s*[.,]\d)(?!\s*-\s*[A-ZĐ])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s+\d{1,4}[a-zA-Z]?(?![\w/:%])(?!\s*[.,]\d)(?!\s*-\s*[A-ZĐ])", re.IGNORECASE)  # as in _SHORT
_LAST_WORDS = frozenset(name.casefold().split()[-1] for name in doc_types().names) | {"số"}
_LONGEST_WORD = 12  # characters of the last word of a type, and one that ends before it
_DATE_NEAR = re.compile(r"\s*,?\s*\(?\s*(?:ban hành\s+)?(?:ngày\s*)?(?=\d{1,2}\s?[/.-]\s?\d|\d{1,2}\s+tháng)", re.IGNORECASE)
_SERIES = re.compile(r"\s*(?:,|;|,?\s*và)\s*(?:số\s*:?\s*)?", re.IGNORECASE)  # between two members of a series
_NEAR = 60  # characters in front of a citation that tell what it is
_OF_ALL = re.compile(r"(?<!\w)các\s+$", re.IGNORECASE)
_UNIT = r"(?:tỉnh|huyện|xã|thị trấn|thị xã|thành phố|phường|quận)"
# A department has the field of a ministry: `Sở Nông nghiệp và PTNT`.
_FIELDS = "|".join(re.escape(name.removeprefix("Bộ ")) for name in cited_issuers() if name.startswith("Bộ ")) + "|Ngoại vụ"
_TERM = r"(?:\(?[Kk]h(?:óa|oá)\s+[IVXLC]+\)?)?"  # of a committee: `Nghị quyết số 10 (khóa XVII) của Tỉnh ủy`
# Bodies and officers of a local committee, in front of its name.
_OF_COMMITTEE = (
    "Ban [Tt]hường [Vv]ụ|BTV|Thường trực|TT|Ban [Cc]hấp hành|BCH|Văn phòng|VP|Ban [Tt]ổ chức|BTC|Ban [Tt]uyên giáo|BTG|"
    "Ban [Dd]ân vận|BDV|Ban [Nn]ội chính|[UỦ][yỷ] ban [Kk]iểm tra|UBKT|Ban [Cc]án sự [Đđ]ảng|Chủ tịch"
)
_ISSUER = re.compile(
    rf"\s*,?\s*{_TERM}\s*,?\s*của\s+(?P<issuer>(?:{'|'.join(map(re.escape, cited_issuers()))})(?![^\W\d_])|(?P<local>"
    rf"(?:(?:{_OF_COMMITTEE})\s+)?(?:(?:Tỉnh|Huyện|Thành|Thị|Quận|Đảng)\s[uủ][yỷ](?:\s+{_UNIT})?|Đảng bộ\s+{_UNIT}|"
    rf"(?:UBND|HĐND|[UỦ][yỷ] ban nhân dân|Hội đồng nhân dân)\s+{_UNIT}|Sở (?:{_FIELDS})(?![^\W\d_])(?:\s+{_UNIT})?)"
    rf"(?:\s+[{UPPER}][^\W\d_{UPPER}]+){{0,3}}))"
)
_AT_START = re.compile(rf"^{_TYPE}\s*số\s*:?\s*\S+", re.IGNORECASE)  # the document's own number in its title
_ALONE = frozenset(("Đề án", "Chỉ thị", "Nghị định", "Thông tư", "Kết luận", "Nghị quyết", "Quy định", "Quyết định"))


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    citation: Citation


def citations(document: Document) -> Document:
    """Fill citations: unique, in order of first mention; a date given with a later mention counts for all."""
    merged: dict[str, Citation] = {}
    evidence = []
    for text, origin in _texts(document):
        for found in find_citations(text):
            citation, key = found.citation, _key(found.citation)
            if _is_own_number(document, citation):
                continue
            if key not in merged:
                evidence.append(seen("citations", text[found.start : found.end], origin))
            merged[key] = _merge(merged.get(key), citation)
    metadata = replace(document.metadata, citations=tuple(merged.values()))
    return replace(document, metadata=metadata, evidence=document.evidence + tuple(evidence))


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """A printed title, which left the blocks, and the text; a portal's headline is no part of the document."""
    if any(entry.field == "title" and entry.origin != "headline" for entry in document.evidence):
        yield _AT_START.sub("", tidy(document.metadata.title)), "title"
    for block in document.blocks:
        for text in _block_texts(block):
            yield plain_line(text), getattr(block, "origin", "")
    for label, text in document.notes:
        yield plain_line(text), f"note {label}"


def _block_texts(block: Block) -> Sequence[str]:
    if isinstance(block, Paragraph | ListItem | Heading):
        return [block.text]
    return [" ".join(cell.lines) for row in block.rows for cell in row] if isinstance(block, Table) else []


def find_citations(text: str) -> list[_Found]:
    """All citations of a text in order, with their places."""
    if not _DIGIT.search(text):
        return []
    symbols = _FULL.finditer(text) if _MAY_HOLD_SYMBOL.search(text) else ()
    found = _shared(text, [(_full(text, match), bool(match["type"])) for match in symbols if _is_symbol(match)])
    full = sorted(found, key=lambda one: one.start)
    starts = [one.start for one in full]
    for match in _SHORT.finditer(text) if _may_hold_short(text) else ():
        above = bisect_left(starts, match.end())
        if not above or full[above - 1].end <= match.start():
            found += _short(text, match)
    return sorted(found, key=lambda one: one.start)


def _may_hold_short(text: str) -> bool:
    """Whether a number stands directly behind `số` or the last word of a type: few texts need the look for the whole form."""
    behind = (
        re.split(r"\W+", text[max(0, match.start() - _LONGEST_WORD) : match.start()])[-1] for match in _NUMBER.finditer(text)
    )
    return any(word.casefold() in _LAST_WORDS for word in behind)


def _shared(text: str, members: Sequence[tuple[_Found, bool]]) -> list[_Found]:
    """What the members of a series share: the type before the first, the issuer behind the last, behind `các` its date, too.

    Each member comes with whether a type is printed before it; a printed type, or a symbol of another one, ends a series.
    """
    runs: list[list[_Found]] = []
    for one, is_typed in members:
        last = runs[-1][-1] if runs else None
        kind = one.citation.type
        if last is None or is_typed or not _SERIES.fullmatch(text, last.end, one.start) or kind not in (None, last.citation.type):
            runs.append([one])
        else:
            runs[-1].append(replace(one, citation=replace(one.citation, type=last.citation.type)))
    return [one for run in runs for one in _spread(run, of_all=_is_of_all(text, run[0].start))]


def _is_of_all(text: str, start: int) -> bool:
    """`các Nghị quyết số 18-NQ/TW, 19-NQ/TW ngày …`: one date for all."""
    return bool(_OF_ALL.search(text, max(0, start - _NEAR), start))


def _spread(run: Sequence[_Found], *, of_all: bool) -> list[_Found]:
    last = run[-1].citation
    if any(one.citation.issuer for one in run[:-1]):
        return list(run)
    date = last.date if of_all and not any(one.citation.date for one in run[:-1]) else None
    return [replace(one, citation=replace(one.citation, issuer=last.issuer, date=one.citation.date or date)) for one in run]


def _is_symbol(match: re.Match[str]) -> bool:
    """A lone `203/TSC` is a form's code and `05/51` an amount: without a type word the symbol needs its hyphen."""
    number = match["number"]
    letters = re.sub(r"[\d/\-–\s]", "", number)
    if letters[:1].islower():
        known = type_of_number(number.upper()) is not None
        return bool(match["type"]) and ("số" in match[0].casefold() or known) and "-" in number
    return bool(letters) and bool(match["type"] or re.search(r"[-–]", number) or _LAW.search(number))


def _full(text: str, match: re.Match[str]) -> _Found:
    number = re.sub(r"\s+", "", match["number"]).replace("–", "-").replace("Ð", "Đ")
    name = _double_type(text, match, number) or _type_name(match["type"]) or type_of_number(number)
    if name is None and _LAW.search(number):
        printed = list(_LAW_TYPE.finditer(text, max(0, match.start() - 100), match.start()))
        name = printed[-1][1].capitalize() if printed else None
    found = _with_context(text, match.start(), match.end(), name, number)
    above = _ISSUER.fullmatch(f" của {match['by']}") if match["by"] and not found.citation.issuer else None
    return replace(found, citation=replace(found.citation, issuer=above["issuer"])) if above else found


def _double_type(text: str, match: re.Match[str], number: str) -> str | None:
    """`Thông báo kết luận số 123-TB/HU`: of two types in a row the one that the number's code stands for."""
    coded = type_of_number(number) if match["type"] else None
    before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    return coded if coded and before.casefold().endswith(coded.casefold()) else None


def _short(text: str, match: re.Match[str]) -> list[_Found]:
    """`Chỉ thị số 17 ngày 21/10/2022`; numbers that follow with `và` are of the same type: `Chỉ thị 20, 21 và 23 của Tỉnh ủy`."""
    name = _type_name(match["type"])
    found = [_with_context(text, match.start(), match.end(), name, match["number"])]
    following = None if _is_stated(found[0]) else _AND.match(text, match.end())
    while following and not following["type"]:
        found.append(_with_context(text, following.start(), following.end(), name, following["number"]))
        following = None if _is_stated(found[-1]) else _AND.match(text, following.end())
    stated = _is_stated(found[-1])
    padded = match["number"].startswith("0") and name in _ALONE
    if name is None or not (stated or ((match["so"] or padded) and match["type"][0].isupper())):
        return []
    return _spread(found, of_all=_is_of_all(text, match.start()))


def _is_stated(found: _Found) -> bool:
    return bool(found.citation.date or found.citation.issuer)


def _with_context(text: str, start: int, end: int, name: str | None, number: str) -> _Found:
    """Date and issuer directly behind the number."""
    date = None
    near = _DATE_NEAR.match(text, end)
    if near:
        first = next(find_dates(text[end : near.end() + 30]), None)
        if first is not None and first.start <= near.end() - end:
            date, end = first.value, end + first.end
    issuer = _ISSUER.match(text, end)
    if issuer:
        end = issuer.end()
    return _Found(start, end, Citation(name, number, date, issuer["issuer"] if issuer else None))


def _type_name(printed: str | None) -> str | None:
    wanted = " ".join((printed or "").casefold().split())
    return next((name for name in doc_types().names if name.casefold() == wanted), None)


def _key(citation: Citation) -> str:
    """Symbols are unique by themselves, bare numbers only with their type."""
    number = citation.number.casefold()
    if re.search(r"[^\W\d]", number[1:]) and re.search(r"[-/]", number):
        return number
    return f"{citation.type}|{number}|{(citation.issuer or '').casefold()}"


def _merge(first: Citation | None, other: Citation) -> Citation:
    """The first mention, with date and issuer from a later one where it lacks them and they do not contradict."""
    if first is None:
        return other
    return replace(first, type=first.type or other.type, date=first.date or other.date, issuer=first.issuer or other.issuer)


def _is_own_number(document: Document, citation: Citation) -> bool:
    own = document.metadata.number
    return own is not None and own.casefold() == citation.number.casefold()

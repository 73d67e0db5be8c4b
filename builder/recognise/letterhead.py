"""`HUYỆN ỦY X / BAN TUYÊN GIÁO / * / Số 05-BC/BTG` | `ĐẢNG CỘNG SẢN VIỆT NAM / X, ngày … tháng … năm …`

The letterhead stands first in the text, as a table, in two columns of blanks or tabs, or as one block after the other.
Sources: Hướng dẫn 36-HD/VPTW (Party), Nghị định 30/2020/NĐ-CP, Điều 8 (State), Quy định of the Youth Union.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.model import Block, Document, Image, ListItem, Paragraph, Removed
from builder.recognise.lines import WIDE_GAP, is_rule, seen, split_columns, text_of, warn
from builder.vietnamese.dates import iso_date
from builder.vietnamese.doc_types import opening_type
from builder.vietnamese.names import sentence_capitals, starts_like_body
from builder.vietnamese.text import is_upper, plain_line, tidy

MOTTO = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–—.]\s*Tự do\s*[-–—.]\s*Hạnh phúc|"
    r"ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) (?:HỒ CHÍ MINH|HCM)",
    re.IGNORECASE,
)
# `Số`, and what scanners make of it before a figure: `Sổ 12-BC/ĐU`, `S0: 15/BC-UBND`
NUMBER = re.compile(r"(?:Số|S[ổỗồộôóòoơ0](?=\s*[:.]?\s*\d))\s*[:.]?\s*(\S.*)?", re.IGNORECASE)
SYMBOL = re.compile(r"\d{1,5}[a-zA-Z]?(?:/\d{4})?\s*[-/–]\s*[A-ZĐa-zđ].*")
# `Số:      /BC-UBND`, `Số …-BC/ĐU`: a number that was never filled in
_BLANK_NUMBER = re.compile(r"Số\s*[:.]?[\s.…_]*[-/–]\s*[A-ZĐ][\wĐđ&/.-]{1,20}", re.IGNORECASE)
_BLANK = r"[.…_\s]"
# `Cẩm Xuyên, ngày 22 tháng 3 năm 2022`, `Na Rì, ngày 3/8/2020`, `Đại Từ, 15-11-2018`; blanks or dots for what nobody filled in
PLACE_DATE = re.compile(
    rf"(?:(?P<place>(?!Số\b)[^\W\d_][^,;:/]{{1,60}}?)\s*,?\s*)?(?:ngày\s*(?P<day>\d{{1,2}}|{_BLANK}{{0,12}})\s*,?\s*tháng\s*"
    rf"(?P<month>\d{{1,2}}|giêng|chạp|{_BLANK}{{0,12}})\s*,?\s*năm\s*(?P<year>\d{{4}}|(?:20|202)?{_BLANK}{{0,12}})|"
    r"(?:ngày\s*|(?<=, ))(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}))\s*\.?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"V/v\b.*|Về việc\b.*", re.IGNORECASE)
_MARKING = re.compile(
    r"[(\[]?\s*(?:Độ mật\s*:\s*)?(TUYỆT MẬT|TỐI MẬT|MẬT|(?:TÀI LIỆU )?(?:LƯU HÀNH )?NỘI BỘ)\s*[)\]]?", re.IGNORECASE
)
# How soon a document must be delivered, or that it is a draft: no circulation or secrecy marking.
_STAMP = re.compile(
    r"[(\[]?\s*(?:Độ khẩn\s*:\s*)?(?:HỎA TỐC|HOẢ TỐC|KHẨN|THƯỢNG KHẨN|HẸN GIỜ|DỰ THẢO(?:\s+LẦN\s+\d+)?)\s*[)\]]?", re.IGNORECASE
)
_ONE_BLANK = re.compile(" ")
_MAY_HOLD_RIGHT = re.compile(r"NAM|PHÚC|MINH|HCM|NĂM|\d", re.IGNORECASE)  # words of each motto, and of a date
_EDGES = re.compile(r"^[\s*_\-–—=]+(?=\w)|[\s*_\-–—=]{2,}$|(?<=[^\s*])\s?\*+$")
_SEARCHED = 30  # blocks from the top
_LONGEST = 160  # characters of a letterhead line
_MOST_WORDS = 12  # of a body's line that is not in capitals
_TELLING = ("motto", "number", "date")


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    block: Paragraph


def letterhead(document: Document) -> Document:
    """Take the letterhead out of the text: lines, number, place and date."""
    lines = _zone(document.blocks, document.metadata.source.encoding == "tcvn3")
    kinds = {line.kind for line in lines}
    if not kinds & {"issuer", "number", "date"} or not (kinds & set(_TELLING) or _heads_a_title(document.blocks, lines)):
        return _without(document)
    used = _blocks_used(document.blocks, lines)
    images = tuple(block for block in document.blocks[:used] if isinstance(block, Image))
    document = replace(document, blocks=images + document.blocks[used:])
    return _filled(document, _in_reading_order(lines))


def _zone(blocks: Sequence[Block], case_lost: bool) -> list[_Line]:
    """The letterhead lines with which the text begins."""
    found: list[_Line] = []
    for block in blocks[:_SEARCHED]:
        if isinstance(block, Image) and not found:
            continue
        lines = _lines_of(block, found, case_lost)
        if lines is None:
            break
        found += lines
    return _trimmed(found)


def _trimmed(lines: list[_Line]) -> list[_Line]:
    """Without the issuer-like lines below the last telling one, which belong to the title."""
    if not any(line.kind in _TELLING for line in lines):
        return lines if all(line.kind in ("issuer", "rule") for line in lines) else []
    weak = any(line.kind == "weak" for line in lines)
    if weak and not any(line.kind == "motto" for line in lines):
        return []
    last = max(index for index, line in enumerate(lines) if line.kind in _TELLING)
    while last + 1 < len(lines) and lines[last + 1].kind in ("rule", "subject", "marking", "stamp"):
        last += 1
    return [replace(line, kind="issuer") if line.kind == "weak" else line for line in lines[: last + 1]]


def _heads_a_title(blocks: Sequence[Block], lines: Sequence[_Line]) -> bool:
    """A body's name in capitals directly above a type word in capitals: a letterhead that lost all but its issuer."""
    if not lines:
        return False
    following = next((text_of(block) for block in blocks[_blocks_used(blocks, lines) :]), "")
    return is_upper(following) and opening_type(following) is not None


def _lines_of(block: Block, before: Sequence[_Line], case_lost: bool) -> list[_Line] | None:
    """The letterhead lines in a block, or None when it is none of the letterhead.

    `case_lost`: capitals of TCVN3 fonts come out as small letters.
    """
    if not isinstance(block, Paragraph) or len(text_of(block)) > 2 * _LONGEST:
        return None
    lines: list[_Line] = []
    for part in _columns(block):
        lines.append(_Line(_kind(part, [*before, *lines], case_lost), part))
    return None if any(line.kind == "other" for line in lines) else lines


def _columns(block: Paragraph) -> list[Paragraph]:
    """The two columns of a line that stand apart by blanks; blanks that stand for a number or a day to be filled in do not."""
    if _simple_kind(text_of(block)) is not None:
        return [block]
    text = block.text.strip()
    for gap in () if not _MAY_HOLD_RIGHT.search(text) else (*WIDE_GAP.finditer(text), *_ONE_BLANK.finditer(text)):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if left and _is_on_the_right(_clean(right)) and (_is_wide(gap) or _is_left(left)):
            return [replace(block, text=left, column=0), replace(block, text=right, column=1)]
    return split_columns(block)


def _is_wide(gap: re.Match[str]) -> bool:
    return len(gap[0]) > 1 or gap[0] == "\t"


def _is_left(text: str) -> bool:
    """Whether one blank may be all that is left between the columns: number or body in capitals on the left."""
    return _simple_kind(text) == "number" or (is_upper(text) and starts_like_body(text))


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    """A letterhead line without the typed rule that stands at its ends."""
    return _EDGES.sub("", plain_line(text))


def _kind(block: Paragraph, before: Sequence[_Line], case_lost: bool) -> str:
    text = _clean(block.text)
    if is_rule(block) or not text:
        return "rule"
    simple = _simple_kind(text)
    if simple is not None:
        return simple
    if len(text) < _LONGEST and any(line.kind == "number" for line in before) and _is_subject(block, text, before):
        return "subject"
    if len(text) > _LONGEST or opening_type(text) or not starts_like_body(text):
        return "other"
    if case_lost or _is_capital_line(text):
        return "issuer"
    return "weak" if len(text.split()) <= _MOST_WORDS and text[-1:].isalnum() and text[:1].isupper() else "other"


def _is_subject(block: Paragraph, text: str, before: Sequence[_Line]) -> bool:
    """`V/v …` below the number of a letter, and the line that goes on with it."""
    above = next((line for line in reversed(before) if line.kind == "subject"), None)
    follows = above is not None and (above in before[-3:] or above.block.column is not None)
    same_column = above is not None and block.column is not None and block.column == above.block.column
    return bool(_SUBJECT.fullmatch(text)) or (follows and len(text) < 80 and (text[:1].islower() or same_column))


def _is_on_the_right(text: str) -> bool:
    """The motto, and place and date below it."""
    return bool(MOTTO.fullmatch(text) or PLACE_DATE.fullmatch(text))


@lru_cache(maxsize=4096)
def _simple_kind(text: str) -> str | None:
    """The kinds that the form of the line alone tells."""
    if MOTTO.fullmatch(text):
        return "motto"
    if PLACE_DATE.fullmatch(text):
        return "date"
    if (
        NUMBER.fullmatch(text)
        and "ngày" not in text
        and (is_number(text) or _BLANK_NUMBER.fullmatch(text) or _is_short_number(text))
    ):
        return "number"
    if SYMBOL.fullmatch(text) and is_number("Số " + text) and len(text) < 25:
        return "number"
    if _MARKING.fullmatch(text):
        return "marking"
    return "stamp" if _STAMP.fullmatch(text) else None


def _is_short_number(text: str) -> bool:
    return len(text) < 25 and not any(word[:1].islower() for word in text.split()[1:])


def _is_capital_line(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(1 for char in letters if char.isupper()) >= 0.7 * len(letters)


def is_number(text: str) -> bool:
    """Whether a `Số …` line holds a number with its symbol: `Số  52 -BC/ĐU`, `Số: 118/BC-UBND`."""
    return read_number(text) is not None


def read_number(text: str) -> str | None:
    """`Số  52 -BC/ĐU` -> `52-BC/ĐU`; None when the number or its symbol is missing."""
    match = NUMBER.fullmatch(tidy(text))
    number = re.sub(r"\s*([-–—/])\s*|(?<=^\d\d)\s+(?=[A-ZĐ])", r"\1", match[1] or "").strip(" .,;*_-") if match else ""
    number = number.replace("–", "-").replace("—", "-")
    form = r"\d{1,5}(?:[a-zA-Z]|[A-ZĐ]{2,4}(?=/))?(?:[-/][\wĐđ&.,]+)+"
    return number if len(number) <= 40 and re.fullmatch(form, number) and re.search(r"[^\W\d_]", number) else None


def _blocks_used(blocks: Sequence[Block], lines: Sequence[_Line]) -> int:
    """How many blocks the lines came from."""
    last = lines[-1].block.origin
    return (
        next(index for index, block in enumerate(blocks) if not isinstance(block, ListItem | Image) and block.origin == last) + 1
    )


def _in_reading_order(lines: Sequence[_Line]) -> list[_Line]:
    """Left column, then right column, where the source kept them apart."""
    if any(line.block.column is not None for line in lines):
        return sorted(lines, key=lambda line: line.block.column or 0)
    return list(lines)


def _filled(document: Document, lines: Sequence[_Line]) -> Document:
    kinds = ("issuer", "motto", "number", "date", "subject", "stamp")
    printed = tuple(_clean(line.block.text) for line in lines if line.kind in kinds)
    metadata = replace(document.metadata, letterhead=printed)
    removed = tuple(
        Removed(
            text_of(line.block) or line.block.text.strip(),
            line.block.origin,
            "recognise/letterhead: rule" if line.kind == "rule" else "field: letterhead",
        )
        for line in lines
    )
    document = replace(document, metadata=metadata, removed=document.removed + removed)
    for line in lines:
        document = _read(document, line)
    return document


def _read(document: Document, line: _Line) -> Document:
    """Fill the field that a line states."""
    text, metadata = _clean(line.block.text), document.metadata
    if line.kind == "number" and metadata.number is None:
        number = read_number(text) or read_number("Số " + text)
        if number is None:
            return warn(document, f"Không đọc được số, ký hiệu: {text}")
        evidence = (seen("number", text, line.block.origin),)
        return replace(document, metadata=replace(metadata, number=number), evidence=document.evidence + evidence)
    if line.kind == "date" and metadata.place is None:
        return read_place_date(document, line.block)
    marking = _MARKING.fullmatch(text) if line.kind == "marking" and metadata.marking is None else None
    if marking:
        evidence = (seen("marking", text, line.block.origin),)
        return replace(document, metadata=replace(metadata, marking=marking[1]), evidence=document.evidence + evidence)
    return document


def read_place_date(document: Document, block: Paragraph) -> Document:
    """`Cẩm Xuyên, ngày 22 tháng 3 năm 2022` -> place and issued."""
    match = PLACE_DATE.fullmatch(_clean(block.text))
    if not match:
        return document
    day, month, year = (match["d"], match["m"], match["y"]) if match["d"] else (match["day"], match["month"], match["year"])
    filled = all(part.strip().isdigit() for part in (day, month, year))
    issued = iso_date(day, month, year) if filled else None
    place = sentence_capitals(match["place"].strip()) if match["place"] else document.metadata.place
    metadata = replace(document.metadata, place=place, issued=issued)
    evidence = tuple(seen(field, block.text, block.origin) for field in ("place", "issued") if getattr(metadata, field))
    document = replace(document, metadata=metadata, evidence=document.evidence + evidence)
    return document if issued else warn(document, f"Ngày ký không đầy đủ: {_clean(block.text)}")


def _without(document: Document) -> Document:
    """No letterhead: a warning for official documents, which carry one; a lone place-and-date line is read all the same."""
    heads = [block for block in document.blocks[:6] if isinstance(block, Paragraph)]
    official = any(is_upper(text_of(block)) and opening_type(text_of(block)) for block in heads)
    if official and not document.metadata.letterhead:
        return warn(document, "Không có phần thể thức đầu văn bản: thiếu số, nơi ban hành và ngày ký")
    return document

"""`HUYỆN ỦY X / BAN TUYÊN GIÁO / * / Số 05-BC/BTG` | `ĐẢNG CỘNG SẢN VIỆT NAM / X, ngày … tháng … năm …`

The letterhead stands first in the text, as a table, in two columns of blanks or tabs, or as one block after the other.
Sources: Hướng dẫn 36-HD/VPTW (Party), Nghị định 30/2020/NĐ-CP, Điều 8 (State), Quy định of the Youth Union.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.model import Block, Document, Image, ListItem, Paragraph, Removed
from builder.recognise.lines import is_rule, seen, split_columns, text_of, warn
from builder.vietnamese.dates import iso_date
from builder.vietnamese.doc_types import opening_type
from builder.vietnamese.names import sentence_capitals
from builder.vietnamese.text import is_upper, tidy

MOTTO = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc|"
    r"ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH",
    re.IGNORECASE,
)
NUMBER = re.compile(r"Số\s*[:.]?\s*(\S.*)?", re.IGNORECASE)
SYMBOL = re.compile(r"\d{1,5}[a-zA-Z]?(?:/\d{4})?\s*[-/–]\s*[A-ZĐa-zđ].*")
PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:]{1,60}?)\s*,?\s*ngày\s*(?P<day>\d{1,2}|[.…_ ]*)\s*tháng\s*(?P<month>\d{1,2}|"
    r"[.…_ ]*)\s*năm\s*(?P<year>\d{4})\s*\.?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"V/v\b.*|Về việc\b.*", re.IGNORECASE)
_ISSUER_START = re.compile(
    r"(?:TỈNH|THÀNH|THỊ|QUẬN|HUYỆN|ĐẢNG|CHI) (?:ỦY|UỶ|BỘ)|ĐẢNG ĐOÀN|BAN |BCH|BTV|ỦY BAN|UỶ BAN|UBND|HỘI |HĐND|ĐOÀN|"
    r"VĂN PHÒNG|PHÒNG |SỞ |"
    r"CÔNG AN|TRUNG TÂM|TRƯỜNG |MẶT TRẬN|UBMTTQ|LIÊN ĐOÀN|TÒA ÁN|TOÀ ÁN|VIỆN |CHI CỤC|THANH TRA|TRẠM |KHỐI |LIÊN MINH|"
    r"XÃ |PHƯỜNG |THỊ TRẤN |HUYỆN |QUẬN |THỊ XÃ |THÀNH PHỐ |TỈNH |TỔNG |BỘ |CỤC |VÀ |TIỂU BAN|CƠ QUAN",
)
_MARKING = re.compile(
    r"\(?\s*(?:TUYỆT MẬT|TỐI MẬT|MẬT|HỎA TỐC|HOẢ TỐC|KHẨN|THƯỢNG KHẨN|(?:TÀI LIỆU )?(?:LƯU HÀNH )?NỘI BỘ|DỰ THẢO)\s*\)?",
    re.IGNORECASE,
)
_SEARCHED = 30  # blocks from the top
_LONGEST = 160  # characters of a letterhead line


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    block: Paragraph


def letterhead(document: Document) -> Document:
    """Take the letterhead out of the text: lines, number, place and date."""
    lines = _zone(document.blocks, document.metadata.source.encoding == "tcvn3")
    kinds = {line.kind for line in lines}
    if not kinds & {"motto", "number", "date"} or not kinds & {"issuer", "number", "date"}:
        return _without(document)
    document = replace(document, blocks=document.blocks[_blocks_used(document.blocks, lines) :])
    return _filled(document, _in_reading_order(lines))


def _zone(blocks: Sequence[Block], case_lost: bool) -> list[_Line]:
    """The letterhead lines with which the text begins."""
    found: list[_Line] = []
    for block in blocks[:_SEARCHED]:
        lines = _lines_of(block, found, case_lost)
        if lines is None:
            break
        found += lines
    return _trimmed(found)


def _trimmed(lines: list[_Line]) -> list[_Line]:
    """Without the issuer-like lines below the last telling one, which belong to the title."""
    last = max((index for index, line in enumerate(lines) if line.kind in ("motto", "number", "date")), default=-1)
    while last + 1 < len(lines) and lines[last + 1].kind in ("rule", "subject", "marking"):
        last += 1
    return lines[: last + 1]


def _lines_of(block: Block, before: Sequence[_Line], case_lost: bool) -> list[_Line] | None:
    """The letterhead lines in a block, or None when it is none of the letterhead.

    `case_lost`: capitals of TCVN3 fonts come out as small letters.
    """
    if not isinstance(block, Paragraph) or len(text_of(block)) > 2 * _LONGEST:
        return None
    lines = [_Line(_kind(part, before, case_lost), part) for part in split_columns(block)]
    return None if any(line.kind == "other" for line in lines) else lines


def _kind(block: Paragraph, before: Sequence[_Line], case_lost: bool) -> str:
    text = text_of(block)
    simple = _simple_kind(block, text)
    if simple is not None:
        return simple
    if len(text) < _LONGEST and any(line.kind == "number" for line in before) and _is_subject(text, before):
        return "subject"
    is_body = len(text) <= _LONGEST and _ISSUER_START.match(text.upper()) and (case_lost or _is_capital_line(text))
    return "issuer" if is_body and not opening_type(text) else "other"


def _is_subject(text: str, before: Sequence[_Line]) -> bool:
    """`V/v …` below the number of a letter, and the line that goes on with it."""
    follows = any(line.kind == "subject" for line in before[-3:])
    return bool(_SUBJECT.fullmatch(text)) or (follows and text[:1].islower() and len(text) < 80)


def _simple_kind(block: Paragraph, text: str) -> str | None:
    """The kinds that the form of the line alone tells."""
    if is_rule(block) or not text:
        return "rule"
    if MOTTO.fullmatch(text):
        return "motto"
    if PLACE_DATE.fullmatch(text):
        return "date"
    if NUMBER.fullmatch(text) and (is_number(text) or len(text) < 25):
        return "number"
    if SYMBOL.fullmatch(text) and is_number("Số " + text) and len(text) < 25:
        return "number"
    return "marking" if _MARKING.fullmatch(text) else None


def _is_capital_line(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(1 for char in letters if char.isupper()) >= 0.7 * len(letters)


def is_number(text: str) -> bool:
    """Whether a `Số …` line holds a number with its symbol: `Số  52 -BC/ĐU`, `Số: 118/BC-UBND`."""
    return read_number(text) is not None


def read_number(text: str) -> str | None:
    """`Số  52 -BC/ĐU` -> `52-BC/ĐU`; None when the number or its symbol is missing."""
    match = NUMBER.fullmatch(tidy(text))
    number = re.sub(r"\s+", "", match[1] or "").rstrip(".,;") if match else ""
    number = number.replace("–", "-").replace("—", "-")
    return number if re.fullmatch(r"\d{1,5}[a-zA-Z]?(?:[-/][\wĐđ&.,]+)+", number) and re.search(r"[^\W\d_]", number) else None


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
    printed = tuple(text_of(line.block) for line in lines if line.kind in ("issuer", "motto", "number", "date", "subject"))
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
    text, metadata = text_of(line.block), document.metadata
    if line.kind == "number" and metadata.number is None:
        number = read_number(text) or read_number("Số " + text)
        if number is None:
            return warn(document, f"Không đọc được số, ký hiệu: {text}")
        evidence = (seen("number", text, line.block.origin),)
        return replace(document, metadata=replace(metadata, number=number), evidence=document.evidence + evidence)
    if line.kind == "date" and metadata.place is None:
        return read_place_date(document, line.block)
    if line.kind == "marking" and metadata.marking is None:
        evidence = (seen("marking", text, line.block.origin),)
        return replace(document, metadata=replace(metadata, marking=text.strip("() ")), evidence=document.evidence + evidence)
    return document


def read_place_date(document: Document, block: Paragraph) -> Document:
    """`Cẩm Xuyên, ngày 22 tháng 3 năm 2022` -> place and issued."""
    match = PLACE_DATE.fullmatch(text_of(block))
    if not match:
        return document
    issued = iso_date(match["day"].strip() or "0", match["month"].strip() or "0", match["year"]) if _both(match) else None
    place = sentence_capitals(match["place"].strip())
    metadata = replace(document.metadata, place=place, issued=issued)
    evidence = tuple(seen(field, block.text, block.origin) for field in ("place", "issued") if getattr(metadata, field))
    document = replace(document, metadata=metadata, evidence=document.evidence + evidence)
    return document if issued else warn(document, f"Ngày ký không đầy đủ: {text_of(block)}")


def _both(match: re.Match[str]) -> bool:
    return match["day"].strip().isdigit() and match["month"].strip().isdigit()


def _without(document: Document) -> Document:
    """No letterhead: a warning for official documents, which carry one; a lone place-and-date line is read all the same."""
    heads = [block for block in document.blocks[:6] if isinstance(block, Paragraph)]
    official = any(is_upper(text_of(block)) and opening_type(text_of(block)) for block in heads)
    if official and not document.metadata.letterhead:
        return warn(document, "Không có phần thể thức đầu văn bản: thiếu số, nơi ban hành và ngày ký")
    return document

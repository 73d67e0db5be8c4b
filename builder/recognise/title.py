"""`BÁO CÁO` over `Kết quả thực hiện …`: the printed title, beside the headline that a portal gave the page.

The page's title is the portal's headline where there is one; a printed title that says the same is not repeated, another
one stays as the first paragraph of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.model import Block, Document, Image, Paragraph, Removed
from builder.recognise.lines import MARKER, is_rule, seen, taken, text_of, warn, words_key
from builder.vietnamese.doc_types import opening_type, type_of_number
from builder.vietnamese.text import UPPER, is_upper, tidy

_SEARCHED = 8  # blocks below the letterhead among which the type line is looked for
_LONGEST_SUBJECT = 400  # characters of one subject line above a typed rule
_LONGEST_PLAIN_SUBJECT = 250  # characters of a line that only its place below the type makes a subject
_LONGEST_MARKED_SUBJECT = 1500  # characters of a line that is set like a title, or says that it is one
_SUBJECT_START = re.compile(r"(?:Về việc|Về|V/v|Của)\b", re.IGNORECASE)
_LONGEST_TYPE_LINE = 200
# Lines that open the text, or name who decides: they end the title.
_OPENING = re.compile(
    r"(?:Căn cứ|Thứ (?:hai|ba|tư|năm|sáu|bảy)\b|Chủ nhật|Thực hiện|Theo đề nghị|Theo đề|Xét|"
    r"Kính gửi|Kính thưa|Ngày \d|Trong |Tại |Để |Qua |Sau khi|Trên cơ sở|Nhằm |"
    r"Năm \d|Tháng \d|Quý )"
    r"|(?:CHỦ TỊCH|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|HĐND|UBND|"
    r"ĐẢNG (?:ỦY|UỶ)|BÍ THƯ|CHÁNH (?:VĂN PHÒNG|THANH TRA|ÁN)|(?:VIỆN |HIỆU |CHỈ HUY |TỔNG )?(?:TRƯỞNG(?: BAN| PHÒNG)?|GIÁM ĐỐC)"
    r")\b"
)
_FALLBACK_LENGTH = 160  # characters of a first line that must serve as title


def title(document: Document) -> Document:
    """Fill title, subtitle and doc_type; take a printed title out of the text where the page's title says the same."""
    if document.page_title is None and document.metadata.letterhead and _is_letter(document.metadata.letterhead):
        return _letter(document)
    start, end = _printed(document.blocks)
    lines = [text_of(block) for block in document.blocks[start:end] if not is_rule(block)]
    printed = _one_line(lines)
    headline = document.page_title
    if headline is None and not printed:
        return _untitled(_with_types(document, "", None))
    document = _with_types(document, printed, headline)
    if not printed:
        return _only_headline(document, headline or "")
    if headline is None or words_key(headline) == words_key(printed):
        return _printed_is_title(document, start, end, printed)
    return _both(document, start, end, printed, headline)


def _is_letter(letterhead: Sequence[str]) -> bool:
    """A công văn states its subject in the letterhead: `V/v …`."""
    return any(map(_is_subject, letterhead))


def _is_subject(line: str) -> bool:
    return line.lower().startswith(("v/v", "về việc"))


def _letter(document: Document) -> Document:
    """A công văn has no type line; its subject is its title."""
    lines = document.metadata.letterhead
    first = next(index for index, line in enumerate(lines) if _is_letter([line]))
    following = [line for line in lines[first + 1 :] if line[:1].islower()]
    document = _titled(document, " ".join([lines[first], *following]), "letterhead")
    return with_type(document, "Công văn", lines[first], "letterhead")


def _one_line(lines: Sequence[str]) -> str:
    return re.sub(r"(?<=[^.])\.$", "", tidy(" ".join(lines)))


def _printed(blocks: Sequence[Block]) -> tuple[int, int]:
    """[start, end) of the blocks of the printed title; empty when there is no type line near the top."""
    for index, block in enumerate(blocks[:_SEARCHED]):
        text = text_of(block)
        if isinstance(block, Paragraph) and len(text) <= _LONGEST_TYPE_LINE and opening_type(text) and is_type_line(text):
            return index, _end_of_subject(blocks, index + 1)
        if isinstance(block, Paragraph) and not is_rule(block) and (len(text) > _LONGEST_TYPE_LINE or MARKER.match(text)):
            break
    return 0, 0


def is_type_line(text: str) -> bool:
    """In capitals, at least its type word; or the type word alone on its line."""
    name = opening_type(text) or ""
    return is_upper(text[: len(name)]) or len(text) == len(name)


def _end_of_subject(blocks: Sequence[Block], start: int) -> int:
    """The subject runs to the typed rule below it, else as long as its lines look like one."""
    rule = next((index for index in range(start, min(start + 6, len(blocks))) if is_rule(blocks[index])), None)
    if rule is not None and all(_may_stand_above_rule(blocks, index) for index in range(start, rule)):
        return rule + 1
    index = start
    while index < len(blocks) and _continues(blocks, start, index):
        index += 1
    return index


def _may_stand_above_rule(blocks: Sequence[Block], index: int) -> bool:
    text = text_of(blocks[index])
    opening = bool(_OPENING.match(text)) and not text[:1].islower()
    return _may_be_subject(blocks[index]) and not _is_ended(blocks, index) and not opening


def _is_ended(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line ends as no subject does; a semicolon does so only where the next line opens with a capital."""
    text = text_of(blocks[index])
    return text.endswith((":", "./.")) or (text.endswith(";") and not _goes_on_below(blocks, index))


def _may_be_subject(block: Block) -> bool:
    longest = _LONGEST_MARKED_SUBJECT if _is_marked(block) else _LONGEST_SUBJECT
    return isinstance(block, Paragraph) and len(text_of(block)) <= longest and not MARKER.match(text_of(block))


def _is_marked(block: Block) -> bool:
    return isinstance(block, Paragraph) and (block.centred or bool(_SUBJECT_START.match(text_of(block))))


def _is_set_off_subject(blocks: Sequence[Block], index: int) -> bool:
    """A line directly below the type word alone, set off from what follows, is the subject, however long and however it opens."""
    block, before = blocks[index], blocks[index - 1]
    text, above = text_of(block), text_of(before)
    if not isinstance(block, Paragraph) or not (is_upper(above) and _is_type_alone(above)) or MARKER.match(text):
        return False
    one_phrase = not text.endswith((".", ";", ":", ",")) and not re.search(rf"\.\s[{UPPER}]", text)
    set_off = not block.gap and (index + 1 == len(blocks) or _gap(blocks[index + 1]))
    return one_phrase and text[:1].isalpha() and (set_off if _OPENING.match(text) else len(text) <= _LONGEST_MARKED_SUBJECT)


def _gap(block: Block) -> bool:
    return not isinstance(block, Paragraph) or block.gap


def _continues(blocks: Sequence[Block], start: int, index: int) -> bool:
    block, before = blocks[index], blocks[index - 1]
    text = text_of(block)
    if index == start and _is_set_off_subject(blocks, index):
        return True
    if (
        not isinstance(block, Paragraph)
        or not isinstance(before, Paragraph)
        or not _may_be_subject(block)
        or text.startswith("(")
    ):
        return False
    goes_on = text[:1].islower() or text_of(before).endswith((",", "-", "–")) or (is_upper(text) and is_upper(text_of(before)))
    is_set_as_title = index == start and block.centred and before.centred and not is_upper(text)
    if _OPENING.match(text) and not is_set_as_title and not (goes_on and (text[:1].islower() or _goes_on_below(blocks, index))):
        return False
    alike = (block.bold and before.bold) or (block.centred and before.centred)
    is_open = is_upper(text_of(before)) or _is_type_alone(text_of(before))
    first = index == start and is_open
    together = not block.gap and _gap_below(blocks, index)
    longest = _LONGEST_MARKED_SUBJECT if _is_marked(block) and not text.endswith(".") else _LONGEST_PLAIN_SUBJECT
    is_line_of_title = len(text) <= longest and not _is_ended(blocks, index)
    return is_line_of_title and (first or goes_on or alike or together)


def _gap_below(blocks: Sequence[Block], index: int) -> bool:
    """Lines without a blank line between them are one title only where a blank line ends it."""
    below = [block.gap for block in blocks[index + 1 : index + 4] if isinstance(block, Paragraph)]
    return any(below) or not below


def _is_type_alone(text: str) -> bool:
    return len(opening_type(text) or "") == len(text)


def _goes_on_below(blocks: Sequence[Block], index: int) -> bool:
    """`BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN` over `về nhiệm vụ …` is part of the title, over `Căn cứ …` it is who decides."""
    return index + 1 < len(blocks) and text_of(blocks[index + 1])[:1].islower()


def _untitled(document: Document) -> Document:
    """No title at all: the first line serves, and a person should look."""
    first = next((index for index, block in enumerate(document.blocks) if text_of(block) and not is_rule(block)), None)
    line = text_of(document.blocks[first]) if first is not None else ""
    words = line[:_FALLBACK_LENGTH].rsplit(" ", 1)[0] if len(line) > _FALLBACK_LENGTH else line
    document = warn(document, "Không tìm thấy tiêu đề: dùng dòng đầu của văn bản")
    document = replace(document, metadata=replace(document.metadata, title=words.rstrip(" .") or "Không có tiêu đề"))
    if first is not None and words == line:
        return _drop(document, first, first + 1, "recognise/title: title")
    return document


def _with_types(document: Document, printed: str, headline: str | None) -> Document:
    """doc_type: from the printed type line, else the number's code, else the headline's first words."""
    number, letterhead = document.metadata.number or "", document.metadata.letterhead
    readings = (
        (opening_type(printed), printed, "title"),
        (type_of_number(number) if number else None, number, "number"),
        ("Công văn" if _is_letter(letterhead) else None, next(filter(_is_subject, letterhead), ""), "letterhead"),
        (opening_type(headline or ""), headline or "", "headline"),
    )
    found = next((reading for reading in readings if reading[0]), None)
    return with_type(document, *found) if found else document


def with_type(document: Document, name: str | None, text: str, origin: str) -> Document:
    """The document with a type and the text that it was read from."""
    metadata = replace(document.metadata, doc_type=name)
    others = tuple(entry for entry in document.evidence if entry.field != "doc_type")
    return replace(document, metadata=metadata, evidence=(*others, seen("doc_type", text, origin)))


def _only_headline(document: Document, headline: str) -> Document:
    """The text itself has no title; a first line that repeats the headline goes."""
    document = _titled(document, headline, "headline")
    for index, block in enumerate(document.blocks[:4]):
        if not isinstance(block, Image) and words_key(text_of(block)) == words_key(headline):
            return _drop(document, index, index + 1, "recognise/title: duplicate title")
    return document


def _printed_is_title(document: Document, start: int, end: int, printed: str) -> Document:
    document = _titled(document, printed, document.blocks[start].origin)
    document = _drop(document, start, end, "recognise/title: title")
    return _with_subtitle(document, start)


def _both(document: Document, start: int, end: int, printed: str, headline: str) -> Document:
    """The printed title stays as one paragraph; the typed rule below it goes."""
    first = document.blocks[start]
    rules = tuple(block for block in document.blocks[start:end] if is_rule(block))
    joined = Paragraph(printed, first.origin, bold=True, centred=True)
    blocks = (*document.blocks[:start], joined, *document.blocks[end:])
    removed = document.removed + tuple(
        Removed(block.text.strip(), block.origin, "recognise/title: rule") for block in rules if isinstance(block, Paragraph)
    )
    document = replace(document, blocks=blocks, removed=removed)
    return _with_subtitle(_titled(document, headline, "headline"), start + 1)


def _titled(document: Document, text: str, origin: str) -> Document:
    metadata = replace(document.metadata, title=_one_line([text]))
    return replace(document, metadata=metadata, evidence=(*document.evidence, seen("title", text, origin)))


def _drop(document: Document, start: int, end: int, rule: str) -> Document:
    removed = document.removed + taken(document.blocks[start:end], rule)
    return replace(document, blocks=document.blocks[:start] + document.blocks[end:], removed=removed)


def _with_subtitle(document: Document, index: int) -> Document:
    """`(Phục vụ sinh hoạt chi bộ …)` on its own line below the title; it stays in the text, too."""
    block = document.blocks[index] if index < len(document.blocks) else None
    text = text_of(block) if block is not None else ""
    if not re.fullmatch(r"\([^()]{4,300}\)\.?", text) or not isinstance(block, Paragraph):
        return document
    metadata = replace(document.metadata, subtitle=text.strip("(). "))
    return replace(document, metadata=metadata, evidence=(*document.evidence, seen("subtitle", text, block.origin)))

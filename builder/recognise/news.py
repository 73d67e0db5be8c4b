"""News items of a portal: their type, and the day of the event that they report (`Chiều ngày 23/6/2022, …`)."""

import datetime
import re
from dataclasses import replace

from builder.model import Document, Paragraph
from builder.recognise.lines import seen, text_of
from builder.recognise.title import is_type_line, with_type
from builder.vietnamese.dates import iso_date
from builder.vietnamese.doc_types import opening_type

# `Sáng ngày 12/7/2024`, `Chiều 15/3`, `Tối qua (20/6)`, `Trong 02 ngày 5-6/7/2024`, `Từ ngày 30/11 đến …`
_EVENT = re.compile(
    r"(?<!\w)(?P<lead>(?:rạng sáng|sáng|chiều|tối|trưa|đêm|vào|hôm nay|hôm qua|từ|trong(?:\s+(?:các|hai|ba|\d{1,2}))?)\b"
    r"(?:\s+(?:nay|qua|sớm))?)?[\s,(]*(?P<word>(?:các\s+|hai\s+)?ngày\b)?\s*(?P<d>\d{1,2})(?:\s*(?:[-–,]|và|đến)\s*\d{1,2})?"
    r"\s*(?:[/-]|tháng)\s*(?P<m>\d{1,2})(?:\s*(?:[/-]|,?\s*năm)\s*(?P<y>(?:19|20)\d\d))?(?![\d/])",
    re.IGNORECASE,
)
# What stands before a day that is not the event's: a document's symbol, the start of a law's force, the end of a span.
_OTHER_DAY = re.compile(
    r"(?:\d\S*[-/][A-ZĐ]\S*,?|số\s+\S+|hiệu lực(?: thi hành)?(?: kể)?|\d{4}\s*[-–]|đến(?: hết)?|trước|sau|kể|tính)\s*$"
)
_AT_START = re.compile(r"(?:^|[,.;:–-]\s*|(?:thứ\s+\w+|chủ nhật),?\s*)$", re.IGNORECASE)
_LIFETIME = re.compile(r"\s*[-–]\s*\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}\s*\)")
_NEAR = 160  # characters from the start among which the day of the event stands
_LATEST_REPORT = 62  # days between the event and its report
# Documents of these types are never published without number or signature: as the first word of a headline it is news about one.
_SIGNED_TYPES = frozenset((
    "Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận", "Quy chế", "Quy định", "Luật", "Pháp lệnh", "Nghị định", "Thông tư",
    "Thông tư liên tịch", "Đề án", "Dự án", "Phương án", "Quy hoạch", "Hợp đồng", "Công điện", "Công văn",
))  # fmt: skip


def news(document: Document) -> Document:
    """Fill doc_type `Tin tức` and event_date of a portal page without letterhead, number and type word."""
    metadata = document.metadata
    if metadata.letterhead or metadata.number or not (metadata.source.portal or document.page_title):
        return document
    first = next((block for block in document.blocks[:3] if isinstance(block, Paragraph) and len(text_of(block)) > 60), None)
    openings = [(metadata.lead, "lead")] if metadata.lead else []
    openings += [(text_of(first), first.origin)] if first else []
    dates = ((_event_date(text, metadata.published), text, origin) for text, origin in openings)
    found, opening, origin = next((entry for entry in dates if entry[0]), (None, "", ""))
    if metadata.doc_type and not (_is_only_in_headline(document) and (found or metadata.doc_type in _SIGNED_TYPES)):
        return document
    document = with_type(document, "Tin tức", document.page_title or metadata.title, "headline")
    if found is None:
        return document
    evidence = (*document.evidence, seen("event_date", opening[:_NEAR], origin))
    return replace(document, metadata=replace(document.metadata, event_date=found), evidence=evidence)


def _is_only_in_headline(document: Document) -> bool:
    """Whether the type word stands in the portal's headline alone, of a text that nobody signed."""
    if document.metadata.signer or document.metadata.signer_role or document.metadata.recipients or document.page_title is None:
        return False
    headline = any(entry.field == "title" and entry.origin == "headline" for entry in document.evidence)
    return headline and not any(_is_printed_type(text_of(block)) for block in document.blocks[:3])


def _is_printed_type(text: str) -> bool:
    return opening_type(text) is not None and is_type_line(text)


def _event_date(text: str, published: str | None) -> str | None:
    """The first day near the start that is named as a time of day or at the start of a clause; never after the publication."""
    for match in _EVENT.finditer(text[: _NEAR + 40]):
        if match.start() > _NEAR:
            break
        before = text[: match.start()]
        named = match["lead"] or (match["word"] and _AT_START.search(before)) or (not before and match["y"])
        if not named or _OTHER_DAY.search(before) or _LIFETIME.match(text, match.end()):
            continue
        value = _with_year(match, published)
        if value:
            return value
    return None


def _with_year(match: re.Match[str], published: str | None) -> str | None:
    """A day without a year takes that of the publication, if that lies shortly after it."""
    if match["y"]:
        value = iso_date(match["d"], match["m"], match["y"])
        return value if value and (published is None or value <= published[:10]) else None
    if published is None:
        return None
    last = datetime.date.fromisoformat(published[:10])
    for year in (last.year, last.year - 1):
        value = iso_date(match["d"], match["m"], str(year))
        if value and 0 <= (last - datetime.date.fromisoformat(value)).days <= _LATEST_REPORT:
            return value
    return None

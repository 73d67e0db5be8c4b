"""News items of a portal: their type, and the day of the event that they report (`Chiều ngày 23/6/2022, …`)."""

import re
from dataclasses import replace

from builder.model import Document, Paragraph
from builder.recognise.lines import seen, text_of
from builder.vietnamese.dates import find_dates, iso_date

_EVENT = re.compile(
    r"(?:Sáng|Chiều|Tối|Trưa|Vào|Hôm nay|Trong hai ngày|Trong ngày|"
    r"Từ)?[\s,]*(?:ngày\s+)?(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/])",
    re.IGNORECASE,
)
_NEAR = 120  # characters from the start among which the day of the event stands


def news(document: Document) -> Document:
    """Fill doc_type `Tin tức` and event_date of a portal page without letterhead, number and type word."""
    metadata = document.metadata
    if metadata.letterhead or metadata.number or metadata.doc_type or not (metadata.source.portal or document.page_title):
        return document
    metadata = replace(metadata, doc_type="Tin tức")
    block = next((block for block in document.blocks[:3] if isinstance(block, Paragraph) and len(text_of(block)) > 60), None)
    found = _event_date(text_of(block), metadata.published) if block else None
    if block is None or found is None:
        return replace(document, metadata=metadata)
    evidence = (*document.evidence, seen("event_date", text_of(block)[:_NEAR], block.origin))
    return replace(document, metadata=replace(metadata, event_date=found), evidence=evidence)


def _event_date(text: str, published: str | None) -> str | None:
    """The first day near the start; a day without a year takes that of the publication, if that lies shortly after it."""
    full = next((date for date in find_dates(text) if date.start <= _NEAR), None)
    short = _EVENT.search(text[:_NEAR])
    if full and (short is None or full.start <= short.start() + 12):
        return full.value
    if short is None or published is None:
        return None
    day = iso_date(short["d"], short["m"], published[:4])
    return day if day and day <= published[:10] and published[5:7] in (day[5:7], f"{int(day[5:7]) % 12 + 1:02}") else None

"""Letterhead lines above the number -> issuing body and the body above it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.model import Document
from builder.recognise.letterhead import MOTTO, NUMBER, PLACE_DATE, is_number
from builder.recognise.lines import seen
from builder.vietnamese.names import is_place_name_missing, locality_of, sentence_capitals
from builder.vietnamese.text import is_upper

_UNIT_START = re.compile(
    r"(?:XÃ|PHƯỜNG|THỊ TRẤN|THỊ XÃ|HUYỆN|QUẬN|THÀNH PHỐ|TỈNH|VÀ|KHỐI|LẦN THỨ|KHÓA|KHOÁ|NHIỆM KỲ)(?=\s)", re.IGNORECASE
)
_COMMITTEE_START = re.compile(r"(?:HUYỆN|QUẬN|THỊ|THÀNH|TỈNH|ĐẢNG)\s+(?:ỦY|UỶ|ĐOÀN)\b|XÃ ĐOÀN\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:,|\s[-–]|\svà|\scủa)$", re.IGNORECASE)  # the body's name goes on in the next line
_STAMP = re.compile(r"[(\[]?\s*(?:HỎA TỐC|HOẢ TỐC|KHẨN|THƯỢNG KHẨN|HẸN GIỜ|DỰ THẢO)\b.*", re.IGNORECASE)


def issuer(document: Document) -> Document:
    """Fill issuer and parent_issuer from the letterhead."""
    lines = bodies(document.metadata.letterhead)
    if not lines:
        return document
    parent, body = name_bodies(lines)
    evidence = tuple(
        seen(field, " / ".join(lines), "letterhead") for field, value in (("issuer", body), ("parent_issuer", parent)) if value
    )
    metadata = replace(document.metadata, issuer=body, parent_issuer=parent)
    return replace(document, metadata=metadata, evidence=document.evidence + evidence)


def bodies(letterhead: Sequence[str]) -> list[str]:
    """The lines that name bodies; a line that goes on with a unit's name belongs to the line before it."""
    found: list[str] = []
    subject = next((index for index, line in enumerate(letterhead) if _is_subject(line)), len(letterhead))
    for index, line in enumerate(letterhead):
        if (index > subject and line[:1].islower()) or _is_other(letterhead, index):
            continue
        unit = _UNIT_START.match(line)
        if found and unit and not _COMMITTEE_START.match(line):
            found[-1] += " " + (line if is_upper(found[-1]) else line[: unit.end()].lower() + line[unit.end() :])
        elif found and _UNFINISHED.search(found[-1]):
            found[-1] += " " + line
        else:
            found.append(line)
    return found


def _is_subject(line: str) -> bool:
    return line.lower().startswith(("v/v", "về việc"))


def _is_other(letterhead: Sequence[str], index: int) -> bool:
    """Motto, place and date, number, subject, stamp. The Youth Union's name is a body above a body, else a motto."""
    line = letterhead[index]
    if index == 0 and line.upper().startswith("ĐOÀN ") and any(MOTTO.fullmatch(other) for other in letterhead[1:]):
        return False
    return bool(
        MOTTO.fullmatch(line) or PLACE_DATE.fullmatch(line) or NUMBER.fullmatch(line) or is_number("Số " + line)
        or _is_subject(line) or _STAMP.fullmatch(line)
    )  # fmt: skip


def name_bodies(lines: Sequence[str]) -> tuple[str | None, str]:
    """(parent, issuer) in sentence capitals; an issuer without a place of its own takes its parent's.

    `HUYỆN ỦY X`, `BAN TUYÊN GIÁO` -> (`Huyện ủy X`, `Ban Tuyên giáo Huyện ủy X`)
    `ỦY BAN NHÂN DÂN HUYỆN X`, `PHÒNG NỘI VỤ` -> (…, `Phòng Nội vụ huyện X`)
    """
    names = [sentence_capitals(line) for line in lines]
    body = names[-1]
    if len(names) == 1:
        return None, body
    parent = names[-2]
    if is_place_name_missing(body) and not is_place_name_missing(parent):
        state = re.match(r"(?:Ủy|Uỷ) ban nhân dân|UBND|Hội đồng nhân dân|HĐND", parent)
        body = f"{body} {locality_of(parent) if state else parent}"
    return parent, body

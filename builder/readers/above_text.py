"""Date line and headline of a page whose portal names them in no way that a profile knows: by where they stand.

Portals show both directly above the text, one below the other; the element with the text may hold them, too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.model import Paragraph, Removed
from builder.readers.text_head import DATE_LINE, HEADLINE_WORDS, LETTERHEAD, is_headline, is_running_text
from builder.readers.tree import Labelled
from builder.vietnamese.dates import portal_datetime
from builder.vietnamese.text import plain_line, tidy

Part = Labelled | Removed
_ABOVE, _WITHIN = 8, 6
"""Lines above the text, and lines at the beginning of what was taken for the text, in which they are looked for."""
# A bare date at the beginning of a text may be the document's own; with a time of day it is not.
_MOMENT = re.compile(r"\b\d{1,2}:\d{2}\b|^(?:Ngày (?:đăng|cập nhật|xuất bản)|Đăng (?:ngày|lúc)|Cập nhật|Xuất bản)\b", re.IGNORECASE)
_CRUMB = re.compile(r"[»›>|]|/(?:\s|$)")
"""What stands between the names of a breadcrumb."""


@dataclass(frozen=True, slots=True)
class Above:
    """The parts of the page, with the labels of what was found."""

    parts: Sequence[Part]
    published: str | None = None
    """ISO date-time."""


def find_above(parts: Sequence[Part], frame_rule: str, headline: bool) -> Above:
    """Look for the date line, and with `headline` for the headline next to it; `frame_rule` removes what else stands there."""
    start = next((index for index, part in enumerate(parts) if isinstance(part, Labelled) and part.label == "body"), len(parts))
    within = _within(parts, start)
    date, end = (_above(parts, start), start) if within is None else (within, within + 1)
    labels = dict.fromkeys(range(start, end), frame_rule)
    title = _title(parts, date, end) if headline else None
    labels |= {} if title is None else {title: "field: title"}
    labels |= {} if date is None else {date: "field: published"}
    found = [_relabelled(part, labels[index]) if index in labels else part for index, part in enumerate(parts)]
    return Above(found, None if date is None else portal_datetime(_text(parts[date])))


def _within(parts: Sequence[Part], start: int) -> int | None:
    """The date line in the first lines of the text; none below a line that is the text's own."""
    for index, part in enumerate(parts[start : start + _WITHIN], start):
        text = _text(part)
        if not text or is_running_text(text):
            return None
        if _is_date(text) and _MOMENT.search(text):
            return index
    return None


def _above(parts: Sequence[Part], start: int) -> int | None:
    places = range(start - 1, max(start - _ABOVE, 0) - 1, -1)
    return next((index for index in places if _is_date(_text(parts[index]))), None)


def _title(parts: Sequence[Part], date: int | None, end: int) -> int | None:
    """A line of enough words: below or above the date line, or directly above a letterhead."""
    if date is not None:
        places = [date + 1, date - 1, date - 2]
    else:
        places = [end - 1] if end < len(parts) and LETTERHEAD.search(_text(parts[end])) else []
    return next((index for index in places if 0 <= index < end and _is_title(_text(parts[index]))), None)


def _is_title(text: str) -> bool:
    if _CRUMB.search(text) or any(one.islower() and other.isupper() for one, other in pairwise(text)):
        return False  # words that were pushed together: a button and the headline
    return len(text.split()) >= HEADLINE_WORDS and is_headline(text) and not is_running_text(text)


def _is_date(text: str) -> bool:
    return bool(DATE_LINE.fullmatch(text)) and portal_datetime(text) is not None


def _text(part: Part) -> str:
    """Empty for what is no line."""
    if isinstance(part, Removed):
        return tidy(part.text)
    return tidy(plain_line(part.block.text)) if isinstance(part.block, Paragraph) else ""


def _relabelled(part: Part, label: str) -> Part:
    """A field is a line with its label; what no reader sees is removed."""
    text, origin = (part.text, part.origin) if isinstance(part, Removed) else (_text(part), part.block.origin)
    return Labelled(Paragraph(text, origin), label) if label.startswith("field: ") else Removed(text, origin, label)

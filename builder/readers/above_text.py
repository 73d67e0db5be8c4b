"""Date line and headline of a page whose portal names them in no way that a profile knows: by where they stand.

Portals show both directly above the text, one below the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.model import Paragraph, Removed
from builder.readers.date_line import is_date_line
from builder.readers.text_head import HEADLINE_WORDS, LETTERHEAD, is_headline, is_running_text
from builder.readers.tree import Labelled
from builder.vietnamese.dates import portal_datetime
from builder.vietnamese.text import plain_line, tidy

Part = Labelled | Removed
_ABOVE = 8
"""Lines above the text in which they are looked for."""
_CRUMB = re.compile(r"[»›>|]|/(?:\s|$)")
"""What stands between the names of a breadcrumb."""


@dataclass(frozen=True, slots=True)
class Above:
    """The parts of the page, with the labels of what was found."""

    parts: Sequence[Part]
    published: str | None = None
    """ISO date-time."""


def find_above(parts: Sequence[Part], headline: bool) -> Above:
    """Look for the date line, and with `headline` for the headline next to it, above the text."""
    start = next((index for index, part in enumerate(parts) if isinstance(part, Labelled) and part.label == "body"), len(parts))
    date = _above(parts, start)
    title = _title(parts, date, start) if headline else None
    labels = {title: "field: title", date: "field: published"}
    found = [_relabelled(part, labels[index]) if index in labels else part for index, part in enumerate(parts)]
    return Above(found, None if date is None else portal_datetime(_text(parts[date])))


def _above(parts: Sequence[Part], start: int) -> int | None:
    places = range(start - 1, max(start - _ABOVE, 0) - 1, -1)
    return next((index for index in places if is_date_line(_text(parts[index]))), None)


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


def _text(part: Part) -> str:
    """Empty for what is no line."""
    if isinstance(part, Removed):
        return tidy(part.text)
    return tidy(plain_line(part.block.text)) if isinstance(part.block, Paragraph) else ""


def _relabelled(part: Part, label: str) -> Part:
    return Labelled(Paragraph(part.text, part.origin), label) if isinstance(part, Removed) else replace(part, label=label)

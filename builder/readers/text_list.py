"""Text dumps of pages that are no article: lists of articles, with their leads or without, and start pages."""

import re
from collections.abc import Sequence
from itertools import pairwise

from builder.readers.date_line import is_date_line, may_be_the_texts_own
from builder.vietnamese.text import tidy

_DOCUMENT_LINE = re.compile(r"/\.\s*$|^\W*Nơi nhận\s*:|ĐẢNG CỘNG SẢN VIỆT NAM$|^CỘNG H[OÒ][AÀ] XÃ HỘI|^Điều \d+\.")
_MORE = re.compile(r"\W*(?:(?:Xem|Đọc) (?:thêm|tiếp|chi tiết)|Chi tiết|Read more)\W*", re.IGNORECASE)
_FEWEST = 3
"""Leads of a list."""
_WIDEST = 6
"""Lines from one lead to the next: headline, day, views, some lines of text, link."""


def is_list(lines: Sequence[str], *, published: bool) -> bool:
    """Whether the lines, from which those of the portal are gone, are no text of a document.

    Leads, one after the other; else neither a date line nor running text worth the name, nor what only a document has.
    """
    if _has_leads(lines):
        return True
    if published or any(map(_DOCUMENT_LINE.search, lines)):
        return False
    return max(map(len, lines)) < 80 or (len(lines) < 12 and sum(map(len, lines)) < 900)


def _has_leads(lines: Sequence[str]) -> bool:
    """Links that lead on, or date lines, at short distances over most of the text.

    A mere day is none: a week's plan has one above each of its days.
    """
    for is_mark in (_MORE.fullmatch, _is_portals_date):
        places = [index for index, line in enumerate(map(tidy, lines)) if is_mark(line)]
        near = [one for one, other in pairwise(places) if other - one <= _WIDEST]
        if len(places) >= _FEWEST and len(near) == len(places) - 1 and 2 * (places[-1] - places[0]) >= len(lines):
            return True
    return False


def _is_portals_date(line: str) -> bool:
    return is_date_line(line) and not may_be_the_texts_own(line)

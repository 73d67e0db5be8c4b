"""Date line and headline of a page whose portal names them in no way that a profile knows: by where they stand.

Portals show both directly above the text, one below the other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.model import Paragraph, Removed
from builder.readers.date_line import is_date_line
from builder.readers.text_head import HEADLINE_WORDS, LETTERHEAD, SITE, is_headline, is_running_text
from builder.readers.tree import Labelled
from builder.vietnamese.dates import portal_datetime
from builder.vietnamese.text import plain_line, tidy

Part = Labelled | Removed
_ABOVE = 8
"""Lines above the text in which they are looked for."""
_FEWEST_WORDS = 4
"""Of a headline that the page's name begins with."""
_SITE = re.compile(rf"^{SITE}(?:(?!\s[-–|»:]\s).)*(?:\s[-–|»:]+\s+|$)", re.IGNORECASE)
"""The name of a site where it stands before that of the page."""
_CRUMB = re.compile(r"[»›>|]|/(?:\s|$)|://")
"""What no headline holds: what stands between the names of a breadcrumb, and addresses."""


@dataclass(frozen=True, slots=True)
class Above:
    """The parts of the page, with the labels of what was found."""

    parts: Sequence[Part]
    published: str | None = None
    """ISO date-time."""


def find_above(parts: Sequence[Part], published: str | None, named: str | None) -> Above:
    """Look above the text for the date line unless `published` is known, and for the headline of a page with the name `named`.

    None: the headline is known.
    """
    start = next((index for index, part in enumerate(parts) if isinstance(part, Labelled) and part.label == "body"), len(parts))
    date = _above(parts, start) if published is None else _known(parts, start)
    title = None if named is None else _title(parts, date, start, named)
    labels = {title: "field: title", date: "field: published"}
    found = [_relabelled(part, labels[index]) if index in labels else part for index, part in enumerate(parts)]
    return Above(found, portal_datetime(_text(parts[date])) if published is None and date is not None else published)


def _above(parts: Sequence[Part], start: int) -> int | None:
    places = range(start - 1, max(start - _ABOVE, 0) - 1, -1)
    return next((index for index in places if is_date_line(_text(parts[index]))), None)


def _known(parts: Sequence[Part], start: int) -> int | None:
    """The date line that a selector found, which tells the place of the headline as well."""
    places = range(start - 1, max(start - _ABOVE, 0) - 1, -1)
    return next((index for index in places if _label(parts[index]) == "field: published"), None)


def _title(parts: Sequence[Part], date: int | None, end: int, named: str) -> int | None:
    """The line that the page has its name from, else one of enough words beside the date line, or directly above a letterhead."""
    above = range(max(end - _ABOVE, 0), end)
    held = named_line({index: _text(parts[index]) for index in above}, named)
    if held is not None:
        return held
    if date is not None:
        places = [date + 1, date - 1, date - 2]
    else:
        places = [end - 1] if end < len(parts) and LETTERHEAD.search(_text(parts[end])) else []
    return next((index for index in places if 0 <= index < end and _is_title(_text(parts[index]))), None)


def named_line(lines: Mapping[int, str], named: str) -> int | None:
    """The longest line that the name of the page begins with, or goes on with behind that of the site."""
    name = _SITE.sub("", named).casefold()
    found = [index for index, text in lines.items() if len(text.split()) >= _FEWEST_WORDS and name.startswith(text.casefold())]
    return max(found, key=lambda index: len(lines[index]), default=None)


def _is_title(text: str) -> bool:
    if _CRUMB.search(text) or any(one.islower() and other.isupper() for one, other in pairwise(text)):
        return False  # words that were pushed together: a button and the headline
    return len(text.split()) >= HEADLINE_WORDS and is_headline(text) and not is_running_text(text)


def _text(part: Part) -> str:
    """Empty for what is no line."""
    if isinstance(part, Removed):
        return tidy(part.text)
    return tidy(plain_line(part.block.text)) if isinstance(part.block, Paragraph) else ""


def _label(part: Part) -> str:
    return part.rule if isinstance(part, Removed) else part.label


def _relabelled(part: Part, label: str) -> Part:
    return Labelled(Paragraph(part.text, part.origin), label) if isinstance(part, Removed) else replace(part, label=label)

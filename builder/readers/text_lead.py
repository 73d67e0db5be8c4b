"""What a text dump shows between headline and text: alt text and caption of the headline's image, and the portal's lead."""

import re
from collections.abc import Sequence

from builder.vietnamese.text import is_upper, tidy

_SEARCHED = 6  # lines from the top
_LONG = 60  # characters; shorter lines are captions
_OUTLINE = re.compile(r"(?:[IVX]{1,5}|\d{1,2}|[A-E])\s*[.\-–/)]\s|(?:Điều|Chương|Phần|Mục)\s+[\dIVXt]")  # the text has begun
_WORD = re.compile(r"\w+")
LETTERHEAD = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|ĐOÀN TNCS HỒ CHÍ MINH")
_WITHIN = 25  # lines among which an official document's letterhead stands
_OFFICIAL_START = re.compile(
    r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG|CHI)\s+(?:ỦY|UỶ|BỘ)\b|(?:ỦY|UỶ) BAN|UBND|HỘI ĐỒNG|ĐOÀN |BAN |HỘI |\*+$|ĐẢNG CỘNG|CỘNG H"
)


def above_text(lines: Sequence[str]) -> frozenset[int]:
    """Indices of lines above the text that say what the text says again, or that stand above a letterhead."""
    official = above_letterhead(lines)
    if official is not None:
        return official
    found: set[int] = set()
    for index, line in enumerate(lines[:_SEARCHED]):
        if said_again(line, lines[index + 1 :], len(line) >= _LONG):
            found.add(index)
        elif len(line) >= _LONG or is_upper(line) or _OUTLINE.match(tidy(line)):
            break
    return frozenset(found)


def above_letterhead(lines: Sequence[str]) -> frozenset[int] | None:
    """Indices of lines above a letterhead; None where the text has none."""
    official = _letterhead(lines[:_SEARCHED])
    found = official is not None and any(LETTERHEAD.search(line) for line in lines[official:_WITHIN])
    return frozenset(range(official or 0)) if found else None


def _letterhead(lines: Sequence[str]) -> int | None:
    """The first line that names a body, in capitals where one is: a lead may begin with a body's name, too."""
    named = [index for index, line in enumerate(lines) if _OFFICIAL_START.match(tidy(line).upper())]
    return next((index for index in named if _OFFICIAL_START.match(tidy(lines[index]))), next(iter(named), None))


def said_again(line: str, following: Sequence[str], is_long: bool) -> bool:
    """A short line: stands again below. A long one: its words come again, in order, in the next paragraph."""
    words = _words(line)
    if not is_long:
        return len(words) >= 2 and any(_words(other) == words for other in following)
    paragraph = next((_words(other) for other in following if len(other) >= _LONG), [])
    rest = iter(paragraph)
    return len(words) < len(paragraph) and all(word in rest for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(tidy(text).casefold())

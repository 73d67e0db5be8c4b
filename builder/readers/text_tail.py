"""Which lines below the text of a dump are the portal's: ratings, comments, polls, counters, notices."""

import re
from collections.abc import Mapping, Sequence

from builder.portals import LineRule
from builder.vietnamese.text import tidy

_LONGEST_STRANGER = 160  # characters; a longer unknown line between noise lines is text of the document
# Lines that only a document has: its end mark, its outline, items that end with a semicolon.
_DOCUMENT_LINE = re.compile(
    r"/\.\s*$|;\s*$|^\W*(?:Nơi nhận|ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI)"
    r"|^\s*(?:(?:Điều|ĐIỀU)\s+\d{1,3}\s*[.:]|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+[IVX\d]+\b|[IVX]{1,5}\s*[.\-–/]\s+\S|[a-zđ]\)\s|[-+]\s.{100})"
)


def tail_noise(lines: Sequence[str], rules: Sequence[LineRule]) -> Mapping[int, str]:
    """Index -> rule name of the lines that are noise.

    The tail begins at the last line that a portal writes directly below a text; where there is none, at the first noise line
    after which the document does not go on: a strong form, or a weak one that has other noise and only short unknown lines
    after it. Author and source lines directly above the tail belong to it.
    """
    below = [_rule_of(line, rules, ("tail", "both", "border")) for line in lines]
    border = _border(below)
    start = _start_of_tail(lines, below) if border is None else border
    noise = {index: rule.name if rule else "page-frame" for index, rule in enumerate(below) if index >= start}
    index = start - 1
    while index >= 0:
        rule = _rule_of(lines[index], rules, ("after",))
        if rule is None:
            break
        noise[index] = rule.name
        index -= 1
    return noise


def _border(below: Sequence[LineRule | None]) -> int | None:
    """The first line of the last group of lines that stand directly below a text."""
    index = next((index for index in range(len(below) - 1, -1, -1) if _is_border(below[index])), None)
    while index is not None and index > 0 and _is_border(below[index - 1]):
        index -= 1
    return index


def _is_border(rule: LineRule | None) -> bool:
    return rule is not None and rule.place == "border"


def _rule_of(line: str, rules: Sequence[LineRule], places: tuple[str, ...]) -> LineRule | None:
    text = tidy(line).removeprefix("• ")
    return next((rule for rule in rules if rule.place in places and rule.pattern.fullmatch(text)), None)


def _start_of_tail(lines: Sequence[str], below: Sequence[LineRule | None]) -> int:
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        rule = below[index]
        if rule is None:
            is_text = len(lines[index]) > _LONGEST_STRANGER or _DOCUMENT_LINE.search(lines[index])
            if is_text and not _strong_above(below, index):
                break
            continue
        if rule.strong or start < len(lines) or _confirmed(lines, below, index):
            start = index
    return start


def _strong_above(below: Sequence[LineRule | None], index: int) -> bool:
    return any(rule is not None and rule.strong for rule in below[:index])


def _confirmed(lines: Sequence[str], below: Sequence[LineRule | None], index: int) -> bool:
    """Whether other noise follows a weak line, or only a few lines as short as those of a poll."""
    after = lines[index + 1 :]
    block = len(after) <= 8 and all(len(line) <= 120 and not line.lstrip().startswith(("-", "+")) for line in after)
    return block or any(rule is not None for rule in below[index + 1 :])

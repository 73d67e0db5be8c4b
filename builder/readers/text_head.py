"""What a text dump shows above the text: skip links, counters, the breadcrumb, the headline and the date line."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from builder.portals import LineRule
from builder.readers.breadcrumb import categories, is_home, parts_of, split_breadcrumb
from builder.readers.date_line import is_date_line, may_be_the_texts_own
from builder.vietnamese.dates import portal_datetime
from builder.vietnamese.names import starts_like_body
from builder.vietnamese.text import is_upper, tidy

LETTERHEAD = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|^(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) [UỦ][YỶỲỦ]?\b|^ỦY BAN|^UỶ BAN|^UBND|"
    r"^ĐẢNG BỘ|^ĐOÀN |^\*+$"
)

_PICTURE = re.compile(
    r"(?:Ảnh|Hình ảnh|Hình minh|Image|Photo)\b|[^/]{1,80}\.(?:jpe?g|png|gif|webp)$", re.IGNORECASE
)  # no category

SITE = r"(?:Cổng (?:thông tin|TTĐT)|Trang (?:thông tin|tin|chủ|TTĐT)|Website)\b"
"""How the names of sites begin."""
_SITE_LINE = re.compile(rf"{SITE}[^.;:!?]{{0,100}}|https?://\S{{1,200}}", re.IGNORECASE)
_SEARCHED = 14  # lines from the top among which the headline and the date line are looked for
_LONGEST_FRAME = 80
"""Lines that a portal may have above an article: menus and boxes that stand to its left."""
HEADLINE_WORDS = 7  # a line of fewer words above a date line may be the name of a category
_HEADLINE_LENGTH = 320  # characters
_MOST_CRUMBS = 3  # lines of a breadcrumb between two copies of the headline
_LONGEST_CRUMB = 160  # characters


@dataclass(frozen=True, slots=True)
class Head:
    """What was found above the text, and which lines (by index) that took."""

    title: str | None = None
    published: str | None = None
    categories: tuple[str, ...] = ()
    removed: Mapping[int, str] = field(default_factory=dict)
    """Index -> rule name or `field: …`."""


def read_head(lines: Sequence[str], rules: Sequence[LineRule], *, known_portal: bool, profiled: bool = False) -> Head:
    """Read the head of a dump; of a text without any sign of a portal nothing is taken.

    `profiled`: a profile knows the portal, whose categories may stand above headlines without the trail to them.
    """
    removed = _site_lines(lines) | (_noise(lines, rules) if known_portal else {})
    rest = [index for index in range(min(len(lines), _SEARCHED + len(removed))) if index not in removed]
    frame = _frame(lines, removed) if known_portal else []
    dates = [index for index in frame if is_date_line(lines[index]) and not may_be_the_texts_own(lines[index])]
    if dates:  # of several the last: the first is the day on which somebody looked
        removed |= {index: "page-frame" for index in frame if index < dates[-1] and not is_headline(lines[index])}
        return _around_date(lines, [index for index in frame if index not in removed], dates[-1], removed, rules, profiled)
    date = next((index for index in rest if is_date_line(lines[index])), None)
    if date is not None and date < len(lines) - 1:
        return _around_date(lines, rest, date, removed, rules, profiled)
    head = _without_date(lines, [index for index in rest if index != date], removed, rules, known_portal)
    if date is None:
        return head
    return replace(head, published=portal_datetime(tidy(lines[date])), removed={**head.removed, date: "field: published"})


def _without_date(
    lines: Sequence[str], rest: Sequence[int], removed: Mapping[int, str], rules: Sequence[LineRule], known_portal: bool
) -> Head:
    """No date line tells where the headline is: it stands twice, or first."""
    twin = _repeated(lines, rest) if known_portal else None
    if twin is not None:
        return _around_twins(lines, rest, twin, removed)
    if rest and is_headline(lines[rest[0]]) and (known_portal or _letterhead_follows(lines, rest)):
        return Head(_without_prefix(lines[rest[0]], rules), removed={**removed, rest[0]: "field: title"})
    return Head(removed=removed)


def _frame(lines: Sequence[str], removed: Collection[int]) -> list[int]:
    """The lines of a portal's page down to the first line of running text, which is among them; its boxes may be many.

    None where no such line follows: a plan or a list of names, below which a portal may have its date line, is no frame.
    """
    frame = [index for index in range(min(len(lines), _LONGEST_FRAME)) if index not in removed]
    first = next((place for place, index in enumerate(frame) if is_running_text(tidy(lines[index]))), None)
    return [] if first is None else frame[: first + 1]


def _noise(lines: Sequence[str], rules: Sequence[LineRule]) -> dict[int, str]:
    """Head noise from the top; it ends with the first line of running text or of a letterhead, and with the line that goes on
    below the date line."""
    found: dict[int, str] = {}
    below_date = False
    for index, line in enumerate(lines[: 3 * _SEARCHED]):
        text = tidy(line).removeprefix("• ")
        rule = next((rule for rule in rules if rule.place in ("head", "both") and rule.pattern.fullmatch(text)), None)
        if rule is not None:
            found[index] = rule.name
        elif is_date_line(text):
            below_date = True
        elif below_date or is_running_text(text):
            break
    return found


def _site_lines(lines: Sequence[str]) -> dict[int, str]:
    """Name and address of the site, with which a print view begins; a name alone may be a headline."""
    found = list(takewhile(_SITE_LINE.fullmatch, map(tidy, lines)))
    return dict.fromkeys(range(len(found)), "page-frame") if any("://" in line for line in found) else {}


def is_running_text(text: str) -> bool:
    """Whether a line is none of a portal's: a sentence, a line of a letterhead, or very long."""
    ended = text.endswith((".", ";", ":")) and _words(text) >= HEADLINE_WORDS
    return ended or bool(LETTERHEAD.search(text)) or len(text) > _HEADLINE_LENGTH


def _letterhead_follows(lines: Sequence[str], rest: Sequence[int]) -> bool:
    """A line of running text directly above a letterhead is the headline that a portal gave the page."""
    first = tidy(lines[rest[0]])
    is_body = is_upper(first) and starts_like_body(first)
    return len(rest) > 1 and bool(LETTERHEAD.search(tidy(lines[rest[1]]))) and _words(first) >= HEADLINE_WORDS and not is_body


def _without_prefix(line: str, rules: Sequence[LineRule]) -> str:
    """The headline without a link that a dump glued to its start."""
    text = tidy(line)
    for rule in rules:
        match = rule.pattern.match(text) if rule.place == "prefix" else None
        if match:
            return text[match.end() :].strip()
    return text


def is_headline(line: str) -> bool:
    """Whether a line may be the name of an article or of a category."""
    text = tidy(line)
    return bool(text) and len(text) <= _HEADLINE_LENGTH and not LETTERHEAD.search(text) and not text.startswith(("-", "•", "+"))


def _around_date(
    lines: Sequence[str],
    rest: Sequence[int],
    date: int,
    removed: Mapping[int, str],
    rules: Sequence[LineRule],
    profiled: bool,
) -> Head:
    """The headline stands next to the date line; the shorter neighbour is the name of the category."""
    above = [index for index in rest if index < date and is_headline(lines[index])]
    below = next((index for index in rest if index > date), None)
    title = above[-1] if above else None
    if (
        below is not None
        and is_headline(lines[below])
        and (title is None or _words(lines[title]) < HEADLINE_WORDS <= _words(lines[below]))
    ):
        title = below
    found = dict(removed) | {date: "field: published"}
    same = [index for index in above if title is not None and tidy(lines[index]) == tidy(lines[title]) and index != title]
    found |= dict.fromkeys(same, "duplicate-title")
    others = [index for index in above if index != title and index not in same]
    higher = _higher(lines, title)
    alone = profiled or (len(others) == 1 and higher == others)  # of menus and boxes the last line is no category
    named = [index for index in others[-1:] if not _PICTURE.match(tidy(lines[index]))] if alone else _trail(lines, higher)
    found |= dict.fromkeys(others, "page-frame") | dict.fromkeys(named, "field: categories")
    if title is not None:
        found[title] = "field: title"
    names = [name for line in named for name in parts_of(lines[line])]
    headline = _without_prefix(lines[title], rules) if title is not None else None
    return Head(headline, portal_datetime(tidy(lines[date])), categories(names), found)


def _higher(lines: Sequence[str], title: int | None) -> list[int]:
    """All lines above the headline that do not say the same."""
    return [] if title is None else [index for index in range(title) if parts_of(lines[index]) != parts_of(lines[title])]


def _trail(lines: Sequence[str], higher: Sequence[int]) -> list[int]:
    """The lines directly above a headline with the way to it: one with marks between names, or those below the start page's."""
    nearest = list(higher[-_MOST_CRUMBS:])
    for place, index in enumerate(nearest):
        if is_home(parts_of(lines[index])):
            return nearest[place + 1 :]
    return [index for index in nearest[-1:] if len(parts_of(lines[index])) > 1]


def _words(line: str) -> int:
    return len(line.split())


def _repeated(lines: Sequence[str], rest: Sequence[int]) -> tuple[int, int] | None:
    """The first headline that stands twice near the top."""
    seen: dict[str, int] = {}
    for place, index in enumerate(rest):
        text = tidy(lines[index]).casefold()
        apart = place - rest.index(seen[text]) > 1 if text in seen else False  # alt text and caption stand directly together
        between = rest[rest.index(seen[text]) + 1 : place] if text in seen else []
        if len(between) > _MOST_CRUMBS or any(len(lines[other]) > _LONGEST_CRUMB or ":" in lines[other] for other in between):
            continue
        if text in seen and is_headline(lines[index]) and _words(lines[index]) >= (4 if apart else HEADLINE_WORDS):
            return seen[text], index
        seen.setdefault(text, index)
    return None


def _around_twins(lines: Sequence[str], rest: Sequence[int], twins: tuple[int, int], removed: Mapping[int, str]) -> Head:
    """Between the two copies of the headline stands the breadcrumb."""
    first, second = twins
    between = [index for index in rest if first < index < second]
    found = dict(removed) | {first: "duplicate-title", second: "field: title"} | dict.fromkeys(between, "field: categories")
    names = [name for index in between for name in split_breadcrumb(lines[index])]
    return Head(tidy(lines[second]), None, categories(names), found)

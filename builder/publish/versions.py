"""Older texts of a bulletin: their pages, and what differs from the text of today, for the eye and for screen readers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from builder.model import Capture, Head, Page
from builder.publish.dates import reader_date

FOLDER = "versions"
_MOST_PAIRS = 4_000_000
"""Pairs of lines, or of words, that are compared: beyond it the comparison would take longer than reading both."""
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True, slots=True)
class Seen:
    """One capture of a bulletin, as its page lists it."""

    what: str
    """`Bản cũ`, or the portal's host, or the file."""
    when: str
    """The day, for readers; empty when it is not known."""
    href: str
    """Where its text is, if it is another one; else empty."""


def seen(captures: Sequence[Capture], href: Callable[[str], str]) -> tuple[Seen, ...]:
    """The captures of a page: older texts first."""
    ordered = sorted(captures, key=lambda one: one.version is None)
    return tuple(_seen(one, href(one.version) if one.version else "") for one in ordered)


def _seen(one: Capture, href: str) -> Seen:
    return Seen(one.url or one.path, reader_date(one.captured) if one.captured else "", href)


def version_html(html: str, version: Page, current: Head, href: str | None, changes: str) -> str:
    """The page of an older text: what it is, the text as `html`, what differs."""
    head, mark, rest = html.partition("</h1>\n")
    captured = version.metadata.source.captured
    day = f", lưu ngày {reader_date(captured)}" if captured else ""
    title = escape(current.metadata.title)
    now = f'<a href="{escape(href)}">{title}</a>' if href else title
    notice = (
        f'<div class="bt-older" role="note"><p><strong>Đây là bản cũ{day}.</strong> Văn bản ở địa chỉ gốc sau đó đã thay đổi; '
        f'bản hiện nay: {now}. <a href="#thay-doi">Những chỗ khác nhau</a> ở cuối trang.</p></div>\n'
    )
    return f"{head}{mark}{notice}{rest}{changes}" if mark else f"{notice}{html}{changes}"


def changes_html(old: str, new: str) -> str:
    """What was taken out of the plain text `old` and what came in, place by place."""
    listed = "".join(f"<li>{change}</li>\n" for change in _changes(_lines(old), _lines(new)))
    if listed:
        told = (
            "Ở mỗi chỗ dưới đây, phần <del>gạch ngang</del> chỉ có trong bản cũ, "
            "phần <ins>gạch chân</ins> chỉ có trong bản hiện nay."
        )
        body = f"<p>{told}</p>\n<ol>\n{listed}</ol>\n"
    else:
        body = "<p>Câu chữ giống nhau; chỉ cách trình bày khác.</p>\n"
    return (
        f'<section class="bt-changes" aria-labelledby="thay-doi"><h2 id="thay-doi">Khác với bản hiện nay</h2>\n{body}</section>\n'
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _changes(old: list[str], new: list[str]) -> Iterator[str]:
    for tag, first, last, start, end in _compared(old, new):
        if tag == "equal":
            continue
        removed, added = old[first:last], new[start:end]
        if len(removed) == len(added):
            yield from (_words(one, other) for one, other in zip(removed, added, strict=True))
        else:
            yield from (_removed(line) for line in removed)
            yield from (_added(line) for line in added)


def _compared(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """The steps from one to the other; what both begin and end with is not compared, and too much is one step."""
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - start
    tails = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = next((at for at, (a, b) in enumerate(tails) if a != b), rest)
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    if not first and not second:
        return ()
    if not first or not second or len(first) * len(second) > _MOST_PAIRS:
        return (("replace", start, start + len(first), start, start + len(second)),)
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return tuple((tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in steps)


def _words(old: str, new: str) -> str:
    """One line with its changes in it."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    parts, done = list[str](), 0
    for tag, first, last, start, end in _compared(before, after):
        parts.append(escape("".join(before[done:first])))
        if tag == "equal":
            parts.append(escape("".join(before[first:last])))
        else:
            parts += [_removed("".join(before[first:last])), _added("".join(after[start:end]))]
        done = last
    return "".join((*parts, escape("".join(before[done:]))))


def _removed(text: str) -> str:
    return _told("del", "bỏ", text)


def _added(text: str) -> str:
    return _told("ins", "thêm", text)


def _told(tag: str, word: str, text: str) -> str:
    """The tags are for the eye; screen readers, most of which pass over them, read the word."""
    shown = text.strip()
    after = " " if text[-1:].isspace() else ""
    hidden = f'<span class="bt-hidden">[{word}: </span>{escape(shown)}<span class="bt-hidden">] </span>'
    return f"<{tag}>{hidden}</{tag}>{after}" if shown else ""

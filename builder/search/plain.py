"""A page's Markdown body as lines of plain text: what a reader reads, without the signs of Markdown."""

import html
import re
from dataclasses import dataclass

_FENCE_OR_RULE = re.compile(r"^\s*(?:`{3,}|~{3,}|(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+|\|?[\s:|-]+\|[\s:|-]*)\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\s#+)?\s*(?:\{[^{}]*\})?$")
_LINE_MARK = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|(?=\d+[.)]\s)|\[\^[^\]]+\]:\s*)?")
_IMAGE_OR_LINK = re.compile(r"!?\[((?:\\.|[^\[\]\\])*)\]\((?:\\.|[^()\\]|\([^()]*\))*\)")
_NOTE = re.compile(r"\[\^[^\]]+\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1")
_SIGNS = re.compile(r"[\\\[\]<>&*_|!]")  # most lines hold none of them
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a body: a heading, a paragraph, an item, a table row, a footnote."""

    text: str
    level: int = 0
    """1 to 6 for a heading, 0 otherwise."""


def plain_lines(body: str) -> list[Line]:
    """The lines of a body that hold text."""
    return [line for raw in body.splitlines() if (line := _line(raw)).text]


def _line(raw: str) -> Line:
    if raw[:1].isalpha():
        return Line(_inline(raw))
    if _FENCE_OR_RULE.match(raw):
        return Line("")
    heading = _HEADING.match(raw)
    if heading:
        return Line(_inline(heading[2]), len(heading[1]))
    return Line(_inline(_LINE_MARK.sub("", raw, count=1)))


def _inline(text: str) -> str:
    if not _SIGNS.search(text):
        return " ".join(text.split())
    text = _NOTE.sub(" ", _IMAGE_OR_LINK.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\2", _TAG.sub(" ", text))
    text = re.sub(r"(?<!\\)\|", " ", text)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())

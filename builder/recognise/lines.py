"""What several recognisers need of lines and blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from builder.model import Block, Document, Evidence, Heading, ListItem, Paragraph, Removed
from builder.vietnamese.text import plain, plain_line

_Text = TypeVar("_Text", bound=Paragraph | ListItem | Heading)
_OF_TEXT = (Paragraph, ListItem)

WIDE_GAP = re.compile(r"[^\S\n]{3,}|\t+")
# A marker that opens a heading or an item: `I.`, `1-`, `a)`, `-`, `+`, `Điều 5.`, `PHẦN THỨ NHẤT`
MARKER = re.compile(
    r"(?:[-–—•+*]\s*\S|(?!V/v\b)[IVXLC]{1,6}\s*[.\-–/)]\s*\S|\d{1,3}(?:\.\d{1,3}){0,3}\s*[.\-–/)]\s*\D|[A-ZĐ]\s*[.\-–/)]\s+\S|[a-zđ]\s?\)\s*\S"
    r"|(?:Điều|Khoản|Mục|Chương|Phần|ĐIỀU|MỤC|CHƯƠNG|PHẦN)\s+(?:\d|[IVXLC]+\b|thứ|THỨ))"
)
# A typed rule: underscores, dashes, stars or dots, with `o0o` in the middle at most.
RULE = re.compile(r"[\s_\-–—=*.…·•~+/]+|[\s_\-–—=*~]*o0o[\s_\-–—=*~]*", re.IGNORECASE)


def text_of(block: Block) -> str:
    """The tidied words of a paragraph or list item; empty for other blocks."""
    return plain_line(block.text) if isinstance(block, _OF_TEXT) else ""


def with_text(block: _Text, text: str) -> _Text:
    """The block with another text; the same block where the text is the same, as it nearly always is."""
    return block if text == block.text else replace(block, text=text)


def is_rule(block: Block) -> bool:
    """A line of underscores, dashes or stars, or a lone dot: a typed rule, no text."""
    return isinstance(block, Paragraph) and bool(RULE.fullmatch(block.text)) and not block.text.isspace()


def taken(blocks: Iterable[Block], rule: str) -> tuple[Removed, ...]:
    """Ledger entries for text blocks that leave the body."""
    return tuple(Removed(text_of(block), block.origin, rule) for block in blocks if isinstance(block, Paragraph | ListItem))


def seen(field: str, text: str, origin: str) -> Evidence:
    return Evidence(field, plain_line(text), origin)


def split_columns(block: Paragraph, most: int = 2) -> list[Paragraph]:
    """A line whose columns, two to `most`, stand apart by runs of blanks or tabs, as one paragraph a column."""
    parts = [part.strip() for part in WIDE_GAP.split(block.text.strip("\n"))]
    parts = [part for part in parts if part]
    if not 2 <= len(parts) <= most:
        return [block]
    return [replace(block, text=part, column=column) for column, part in enumerate(parts)]


def warn(document: Document, *warnings: str) -> Document:
    """The document with more warnings, each once."""
    merged = tuple(dict.fromkeys((*document.metadata.warnings, *warnings)))
    return replace(document, metadata=replace(document.metadata, warnings=merged))


def paragraphs(blocks: Sequence[Block], limit: int | None = None) -> list[tuple[int, Paragraph]]:
    """The paragraphs among the first `limit` blocks with their indices."""
    return [(index, block) for index, block in enumerate(blocks[:limit]) if isinstance(block, Paragraph)]


def words_key(text: str) -> str:
    """Only the letters and digits of a text, casefolded: equal for texts that differ in blanks, points and capitals."""
    return "".join(char for char in plain(text).casefold().replace("uỷ", "ủy") if char.isalnum())

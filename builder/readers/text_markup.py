"""What tools that read scans write into their text: Markdown and HTML for notes, images, tables and escapes.

`48-KL/TW<sup>1</sup>`, `$^{2}$`, `[^3]: …`; `![img-0.jpeg](img-0.jpeg)`; rows between `|`; `\\*`, `1\\.`; `&#7893;`.
"""

import html
import re
from collections.abc import Sequence

from builder.addresses import path_of
from builder.model import NOTE_CLOSE, NOTE_OPEN, Cell, Image

_NOTE = re.compile(
    r"<sup>\s*[\[(]?(\d{1,3}|\*{1,3})[\])]?\s*</sup>|\$\s?\^\s?(?:\{\s?[\[(]?(\d{1,3})[\])]?\s?\}|(\d))\s?\$|\[\^(\d{1,3})\]:?",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~$^-])")
_IMAGE = re.compile(r"\s*!\[([^\[\]]{0,300})\]\(\s*([^\s()]{1,300})[^()]{0,100}\)\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_BELOW_HEAD = re.compile(r"[\s|:-]+")


def read_markup(text: str) -> str:
    """The text with note marks as the model's and with entities resolved; line breaks stay where they are."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\n", " "), text)
    return _BREAK.sub(" ", _NOTE.sub(lambda match: f"{NOTE_OPEN}{match[match.lastindex or 0]}{NOTE_CLOSE}", text))


def without_escapes(line: str) -> str:
    """`1\\. Công tác \\*` -> `1. Công tác *`."""
    return _ESCAPE.sub(r"\1", line)


def read_image(line: str, origin: str) -> Image | None:
    """The image that a line consists of."""
    match = _IMAGE.fullmatch(line)
    return Image(path_of(match[2]), origin, alt=match[1].strip()) if match else None


def pipe_table(lines: Sequence[str]) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """(rows, lines used) of a table with its cells between `|`; the line below its head only tells that there is one."""
    used = 0
    rows: list[tuple[Cell, ...]] = []
    while used < len(lines) and _ROW.fullmatch(lines[used]):
        if _BELOW_HEAD.fullmatch(lines[used]) and "-" in lines[used]:
            rows = [tuple(Cell(cell.lines, header=True) for cell in row) for row in rows[:1]] + rows[1:]
        else:
            cells = re.split(r"(?<!\\)\|", lines[used].strip()[1:-1])
            rows.append(tuple(Cell((text,) if (text := without_escapes(cell.strip())) else ()) for cell in cells))
        used += 1
    return (tuple(rows), used) if used >= 2 and rows else ((), 0)

"""Document -> Markdown body (CommonMark with tables and footnotes): one function a block type, and the proof that reading
the result back gives the same words."""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from builder.model import (
    EM_CLOSE,
    EM_OPEN,
    LINK_CLOSE,
    LINK_MIDDLE,
    LINK_OPEN,
    NOTE_CLOSE,
    NOTE_OPEN,
    Block,
    Cell,
    Closing,
    Document,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Table,
)
from builder.raw_html import reduced_table
from builder.vietnamese.text import plain

_SPECIAL = re.compile(
    r"([\\`*<>|~{])|(?<![^\W_])(_)|(_)(?![^\W_])|(\[)(?=[\^\[]|TOC\])|(\])(?=[(\[:])|(!)(?=\[)|(&)(?=#?\w+;)|(\$)(?=\$)"
)
# Every bracket of a text that has very many: a parser looks for the end of a link behind each, to the end of the text.
_SPECIAL_IN_MANY = re.compile(_SPECIAL.pattern.replace(r"(\[)(?=[\^\[]|TOC\])", r"(\[)"))
# A backslash hides these from CommonMark only: Python-Markdown takes what follows for HTML, and macros or attributes begin with a
# brace, whatever stands before it.
_ENTITIES = MappingProxyType({"<": "&lt;", "&": "&amp;", "{": "&#123;"})
_MANY_BRACKETS = 200
_MAY_BE_SPECIAL = re.compile(r"[\\`*<>|~_\[\]!&${]")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=]{2})|>|:::|!!!|\?\?\?|~~~|\[(?=[^\[\]]*\]:))")
_LINK = re.compile(f"{LINK_OPEN}([^{LINK_MIDDLE}]*){LINK_MIDDLE}([^{LINK_CLOSE}]*){LINK_CLOSE}")
_BRACKET = re.compile(r"\\?([\[\]])")
_DEEPEST = 6  # nesting of lists; deeper items are shown at this depth
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def render_body(document: Document) -> str:
    """The Markdown below the front matter: title, blocks, footnotes."""
    parts = [f"# {escape(document.metadata.title)}\n"]
    opened: list[ListItem] = []
    before: Block | None = None
    for block in document.blocks:
        if isinstance(block, ListItem):
            parts.append(_list_line(opened, before, block) + "\n")
        else:
            opened.clear()
            parts.append("\n" + _RENDER[type(block)](block) + "\n")
        before = block
    parts += [f"\n[^{label}]: {escape_line(text)}\n" for label, text in document.notes]
    return "".join(parts)


def _list_line(opened: list[ListItem], before: Block | None, block: ListItem) -> str:
    """An item below those that are open, one a depth: indented as deep as its parent's text begins."""
    depth = min(block.depth, len(opened), _DEEPEST)
    sibling = opened[depth] if depth < len(opened) else None
    del opened[depth:]
    indent = " " * sum(len(_bullet(parent)) for parent in opened)
    opened.append(block)
    return _separator(before, sibling, block, indent) + indent + _bullet(block) + escape_line(block.text)


def _bullet(block: ListItem) -> str:
    return "- " if block.number is None else f"{block.number}. "


def _separator(before: Block | None, sibling: ListItem | None, block: ListItem, indent: str) -> str:
    """Items of one list stand directly below each other; between two lists that would run together stands a comment."""
    if not isinstance(before, ListItem):
        return "\n"
    if sibling is None:
        return "" if block.number in (None, 1) else "\n"  # only a list from 1 may interrupt the text of its parent
    if (sibling.number is None) != (block.number is None):
        return "\n"
    if block.number is not None and sibling.number is not None and block.number != sibling.number + 1:
        return f"\n{indent}<!-- -->\n\n"
    return ""


def _heading(block: Heading) -> str:
    return f"{'#' * block.level} {escape(block.text).rstrip('#')}"


def _paragraph(block: Paragraph) -> str:
    return escape_line(block.text)


def _image(block: Image) -> str:
    return (
        f"![{escape(block.caption or block.alt)}](<{_address(block.src)}>)"
        if _needs_angles(block.src)
        else f"![{escape(block.caption or block.alt)}]({block.src})"
    )


def _needs_angles(src: str) -> bool:
    return not re.fullmatch(r"[\w./:%~@=&?,;+#-]+", src)


def _address(src: str) -> str:
    return re.sub(r"[<>\\\s\x00-\x1f]", lambda match: f"%{ord(match[0]):02X}" if ord(match[0]) < 128 else "", src)


def _closing(block: Closing) -> str:
    return "\\\n".join(escape_line(line) for line in block.lines)


def _table(block: Table) -> str:
    merged = any(cell.colspan > 1 or cell.rowspan > 1 for row in block.rows for cell in row)
    even = len({len(row) for row in block.rows}) == 1
    return _html_table(block) if merged or not even else _pipe_table(block)


def _pipe_table(block: Table) -> str:
    head, *rows = block.rows
    lines = [_pipe_row(head), "|" + " --- |" * len(head), *(_pipe_row(row) for row in rows)]
    return "\n".join(lines)


def _pipe_row(row: Sequence[Cell]) -> str:
    return "| " + " | ".join(escape(" ".join(cell.lines)) for cell in row) + " |"


def _html_table(block: Table) -> str:
    rows = "\n".join("<tr>" + "".join(_html_cell(cell) for cell in row) + "</tr>" for row in block.rows)
    return reduced_table(f"<table>\n{rows}\n</table>")


def _html_cell(cell: Cell) -> str:
    name = "th" if cell.header else "td"
    spans = "".join(f' {key}="{value}"' for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1)
    return f"<{name}{spans}>{'<br>'.join(html.escape(plain(line), quote=False) for line in cell.lines)}</{name}>"


_RENDER: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {Heading: _heading, Paragraph: _paragraph, Image: _image, Table: _table, Closing: _closing}
)


def escape(text: str) -> str:
    """Text of a source as Markdown that shows exactly this text; inline marks become Markdown."""
    parts, start = "", 0
    for match in _LINK.finditer(text):
        parts += _escaped(text[start : match.start()])
        parts = f"{parts[:-1]}\\!" if parts.endswith("!") else parts  # a link behind it would be an image
        parts += f"[{_bracketed(_escaped(match[2]))}](<{match[1]}>)"
        start = match.end()
    return parts + _escaped(text[start:])


def _escaped(text: str) -> str:
    if _MAY_BE_SPECIAL.search(text):
        special = _SPECIAL if text.count("[") < _MANY_BRACKETS else _SPECIAL_IN_MANY
        text = special.sub(lambda match: _ENTITIES.get(match[0]) or f"\\{match[0]}", text)
    return text.replace(NOTE_OPEN, "[^").replace(NOTE_CLOSE, "]").replace(EM_OPEN, "*").replace(EM_CLOSE, "*")


def _bracketed(words: str) -> str:
    """The words of a link: a bracket among them would end it."""
    return _BRACKET.sub(r"\\\1", words)


def escape_line(text: str) -> str:
    """`escape`, and nothing at the start of the line that would open a block."""
    text = _NUMBER_START.sub(r"\1\\\2", escape(text))
    return _LINE_START.sub(r"\1\\\2", text)


def visible_words(document: Document) -> Iterator[str]:
    """The texts of a document in the order in which its body shows them."""
    yield document.metadata.title
    for block in document.blocks:
        if isinstance(block, Image):
            yield block.caption or block.alt
        elif isinstance(block, Closing):
            yield from block.lines
        elif isinstance(block, Table):
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        else:
            yield block.text
    yield from (text for _, text in document.notes)

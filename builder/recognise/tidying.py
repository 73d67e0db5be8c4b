"""Blanks as the page contract wants them, the end mark `./.` as a full stop, typed rules gone."""

import re
from dataclasses import replace

from builder.model import Block, Cell, Document, Heading, Image, ListItem, Paragraph, Removed, Table
from builder.recognise.lines import is_rule, with_text
from builder.vietnamese.text import tidy

# `./.` closes a document; what stands before it stays: `cháy nổ.../.` -> `cháy nổ...`
_END_MARK = re.compile(r"([.…]*)\s*/\s*\.\s*$")
_LONGEST_END = 20  # characters


def tidying(document: Document) -> Document:
    """Tidy every block; rules and empty blocks go to the ledger."""
    rules = tuple(
        Removed(block.text.strip(), block.origin, "recognise/tidying: rule")
        for block in document.blocks
        if isinstance(block, Paragraph) and is_rule(block)
    )
    blocks = tuple(_tidied(block) for block in document.blocks if not is_rule(block))
    return replace(document, blocks=blocks, removed=document.removed + rules)


def _tidied(block: Block) -> Block:
    if isinstance(block, Paragraph | ListItem | Heading):
        return with_text(block, _without_end_mark(tidy(block.text)))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(_tidied_cell(cell) for cell in row) for row in block.rows))
    return replace(block, caption=tidy(block.caption)) if isinstance(block, Image) else block


def _tidied_cell(cell: Cell) -> Cell:
    return replace(cell, lines=tuple(line for line in (tidy(line) for line in cell.lines) if line))


def _without_end_mark(text: str) -> str:
    match = _END_MARK.search(text, max(0, len(text) - _LONGEST_END)) if "/" in text[-_LONGEST_END:] else None
    return text[: match.start()] + (match[1] or ".") if match and text[: match.start()] else text

"""Footnotes: `¹ …`, `[1] …`, `(1) …`, `* …` whose text stands elsewhere, often in the middle of a sentence that a page split.

A paragraph that opens with a mark is a note when the same mark stands behind a word somewhere; a mark whose note is lost
stays `[n]` and is a warning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.model import NOTE_CLOSE, NOTE_OPEN, Block, Cell, Document, Heading, ListItem, Paragraph, Table
from builder.recognise.lines import taken, warn
from builder.vietnamese.text import tidy

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")
_MARK = rf"(?:{NOTE_OPEN}(?P<n>[^{NOTE_CLOSE}]{{1,6}}){NOTE_CLOSE}|\[(?P<b>\d{{1,3}}|\*{{1,3}})\]|(?P<s>[{_SUPERSCRIPT}]{{1,3}}))"
_NOTE_START = re.compile(rf"\s*{_MARK}\s*(?=\S)")
# A superscript behind a unit of measure is a power: m², km³.
_REFERENCE = re.compile(rf"(?P<unit>(?<![^\W\d_])(?:k|c|d|m|da|h)?m(?=[²³](?![{_SUPERSCRIPT}])))?{_MARK}")


@dataclass(frozen=True, slots=True)
class _Note:
    label: str
    text: str
    block: Paragraph


def notes(document: Document) -> Document:
    """Collect the notes, link the marks, and report marks without a note."""
    references = {label for block in document.blocks for text in _texts(block) for label in _references(text)}
    found = _definitions(document.blocks, references)
    if not found and not references:
        return document
    numbers = {note.label: str(number) for number, note in enumerate(_unique(found), 1)}
    gone = {id(note.block) for note in _unique(found)}
    blocks = tuple(_linked(block, numbers) for block in document.blocks if id(block) not in gone)
    lost = sorted(references - numbers.keys(), key=lambda label: (len(label), label))
    document = replace(
        document, blocks=blocks,
        notes=tuple((numbers[note.label], note.text) for note in _unique(found)),
        removed=document.removed + taken((note.block for note in _unique(found)), "recognise/notes: moved to the end"),
    )  # fmt: skip
    return warn(document, *(f"Mất nội dung chú thích [{label}]" for label in lost))


def _label(match: re.Match[str]) -> str:
    return (match["n"] or match["b"] or match["s"]).translate(_DIGITS).strip("[]() ")


def _references(text: str) -> list[str]:
    """The labels of the marks in a text that do not open it."""
    start = _NOTE_START.match(text)
    begin = start.end() if start else 0
    return [
        _label(match) for match in _REFERENCE.finditer(text, begin) if not match["unit"] and _follows_word(text, match.start())
    ]


def _follows_word(text: str, index: int) -> bool:
    return index > 0 and bool(text[:index].strip())


def _definitions(blocks: Sequence[Block], references: set[str]) -> list[_Note]:
    found: list[_Note] = []
    for block in blocks:
        match = _NOTE_START.match(block.text) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and match and _label(match) in references:
            found.append(_Note(_label(match), tidy(block.text[match.end() :]), block))
    return found


def _unique(found: Sequence[_Note]) -> list[_Note]:
    """The first note of each label; a second one stays where it is."""
    seen: set[str] = set()
    return [note for note in found if not (note.label in seen or seen.add(note.label))]  # type: ignore[func-returns-value]  # add() returns None


def _texts(block: Block) -> list[str]:
    if isinstance(block, Paragraph | ListItem | Heading):
        return [block.text]
    if isinstance(block, Table):
        return [line for row in block.rows for cell in row for line in cell.lines]
    return []


def _linked(block: Block, numbers: dict[str, str]) -> Block:
    if isinstance(block, Paragraph | ListItem | Heading):
        return replace(block, text=_link(block.text, numbers))
    if isinstance(block, Table):
        rows = tuple(tuple(_linked_cell(cell, numbers) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return block


def _linked_cell(cell: Cell, numbers: dict[str, str]) -> Cell:
    return replace(cell, lines=tuple(_link(line, numbers) for line in cell.lines))


def _link(text: str, numbers: dict[str, str]) -> str:
    def mark(match: re.Match[str]) -> str:
        if match["unit"]:
            return match[0]
        label = _label(match)
        if label in numbers:
            return f"{NOTE_OPEN}{numbers[label]}{NOTE_CLOSE}"
        return match[0] if match["s"] else f"[{label}]"

    return _REFERENCE.sub(mark, text)

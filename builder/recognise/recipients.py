"""`Nơi nhận:` with its lines: `- Thường trực Huyện ủy (b/c),`, `- Lưu VT.`; also with `+`, without dash, or all in one line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.model import Block, Document, ListItem, Paragraph, Removed
from builder.recognise.lines import WIDE_GAP, is_rule, text_of
from builder.recognise.signature import SIGNED, is_authority, is_authority_or_role, is_name, is_role
from builder.vietnamese.text import is_upper

HEAD = re.compile(r"\W*(?:Nơi nhận|Nơi gửi)\s*(?::\s*|(?=[-–+])|$)", re.IGNORECASE)
_DASH = re.compile(r"^[-–—+•*·]\s*")
_NEXT_IN_LINE = re.compile(r"[;,.]\s*[-–+]\s*(?=\w)|(?<=\))\s*[-–+]\s+(?=\w)")
_LONGEST = 200  # characters of a recipient's line
_LONGEST_BARE = 100  # of one without a dash
_MOST_BARE = 15
_MOST_OFFICES = 6  # lines between a list and the name below it
_ARCHIVE = re.compile(r"Lưu\b", re.IGNORECASE)


def is_item(block: Block) -> bool:
    """Whether a block may be a recipient's line."""
    text = text_of(block)
    if isinstance(block, ListItem):
        return len(text) <= _LONGEST
    return (
        isinstance(block, Paragraph)
        and (bool(_DASH.match(text)) or block.column == 0 or text.endswith((";", ",")))
        and len(text) <= _LONGEST
    )


def mark_bare(blocks: Sequence[Block], head: int) -> list[Block]:
    """The blocks, with lines without a dash below the head put into the left column, where recipients stand."""
    done = list(blocks)
    for index in _bare(blocks, head):
        block = done[index]
        if isinstance(block, Paragraph) and block.column is None and not _DASH.match(text_of(block)) and not _is_wide(block):
            done[index] = replace(block, column=0)
    for index in _office_lines(blocks, head):
        block = done[index]
        if isinstance(block, Paragraph):
            done[index] = replace(block, column=1)
    return done


def _office_lines(blocks: Sequence[Block], head: int) -> list[int]:
    """Indices of the lines in capitals between a list with dashes and the name: `THƯỢNG TÁ`, `KẾ TOÁN TRƯỞNG`."""
    index = head + 1
    while index < len(blocks) and (_DASH.match(text_of(blocks[index])) or isinstance(blocks[index], ListItem)):
        index += 1
    found: list[int] = []
    for place in range(index, min(index + _MOST_OFFICES, len(blocks)) if index > head + 1 else index):
        block, text = blocks[place], text_of(blocks[place])
        if is_name(text) or SIGNED.fullmatch(text):
            return found
        if not isinstance(block, Paragraph) or block.column is not None or not is_upper(text) or _is_wide(block):
            return []
        found.append(place)
    return []


def _bare(blocks: Sequence[Block], head: int) -> list[int]:
    """Indices of short lines between the head and the signature; the last ones that a gap sets off are none of them."""
    found: list[int] = []
    offices = _office_lines(blocks, head)
    for index in range(head + 1, min(head + 1 + _MOST_BARE, len(blocks))):
        block, text = blocks[index], text_of(blocks[index])
        if not isinstance(block, Paragraph) or is_name(text) or SIGNED.fullmatch(text) or is_authority(text) or index in offices:
            break
        if is_role(text) and (is_upper(text) or block.gap or _is_complete(blocks, found)):
            break
        if is_rule(block) or not text or len(text) > _LONGEST_BARE or (block.gap and _is_complete(blocks, found)):
            break
        found.append(index)
    closed = any(_ARCHIVE.match(_DASH.sub("", text_of(blocks[index]))) for index in found)
    return found if closed or all(not _gap(blocks[index]) for index in found) else []


def _is_complete(blocks: Sequence[Block], found: Sequence[int]) -> bool:
    """`Lưu …` is the last recipient."""
    return any(_ARCHIVE.match(_DASH.sub("", text_of(blocks[index]))) for index in found)


def _is_wide(block: Paragraph) -> bool:
    return bool(WIDE_GAP.search(block.text.strip()))


def _gap(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.gap


def take_recipients(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """(recipient lines, the others)."""
    head = next((index for index, line in enumerate(lines) if HEAD.match(text_of(line))), None)
    if head is None:
        return [], list(lines)
    taken, others = [lines[head]], list(lines[:head])
    for line in lines[head + 1 :]:
        (taken if _is_recipient(line) else others).append(line)
    return taken, others


def _is_recipient(line: Paragraph) -> bool:
    text = text_of(line)
    if line.column or SIGNED.fullmatch(text) or is_rule(line):
        return False
    if _DASH.match(text) or line.column == 0:
        return True
    return text.endswith((";", ",")) and not is_authority_or_role(text) and not is_name(text)


def with_recipients(document: Document, lines: Sequence[Paragraph]) -> Document:
    """Fill recipients."""
    if not lines:
        return document
    removed = tuple(Removed(text_of(line), line.origin, "field: recipients") for line in lines)
    items: list[str] = []
    for line in lines:
        text = HEAD.sub("", text_of(line), count=1) if line is lines[0] else text_of(line)
        for part in _parts(text, is_head=line is lines[0]):
            items = _with_part(items, part)
    metadata = replace(document.metadata, recipients=tuple(item for item in items if item))
    return replace(document, metadata=metadata, removed=document.removed + removed)


def _parts(text: str, *, is_head: bool) -> list[str]:
    """Several recipients in one line: `UBND xã (b/c); các thôn; Lưu: VT`, `- UBND xã; - Lưu: VT`."""
    if is_head and not _DASH.match(text) and ";" in text:
        return [f"- {part}" for part in text.split(";")]
    return [part if index == 0 else f"- {part}" for index, part in enumerate(_NEXT_IN_LINE.split(text))]


def _with_part(items: list[str], text: str) -> list[str]:
    """A new recipient, or the next line of the last one."""
    item = _DASH.sub("", text).strip(" ,;.")
    if not item:
        return items
    goes_on = bool(items) and not _DASH.match(text) and (text[:1].islower() or text.startswith("("))
    return [*items[:-1], f"{items[-1]} {item}"] if goes_on else [*items, item]

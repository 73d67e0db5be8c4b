"""The end of a document: recipients and signature leave the text, in whatever order they come.

On paper the recipients stand left of the signature. Scraped, they come as two columns of a table, one after the other, or
side by side in lines with runs of blanks.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.model import Block, Closing, Document, ListItem, Paragraph, Removed
from builder.recognise.letterhead import PLACE_DATE, read_place_date
from builder.recognise.lines import MARKER, WIDE_GAP, is_rule, split_columns, text_of
from builder.recognise.recipients import HEAD, is_item, mark_bare, take_recipients, with_recipients
from builder.recognise.signature import (
    LONGEST,
    Signature,
    is_authority_or_role,
    is_name,
    is_signature_line,
    read_signatures,
    with_signatures,
)
from builder.vietnamese.text import UPPER, is_upper

_SEARCHED = 70  # blocks from the end
_MOST_SIGNERS = 4  # side by side
# A recipient and what one blank glued to it: an office in capitals, or a name.
_GLUED = re.compile(rf"(?P<left>(?:[-–+]\s|Nơi nhận).{{0,160}}?[;,.:)])\s(?P<right>[{UPPER}][^;,:()]{{3,80}})", re.IGNORECASE)
_GLUED_NAME = re.compile(rf"(?P<left>[-–+]\s.{{0,160}}[;,.:)])\s(?P<right>[{UPPER}][^;,:().]{{3,60}})", re.IGNORECASE)
_LONGEST_HEAD = 300  # characters of a head that has its recipients in the same line


def ending(document: Document) -> Document:
    """Take recipients out of the text; the signature stays where it is, in one block."""
    head = _head(document.blocks)
    if head is not None:
        document = replace(document, blocks=tuple(mark_bare(document.blocks, head)))
    start, end = _zone(document.blocks, head)
    if start == end:
        return document
    lines = _with_glued_name([part for block in document.blocks[start:end] for part in _parts(block)])
    recipients, rest = take_recipients(lines)
    signatures = read_signatures(rest)
    used = {id(line) for line in recipients} | {id(line) for signature in signatures for line in signature.lines}
    left = [line for line in lines if id(line) not in used]
    kept: tuple[Block, ...] = (*_kept(left), *_closing(signatures))
    document = replace(document, blocks=(*document.blocks[:start], *kept, *document.blocks[end:]))
    document = _with_leftovers(document, left)
    return with_signatures(with_recipients(document, recipients), signatures)


def _parts(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return _columns(block) if block.column is None else [block]
    return [Paragraph(f"- {block.text}", block.origin)] if isinstance(block, ListItem) else []


def _columns(block: Paragraph) -> list[Paragraph]:
    """Columns that blanks or tabs keep apart; of those glued by one blank, a recipient and an office in capitals."""
    parts = split_columns(block, _MOST_SIGNERS)
    glued = _GLUED.fullmatch(text_of(block)) if len(parts) == 1 else None
    if glued is None or not (is_upper(glued["right"]) and is_authority_or_role(glued["right"])):
        return parts
    return [replace(block, text=glued["left"], column=0), replace(block, text=glued["right"], column=1)]


def _with_glued_name(lines: list[Paragraph]) -> list[Paragraph]:
    """`- Lưu: VT. Nguyễn Văn An`: the name that a blank glued to the last recipient, where an office stands without one."""
    offices = [line for line in lines if line.column and is_authority_or_role(text_of(line))]
    if not offices or any(is_name(text_of(line)) for line in lines):
        return lines
    last = next((line for line in reversed(lines) if not is_rule(line)), None)
    glued = _GLUED_NAME.fullmatch(text_of(last)) if last else None
    if last is None or glued is None or not is_name(glued["right"]):
        return lines
    index = lines.index(last)
    apart = [replace(last, text=glued["left"], column=0), replace(last, text=glued["right"], column=1)]
    return [*lines[:index], *apart, *lines[index + 1 :]]


def _head(blocks: Sequence[Block]) -> int | None:
    """The last block that begins with `Nơi nhận:`."""
    first = max(0, len(blocks) - _SEARCHED)
    return next((index for index in range(len(blocks) - 1, first - 1, -1) if _is_head(blocks[index])), None)


def _is_head(block: Block) -> bool:
    if not isinstance(block, Paragraph | ListItem) or "nơi" not in block.text.lower():  # few blocks need a second look
        return False
    return any(HEAD.match(text_of(part)) and len(text_of(part)) <= _LONGEST_HEAD for part in _parts(block)[:2])


def _zone(blocks: Sequence[Block], head: int | None) -> tuple[int, int]:
    """[start, end) of recipients and signature: from the recipients' head, or from the first signature line, to the name."""
    if head is not None:
        return _signature_above(blocks, head), _end(blocks, head)
    return _lone_signature(blocks, max(0, len(blocks) - _SEARCHED))


def _signature_above(blocks: Sequence[Block], head: int) -> int:
    """A signature directly above the recipients' head belongs to the zone."""
    start = head
    while start > 0 and _may_sign(blocks, start - 1):
        start -= 1
    return start if start < head and any(_has_office(block) for block in blocks[start:head]) else head


def _end(blocks: Sequence[Block], head: int) -> int:
    """Behind the last line that belongs to recipients or signature."""
    index = head + 1
    while index < len(blocks) and (is_item(blocks[index]) or is_signature_line(blocks[index]) or _is_side_by_side(blocks[index])):
        index += 1
    return index


def _is_side_by_side(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(WIDE_GAP.search(block.text.strip())) and len(text_of(block)) <= 2 * LONGEST


def _may_sign(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block may stand in a signature; an office that no list knows does so below a known one: `CÁN BỘ TỔNG HỢP`."""
    block = blocks[index]
    if is_signature_line(block) or _is_pair(block):
        return True
    unknown = isinstance(block, Paragraph) and is_upper(text_of(block)) and len(text_of(block)) <= LONGEST
    return unknown and not MARKER.match(text_of(block)) and index > 0 and _has_office(blocks[index - 1])


def _is_pair(block: Block) -> bool:
    """Signature lines side by side."""
    parts = _parts(block)
    return len(parts) > 1 and all(is_signature_line(part) for part in parts)


def _has_office(block: Block) -> bool:
    return any(is_authority_or_role(text_of(part)) for part in _parts(block))


def _lone_signature(blocks: Sequence[Block], first: int) -> tuple[int, int]:
    """No recipients: a name near the end below a line of authority or role; other signatures directly above it."""
    for index in range(len(blocks) - 1, first, -1):
        if not any(is_name(text_of(part)) for part in _parts(blocks[index])):
            continue
        start = _start(blocks, index, first)
        if start < index:
            above = start
            while above < index and start - 1 > first and _is_name_block(blocks[start - 1]):
                above = _start(blocks, start - 1, first)
                if above == start - 1:
                    break
                start = above
            return start, index + 1 + _junk_after(blocks, index + 1)
    return 0, 0


def _is_name_block(block: Block) -> bool:
    parts = _parts(block)
    return bool(parts) and all(is_name(text_of(part)) for part in parts)


def _start(blocks: Sequence[Block], name: int, first: int) -> int:
    """The first line of the signature with this name; the name itself when no line above it tells an authority or role."""
    start = name
    while start > first and not _is_name_block(blocks[start - 1]):
        if not _may_sign(blocks, start - 1):
            break
        start -= 1
    return start if any(_has_office(block) for block in blocks[start:name]) else name


def _junk_after(blocks: Sequence[Block], index: int) -> int:
    count = 0
    while index + count < len(blocks) and is_rule(blocks[index + count]):
        count += 1
    return count


def _closing(signatures: Sequence[Signature]) -> tuple[Closing, ...]:
    """All signatures as one block; nothing where no line of them is shown."""
    lines = [line for one in signatures for line in one.shown]
    return (Closing(tuple(text_of(line) for line in lines), lines[0].origin),) if lines else ()


def _kept(lines: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(line for line in lines if not is_rule(line) and not PLACE_DATE.fullmatch(text_of(line)))


def _with_leftovers(document: Document, lines: Sequence[Paragraph]) -> Document:
    """Typed rules go; a place-and-date line above the signature is read."""
    for line in lines:
        if is_rule(line):
            removed = Removed(line.text.strip(), line.origin, "recognise/ending: rule")
            document = replace(document, removed=(*document.removed, removed))
        elif PLACE_DATE.fullmatch(text_of(line)):
            document = replace(document, removed=(*document.removed, Removed(text_of(line), line.origin, "field: place")))
            document = read_place_date(document, line) if document.metadata.issued is None else document
    return document

"""`Nơi nhận:` with its lines, and the signature: `T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ / Đặng Đình Chúc`.

On paper the recipients stand left of the signature. Scraped, they come as two columns of a table, one after the other, or
side by side in lines with runs of blanks. Forms of authority: T/M, K/T, T/L (Party), TM., KT., TL., TUQ., Q. (State).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.model import Block, Document, ListItem, Paragraph, Removed
from builder.recognise.letterhead import PLACE_DATE, read_place_date
from builder.recognise.lines import WIDE_GAP, is_rule, seen, split_columns, text_of
from builder.vietnamese.names import is_person, sentence_capitals
from builder.vietnamese.text import is_upper

RECIPIENTS = re.compile(r"\W*(?:Nơi nhận|Nơi gửi)\s*:?\s*", re.IGNORECASE)
AUTHORITY = re.compile(r"(?:T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/\s?U\s?/\s?Q|TM|KT|TL|TUQ|Q)\s*[./]?\s*(?=[^\W\d_])(?<=[\s./])")
_SIGNED = re.compile(r"\(?\s*(?:đã k[ýí]|k[ýí] tên,? đóng dấu|đã ký và đóng dấu)\s*\)?", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:Q\.\s*)?(?:PHÓ\s+|QUYỀN\s+|UỶ VIÊN|ỦY VIÊN|THAY MẶT|ĐẠI DIỆN)?(?:TỔNG\s+)?"
    r"(?:BÍ THƯ|CHỦ TỊCH|TRƯỞNG|CHÁNH|GIÁM ĐỐC|CHỦ NHIỆM|HIỆU TRƯỞNG|BIÊN TẬP|CHỈ HUY|CHÍNH TRỊ VIÊN|ĐỘI TRƯỞNG|THƯỜNG TRỰC|"
    r"VIỆN TRƯỞNG|CHI CỤC)"
)
_SEARCHED = 70  # blocks from the end
_LONGEST = 110  # characters of a signature line
_ITEM = re.compile(r"^[-–—+•*·]\s*")


@dataclass(frozen=True, slots=True)
class _Signature:
    authority: tuple[Paragraph, ...]
    role: tuple[Paragraph, ...]
    name: Paragraph | None
    notes: tuple[Paragraph, ...] = ()
    """`(đã ký)` and the like."""


def ending(document: Document) -> Document:
    """Take recipients and signature out of the text."""
    start, end = _zone(document.blocks)
    if start == end:
        return document
    lines = [part for block in document.blocks[start:end] for part in _parts(block)]
    recipients, rest = _recipients(lines)
    signature = _signature(rest)
    used = {id(line) for line in recipients} | {id(line) for line in _all(signature)}
    left = [line for line in lines if id(line) not in used]
    document = replace(document, blocks=(*document.blocks[:start], *_kept(left), *document.blocks[end:]))
    document = _with_leftovers(document, left)
    return _with_signature(_with_recipients(document, recipients), signature)


def _parts(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return split_columns(block) if block.column is None else [block]
    return [Paragraph(f"- {block.text}", block.origin)] if isinstance(block, ListItem) else []


def _zone(blocks: Sequence[Block]) -> tuple[int, int]:
    """[start, end) of recipients and signature: from the recipients' head, or from the first signature line, to the name."""
    first = max(0, len(blocks) - _SEARCHED)
    head = next((index for index in range(len(blocks) - 1, first - 1, -1) if RECIPIENTS.match(text_of(blocks[index]))), None)
    if head is not None:
        return _signature_above(blocks, head), _end(blocks, head)
    return _lone_signature(blocks, first)


def _signature_above(blocks: Sequence[Block], head: int) -> int:
    """A signature directly above the recipients' head belongs to the zone."""
    start = head
    while start > 0 and _is_signature_line(blocks[start - 1]):
        start -= 1
    return start if start < head and any(_authority_or_role(text_of(block)) for block in blocks[start:head]) else head


def _end(blocks: Sequence[Block], head: int) -> int:
    """Behind the last line that belongs to recipients or signature."""
    index = head + 1
    while index < len(blocks) and (
        _is_item(blocks[index]) or _is_signature_line(blocks[index]) or _is_side_by_side(blocks[index])
    ):
        index += 1
    return index


def _is_item(block: Block) -> bool:
    text = text_of(block)
    if isinstance(block, ListItem):
        return len(text) <= 200
    return (
        isinstance(block, Paragraph)
        and (bool(_ITEM.match(text)) or block.column == 0 or text.endswith((";", ",")))
        and len(text) <= 200
    )


def _is_side_by_side(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(WIDE_GAP.search(block.text.strip())) and len(text_of(block)) <= 2 * _LONGEST


def _is_signature_line(block: Block) -> bool:
    text = text_of(block)
    if not isinstance(block, Paragraph) or len(text) > _LONGEST:
        return False
    if is_rule(block) or _SIGNED.fullmatch(text) or is_person(text) or PLACE_DATE.fullmatch(text):
        return True
    return _authority_or_role(text) or (block.column == 1 and is_upper(text))


def _is_authority(text: str) -> bool:
    """`T/M BAN THƯỜNG VỤ`; behind a written T/M, KT., … small letters, too (fonts that lost their capitals)."""
    return bool(AUTHORITY.match(text)) and (
        is_upper(text) or (len(text) <= 60 and text[:2] in ("T/", "K/", "TM", "KT", "TL", "TU"))
    )


def _is_role(text: str) -> bool:
    """`PHÓ BÍ THƯ`; in small letters only a short line that is nothing but an office."""
    return bool(_ROLE.match(text.upper())) and (
        is_upper(text) or (len(text.split()) <= 5 and text[-1:].isalpha() and text[:1].isupper())
    )


def _authority_or_role(text: str) -> bool:
    return _is_authority(text) or _is_role(text)


def _lone_signature(blocks: Sequence[Block], first: int) -> tuple[int, int]:
    """No recipients: a name near the end below a line of authority or role."""
    for index in range(len(blocks) - 1, first, -1):
        if not isinstance(blocks[index], Paragraph) or not is_person(text_of(blocks[index])):
            continue
        start = index
        while start > first and _is_signature_line(blocks[start - 1]) and not is_person(text_of(blocks[start - 1])):
            start -= 1
        if any(_authority_or_role(text_of(block)) for block in blocks[start:index]):
            return start, index + 1 + _junk_after(blocks, index + 1)
    return 0, 0


def _junk_after(blocks: Sequence[Block], index: int) -> int:
    count = 0
    while index + count < len(blocks) and is_rule(blocks[index + count]):
        count += 1
    return count


def _recipients(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """(recipient lines, the others)."""
    head = next((index for index, line in enumerate(lines) if RECIPIENTS.match(text_of(line))), None)
    if head is None:
        return [], list(lines)
    taken, others = [lines[head]], list(lines[:head])
    for line in lines[head + 1 :]:
        text = text_of(line)
        is_right = line.column == 1 or _authority_or_role(text) or _SIGNED.fullmatch(text) or is_rule(line)
        goes_on = bool(_ITEM.match(text)) or line.column == 0 or (text.endswith((";", ",")) and not is_person(text))
        (taken if goes_on and not is_right else others).append(line)
    return taken, others


def _signature(lines: Sequence[Paragraph]) -> _Signature:
    authority, role, notes = list[Paragraph](), list[Paragraph](), list[Paragraph]()
    name: Paragraph | None = None
    for line in lines:
        text = text_of(line)
        if name is None and is_person(text) and (role or authority) and not _is_role(text):
            name = line
        elif _SIGNED.fullmatch(text):
            notes.append(line)
        elif _is_authority(text) and not role:
            authority.append(line)
        elif (is_upper(text) or _is_role(text)) and name is None and not PLACE_DATE.fullmatch(text):
            role.append(line)
    if name is None and len(role) >= 2 and is_person(text_of(role[-1]).title()) and not _ROLE.match(text_of(role[-1])):
        name = role.pop()
    return _Signature(tuple(authority), tuple(role), name, tuple(notes))


def _all(signature: _Signature) -> tuple[Paragraph, ...]:
    return (*signature.authority, *signature.role, *signature.notes, *((signature.name,) if signature.name else ()))


def _kept(lines: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(line for line in lines if not is_rule(line) and not PLACE_DATE.fullmatch(text_of(line)))


def _with_leftovers(document: Document, lines: Sequence[Paragraph]) -> Document:
    """Typed rules go; a place-and-date line above the signature is read."""
    for line in lines:
        if is_rule(line):
            document = replace(
                document, removed=(*document.removed, Removed(line.text.strip(), line.origin, "recognise/ending: rule"))
            )
        elif PLACE_DATE.fullmatch(text_of(line)):
            document = replace(document, removed=(*document.removed, Removed(text_of(line), line.origin, "field: place")))
            document = read_place_date(document, line) if document.metadata.issued is None else document
    return document


def _with_recipients(document: Document, lines: Sequence[Paragraph]) -> Document:
    if not lines:
        return document
    removed = tuple(Removed(text_of(line), line.origin, "field: recipients") for line in lines)
    items: list[str] = []
    for line in lines:
        text = RECIPIENTS.sub("", text_of(line), count=1) if line is lines[0] else text_of(line)
        item = _ITEM.sub("", text).strip(" ,;.")
        if item and (_ITEM.match(text) or not items or items[-1].endswith((")", ".")) or text_of(line)[:1].isupper()):
            items.append(item)
        elif item:
            items[-1] += f" {item}"
    metadata = replace(document.metadata, recipients=tuple(items))
    return replace(document, metadata=metadata, removed=document.removed + removed)


def _with_signature(document: Document, signature: _Signature) -> Document:
    if not _all(signature):
        return document
    metadata = replace(
        document.metadata,
        signer=text_of(signature.name) if signature.name else None,
        signer_role=_line(signature.role, " ") or None,
        signing_authority=_line(signature.authority, ", ") or None,
    )
    shown = (*signature.authority, *signature.role, *((signature.name,) if signature.name else ()))
    removed = tuple(Removed(text_of(line), line.origin, "recognise/ending: signed") for line in signature.notes)
    fields = (
        ("signing_authority", signature.authority),
        ("signer_role", signature.role),
        ("signer", (signature.name,) if signature.name else ()),
    )
    evidence = tuple(seen(field, line.text, line.origin) for field, lines in fields for line in lines)
    return replace(
        document, metadata=metadata, closing=tuple(text_of(line) for line in shown),
        removed=document.removed + removed, evidence=document.evidence + evidence,
    )  # fmt: skip


def _line(lines: Sequence[Paragraph], separator: str) -> str:
    return separator.join(sentence_capitals(text_of(line)) for line in lines)

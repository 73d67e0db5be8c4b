"""`T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ / Đặng Đình Chúc`: authority, role and name of who signs.

Forms of authority: T/M, K/T, T/L (Party), TM., KT., TL., TUQ. (State); `Q.` goes with the role.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.model import Block, Document, Evidence, Paragraph, Removed
from builder.recognise.letterhead import PLACE_DATE
from builder.recognise.lines import is_rule, seen, text_of, warn
from builder.vietnamese.names import (
    is_person,
    is_person_in_capitals,
    is_title,
    person_of,
    sentence_capitals,
    starts_like_office,
    starts_like_role,
)
from builder.vietnamese.text import is_upper

_AUTHORITY = re.compile(r"(?:T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/?\s?U\s?/?\s?Q|TM|KT|TL)\s*[./]?\s*(?=[^\W\d_])(?<=[\s./])")
SIGNED = re.compile(
    r"[(\[]?\s*(?:đã k[ýí](?: tên)?(?:,? (?:và )?đóng dấu)?|k[ýí](?: tên)?(?:,? (?:và )?(?:đóng dấu|ghi rõ họ(?: và)? tên))+|"
    r"k[ýí] tên|chữ ký(?:,? (?:và )?(?:đóng )?dấu)?|đóng dấu)\s*[)\]]?\s*:?",
    re.IGNORECASE,
)
# A line of an office that the line above began, and the end of a line that the next one completes.
_GOES_ON = re.compile(r"(?:thường trực|phụ trách|chuyên trách)\b", re.IGNORECASE)
_INCOMPLETE = re.compile(r"(?:^|.*\s)(?:phó|quyền|q\.|kiêm|và|của|[-–,])", re.IGNORECASE)
LONGEST = 110  # characters of a signature line
_LONGEST_NAME = 200  # of a name with all that may stand before it


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines of one signature."""

    authority: tuple[Paragraph, ...] = ()
    role: tuple[Paragraph, ...] = ()
    name: Paragraph | None = None
    notes: tuple[Paragraph, ...] = ()
    """`(đã ký)` and the like."""

    @property
    def shown(self) -> tuple[Paragraph, ...]:
        """The lines that close the body."""
        return (*self.authority, *self.role, *((self.name,) if self.name else ()))

    @property
    def lines(self) -> tuple[Paragraph, ...]:
        return (*self.shown, *self.notes)


def is_authority(text: str) -> bool:
    """`T/M BAN THƯỜNG VỤ`; behind a written T/M, KT., … small letters, too (fonts that lost their capitals)."""
    return bool(_AUTHORITY.match(text)) and (
        is_upper(text) or (len(text) <= 60 and text[:2] in ("T/", "K/", "TM", "KT", "TL", "TU"))
    )


def is_role(text: str) -> bool:
    """`PHÓ BÍ THƯ`; in small letters only a short line that is nothing but an office."""
    return starts_like_role(text) and (is_upper(text) or (len(text.split()) <= 5 and text[-1:].isalpha() and text[:1].isupper()))


def is_authority_or_role(text: str) -> bool:
    """Whether a line says for whom, or in which office, somebody signs."""
    return is_authority(text) or is_role(text)


def is_name(text: str) -> bool:
    """A person's name, maybe with `(đã ký)` before it; in capitals only behind a known family name."""
    return len(text) <= _LONGEST_NAME and _is_name(text)


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    text = without_note(text)
    return (is_person(text) or is_person_in_capitals(text)) and not starts_like_office(text)


def without_note(text: str) -> str:
    """`(đã ký) Nguyễn Văn An` -> `Nguyễn Văn An`."""
    match = SIGNED.match(text)
    return text[match.end() :].strip() if match else text


def is_signature_line(block: Block) -> bool:
    """Whether a block may stand in a signature."""
    text = text_of(block)
    if not isinstance(block, Paragraph) or len(text) > LONGEST:
        return False
    if is_rule(block) or SIGNED.fullmatch(text) or is_name(text) or PLACE_DATE.fullmatch(text):
        return True
    return is_authority_or_role(text) or (bool(block.column) and is_upper(text))


def read_signatures(lines: Sequence[Paragraph]) -> list[Signature]:
    """The signatures among lines, in order; signatures side by side come left one first."""
    if len({line.column for line in lines if is_name(text_of(line)) and line.column is not None}) > 1:
        lines = sorted(lines, key=lambda line: line.column or 0)
    found: list[Signature] = []
    rest = list(lines)
    while rest:
        signature, rest = _first(rest)
        if signature.lines:
            found.append(signature)
    return found


def _first(lines: Sequence[Paragraph]) -> tuple[Signature, list[Paragraph]]:
    """(the first signature, the lines below it)."""
    done = Signature()
    for index, line in enumerate(lines):
        text = text_of(line)
        if done.name is not None and is_authority_or_role(text):
            return done, list(lines[index:])
        done = _with_line(done, line, text)
    if done.name is None and len(done.role) >= 2 and not starts_like_office(text_of(done.role[-1])):
        last = done.role[-1]
        done = replace(done, role=done.role[:-1], name=last) if is_person(text_of(last).title()) else done
    return done, []


def _with_line(signature: Signature, line: Paragraph, text: str) -> Signature:
    if signature.name is None and is_name(text) and (signature.role or signature.authority):
        return replace(signature, name=line)
    if SIGNED.fullmatch(text):
        return replace(signature, notes=(*signature.notes, line))
    if is_authority(text) and not signature.role and signature.name is None:
        return replace(signature, authority=(*signature.authority, line))
    if (is_upper(text) or is_role(text)) and signature.name is None and not PLACE_DATE.fullmatch(text):
        return replace(signature, role=(*signature.role, line))
    return signature


def with_signatures(document: Document, signatures: Sequence[Signature]) -> Document:
    """Fill the signer's fields from the first complete signature."""
    if not signatures:
        return document
    first = next((one for one in signatures if one.name), signatures[0])
    metadata = replace(
        document.metadata,
        signer=person_of(without_note(text_of(first.name))) or text_of(first.name) if first.name else None,
        signer_role=_offices(first.role) or None,
        signing_authority=_joined(first.authority, ", ") or None,
    )
    notes = [line for one in signatures for line in one.notes]
    removed = tuple(Removed(text_of(line), line.origin, "recognise/ending: signed") for line in notes)
    document = replace(
        document, metadata=metadata, removed=document.removed + removed,
        evidence=document.evidence + tuple(_evidence(first)),
    )  # fmt: skip
    others = [text_of(one.name) for one in signatures if one.name and one is not first]
    return warn(document, f"Nhiều người ký, chỉ ghi người đầu; còn lại: {', '.join(others)}") if others else document


def _evidence(signature: Signature) -> list[Evidence]:
    fields = (
        ("signing_authority", signature.authority),
        ("signer_role", signature.role),
        ("signer", (signature.name,) if signature.name else ()),
    )
    return [seen(field, line.text, line.origin) for field, lines in fields for line in lines]


def _offices(lines: Sequence[Paragraph]) -> str:
    """The offices of a signature, a comma between two of them; a rank among them is none."""
    joined, above = "", ""
    for text in (text_of(line) for line in lines if not is_title(text_of(line))):
        opens = starts_like_role(text) and not _GOES_ON.match(text) and not _INCOMPLETE.fullmatch(above)
        joined += f"{', ' if opens else ' '}{sentence_capitals(text)}" if joined else sentence_capitals(text)
        above = text
    return joined


def _joined(lines: Sequence[Paragraph], separator: str) -> str:
    return separator.join(sentence_capitals(text_of(line)) for line in lines)

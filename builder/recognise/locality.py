"""The administrative units that the document concerns, smallest first, only those that the text names."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.model import Document, Evidence, ListItem, Paragraph
from builder.recognise.issuer import bodies
from builder.recognise.lines import seen, text_of
from builder.vietnamese.names import is_family_name, is_province, locality_of, rank, sentence_capitals
from builder.vietnamese.text import UPPER, is_upper

_NAME = rf"[{UPPER}][^\W\d_]*"
_UNITS = re.compile(rf"(?<!\w)(huyện|thị xã|quận|thành phố|tỉnh)\s+({_NAME}(?:\s+(?!Ủy|Uỷ|Bí|Chủ|Phó){_NAME}){{0,2}})")
_COMMUNES = re.compile(rf"(?<!\w)([Xx]ã|[Pp]hường|[Tt]hị trấn)\s+({_NAME}(?:\s+(?!Ủy|Uỷ|Bí|Chủ|Phó){_NAME}){{0,2}})")
_COMMITTEES = re.compile(rf"(Huyện|Tỉnh|Thị|Thành|Quận)\s+[uủ][yỷ]\s+({_NAME}(?:\s+{_NAME}){{0,2}})")
_OFFICERS = ("Bí thư ", "viên ", "Trưởng ", "Thường trực ", "Văn phòng ")  # `Bí thư Tỉnh ủy Lê Thị Thủy`: a person's name follows
_OFFICE = re.compile(r"(?:Bí thư|Chủ tịch|Chủ nhiệm|Trưởng|Chánh|Giám đốc|đồng chí|đ/c|ông|bà)\b[^,;.:()]*$", re.IGNORECASE)
# Words in capitals behind a unit that begin no place name: `huyện Đảng bộ`, `tỉnh Khóa XVII`.
_NO_PLACE = frozenset(
    "Đảng Đoàn Ban Khóa Khoá Nhiệm Lần Ủy Uỷ Mặt Thường Bí Chủ Phó Trưởng Sở UBND HĐND BCH BTV MTTQ Quân Công".split()
)
_LEVELS = {2: ("huyện", "thị xã", "quận", "thành phố"), 4: ("tỉnh",)}
_FEWEST = 2  # mentions that a unit needs when the letterhead does not name it


@dataclass(frozen=True, slots=True)
class _Mention:
    unit: str
    words: str
    """As printed."""
    origin: str


def locality(document: Document) -> Document:
    """Fill locality from the letterhead's bodies, else the communes of the title, and the units above them from the text."""
    metadata = document.metadata
    above = [sentence_capitals(line) for line in reversed(bodies(metadata.letterhead)[:-2])]
    stated = [body for body in (metadata.issuer, metadata.parent_issuer, *above) if body]
    found = {unit: Evidence("locality", body, "letterhead") for body in stated if (unit := locality_of(body))}
    found = found or {unit: Evidence("locality", metadata.title, "title") for unit in _communes(document)}
    highest = max((rank(unit) for unit in found), default=0)
    mentions = list(_mentions(document))
    for level in (2, 4):
        unit = _only(Counter(mention.unit for mention in mentions), level) if highest < level else None
        if unit:
            first = next(mention for mention in mentions if mention.unit == unit)
            found[unit] = seen("locality", first.words, first.origin)
    units = tuple(sorted(found, key=rank))
    evidence = tuple(found[unit] for unit in units)
    return replace(document, metadata=replace(metadata, locality=units), evidence=document.evidence + evidence)


def _communes(document: Document) -> Iterator[str]:
    """The communes that the title names; a third word in capitals is part of the name where the text names it so, too."""
    title = document.metadata.title
    for match in _COMMUNES.finditer(sentence_capitals(title) if is_upper(title) else title):
        words = match[2].split()
        if words[0] in _NO_PLACE:
            continue
        full = f"{match[1]} {match[2]}".lower()
        known = len(words) < 3 or any(full in text_of(block).lower() for block in document.blocks)
        yield f"{match[1].lower()} {' '.join(words if known else words[:2])}"


def _mentions(document: Document) -> Iterator[_Mention]:
    lead = Paragraph(document.metadata.lead or "", "lead")
    for block in (*document.blocks, lead):
        if isinstance(block, Paragraph | ListItem):
            text = text_of(block)
            yield from (_Mention(f"{m[1]} {m[2]}", m[0], block.origin) for m in _UNITS.finditer(text) if _is_place(m, text))
            committees = (match[0] for match in _COMMITTEES.finditer(text) if not text[: match.start()].endswith(_OFFICERS))
            yield from (_Mention(unit, name, block.origin) for name in committees if (unit := locality_of(name)))
    title = document.metadata.title
    yield from (_Mention(f"{m[1]} {m[2]}", m[0], "title") for m in _UNITS.finditer(title) if _is_place(m, title))


def _is_place(match: re.Match[str], text: str) -> bool:
    """No other word in capitals, and no name of a person: `Chủ tịch Hội Nông dân huyện Nguyễn Thị Hoa`."""
    words = match[2].split()
    if words[0] in _NO_PLACE:
        return False
    return not (len(words) == 3 and is_family_name(words[0]) and _OFFICE.search(text[max(0, match.start() - 80) : match.start()]))


def _is_certain(unit: str, count: int) -> bool:
    """`toàn tỉnh Tổng kết công tác`: a capital behind a unit may begin a phrase.

    A province is a known one or stands there more than once; a name of one word needs as much.
    """
    kind, _, name = unit.partition(" ")
    if kind == "tỉnh" or " " not in name:
        return is_province(name) or (count >= _FEWEST and " " in name)
    return True


def _only(mentions: Counter[str], level: int) -> str | None:
    """The unit of a level that the text names by far most often."""
    units = [(count, unit) for unit, count in mentions.items() if unit.startswith(_LEVELS[level]) and _is_certain(unit, count)]
    units.sort(reverse=True)
    if not units:
        return None
    return units[0][1] if len(units) == 1 or units[0][0] >= _FEWEST * units[1][0] else None

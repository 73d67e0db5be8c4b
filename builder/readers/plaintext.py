"""Plain text -> Document: text dumps of portal pages, OCR text and plain bulletins.

A text dump carries the same noise as the page that it was made of, but without its markup: only the form and the place of
a line can tell. Head noise stands before the text, tail noise below it; the same words inside the text stay.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.errors import SourceError
from builder.limits import MOST_LINES
from builder.model import EM_CLOSE, EM_OPEN, Block, Cell, Document, Evidence, Image, ListItem, Metadata, Paragraph, Removed, Table
from builder.portals import Profile, line_rules
from builder.readers.lists import TYPED_BULLET, TYPED_NUMBER
from builder.readers.page import NotADocument
from builder.readers.text_head import Head, read_head
from builder.readers.text_lead import above_text
from builder.readers.text_list import is_list
from builder.readers.text_markup import pipe_table, read_image, read_markup, without_escapes
from builder.readers.text_tables import LONGEST_TABLE, table_rows
from builder.readers.text_tail import tail_noise
from builder.vietnamese.text import to_unicode, without_private_use

_IMAGE_NAME = re.compile(r"[\w\-+.()% ]{1,120}\.(?:jpe?g|png|gif|bmp|webp)", re.IGNORECASE)
_BULLET = re.compile(r"^(\s*)•\s+(?=\S)")
_NUMBERED = re.compile(r"^( {2,12})(\d{1,3})\. (?=\S)")  # how a dump shows an item of an HTML list
# Names that cameras and phones give their pictures; a dump shows them where a picture has no better description.
_CAMERA_NAME = re.compile(
    r"(?:IMG|DSC[NF]?|DJI|PXL|MVI|z|photo|image|anh|hinh)[-_ ]?\d[\w-]{0,60}|\d{8,}_\d[\w-]{0,60}", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])")
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*)[^\n]|\n(?!\s*\n)){1,600}?)\*\*")
_BOLD_OPEN, _BOLD_CLOSE = "\ue007", "\ue008"  # private to this reader, like the inline marks of the model
_LINE_END = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")
_HEADING_MARK = re.compile(r"^#{1,6}\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source with its number, counted from 1."""

    number: int
    text: str
    gap: bool
    """Whether a blank line stands before it."""

    @property
    def origin(self) -> str:
        return f"line {self.number}"


def read_plaintext(text: str, metadata: Metadata, profiles: Sequence[Profile]) -> Document | NotADocument:
    """Read one text file. Raises SourceError when it has too many lines."""
    count = len(_LINE_END.findall(text))
    if count > MOST_LINES:
        raise SourceError(f"{count:,} lines; at most {MOST_LINES:,} are read")
    lines = _lines(read_markup(to_unicode(without_private_use(text))))
    profile = match_lines(lines, profiles)
    rules = line_rules(profile, profiles)
    tail = tail_noise([line.text for line in lines], rules)
    kept = [line for index, line in enumerate(lines) if index not in tail]
    name = profile.name if profile else "plain text"
    known = profile is not None
    head = read_head([line.text for line in kept], rules, known_portal=known or bool(tail), profiled=known)
    removed = tuple(
        Removed(line.text.strip(), line.origin, f"portals/{name}: {tail[i]}") for i, line in enumerate(lines) if i in tail
    )
    removed += tuple(Removed(kept[i].text.strip(), kept[i].origin, _head_rule(name, rule)) for i, rule in head.removed.items())
    body = [line for index, line in enumerate(kept) if index not in head.removed]
    if not any(line.text.strip() for line in body):
        return NotADocument("empty", "no text but the portal's own", name)
    shown = {*tail.values(), *head.removed.values()}
    one_article = any(rule.name in shown for rule in rules if rule.article or rule.place == "border")
    of_a_portal = profile is not None or any(rule.name in shown for rule in rules if rule.place != "after")
    if of_a_portal and not one_article and is_list([line.text for line in body], published=head.published is not None):
        return NotADocument("list", f"no article in this text, only the portal's blocks ({name})", name)
    lead = above_text([line.text for line in body]) if head.title else frozenset()
    removed += tuple(Removed(body[i].text.strip(), body[i].origin, f"portals/{name}: lead") for i in sorted(lead))
    body = [line for index, line in enumerate(body) if index not in lead]
    removed += tuple(
        Removed(line.text.strip(), line.origin, "readers/plaintext: image") for line in body if read_image(line.text, "")
    )
    return _document(body, removed, head, profile, metadata)


def _document(
    lines: Sequence[Line], removed: tuple[Removed, ...], head: Head, profile: Profile | None, metadata: Metadata
) -> Document:
    source = replace(metadata.source, portal=profile.name if profile else None)
    metadata = replace(metadata, source=source, published=head.published, categories=head.categories)
    evidence = tuple(
        Evidence(entry.rule.removeprefix("field: "), entry.text, entry.origin)
        for entry in removed
        if entry.rule.startswith("field: ")
    )
    return Document(tuple(_blocks(lines)), metadata, removed=removed, evidence=evidence, page_title=head.title)


def _lines(text: str) -> list[Line]:
    """The lines that hold something; Markdown emphasis that OCR tools write becomes inline marks."""
    text = _BOLD.sub(_mark_bold, text)
    found: list[Line] = []
    blank = True
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \t\u00a0"):
            found.append(Line(number, without_escapes(_EMPHASIS.sub(rf"{EM_OPEN}\1{EM_CLOSE}", line)), blank))
        blank = not line.strip(" \t\u00a0")
    return found


def _mark_bold(match: re.Match[str]) -> str:
    return "\n".join(f"{_BOLD_OPEN}{part}{_BOLD_CLOSE}" for part in match[1].split("\n"))


def match_lines(lines: Sequence[Line], profiles: Sequence[Profile]) -> Profile | None:
    """The profile with the most evidence in the lines of a text dump, or None."""
    texts = [line.text.strip(" \t\u00a0•") for line in lines]

    def weight(profile: Profile) -> int:
        return sum(rule.weight for rule in profile.evidence if rule.line and any(rule.line.search(text) for text in texts))

    best = max(profiles, key=weight)
    return best if weight(best) else None


def _head_rule(name: str, rule: str) -> str:
    return rule if rule.startswith("field: ") else f"portals/{name}: {rule}"


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    index = 0
    listed = _listed(lines)
    while index < len(lines):
        rows, used = _table_at(lines, index)
        if rows:
            yield Table(rows, lines[index].origin)
            index += used
            continue
        yield listed.get(index) or _block(lines[index])
        index += 1


def _table_at(lines: Sequence[Line], index: int) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """(rows, lines used) of the table that begins there, if one does."""
    if "|" in lines[index].text:
        rows, used = pipe_table([line.text for line in lines[index : index + LONGEST_TABLE]])
        if rows:
            return rows, used
    if "\t" in lines[index].text:
        return table_rows([(line.text, line.gap) for line in lines[index : index + LONGEST_TABLE]])
    return (), 0


def _listed(lines: Sequence[Line]) -> dict[int, ListItem]:
    """Index -> item of the numbered items of HTML lists; a number that stands alone may be a heading."""
    found: dict[int, ListItem] = {}
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line.text)
        beside = [other for other in lines[max(index - 1, 0) : index + 2] if other is not line and _is_listed(other)]
        if match and beside:
            depth = (len(match[1]) - 2) // 2
            text = line.text[match.end() :].strip()
            found[index] = ListItem(text, line.origin, depth, int(match[2]), f"{match[2]}.")
    return found


def _is_listed(line: Line) -> bool:
    return bool(_NUMBERED.match(line.text) or (_BULLET.match(line.text) and line.text.startswith("  ")))


def _block(line: Line) -> Block:
    text, bold = _without_bold(line.text)
    mark = _HEADING_MARK.match(text)
    level = len(mark[0].rstrip()) if mark else 0
    if mark:
        text, bold = text[mark.end() :], True
    image = read_image(text, line.origin)
    if image is not None:
        return image
    if _IMAGE_NAME.fullmatch(text.strip()) or _CAMERA_NAME.fullmatch(text.strip()):
        return Image(text.strip(), line.origin)
    bullet = _BULLET.match(text)
    if bullet:
        return _bullet_item(text[bullet.end() :], line, max(len(bullet[1]) - 2, 0) // 2)
    centred = len(text) - len(text.lstrip()) >= 15
    return Paragraph(text.strip(" "), line.origin, bold=bold, centred=centred, gap=line.gap, heading=level)


def _bullet_item(text: str, line: Line, depth: int) -> Block:
    """An item of an HTML list; the bullet or number that its author typed counts."""
    typed = TYPED_BULLET.match(text)
    if typed:
        return ListItem(text[typed.end() :], line.origin, depth + (typed[1] == "+"), marker=typed[1])
    if TYPED_NUMBER.match(text):
        return Paragraph(text, line.origin, gap=line.gap)
    return ListItem(text, line.origin, depth, marker="•")


def _without_bold(text: str) -> tuple[str, bool]:
    whole = text.strip().startswith(_BOLD_OPEN) and text.strip().endswith(_BOLD_CLOSE)
    return text.replace(_BOLD_OPEN, "").replace(_BOLD_CLOSE, ""), whole

"""Footnotes: `¹ …`, `[1] …`, `(1) …`, `* …` whose text stands elsewhere, often in the middle of a sentence that a page split.

A paragraph that opens with a mark is a note when the same mark stands behind a word somewhere; a mark whose note is lost
stays `[n]` and is a warning. `(1)` and `*` are marks only where they stick to a word and a note for them follows.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.model import NOTE_CLOSE, NOTE_OPEN, Block, Cell, Document, Heading, ListItem, Paragraph, Removed, Table
from builder.recognise.joins import is_wrapped, wrap_width
from builder.recognise.lines import MARKER, taken, warn, with_text
from builder.vietnamese.text import tidy

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")
_MARK = (
    rf"(?:{NOTE_OPEN}(?P<n>[^{NOTE_CLOSE}]{{1,6}}){NOTE_CLOSE}|\[(?P<b>(?!0+\])\d{{1,3}}|\*{{1,3}})\]|"
    rf"(?P<s>(?<![{_SUPERSCRIPT}])(?!⁰)[{_SUPERSCRIPT}]{{1,3}}(?![{_SUPERSCRIPT}])(?!\s?[CF]\b)))"
)
_WEAK_MARK = r"(?:\((?P<p>\d{1,2}|\*{1,3})\)|(?P<a>\*{1,3}))"
_NOTE_START = re.compile(rf"\s*{_MARK}\s*(?=\S)")
_WEAK_START = re.compile(rf"\s*{_WEAK_MARK}\s*(?=[^\s*])")
# A superscript behind a letter, or behind letters that make no syllable, is a power: x², km³, mc².
_REFERENCE = re.compile(
    rf"(?P<unit>(?<![^\W\d_])(?:[A-Za-z](?=[{_SUPERSCRIPT}])|(?:dam|[b-df-hj-np-tv-xz]{{2,3}})(?=[²³](?![{_SUPERSCRIPT}]))))?{_MARK}"
)
_PRINTED = re.compile(r"\S")
_MAY_HOLD_MARK = re.compile(rf"[{NOTE_OPEN}\[{_SUPERSCRIPT}]")
_MAY_HOLD_WEAK_MARK = re.compile(r"[(*]")
_WEAK_REFERENCE = re.compile(rf"(?<=[\w”\"’%)]){_WEAK_MARK}(?![\w*(])")
_SPACED_REFERENCE = re.compile(r"(?<=[\w”\"’%)] )\((?P<p>\d{1,2})\)(?P<a>)(?![\w*(])")
_ENDED = re.compile(r"""[.!?…:;]["”’)\]]*\s*$""")
_NEXT_PAGE = 10  # blocks among which the rest of a note stands


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a text file run."""

    width: int | None
    """Characters to which they were broken; None for a paragraph a line."""


@dataclass(frozen=True, slots=True)
class _Note:
    label: str
    text: str
    blocks: tuple[Paragraph | ListItem, ...]


def notes(document: Document) -> Document:
    """Collect the notes, link the marks, and report marks without a note."""
    weak = _weak_labels(document.blocks)
    blocks = tuple(_marked(block, weak) for block in document.blocks) if weak else document.blocks
    if not any(_MAY_HOLD_MARK.search(text) for block in blocks for text in _texts(block)):
        return document
    references = {label for block in blocks for text in _texts(block) for label in _references(text)}
    called = {label for block in blocks if not _opens_note(block, references) for label in _marks_of(block)}
    dump = document.metadata.source.media_type == "text/plain"
    found = _unique(_definitions(blocks, called, _Layout(wrap_width(blocks)) if dump else None))
    gone = {id(block) for note in found for block in note.blocks}
    kept = tuple(block for block in blocks if id(block) not in gone)
    found = _in_order_of_marks(found, kept)
    numbers = {note.label: str(number) for number, note in enumerate(found, 1)}
    lost = sorted((references & _reported(blocks)) - numbers.keys(), key=lambda label: (len(label), label))
    moved = taken(dict.fromkeys(block for note in found for block in note.blocks), "recognise/notes: moved to the end")
    document = replace(
        document,
        blocks=tuple(_linked(block, numbers) for block in kept),
        notes=tuple((numbers[note.label], _link(note.text, numbers)) for note in found),
        removed=document.removed + moved + tuple(_numbered_anew(kept, numbers)),
    )
    return warn(document, *(f"Mất nội dung chú thích [{label}]" for label in lost))


def _in_order_of_marks(found: Sequence[_Note], blocks: Sequence[Block]) -> list[_Note]:
    """Notes are numbered and shown in the order in which the text calls them."""
    labels = dict.fromkeys(label for block in blocks for text in _texts(block) for label in _references(text))
    places = {label: place for place, label in enumerate(labels)}
    return sorted(found, key=lambda note: places.get(note.label, len(places)))


def _numbered_anew(blocks: Sequence[Block], numbers: Mapping[str, str]) -> Iterator[Removed]:
    """The printed marks that another number replaces."""
    for block in blocks:
        marks = (match for text in _texts(block) for match in _marks(text) if not match["unit"])
        changed = [label for label in map(_label, marks) if numbers.get(label, label) != label]
        yield from (Removed(f"[{label}]", getattr(block, "origin", ""), "recognise/notes: numbered anew") for label in changed)


def _reported(blocks: Sequence[Block]) -> set[str]:
    """The labels that are marks for sure: not a superscript that no series from 1 leads to."""
    marks = [match for block in blocks for text in _texts(block) for match in _marks(text) if not match["unit"]]
    labels = {_label(match) for match in marks}
    series = {str(number) for number in range(1, next(n for n in range(1, len(labels) + 2) if str(n) not in labels))}
    return series | {_label(match) for match in marks if not match["s"]}


# ---------------------------------------------------------------- (1) and *
def _weak_labels(blocks: Sequence[Block]) -> frozenset[str]:
    """The labels `(1)`, `*` that stick to a word once and open a later paragraph.

    Behind a blank a number is a mark only where it follows one that is: `chuyên đề(1) … lý luận chính trị (2) cho`.
    """
    seen: dict[str, int] = {}
    apart: dict[str, int] = {}
    found: set[str] = set()
    for block in blocks:
        start = _WEAK_START.match(block.text) if isinstance(block, Paragraph) else None
        label = _weak_label(start) if start else ""
        if seen.get(label) == 1 or (seen.get(label) is None and apart.get(label) == 1 and _one_before(label) in found):
            found.add(label)
        for text in filter(_MAY_HOLD_WEAK_MARK.search, _texts(block)):
            for counts, pattern in ((seen, _WEAK_REFERENCE), (apart, _SPACED_REFERENCE)):
                for match in pattern.finditer(text):
                    counts[_weak_label(match)] = counts.get(_weak_label(match), 0) + 1
    return frozenset(found)


def _one_before(label: str) -> str:
    """`(2)` -> `(1)`."""
    number = label.strip("()")
    return f"({int(number) - 1})" if number.isdecimal() and len(number) < 10 else ""


def _weak_label(match: re.Match[str]) -> str:
    return f"({match['p']})" if match["p"] else match["a"]


def _marked(block: Block, labels: frozenset[str]) -> Block:
    """The block with its weak marks as marks."""

    def mark(match: re.Match[str]) -> str:
        label = _weak_label(match)
        return match[0].replace(label, f"{NOTE_OPEN}{label.strip('()')}{NOTE_CLOSE}") if label in labels else match[0]

    if isinstance(block, Paragraph):
        block = with_text(block, _WEAK_START.sub(mark, block.text, count=1))
    return _with_texts(block, lambda text: _SPACED_REFERENCE.sub(mark, _WEAK_REFERENCE.sub(mark, text)))


# ---------------------------------------------------------------- notes and their marks
def _label(match: re.Match[str]) -> str:
    return (match["n"] or match["b"] or match["s"]).translate(_DIGITS).strip("[]() ")


def _marks(text: str, start: int = 0) -> Iterable[re.Match[str]]:
    """What looks like a mark from `start` on; most texts hold none of its characters."""
    return _REFERENCE.finditer(text, start) if _MAY_HOLD_MARK.search(text, start) else ()


def _references(text: str) -> list[str]:
    """The labels of the marks in a text that do not open it."""
    if not _MAY_HOLD_MARK.search(text):
        return []
    start = _NOTE_START.match(text)
    begin = start.end() if start else 0
    return [_label(match) for match in _marks(text, begin) if not match["unit"] and _follows_word(text, match.start())]


def _follows_word(text: str, index: int) -> bool:
    return _PRINTED.search(text, 0, index) is not None


def _definitions(blocks: Sequence[Block], references: set[str], layout: _Layout | None) -> Iterator[_Note]:
    """The notes in the order of their texts, several of them in one paragraph and one over several paragraphs among them."""
    starts = [index for index, block in enumerate(blocks) if _opens_note(block, references)]
    apart = starts and not any(_marks_of(block) for block in blocks[starts[0] + 1 :] if not _opens_note(block, references))
    for place, index in enumerate(starts):
        end = starts[place + 1] if apart and place + 1 < len(starts) else index + 1
        own = [block for block in blocks[index:end] if isinstance(block, Paragraph | ListItem)]
        if len(own) < end - index:  # a heading, a table or an image is no part of a note
            own = own[:1]
        if layout and len(own) == 1:
            own = _over_lines(blocks, index, references, layout)
        text = " ".join(block.text.strip() for block in own)
        for label, part in _parts(text, references):
            yield _Note(label, tidy(part), tuple(own))


def _over_lines(blocks: Sequence[Block], index: int, references: set[str], layout: _Layout) -> list[Paragraph | ListItem]:
    """The note that begins here in a text file: its lines, and those below the text of the next page where it goes on."""
    own = _wrapped(blocks, index, layout)
    rest = _rest(blocks, index, index + len(own), references) if not _ENDED.search(own[-1].text) else None
    return own + (_wrapped(blocks, rest, layout) if rest is not None else [])


def _wrapped(blocks: Sequence[Block], index: int, layout: _Layout) -> list[Paragraph | ListItem]:
    """The paragraph that begins with a line of a text whose lines were broken to fit a page."""
    own: list[Paragraph | ListItem] = []
    for block in blocks[index:]:
        if not isinstance(block, Paragraph) or (own and not is_wrapped(own[-1], block, layout.width)):
            break
        own.append(block)
    return own


def _rest(blocks: Sequence[Block], note: int, end: int, references: set[str]) -> int | None:
    """Index of a line in small letters that no sentence above it lacks: the rest of a note that the page's end cut."""
    above = next((block for block in reversed(blocks[:note]) if not _opens_note(block, references)), None)
    for index in range(end, min(end + _NEXT_PAGE, len(blocks))):
        block = blocks[index]
        if _opens_note(block, references):
            continue
        text = tidy(block.text) if isinstance(block, Paragraph) else ""
        if text[:1].islower() and not MARKER.match(text) and (above is None or any(map(_ENDED.search, _texts(above)[-1:]))):
            return index
        above = block
    return None


def _opens_note(block: Block, references: set[str]) -> bool:
    match = _NOTE_START.match(block.text) if isinstance(block, Paragraph) else None
    return match is not None and _label(match) in references


def _marks_of(block: Block) -> list[str]:
    return [label for text in _texts(block) for label in _references(text)]


def _parts(text: str, references: set[str]) -> Iterator[tuple[str, str]]:
    """(label, text) of each note in a paragraph; a mark inside opens the next note when it is the next number."""
    match = _NOTE_START.match(text)
    while match:
        label = _label(match)
        following = next((other for other in _marks(text, match.end()) if _follows(label, _label(other))), None)
        if following is None or _label(following) not in references:
            yield label, text[match.end() :]
            return
        yield label, text[match.end() : following.start()]
        match = _NOTE_START.match(text, following.start())


def _follows(label: str, other: str) -> bool:
    return label.isdecimal() and other.isdecimal() and int(other[:10]) == int(label[:10]) + 1


def _unique(found: Iterator[_Note]) -> list[_Note]:
    """The first note of each label; a second one stays where it is."""
    first: dict[str, _Note] = {}
    for note in found:
        first.setdefault(note.label, note)
    return list(first.values())


def _texts(block: Block) -> list[str]:
    if isinstance(block, Paragraph | ListItem | Heading):
        return [block.text]
    if isinstance(block, Table):
        return [line for row in block.rows for cell in row for line in cell.lines]
    return []


def _linked(block: Block, numbers: Mapping[str, str]) -> Block:
    return _with_texts(block, lambda text: _link(text, numbers))


def _with_texts(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Paragraph | ListItem | Heading):
        return with_text(block, change(block.text))
    if isinstance(block, Table):
        rows = tuple(tuple(_changed_cell(cell, change) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return block


def _changed_cell(cell: Cell, change: Callable[[str], str]) -> Cell:
    return replace(cell, lines=tuple(change(line) for line in cell.lines))


def _link(text: str, numbers: Mapping[str, str]) -> str:
    if not _MAY_HOLD_MARK.search(text):
        return text

    def mark(match: re.Match[str]) -> str:
        if match["unit"]:
            return match[0]
        label = _label(match)
        if label in numbers:
            return f"{NOTE_OPEN}{numbers[label]}{NOTE_CLOSE}"
        return match[0] if match["s"] else f"[{label}]"

    return _REFERENCE.sub(mark, text)

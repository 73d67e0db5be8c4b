"""The values that stages hand to one another: frozen, complete when made, without behaviour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

# ---------------------------------------------------------------- text with inline marks
# The text of a block is a plain NFC string. Four inline marks are written as private-use characters, so that rules can
# match the words around them; readers remove these characters from the source first (they have no meaning there).
NOTE_OPEN, NOTE_CLOSE = "\ue000", "\ue001"  # around the label of a footnote reference
EM_OPEN, EM_CLOSE = "\ue002", "\ue003"  # around emphasised words
LINK_OPEN, LINK_MIDDLE, LINK_CLOSE = "\ue004", "\ue005", "\ue006"  # LINK_OPEN address LINK_MIDDLE words LINK_CLOSE
INLINE_MARKS = NOTE_OPEN + NOTE_CLOSE + EM_OPEN + EM_CLOSE + LINK_OPEN + LINK_MIDDLE + LINK_CLOSE


@dataclass(frozen=True, slots=True)
class RawItem:
    """One source as it was found: its bytes and where they come from."""

    path: str
    """The path as given on the command line, or relative to the project folder; always with forward slashes."""
    data: bytes
    sha256: str
    media_type: Literal["text/html", "text/plain"]
    url: str | None = None
    """The address that it was scraped from, if a mirror's path or the page itself tells."""
    captured: str | None = None
    """When it was scraped (ISO 8601), if the source tells."""


# ---------------------------------------------------------------- blocks
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of running text, with the look that the source gave it."""

    text: str
    origin: str
    """Where it stood: `line 12`, counted from 1, in the decoded source (HTML: the line of its opening tag)."""
    bold: bool = False
    centred: bool = False
    italic: bool = False
    column: int | None = None
    """0, 1, … when it stood in that column of a layout table or of a line in columns, from the left, else None."""
    gap: bool = True
    """Whether a blank line (text) or a block border (HTML) stood before it; False after a mere line break."""
    heading: int = 0
    """1 to 6 when it stood in a heading element of HTML, else 0."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document's own outline; level 2 is the highest below the title."""

    text: str
    level: int
    origin: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """One list item: a bullet, or `number` with the printed number of an ordered item."""

    text: str
    origin: str
    depth: int = 0
    number: int | None = None
    marker: str = "-"
    """As printed: `-`, `+`, `•`, `3.`, `3)`; empty for an item of a real HTML list, whose bullet is no text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; its lines are the paragraphs in it."""

    lines: tuple[str, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A data table, row by row; cells covered by a merged cell are absent, as in HTML."""

    rows: tuple[tuple[Cell, ...], ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the text; `caption` is empty when none was found."""

    src: str
    origin: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The lines of a signature (authority, role, name), where it stood: at the end, or above an annex."""

    lines: tuple[str, ...]
    origin: str


Block = Paragraph | Heading | ListItem | Table | Image | Closing


# ---------------------------------------------------------------- metadata: the front matter of the page contract
@dataclass(frozen=True, slots=True)
class Period:
    """A span of time; `label` as printed, the ends as ISO dates, both included."""

    label: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document that carries a number."""

    type: str | None
    number: str
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image that the page shows."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page comes from."""

    path: str
    sha256: str
    media_type: str
    encoding: str
    url: str | None = None
    captured: str | None = None
    portal: str | None = None
    """Name of the matched portal profile."""


@dataclass(frozen=True, slots=True)
class Capture(Source):
    """Another capture of the same article: a second visit, a print view, another portal."""

    version: str | None = None
    """Where its text is kept, below content/, if another one took its place: `versions/<id>/<checksum>.md`."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter, key by key as in the page contract; None or () where the source does not state it.

    Dates are ISO 8601 text: `issued` and `event_date` a date, `published` a date-time with offset +07:00.
    """

    id: str
    title: str
    source: Source
    subtitle: str | None = None
    lead: str | None = None
    """What the portal set above a news item's text; not in the contract, which leaves no place for it."""
    doc_type: str | None = None
    number: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    place: str | None = None
    issued: str | None = None
    published: str | None = None
    event_date: str | None = None
    period: Period | None = None
    plan_period: Period | None = None
    signer: str | None = None
    signer_role: str | None = None
    signing_authority: str | None = None
    recipients: tuple[str, ...] = ()
    locality: tuple[str, ...] = ()
    marking: str | None = None
    categories: tuple[str, ...] = ()
    images: tuple[ImageRef, ...] = ()
    citations: tuple[Citation, ...] = ()
    letterhead: tuple[str, ...] = ()
    language: str = "vi"
    captures: tuple[Capture, ...] = ()
    """The other captures of the article that were found; not in the contract, which knows one source."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of source text that is not in the body: the rule that removed it, or the field that it went to."""

    text: str
    origin: str
    rule: str
    """`portals/nukeviet: visit-counter`, `recognise/letterhead`, or `field: issuer`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source text that a front-matter field was read from."""

    field: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source between reading and writing. Recognisers map a Document to a Document."""

    blocks: tuple[Block, ...]
    metadata: Metadata
    notes: tuple[tuple[str, str], ...] = ()
    """Footnote definitions (label, text) in order of first reference."""
    removed: tuple[Removed, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    page_title: str | None = None
    """The title that the portal shows above the text, if the reader found one."""


@dataclass(frozen=True, slots=True)
class Head:
    """A page of content/ without its text: what lists and links are made from, kept in memory for all pages of an archive."""

    metadata: Metadata
    path: str
    """Relative to the content folder, with forward slashes: `bulletins/2022/<id>.md`."""


@dataclass(frozen=True, slots=True)
class Page(Head):
    """A page of content/: what search and publishing start from."""

    body: str
    """Markdown below the front matter."""


@dataclass(frozen=True, slots=True)
class Related:
    """What to read next, as ids of bulletins."""

    documents: tuple[str, ...] = ()
    """The nearest first."""
    previous: str | None = None
    """The issue of the same series on the period before."""
    next: str | None = None


# ---------------------------------------------------------------- progress
Progress = Callable[[str, int, int], None]
"""Reports (stage, done, total) during long work; total is 0 while unknown."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that became no page, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of the values of each facet, most frequent first."""

    counts: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

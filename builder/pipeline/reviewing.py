"""`bantin report`: which pages a person should look at, worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.config import Settings
from builder.content.ledger import ledger_path, new_extraction_path, read_ledger
from builder.content.page import parse_page
from builder.errors import ArchiveError
from builder.model import Page, Skipped
from builder.pipeline.reading import Pages, read_pages
from builder.readers.words import visible_text
from builder.vietnamese.encodings import decode

# What makes a page worth a look, with its weight: the higher, the sooner.
_UNDECIDED, _WARNING, _EDITED, _NO_TYPE, _NO_DATE, _MUCH_REMOVED = 20, 10, 5, 6, 3, 8
_REMOVED_SHARE = 0.5  # of the words that are no frame of a portal
# Rules that take away what is no part of the document, however much it is.
_FRAME = ("portals/", "field: ", "recognise/page_breaks", "recognise/title", "recognise/notes", "recognise/letterhead")


@dataclass(frozen=True, slots=True)
class Review:
    """One page, why it is worth a look, and how much."""

    path: str
    title: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Source and result of one page, for a look at both."""

    review: Review
    source: str
    result: str


def review(settings: Settings) -> tuple[tuple[Review, ...], tuple[Skipped, ...]]:
    """(pages with a reason to look at them, worst first; pages that cannot be read)."""
    pages = read_pages(settings.content)
    found = [_review(settings, pages, page) for page in pages.pages]
    return tuple(sorted((one for one in found if one.score), key=lambda one: (-one.score, one.path))), pages.failed


def _review(settings: Settings, pages: Pages, page: Page) -> Review:
    reasons = [(_WARNING, text) for text in page.metadata.warnings]
    try:
        ledger = read_ledger(settings.content / ledger_path(page.metadata.id))
        reasons += _ledger_reasons(page, ledger, pages.fingerprints[page.metadata.id])
    except ArchiveError as error:
        reasons.append((_WARNING, str(error)))
    waiting = settings.content / new_extraction_path(page.metadata.id)
    if waiting.is_file():
        shown = waiting.relative_to(settings.root).as_posix()
        reasons.append((_UNDECIDED, f"a new extraction contradicts edits by hand; take over what is right and delete {shown}"))
    if page.metadata.doc_type is None:
        reasons.append((_NO_TYPE, "no document type was recognised"))
    if not (page.metadata.issued or page.metadata.event_date or page.metadata.published):
        reasons.append((_NO_DATE, "no date was found"))
    return Review(page.path, page.metadata.title, sum(weight for weight, _ in reasons), tuple(text for _, text in reasons))


def _ledger_reasons(page: Page, ledger: Mapping[str, Any], fingerprint: str) -> list[tuple[int, str]]:
    reasons: list[tuple[int, str]] = []
    if ledger["page_sha256"] != fingerprint:
        reasons.append((_EDITED, "edited by hand"))
    removed = sum(len(entry["text"].split()) for entry in ledger["removed"] if not entry["rule"].startswith(_FRAME))
    if removed > _REMOVED_SHARE * len(page.body.split()):
        reasons.append((_MUCH_REMOVED, f"much text was removed: {removed} words"))
    return reasons


def compare(settings: Settings, reviews: Sequence[Review]) -> tuple[Comparison, ...]:
    """Source text and page of each reviewed page; a source that is gone is shown as such."""
    return tuple(Comparison(one, *_both(settings, settings.content / one.path)) for one in reviews)


def _both(settings: Settings, file: Path) -> tuple[str, str]:
    text = file.read_text(encoding="utf-8")
    origin = parse_page(text, file.name).metadata.source
    source = settings.root / origin.path
    if not source.is_file():
        return f"(the original is gone: {origin.path})", text
    html = origin.media_type == "text/html"
    return visible_text(decode(source.read_bytes(), html=html).text, html=html), text

"""`bantin check`: is every word of every source accounted for, and are the originals as they were?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.config import Settings
from builder.content.founding import unfounded
from builder.content.ledger import FOLDER, ledger_path, read_ledger
from builder.content.words import unaccounted
from builder.errors import ArchiveError
from builder.model import Page, Progress, Skipped
from builder.pipeline.provenance import check_originals, original_bytes
from builder.pipeline.reading import Pages, read_pages
from builder.pipeline.restating import page_of
from builder.readers.words import alternative_texts, stated_text, visible_text
from builder.vietnamese.encodings import decode

_SHOWN = 8  # words of a fault that a message names


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, page by page."""

    pages: int
    """Pages that were looked at."""
    faults: tuple[Skipped, ...]
    """Words lost or invented, damaged pages and ledgers, altered originals, damaged copies of them."""
    notes: tuple[Skipped, ...]
    """Originals that are gone, pages edited by hand: worth knowing, no fault."""


def check(settings: Settings, progress: Progress) -> CheckReport:
    """Compare every page and its ledger with its source."""
    pages = read_pages(settings.content)
    faults, notes = list(pages.failed), list[Skipped]()
    for is_fault, found in check_originals(settings):
        (faults if is_fault else notes).append(found)
    for is_fault, found in _check_parts(settings):
        (faults if is_fault else notes).append(found)
    for done, page in enumerate(pages.pages, 1):
        for is_fault, text in _findings(settings, pages, page):
            (faults if is_fault else notes).append(Skipped(page.path, text))
        progress("check", done, len(pages.pages))
    return CheckReport(len(pages.pages), tuple(faults), tuple(notes))


def _check_parts(settings: Settings) -> Iterator[tuple[bool, Skipped]]:
    """The other captures of articles: each by its own ledger."""
    for file in sorted((settings.content / FOLDER).glob("*.*.json")):
        path = file.relative_to(settings.content).as_posix()
        try:
            ledger = read_ledger(file)
            page = page_of(ledger, path)
        except ArchiveError as error:
            yield True, Skipped(path, str(error))
            continue
        data = original_bytes(settings, page.metadata.source)
        if data is None:
            source = page.metadata.source.path
            yield False, Skipped(path, f"the original is gone or altered, its words cannot be compared: {source}")
        else:
            yield from ((True, Skipped(path, text)) for text in _word_faults(data, page, ledger))


def _findings(settings: Settings, pages: Pages[Page], page: Page) -> Iterator[tuple[bool, str]]:
    """(is a fault, what was found)"""
    try:
        ledger = read_ledger(settings.content / ledger_path(page.metadata.id))
    except ArchiveError as error:
        yield True, str(error)
        return
    if ledger["page_sha256"] != pages.fingerprints[page.metadata.id]:
        yield False, "edited by hand: its words are not compared with the source"
        return
    data = original_bytes(settings, page.metadata.source)
    if data is None:
        yield False, f"the original is gone or altered, its words cannot be compared: {page.metadata.source.path}"
    else:
        yield from ((True, text) for text in _word_faults(data, page, ledger))


def _word_faults(data: bytes, page: Page, ledger: Mapping[str, Any]) -> Iterator[str]:
    html = page.metadata.source.media_type == "text/html"
    text = decode(data, html=html).text
    alternatives = alternative_texts(text) if html else ""
    lost, invented = unaccounted(visible_text(text, html=html), page.body, ledger["removed"], page.metadata.images, alternatives)
    if lost:
        yield f"words of the source that are neither in the page nor in the ledger: {_some(lost)}"
    if invented:
        yield f"words of the page that the source does not hold: {_some(invented)}"
    for key, words in unfounded(page.metadata, stated_text(text, html=html)).items():
        yield f"`{key}` holds words that the source does not: {_some(Counter(words))}"


def _some(words: Counter[str]) -> str:
    listed = list(words)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more

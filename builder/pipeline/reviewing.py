"""`bantin report`: which pages a person should look at, worst first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.config import Settings
from builder.content.doubts import load_doubts
from builder.content.ledger import ledger_path, new_extraction_path, read_ledger
from builder.content.page import parse_page
from builder.errors import ArchiveError
from builder.model import Metadata, Page, Skipped, Source
from builder.pipeline.reading import Pages, read_pages
from builder.pipeline.version_files import edited_versions
from builder.readers.words import visible_text
from builder.vietnamese.encodings import decode

# What makes a page worth a look, with its weight: the higher, the sooner.
_UNDECIDED, _WARNING, _EDITED, _NO_TYPE, _NO_DATE, _MUCH_REMOVED, _THIN = 20, 10, 5, 6, 3, 8, 4
_DOUBT, _VERSIONS = 7, 2
_FEW_WORDS, _FRAME_TIMES = 60, 3  # a text of fewer words, beside so many times as much of a portal
_WIDE = re.compile(r"[ \u00a0]{4,}")  # runs of blanks, which push the words of a narrow column out of sight
_REMOVED_SHARE = 0.5  # of the words that are no frame of a portal
# Rules that take away what is no part of the document, however much it is.
_FRAME = ("portals/", "field: ", "recognise/page_breaks", "recognise/title", "recognise/notes", "recognise/letterhead")


Doubts = Mapping[str, tuple[tuple[str, str], ...]]
"""Path of a source -> (another source that may be of the same article, why it is not joined)."""


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
    source: tuple[tuple[str, str | None], ...]
    """Lines of the source, each with the rule that took it out of the body, or None."""
    evidence: tuple[tuple[str, str, str], ...]
    """(field, the source text that it was read from, where that stands)"""
    result: str


def review(settings: Settings) -> tuple[tuple[Review, ...], tuple[Skipped, ...]]:
    """(pages with a reason to look at them, worst first; pages that cannot be read)."""
    pages = read_pages(settings.content)
    doubts = load_doubts(settings.content)
    found = [_review(settings, pages, page, doubts) for page in pages.pages]
    return tuple(sorted((one for one in found if one.score), key=lambda one: (-one.score, one.path))), pages.failed


def _review(settings: Settings, pages: Pages[Page], page: Page, doubts: Doubts) -> Review:
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
    reasons += [(_THIN, text) for text in _thin(page.metadata)]
    reasons += [(_DOUBT, f"perhaps the same article as {other}: {why}") for other, why in _doubts(page.metadata, doubts)]
    reasons += [(_VERSIONS, text) for text in _versions(page.metadata)]
    reasons += [(_EDITED, text) for text in _edited_versions(settings, page.metadata)]
    if page.metadata.doc_type is None:
        reasons.append((_NO_TYPE, "no document type was recognised"))
    if not (page.metadata.issued or page.metadata.event_date or page.metadata.published):
        reasons.append((_NO_DATE, "no date was found"))
    return Review(page.path, page.metadata.title, sum(weight for weight, _ in reasons), tuple(text for _, text in reasons))


def _doubts(metadata: Metadata, doubts: Doubts) -> Iterator[tuple[str, str]]:
    """Of the page's own source, and of its other captures."""
    paths = [one.path for one in (metadata.source, *metadata.captures)]
    yield from dict.fromkeys(doubt for path in paths for doubt in doubts.get(path, ()))


def _versions(metadata: Metadata) -> Iterator[str]:
    """Older texts, and whether it is known which is which."""
    older = [one for one in metadata.captures if one.version]
    if older:
        days = ", ".join(sorted({(one.captured or "?")[:10] for one in older}))
        order = (
            ""
            if all(one.captured for one in (metadata.source, *older))
            else "; the order is that of the paths, no capture tells its day"
        )
        yield f"{len({one.version for one in older})} older texts at the same address (captured {days}){order}"


def _edited_versions(settings: Settings, metadata: Metadata) -> Iterator[str]:
    try:
        for path in edited_versions(settings.content, metadata.id, metadata.captures):
            yield f"its older text {path} was edited by hand and stays as it is"
    except ArchiveError as error:
        yield str(error)


def _ledger_reasons(page: Page, ledger: Mapping[str, Any], fingerprint: str) -> list[tuple[int, str]]:
    reasons: list[tuple[int, str]] = []
    if ledger["page_sha256"] != fingerprint:
        reasons.append((_EDITED, "edited by hand"))
    removed = sum(len(entry["text"].split()) for entry in ledger["removed"] if not entry["rule"].startswith(_FRAME))
    kept = len(page.body.split())
    if removed > _REMOVED_SHARE * kept:
        reasons.append((_MUCH_REMOVED, f"much text was removed: {removed} words"))
    frame = sum(len(entry["text"].split()) for entry in ledger["removed"] if entry["rule"].startswith("portals/"))
    if kept < _FEW_WORDS and frame > _FRAME_TIMES * kept and page.metadata.source.media_type == "text/plain":
        reasons.append((_MUCH_REMOVED, f"little text was kept: {kept} words beside {frame} of a portal"))
    return reasons


def _thin(metadata: Metadata) -> list[str]:
    """What the page's own fields say of a reading that found only half."""
    doubts = (
        ("an office signs without a name", metadata.signer is None and bool(metadata.signer_role or metadata.signing_authority)),
        (
            "recipients without a signature",
            bool(metadata.recipients) and metadata.signer is None and metadata.signer_role is None,
        ),
        ("a number without a date of issue", metadata.number is not None and metadata.issued is None),
        ("a letterhead without an issuer", bool(metadata.letterhead) and metadata.issuer is None),
    )
    return [text for text, holds in doubts if holds]


def compare(settings: Settings, reviews: Sequence[Review]) -> tuple[Comparison, ...]:
    """Source text and page of each reviewed page; a source that is gone is shown as such."""
    return tuple(_compared(settings, one) for one in reviews)


def _compared(settings: Settings, one: Review) -> Comparison:
    text = (settings.content / one.path).read_text(encoding="utf-8")
    metadata = parse_page(text, one.path).metadata
    try:
        ledger: Mapping[str, Any] = read_ledger(settings.content / ledger_path(metadata.id))
    except ArchiveError:
        ledger = {"removed": [], "evidence": []}
    evidence = tuple((str(entry["field"]), str(entry["text"]), str(entry["origin"])) for entry in ledger["evidence"])
    return Comparison(one, _marked(_source_lines(settings, metadata.source), ledger["removed"]), evidence, text)


def _source_lines(settings: Settings, origin: Source) -> list[str]:
    file = settings.root / origin.path
    if not file.is_file():
        return [f"(the original is gone: {origin.path})"]
    html = origin.media_type == "text/html"
    lines = visible_text(decode(file.read_bytes(), html=html).text, html=html).split("\n")
    return [_WIDE.sub("    ", line.rstrip()) for line in lines if line.strip()]


def _marked(lines: Sequence[str], removed: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str | None], ...]:
    """The lines with the rule of the ledger's entry that says the same; of entries alike each stands for one line."""
    rules: dict[str, list[str]] = {}
    for entry in removed:
        for line in str(entry["text"]).split("\n"):
            rules.setdefault(_words(line), []).append(str(entry["rule"]))
    return tuple((line, _next(rules.get(_words(line)))) for line in lines)


def _words(text: str) -> str:
    """Letters and digits alone, or the signs of a line without any."""
    return "".join(filter(str.isalnum, text)) or "".join(text.split())


def _next(rules: list[str] | None) -> str | None:
    return rules.pop(0) if rules else None

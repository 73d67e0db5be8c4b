"""All front matter as one table: CSV for spreadsheets (RFC 4180), JSON Lines for programs.

The CSV is flat: lists are joined by `; `, a period is three columns; `publish/csv_text` says how its cells are written. The
JSON Lines hold the front matter exactly.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from builder.model import Citation, Head, Period
from builder.publish.csv_text import csv_line
from builder.publish.json_text import json_line
from builder.publish.page_json import metadata_json
from builder.publish.places import Places

_TEXTS = (
    "id", "title", "subtitle", "lead", "doc_type", "number", "issuer", "parent_issuer", "place", "issued", "published",
    "event_date", "signer", "signer_role", "signing_authority", "marking", "language",
)  # fmt: skip
_LISTS = ("recipients", "locality", "categories", "letterhead", "warnings")
_PERIODS = ("period", "plan_period")
_SOURCE = ("path", "url", "captured", "sha256", "media_type", "encoding", "portal")
_PERIOD_COLUMNS = tuple(f"{period}_{part}" for period in _PERIODS for part in ("label", "from", "to"))
COLUMNS = (
    *_TEXTS, *_PERIOD_COLUMNS, *_LISTS, "images", "citations", *(f"source_{name}" for name in _SOURCE), "captures", "path", "url",
)  # fmt: skip
BOM = b"\xef\xbb\xbf"
"""The mark by which older spreadsheets know UTF-8; programs that expect the first column's name stumble over it."""


def csv_lines(pages: Iterable[Head], places: Places) -> Iterator[bytes]:
    """The table, a header first; lines end with CR LF as the RFC wants it."""
    yield csv_line(COLUMNS)
    for page in pages:
        yield csv_line(_row(page, places))


def _row(page: Head, places: Places) -> Iterator[str]:
    metadata = page.metadata
    yield from (getattr(metadata, name) or "" for name in _TEXTS)
    for name in _PERIODS:
        yield from _period(getattr(metadata, name))
    yield from ("; ".join(getattr(metadata, name)) for name in _LISTS)
    yield "; ".join(image.file for image in metadata.images)
    yield "; ".join(_cited(citation) for citation in metadata.citations)
    yield from (getattr(metadata.source, name) or "" for name in _SOURCE)
    yield "; ".join(capture.url or capture.path for capture in metadata.captures)
    yield page.path
    yield _url(page, places) or ""


def _period(period: Period | None) -> tuple[str, str, str]:
    return (period.label, period.start, period.end) if period else ("", "", "")


def _cited(citation: Citation) -> str:
    return f"{citation.type} {citation.number}" if citation.type else citation.number


def _url(page: Head, places: Places) -> str | None:
    return places.whole(places.address(page.path)) if places.site_url else None


def json_lines(pages: Iterable[Head], places: Places) -> Iterator[bytes]:
    """One object a line: the front matter, `path` below content/, and `url` (null while the site has no address)."""
    return (json_line(record(page, places)) + b"\n" for page in pages)


def record(page: Head, places: Places) -> dict[str, Any]:
    """One bulletin as the JSON Lines have it."""
    return {**metadata_json(page.metadata), "path": page.path, "url": _url(page, places)}

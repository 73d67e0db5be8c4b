"""A bulletin as feeds, sitemaps and harvesters see it."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Head, Metadata
from builder.publish.dates import list_date, reader_date
from builder.publish.markdown_text import one_line
from builder.publish.permanent.record import Known, Record
from builder.publish.places import Places

# What XML 1.0 can hold (section 2.2), without the characters that no text has.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One bulletin: its front matter, where it is, and since when it is there as it is."""

    metadata: Metadata
    address: str
    """Relative to the site, percent-encoded."""
    since: str
    """The day on which it was first published (ISO)."""
    changed: str
    """The day since which it has its present text (ISO)."""

    @property
    def title(self) -> str:
        """On one line, never empty."""
        return xml_text(one_line(self.metadata.title)) or self.metadata.id

    @property
    def summary(self) -> str:
        """What tells it from others: its subtitle, number, issuer and date."""
        date = list_date(self.metadata)
        day = f"{date.basis} {reader_date(date.iso)}".strip() if date.iso else ""
        facts = (self.metadata.subtitle, self.metadata.number, self.metadata.issuer, self.metadata.signer, day)
        return " · ".join(text for fact in facts if fact and (text := xml_text(one_line(fact))))


def entries(pages: Iterable[Head], record: Record, places: Places) -> tuple[Entry, ...]:
    """All bulletins, the latest published first; those of one day by their own dates, then by id."""
    found = [_entry(page, record[page.metadata.id], places) for page in pages]
    found.sort(key=lambda entry: entry.metadata.id)
    found.sort(key=lambda entry: (entry.since, list_date(entry.metadata).iso), reverse=True)
    return tuple(found)


def _entry(page: Head, known: Known, places: Places) -> Entry:
    return Entry(page.metadata, places.address(page.path), known.since, known.changed)


def stamp(day: str) -> str:
    """A day as the moment with which it begins: `2026-01-31T00:00:00Z`."""
    return f"{day}T00:00:00Z"


def published(metadata: Metadata) -> str | None:
    """When the portal published it, else the document's own date, as an RFC 3339 moment; None when neither is stated."""
    value = metadata.published or metadata.issued or metadata.event_date
    if not value:
        return None
    moment = datetime.datetime.fromisoformat(value)
    offset = datetime.timezone(datetime.timedelta(hours=7))
    return (moment if moment.tzinfo else moment.replace(tzinfo=offset)).isoformat(timespec="seconds")


def xml_text(text: str) -> str:
    """The text without what XML cannot hold, composed."""
    return unicodedata.normalize("NFC", _NO_XML.sub("", text))

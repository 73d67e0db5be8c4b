"""Is every value of a front matter taken from the source? The words of each must stand there."""

import re
from collections.abc import Iterator

from builder.content.words import count_words
from builder.model import Metadata, Period

# Keys that are not compared, since their values are no words of the source.
EXEMPT = {
    "id": "made of the title",
    "doc_type": "a controlled name, often read from a code of the number",
    "language": "a fixed code",
    "source": "facts about the file",
    "captures": "facts about other files",
    "warnings": "the builder's own words",
    "images": "files are renamed; captions are words of the body, which are compared there",
}
TEXTS = (
    "title", "subtitle", "lead", "number", "issuer", "parent_issuer", "place", "signer", "signer_role", "signing_authority",
    "marking",
)  # fmt: skip
LISTS = ("recipients", "locality", "categories", "letterhead")
DATES = ("issued", "published", "event_date")


def unfounded(metadata: Metadata, source: str) -> dict[str, tuple[str, ...]]:
    """Key -> words of its value that the source does not hold, in any capitals. `source`: all text of page and document.

    Of a date its day, month and year must stand there as numbers (an event's year may be that of the publication); of a
    period only its label, since the ends follow from the calendar.
    """
    words = set(_words(source))
    numbers = {int(word) for word in words if word.isdecimal() and len(word) < 10} | {
        int(digits) for digits in re.findall(r"\d{1,9}", source)
    }
    missing: dict[str, tuple[str, ...]] = {}
    for key, text in _values(metadata):
        found = tuple(word for word in _words(text) if word not in words)
        if found:
            missing[key] = missing.get(key, ()) + found
    for key in DATES:
        date = getattr(metadata, key)
        parts = [int(part) for part in date[:10].split("-")] if date else []
        found = tuple(str(part) for part in (parts[1:] if key == "event_date" else parts) if part not in numbers)
        if found:
            missing[key] = found
    return missing


def _values(metadata: Metadata) -> Iterator[tuple[str, str]]:
    yield from ((key, getattr(metadata, key) or "") for key in TEXTS)
    yield from ((key, value) for key in LISTS for value in getattr(metadata, key))
    for key in ("period", "plan_period"):
        period: Period | None = getattr(metadata, key)
        yield key, period.label if period else ""
    for citation in metadata.citations:  # its type is a controlled name
        yield "citations", f"{citation.number} {citation.issuer or ''}"


def _words(text: str) -> list[str]:
    return [word.casefold() for word in count_words(text)]

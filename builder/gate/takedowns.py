"""What was taken down: one JSON file in content/, so that no later build brings it back. It holds no word that was taken out."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.errors import PageError
from builder.files import write_text
from builder.gate.redaction import Redaction, redact

_WORD = re.compile(r"[^\W_]+")
PATH = "records/takedowns.json"
"""Relative to the content folder."""


@dataclass(frozen=True, slots=True)
class Takedown:
    """One request that was followed: a whole page, or a run of words wherever it stands."""

    date: str
    """ISO date."""
    reason: str
    page_id: str | None = None
    source_sha256: str | None = None
    """Of the page's original."""
    text_sha256: str | None = None
    """Of the words of its text, by which another capture of the same article is known."""
    redaction: Redaction | None = None


def load_takedowns(content: Path) -> tuple[Takedown, ...]:
    """In the order in which they were made. Raises PageError when the file is damaged: nothing may come back by mistake."""
    file = content / PATH
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
        return tuple(_takedown(entry) for entry in entries)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PageError(f"{file}: cannot be read: {error}; a JSON list of takedowns is expected") from error


def _takedown(entry: dict[str, Any]) -> Takedown:
    told = entry.get("redaction")
    redaction = Redaction(**{**told, "hints": tuple(told["hints"])}) if told else None
    return Takedown(**{**entry, "redaction": redaction})


def add_takedown(content: Path, takedown: Takedown) -> None:
    """Write the record with one more entry."""
    entries = [asdict(entry) for entry in (*load_takedowns(content), takedown)]
    write_text(content / PATH, json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def is_taken_down(takedowns: Sequence[Takedown], sha256: str) -> bool:
    """Whether an original, or a text by `text_digest`, must not become a page again."""
    return any(sha256 in (entry.source_sha256, entry.text_sha256) for entry in takedowns)


def text_digest(text: str) -> str:
    """SHA-256 of the words of a text: the same for every capture of one article."""
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode("utf-8")).hexdigest()


def cleaned(text: str, takedowns: Sequence[Takedown]) -> str:
    """The text without what was taken out."""
    return redact(text, [entry.redaction for entry in takedowns if entry.redaction is not None])

"""The ledger beside each page: every piece of source text that is not in the body, the evidence for each field, and the page
as it was extracted, against which edits by hand are told and merged."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from builder.errors import PageError
from builder.model import Document

FOLDER = "ledger"
_LISTS = ("removed", "evidence", "page")


def ledger_path(page_id: str) -> str:
    """Relative to the content folder."""
    return f"{FOLDER}/{page_id}.json"


def part_path(page_id: str, source_path: str) -> str:
    """Of the ledger of one more capture of an article; relative to the content folder."""
    return f"{FOLDER}/{page_id}.{hashlib.sha256(source_path.encode('utf-8')).hexdigest()[:8]}.json"


def new_extraction_path(page_id: str) -> str:
    """Where a new extraction that contradicts a person's edits waits for a decision; relative to the content folder."""
    return f"{FOLDER}/{page_id}.new.md"


def unchanged(text: str) -> str:
    """No word is taken out."""
    return text


def ledger_text(document: Document, fingerprint: str, page: str, clean: Callable[[str], str] = unchanged) -> str:
    """The ledger as JSON. `page`, the page's text, tells later what a person has changed in it.

    `clean` takes out of every text what must not be published; `page` is clean already.
    """
    record = {
        "id": document.metadata.id,
        "source": asdict(document.metadata.source),
        "fingerprint": fingerprint,
        "page_sha256": hashlib.sha256(page.encode("utf-8")).hexdigest(),
        "warnings": document.metadata.warnings,  # the page's own may be edited away; a rebuild without state tells these
        "removed": [{"text": entry.text, "origin": entry.origin, "rule": entry.rule} for entry in document.removed],
        "evidence": [{"field": entry.field, "text": entry.text, "origin": entry.origin} for entry in document.evidence],
    }
    if clean is not unchanged:
        record = map_texts(record, clean)
    return dump_ledger(record | {"page": page.split("\n")})


def map_texts(value: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with every text in it changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: map_texts(inner, change) for key, inner in value.items()}
    return [map_texts(inner, change) for inner in value] if isinstance(value, list | tuple) else value


def dump_ledger(record: Mapping[str, Any]) -> str:
    """The JSON of a ledger: its lists an entry a line, readable, good to compare, and many times faster than an indented dump."""
    head = json.dumps({key: record[key] for key in record if key not in _LISTS}, ensure_ascii=False, indent=1)
    lists = "".join(f',\n "{name}": {_lines(record[name])}' for name in _LISTS if name in record)
    return f"{head.removesuffix(chr(10) + '}')}{lists}\n}}\n"


def _lines(entries: Sequence[Mapping[str, str] | str]) -> str:
    rows = ",\n  ".join([encode_basestring(entry) if isinstance(entry, str) else _line(entry) for entry in entries])
    return f"[\n  {rows}\n ]" if rows else "[]"


def _line(entry: Mapping[str, str]) -> str:
    """The JSON of an entry; its texts one by one, for which no encoder need be set up."""
    return "{" + ", ".join([f"{encode_basestring(key)}: {encode_basestring(value)}" for key, value in entry.items()]) + "}"


def read_ledger(file: Path) -> Mapping[str, Any]:
    """Raises PageError that names the file."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{file}: cannot be read: {error}") from error
    if not isinstance(record, dict) or not {"id", "source", "fingerprint", "page_sha256"} <= record.keys():
        raise PageError(f"{file}: not a ledger; expected a JSON object with id, source, fingerprint and page_sha256")
    return record


def extracted_page(ledger: Mapping[str, Any]) -> str | None:
    """The page as the builder last extracted it; None in ledgers that do not hold it."""
    lines = ledger.get("page")
    return "\n".join(str(line) for line in lines) if isinstance(lines, list) else None

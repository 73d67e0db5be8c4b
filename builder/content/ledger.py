"""The ledger beside each page: every piece of source text that is not in the body, and the evidence for each field."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from builder.errors import PageError
from builder.model import Document

FOLDER = "ledger"


def ledger_path(page_id: str) -> str:
    """Relative to the content folder."""
    return f"{FOLDER}/{page_id}.json"


def ledger_text(document: Document, fingerprint: str, page_sha256: str) -> str:
    """The ledger as JSON; `page_sha256` tells later whether a person has edited the page since."""
    record = {
        "id": document.metadata.id,
        "source": asdict(document.metadata.source),
        "fingerprint": fingerprint,
        "page_sha256": page_sha256,
        "warnings": document.metadata.warnings,  # the page's own may be edited away; a rebuild without state tells these
    }
    head = json.dumps(record, ensure_ascii=False, indent=1).removesuffix("\n}")
    removed = [{"text": entry.text, "origin": entry.origin, "rule": entry.rule} for entry in document.removed]
    evidence = [{"field": entry.field, "text": entry.text, "origin": entry.origin} for entry in document.evidence]
    return f'{head},\n "removed": {_lines(removed)},\n "evidence": {_lines(evidence)}\n}}\n'


def _lines(entries: Sequence[Mapping[str, str]]) -> str:
    """A JSON list, an entry a line: readable, good to compare, and many times faster than an indented dump."""
    rows = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f"[\n  {rows}\n ]" if rows else "[]"


def read_ledger(file: Path) -> Mapping[str, Any]:
    """Raises PageError that names the file."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{file}: cannot be read: {error}") from error
    if not isinstance(record, dict) or not {"id", "source", "fingerprint", "page_sha256"} <= record.keys():
        raise PageError(f"{file}: not a ledger; expected a JSON object with id, source, fingerprint and page_sha256")
    return record

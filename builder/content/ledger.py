"""The ledger beside each page: every piece of source text that is not in the body, and the evidence for each field."""

import json
from collections.abc import Mapping
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
        "removed": [asdict(entry) for entry in document.removed],
        "evidence": [asdict(entry) for entry in document.evidence],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def read_ledger(file: Path) -> Mapping[str, Any]:
    """Raises PageError that names the file."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{file}: cannot be read: {error}") from error
    if not isinstance(record, dict) or not {"id", "source", "fingerprint", "page_sha256"} <= record.keys():
        raise PageError(f"{file}: not a ledger; expected a JSON object with id, source, fingerprint and page_sha256")
    return record

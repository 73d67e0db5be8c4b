"""content/records/doubts.json: sources that might be captures of one article, and became two pages, for a person to look at."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.content.captures import Doubt
from builder.files import write_text

PATH = "records/doubts.json"
"""Relative to the content folder."""


def save_doubts(content: Path, doubts: Iterable[Doubt]) -> None:
    """Write them, a doubt a line; no file where there is none."""
    file, lines = content / PATH, sorted({json.dumps([*one.paths, one.reason], ensure_ascii=False) for one in doubts})
    text = "[\n" + ",\n".join(lines) + "\n]\n"
    if not lines:
        file.unlink(missing_ok=True)
    elif not file.is_file() or file.read_text(encoding="utf-8", errors="replace") != text:
        write_text(file, text)


def load_doubts(content: Path) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Path of a source -> (the other's path, the reason) of each doubt; none where the file cannot be read: it is made again."""
    found: dict[str, list[tuple[str, str]]] = {}
    try:
        for one, other, reason in json.loads((content / PATH).read_text(encoding="utf-8")):
            found.setdefault(one, []).append((other, reason))
            found.setdefault(other, []).append((one, reason))
    except (OSError, ValueError, TypeError):
        return {}
    return {path: tuple(entries) for path, entries in found.items()}

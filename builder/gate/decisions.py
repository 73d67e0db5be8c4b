"""What people decided about pages that the gate holds back: one JSON file in content/, kept under version control."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from builder.errors import PageError
from builder.files import write_text

PATH = "records/decisions.json"
"""Relative to the content folder."""
Verdict = Literal["publish", "noindex", "hold"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Decision:
    """One page's decision. It answers the rules that it names: a page that another rule finds later waits again."""

    page_id: str
    verdict: Verdict
    """`publish`; `noindex`: publish, but ask search engines to leave it out; `hold`: never publish."""
    reason: str
    date: str
    """ISO date of the decision."""
    rules: tuple[str, ...] = ()
    """Names of the rules that had found something when it was decided."""


def load_decisions(content: Path) -> dict[str, Decision]:
    """Page id -> decision. Raises PageError when the file is damaged: nothing may be published by mistake."""
    file = content / PATH
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(entries, list):
            raise TypeError(f"it holds a {type(entries).__name__}")
        decisions = [Decision(**{**entry, "rules": tuple(entry.get("rules", ()))}) for entry in entries]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise PageError(f"{file}: cannot be read: {error}; a JSON list of decisions is expected") from error
    for decision in decisions:
        if decision.verdict not in VERDICTS:
            raise PageError(f"{file}: {decision.page_id}: verdict {decision.verdict!r}; allowed: {', '.join(VERDICTS)}")
    return {decision.page_id: decision for decision in decisions}


def save_decisions(content: Path, decisions: Mapping[str, Decision]) -> None:
    """Write all decisions, sorted by page."""
    rows: Iterable[Decision] = (decisions[page_id] for page_id in sorted(decisions))
    write_text(content / PATH, json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n")

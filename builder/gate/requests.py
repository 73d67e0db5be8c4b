"""The log of requests to take something down, with their deadlines: one JSON file in content/ that is not published."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from builder.errors import ConfigError, PageError
from builder.files import write_text

PATH = "records/requests.json"
"""Relative to the content folder."""
DAYS = 3
"""Personal data must be erased within 72 hours of a request (Decree 13/2023/NĐ-CP, Article 16)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for; dates are ISO."""

    number: int
    """Counted from 1 in the order of arrival."""
    about: str
    """The page's id, or what is asked for; without the personal data itself."""
    received: str
    due: str
    closed: str | None = None
    outcome: str | None = None


def load_requests(content: Path) -> tuple[Request, ...]:
    """All requests, in the order of arrival. Raises PageError when the log is damaged."""
    file = content / PATH
    try:
        return tuple(Request(**entry) for entry in json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise PageError(f"{file}: cannot be read: {error}; a JSON list of requests is expected") from error


def add_request(content: Path, about: str, received: str, days: int = DAYS) -> Request:
    """Log a request; its deadline is `days` after the day on which it was received."""
    requests = load_requests(content)
    due = datetime.date.fromisoformat(received) + datetime.timedelta(days=days)
    request = Request(len(requests) + 1, about, received, due.isoformat())
    _save(content, (*requests, request))
    return request


def close_request(content: Path, number: int, date: str, outcome: str) -> Request:
    """Note what became of a request. Raises ConfigError when there is no open one of this number."""
    requests = load_requests(content)
    found = next((request for request in requests if request.number == number and request.closed is None), None)
    if found is None:
        still_open = ", ".join(str(request.number) for request in requests if request.closed is None) or "none"
        raise ConfigError(f"request {number} is not open; open requests: {still_open}")
    closed = replace(found, closed=date, outcome=outcome)
    _save(content, [closed if request is found else request for request in requests])
    return closed


def _save(content: Path, requests: Sequence[Request]) -> None:
    write_text(content / PATH, json.dumps([asdict(request) for request in requests], ensure_ascii=False, indent=1) + "\n")

"""A search as a value, its result as a value, and the result as JSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from builder.errors import SearchError
from builder.model import Facets

Sort = Literal["relevance", "date"]
LIMIT = 10
MOST_RESULTS = 1000
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched. A filter's value may be a part of the facet's value, with or without marks."""

    text: str = ""
    type: str | None = None
    issuer: str | None = None
    place: str | None = None
    signer: str | None = None
    cites: str | None = None
    """A cited document: its number in any spelling or short form, with or without its day or year."""
    date_from: str | None = None
    """The first day, ISO: `2022`, `2022-03` or `2022-03-22`."""
    date_to: str | None = None
    """The last day, in the same forms; a year or month counts to its end."""
    sort: Sort = "relevance"
    limit: int = LIMIT
    page: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be searched, naming what is allowed."""
        if self.sort not in ("relevance", "date"):
            raise SearchError(f"sort is {self.sort!r}; allowed: relevance, date")
        if not 0 <= self.limit <= MOST_RESULTS or self.page < 1:
            raise SearchError(f"limit is {self.limit}, page is {self.page}; allowed: 0 to {MOST_RESULTS}, and 1 or more")
        for name, date in (("from", self.date_from), ("to", self.date_to)):
            if date is not None and not _DATE.fullmatch(date):
                raise SearchError(f"{name} is {date!r}; allowed: YYYY, YYYY-MM or YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Hit:
    """One bulletin found."""

    id: str
    title: str
    number: str | None
    issuer: str | None
    issued: str | None
    """The document's date, else the event's, else the publication's."""
    path: str
    score: float
    snippet: str
    """HTML text: everything escaped, matches between `<mark>` and `</mark>`."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query; `notice` says in Vietnamese when it was relaxed, corrected or has no answer."""

    query: str
    total: int
    results: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=Facets)
    notice: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The result as plain values, in the order of design.md."""
        return {
            "query": self.query,
            "total": self.total,
            "facets": {name: dict(counts) for name, counts in self.facets.counts.items()},
            "notice": self.notice,
            "results": [_plain_hit(hit) for hit in self.results],
        }

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def _plain_hit(hit: Hit) -> Mapping[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "number": hit.number,
        "issuer": hit.issuer,
        "issued": hit.issued,
        "path": hit.path,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
    }

"""The judged queries as values, and the measures of an answer."""

import math
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
FILES = ("queries.toml", "queries_cadre.toml")
"""The first names the documents."""
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the short names of the documents that answer it, with their worth."""

    kind: str
    text: str
    worth: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QuerySet:
    """The queries that can be asked here, and the source of each document."""

    sources: Mapping[str, str]
    """Short name -> path of the source, relative to the project."""
    queries: tuple[Judged, ...]
    left_out: int
    """Queries on documents that are not there."""


def load() -> QuerySet:
    """Read the files; what needs a document that is not there is left out."""
    named: dict[str, str] = {}
    queries: list[Judged] = []
    for file in FILES:
        table = tomllib.loads((HERE / file).read_text(encoding="utf-8"))
        named |= table.pop("documents", {})
        queries += [_judged(kind, text, names) for kind, rows in table.items() for text, names in rows.items()]
    sources = {name: path for name, path in named.items() if (PROJECT / path).is_file()}
    unknown = {name for query in queries for name in query.worth} - set(named)
    if unknown:
        raise ValueError(f"{', '.join(FILES)}: no document is called {', '.join(sorted(unknown))}")
    shared = len(sources) == len(named)
    kept = tuple(query for query in queries if shared or (query.worth and set(query.worth) <= set(sources)) or not query.worth)
    return QuerySet(sources, kept, len(queries) - len(kept))


def _judged(kind: str, text: str, names: str) -> Judged:
    pairs = (name.partition(":") for name in names.split())
    typed = unicodedata.normalize("NFD", text) if kind == "nfd" else text
    return Judged(kind, typed, {name: int(worth or 1) for name, _, worth in pairs})


def ndcg(query: Judged, found: Sequence[str]) -> float:
    """nDCG at 10; a query without an answer is right when nothing is found."""
    if not query.worth:
        return float(not found)
    gains = [query.worth.get(name, 0) for name in found[:DEPTH]]
    ideal = sorted(query.worth.values(), reverse=True)[:DEPTH]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


def recall(query: Judged, found: Sequence[str]) -> float:
    """The share of the answering documents among the first ten."""
    if not query.worth:
        return float(not found)
    return len(set(found[:DEPTH]) & set(query.worth)) / min(DEPTH, len(query.worth))

"""The Whoosh index behind the command line: the only package that imports whoosh.

plan(index_dir, fingerprints)            what is stale
update(index_dir, pages, remove, ...)    one writer, one commit
search(index_dir, query)                 one query; `opened` keeps the index open for many, `Standing` for a server
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from builder.search import notices, snippet
from builder.search.parse import Parsed, parse
from builder.search.query import Hit, Query, SearchResult
from builder.search.units import Unit
from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.document_sets import DocumentSet
from builder.search.whoosh_index.facets import allowed_documents, count_facets
from builder.search.whoosh_index.matching import Found, find
from builder.search.whoosh_index.ranking import ranked
from builder.search.whoosh_index.reading import Reader, open_reader
from builder.search.whoosh_index.standing import StandingReader
from builder.search.whoosh_index.writing import IndexPlan, IndexReport, plan, update

__all__ = ["IndexPlan", "IndexReport", "Standing", "opened", "plan", "search", "update"]


def search(index_dir: Path, query: Query) -> SearchResult:
    """Answer one query. Raises SearchError when there is no usable index."""
    with opened(index_dir) as ask:
        return ask(query)


@contextmanager
def opened(index_dir: Path) -> Iterator[Callable[[Query], SearchResult]]:
    """A function that answers many queries on the index as it is now."""
    with open_reader(index_dir) as reader:
        yield lambda query: _answer(reader, query)


class Standing:
    """The index of a server: kept open between queries, opened again when it was written. One query at a time."""

    def __init__(self, index_dir: Path) -> None:
        """Nothing is opened before the first query."""
        self._reader = StandingReader(index_dir)

    def answer(self, query: Query) -> SearchResult:
        """Answer one query. Raises SearchError when there is no usable index."""
        with self._reader.current() as reader:
            return _answer(reader, query)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()


def _answer(reader: Reader, query: Query) -> SearchResult:
    parsed = parse(query.text)
    allowed = allowed_documents(reader, query)
    found = _found(reader, parsed, allowed)
    ranking = ranked(reader, found, query.sort if parsed.units else "date")
    first = (query.page - 1) * query.limit
    units = snippet.shown_units(found.units)
    return SearchResult(
        query=query.text,
        total=len(ranking.documents),
        results=tuple(
            _hit(reader, document, ranking.score(document), units) for document in ranking.documents[first : first + query.limit]
        ),
        facets=count_facets(reader, ranking.documents),
        notice=_notice(parsed, found),
    )


def _found(reader: Reader, parsed: Parsed, allowed: DocumentSet | None) -> Found:
    """The documents that answer; a query of filters alone is answered by all that pass them."""
    if parsed.units:
        return find(reader, parsed, allowed)
    if allowed is None:
        return Found(notice=notices.NOTHING_TYPED)
    passing = document_sets.listed(allowed, reader.room)
    return Found((dict.fromkeys(passing, 0.0),), None if allowed else notices.nothing((), (), filtered=True))


def _notice(parsed: Parsed, found: Found) -> str | None:
    said = [notices.SHORTENED] if parsed.shortened else []
    return " ".join([*said, *([found.notice] if found.notice else [])]) or None


def _hit(reader: Reader, document: int, score: float, units: Sequence[Unit]) -> Hit:
    shown = reader.shown(document)
    rows = reader.text("folded", document).decode("utf-8").split("\n")[-len(shown["lines"]) :]
    lines = snippet.lines_to_look_at(shown["lines"], rows, units) if shown["lines"] else []
    return Hit(
        id=reader.ids[document],
        title=shown["title"],
        number=shown["number"],
        issuer=shown["issuer"],
        issued=shown["date"],
        path=shown["path"],
        score=score,
        snippet=snippet.to_html(snippet.snippet(lines, units)),
    )

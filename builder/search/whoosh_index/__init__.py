"""The Whoosh index behind the command line: the only package that imports whoosh.

plan(index_dir, fingerprints)            what is stale
update(index_dir, pages, remove, ...)    one writer, one commit
search(index_dir, query)                 one query; `opened` keeps the index open for many
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.search import notices, snippet
from builder.search.parse import Parsed, parse
from builder.search.query import Hit, Query, SearchResult
from builder.search.whoosh_index.facets import allowed_documents, count_facets
from builder.search.whoosh_index.matching import Found, find
from builder.search.whoosh_index.ranking import Ranked, ranked
from builder.search.whoosh_index.reading import Reader, open_reader
from builder.search.whoosh_index.writing import IndexPlan, IndexReport, plan, update

__all__ = ["IndexPlan", "IndexReport", "opened", "plan", "search", "update"]


def search(index_dir: Path, query: Query) -> SearchResult:
    """Answer one query. Raises SearchError when there is no usable index."""
    with opened(index_dir) as ask:
        return ask(query)


@contextmanager
def opened(index_dir: Path) -> Iterator[Callable[[Query], SearchResult]]:
    """A function that answers many queries on the index as it is now."""
    with open_reader(index_dir) as reader:
        yield lambda query: _answer(reader, query)


def _answer(reader: Reader, query: Query) -> SearchResult:
    parsed = parse(query.text)
    allowed = allowed_documents(reader, query)
    found = _found(reader, parsed, allowed)
    hits = ranked(reader, found, query.sort if parsed.units else "date")
    shown = hits[(query.page - 1) * query.limit :][: query.limit]
    return SearchResult(
        query=query.text,
        total=len(hits),
        results=tuple(_hit(reader, hit, found) for hit in shown),
        facets=count_facets(reader, [hit.document for hit in hits]),
        notice=_notice(parsed, found),
    )


def _found(reader: Reader, parsed: Parsed, allowed: frozenset[int] | None) -> Found:
    """The documents that answer; a query of filters alone is answered by all that pass them."""
    if parsed.units:
        return find(reader, parsed, allowed)
    if allowed is None:
        return Found(notice=notices.NOTHING_TYPED)
    return Found((dict.fromkeys(allowed, 0.0),), None if allowed else notices.nothing((), (), filtered=True))


def _notice(parsed: Parsed, found: Found) -> str | None:
    said = [notices.SHORTENED] if parsed.shortened else []
    return " ".join([*said, *([found.notice] if found.notice else [])]) or None


def _hit(reader: Reader, hit: Ranked, found: Found) -> Hit:
    shown = reader.shown(hit.document)
    units = snippet.shown_units(found.units)
    rows = reader.text("folded", hit.document).decode("utf-8").split("\n")[-len(shown["lines"]) :]
    lines = snippet.lines_to_look_at(shown["lines"], rows, units) if shown["lines"] else []
    return Hit(
        id=reader.id(hit.document),
        title=shown["title"],
        number=shown["number"],
        issuer=shown["issuer"],
        issued=shown["date"],
        path=shown["path"],
        score=hit.score,
        snippet=snippet.to_html(snippet.snippet(lines, units)),
    )

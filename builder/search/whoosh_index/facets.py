"""Filters and counts over the facts of documents."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter

from builder.model import Facets
from builder.search import analysis
from builder.search.cited_filter import wanted
from builder.search.query import Query
from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.document_sets import DocumentSet
from builder.search.whoosh_index.fact_table import FactTable
from builder.search.whoosh_index.reading import Reader

_MOST_CITED = 50  # values of the cites facet that are listed


def allowed_documents(reader: Reader, query: Query) -> DocumentSet | None:
    """The documents that pass the filters; None when there are none."""
    filters = list(_filters(reader.facts, query))
    if not filters:
        return None
    allowed = reader.living
    for passing in filters:
        allowed &= document_sets.of(passing, reader.room)
    return allowed


def _filters(facts: FactTable, query: Query) -> Iterable[Iterable[int]]:
    """For each filter of the query the documents that pass it."""
    for name, asked in (("type", query.type), ("issuer", query.issuer), ("signer", query.signer)):
        if asked:
            yield _with_value(facts.columns[name], asked)
    if query.place:
        yield _with_any_value(facts.places, query.place)
    if query.cites:
        yield _citing(facts, query.cites)
    if query.date_from or query.date_to:
        yield _dated(facts, query)


def _with_value(column: Sequence[str], asked: str) -> Iterable[int]:
    fitting = _fitting(set(column), asked)
    return (document for document, value in enumerate(column) if value in fitting)


def _with_any_value(column: Sequence[tuple[str, ...]], asked: str) -> Iterable[int]:
    fitting = _fitting(set().union(*column), asked)
    return (document for document, values in enumerate(column) if not fitting.isdisjoint(values))


def _fitting(values: Iterable[str], asked: str) -> set[str]:
    """The values that hold the words asked for in a row; marks count only where they were typed."""
    exact, folded = _row(asked)
    field = 0 if exact != folded else 1
    return {value for value in values if (exact, folded)[field] in _row(value)[field]}


def _row(text: str) -> tuple[str, str]:
    tokens = list(analysis.words(analysis.nfc(text)))
    return f" {' '.join(token.text for token in tokens)} ", f" {' '.join(token.folded for token in tokens)} "


def _citing(facts: FactTable, asked: str) -> Iterable[int]:
    """Bulletins cite the same documents: each is judged once."""
    sought = wanted(asked)
    meant = {cited for cited in set().union(*facts.cites) if sought.means(cited)}
    for document, cites in enumerate(facts.cites):
        if any(cited in meant and sought.fits(cited, facts.dates[document]) for cited in cites):
            yield document


def _dated(facts: FactTable, query: Query) -> Iterable[int]:
    """A bound given as a year or a month counts to its end."""
    first, last = query.date_from or "", (query.date_to or "") + "~"
    for document, date in enumerate(facts.dates):
        if date and first <= date and (last == "~" or date <= last):
            yield document


def count_facets(reader: Reader, documents: Sequence[int]) -> Facets:
    """How often each value occurs among the documents, the most frequent first.

    Of most of the archive's documents the others are counted, and taken away from the counts of all.
    """
    if 2 * len(documents) <= reader.size:
        counts = reader.facts.count(documents)
    else:
        others = reader.living ^ document_sets.of(documents, reader.room)
        missing = reader.facts.count(document_sets.listed(others, reader.room))
        counts = {name: _less(counter, missing[name]) for name, counter in reader.value_counts.items()}
    return Facets({name: _ordered(counter, _MOST_CITED if name == "cites" else None) for name, counter in counts.items()})


def _less(counts: Counter[str], others: Counter[str]) -> Counter[str]:
    """Faster than the difference of counters; what is left of a value may be nothing."""
    return Counter({**counts, **{value: counts[value] - count for value, count in others.items()}})


def _ordered(counter: Counter[str], most: int | None) -> tuple[tuple[str, int], ...]:
    present = sorted((value, count) for value, count in counter.items() if value and count)
    return tuple(sorted(present, key=itemgetter(1), reverse=True)[:most])

"""Filters and counts over the facts of documents."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from builder.model import Facets
from builder.search import analysis
from builder.search.cited_filter import wanted
from builder.search.facts import Facts, count_values
from builder.search.query import Query
from builder.search.whoosh_index.reading import Reader

_MOST_CITED = 50  # values of the cites facet that are listed
_TEST = Callable[[Facts], bool]


def allowed_documents(reader: Reader, query: Query) -> frozenset[int] | None:
    """The documents that pass the filters; None when there are none."""
    tests = _tests(query)
    if not tests:
        return None
    return frozenset(document for document, facts in reader.facts.items() if all(test(facts) for test in tests))


def _tests(query: Query) -> list[_TEST]:
    tests = [
        _holds(query.type, lambda facts: (facts.type,)),
        _holds(query.issuer, lambda facts: (facts.issuer,)),
        _holds(query.place, lambda facts: facts.places),
        _holds(query.signer, lambda facts: (facts.signer,)),
        _cites(query.cites),
        _dated(query),
    ]
    return [test for test in tests if test]


def _holds(wanted: str | None, values: Callable[[Facts], Sequence[str]]) -> _TEST | None:
    """The wanted words in a row in one of the values; marks count only where they were typed."""
    if not wanted:
        return None
    exact, folded = _row(wanted)
    field = 0 if exact != folded else 1
    return lambda facts: any((exact, folded)[field] in _row(value)[field] for value in values(facts))


def _row(text: str) -> tuple[str, str]:
    tokens = list(analysis.words(analysis.nfc(text)))
    return f" {' '.join(token.text for token in tokens)} ", f" {' '.join(token.folded for token in tokens)} "


def _cites(document: str | None) -> _TEST | None:
    if not document:
        return None
    asked = wanted(document)
    means = cache(asked.means)  # bulletins cite the same documents
    return lambda facts: any(means(cited) and asked.fits(cited, facts.date) for cited in facts.cites)


def _dated(query: Query) -> _TEST | None:
    """A bound given as a year or a month counts to its end."""
    if not query.date_from and not query.date_to:
        return None
    first, last = query.date_from or "", (query.date_to or "") + "~"
    return lambda facts: bool(facts.date) and first <= facts.date and (last == "~" or facts.date <= last)


def count_facets(reader: Reader, documents: Sequence[int]) -> Facets:
    """How often each value occurs among the documents, the most frequent first.

    Of most of the archive's documents the others are counted, and taken away from the counts of all.
    """
    if 2 * len(documents) <= len(reader.facts):
        counts = count_values(reader.facts[document] for document in documents)
    else:
        found = set(documents)
        others = count_values(facts for document, facts in reader.facts.items() if document not in found)
        counts = {name: counter - others[name] for name, counter in reader.value_counts.items()}
    return Facets({name: _ordered(counter, _MOST_CITED if name == "cites" else None) for name, counter in counts.items()})


def _ordered(counter: Counter[str], most: int | None) -> tuple[tuple[str, int], ...]:
    present = [(value, count) for value, count in counter.items() if value]
    return tuple(sorted(present, key=lambda item: (-item[1], item[0]))[:most])

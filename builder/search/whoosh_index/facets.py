"""Filters and counts over the facts of documents."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from builder.model import Facets
from builder.search import analysis
from builder.search.document_numbers import number_key
from builder.search.facts import Facts
from builder.search.query import Query
from builder.search.whoosh_index.reading import Reader
from builder.vietnamese import keys

_MOST_CITED = 50  # values of the cites facet that are listed
_TEST = Callable[[Facts], bool]


def allowed_documents(reader: Reader, query: Query) -> frozenset[int] | None:
    """The documents that pass the filters; None when there are none."""
    tests = _tests(query)
    if not tests:
        return None
    verdicts: dict[bytes, bool] = {}
    passed = []
    for document in reader.documents():
        packed = reader.packed_facts(document)
        if packed not in verdicts:
            facts = Facts.unpack(packed)
            verdicts[packed] = all(test(facts) for test in tests)
        if verdicts[packed]:
            passed.append(document)
    return frozenset(passed)


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


def _cites(number: str | None) -> _TEST | None:
    if not number:
        return None
    key = keys.unmarked(number_key(analysis.nfc(number)))
    return lambda facts: any(keys.unmarked(number_key(cited)) == key for cited in facts.cites)


def _dated(query: Query) -> _TEST | None:
    """A bound given as a year or a month counts to its end."""
    if not query.date_from and not query.date_to:
        return None
    first, last = query.date_from or "", (query.date_to or "") + "~"
    return lambda facts: bool(facts.date) and first <= facts.date and (last == "~" or facts.date <= last)


def count_facets(reader: Reader, documents: Iterable[int]) -> Facets:
    """How often each value occurs among the documents, the most frequent first."""
    packed = Counter(reader.packed_facts(document) for document in documents)
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("type", "issuer", "place", "signer", "year", "cites")}
    for value, number in packed.items():
        facts = Facts.unpack(value)
        single = {"type": facts.type, "issuer": facts.issuer, "signer": facts.signer}
        for name, text in (single | {"year": facts.date[:4]}).items():
            counts[name][text] += number
        for name, several in {"place": facts.places, "cites": facts.cites}.items():
            for text in several:
                counts[name][text] += number
    return Facets({name: _ordered(counter, _MOST_CITED if name == "cites" else None) for name, counter in counts.items()})


def _ordered(counter: Counter[str], most: int | None) -> tuple[tuple[str, int], ...]:
    present = [(value, count) for value, count in counter.items() if value]
    return tuple(sorted(present, key=lambda item: (-item[1], item[0]))[:most])

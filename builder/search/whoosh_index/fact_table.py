"""The facts of all documents as columns, each with a place for every document: for filters, counts and sorting."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from builder.search.citing import Cited
from builder.search.facts import FIELD, cited_of, values_of

_FIELDS = 6
_FACETS = ("type", "issuer", "place", "signer", "year", "cites")
_GETTER_TAKES = 2  # and more give a tuple
_Value = TypeVar("_Value")
_NINES = str.maketrans("0123456789", "9876543210", "-")


class FactTable:
    """The columns. Of a deleted document they hold what it was; nobody asks for it."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        """`packed` holds the facts of every document, as `Facts.pack` made them."""
        rows = [value.decode("utf-8").split(FIELD) for value in packed]
        types, issuers, places, signers, dates, cites = zip(*rows, strict=True) if rows else ((),) * _FIELDS
        self.dates: Sequence[str] = dates
        self._packed_cites: Sequence[str] = cites
        several = cache(values_of)
        self.columns: Mapping[str, Sequence[str]] = {"type": types, "issuer": issuers, "signer": signers}
        """The facts of which a document has one."""
        self.places: Sequence[tuple[str, ...]] = list(map(several, places))

    @cached_property
    def cites(self) -> Sequence[tuple[Cited, ...]]:
        """The documents that each cites."""
        return list(map(cache(cited_of), self._packed_cites))

    @cached_property
    def _cited_labels(self) -> Sequence[Iterable[str]]:
        return [dict.fromkeys(one.label for one in cited) for cited in self.cites]

    @cached_property
    def _years(self) -> Sequence[str]:
        return [date[:4] for date in self.dates]

    @cached_property
    def reversed_dates(self) -> Sequence[str]:
        """Texts that sort the newest first and the undated last."""
        return [date.translate(_NINES) if date else "~" for date in self.dates]

    def count(self, documents: Sequence[int]) -> dict[str, Counter[str]]:
        """How often each value of each facet occurs in the documents."""
        single = {**self.columns, "year": self._years}
        several = {"place": self.places, "cites": self._cited_labels}
        counts = {name: Counter(_values(column, documents)) for name, column in single.items()}
        counts |= {name: Counter(chain.from_iterable(_values(column, documents))) for name, column in several.items()}
        return {name: counts[name] for name in _FACETS}


def _values(column: Sequence[_Value], documents: Sequence[int]) -> Sequence[_Value]:
    """The values of documents; of thousands, `itemgetter` takes them in half the time of a loop."""
    if len(documents) < _GETTER_TAKES:
        return [column[document] for document in documents]
    values: tuple[_Value, ...] = itemgetter(*documents)(column)
    return values

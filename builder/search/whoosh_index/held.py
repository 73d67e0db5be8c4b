"""What holds a word, a phrase, a number or a period: a set of documents, and what it is worth in each."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from operator import itemgetter

from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.document_sets import DocumentSet

Scores = Mapping[int, float] | Sequence[float]
"""In a mapping, or in a list with a place for every document, 0 where the word is missing."""
_GETTER_TAKES = 2  # and more give a tuple


class Held:
    """The documents, and their scores, which are worked out when they are first asked for: to count is often enough."""

    def __init__(self, documents: DocumentSet, find_scores: Callable[[], Scores]) -> None:
        """Keep the documents and the way to their scores."""
        self.documents = documents
        self._find_scores = find_scores

    @cached_property
    def scores(self) -> Scores:
        """What it is worth in each document."""
        return self._find_scores()

    def __bool__(self) -> bool:
        """Whether any document does."""
        return bool(self.documents)

    def of(self, documents: Sequence[int]) -> Sequence[float]:
        """The scores in documents, all of which hold it."""
        return taken(self.scores, documents)

    def of_any(self, documents: Sequence[int]) -> Sequence[float]:
        """The scores in documents, 0 where it is missing."""
        if isinstance(self.scores, Mapping):
            return list(map(self.scores.get, documents, repeat(0.0)))
        return taken(self.scores, documents)


def taken(scores: Scores, places: Sequence[int]) -> Sequence[float]:
    """The scores at some places; of thousands, `itemgetter` takes them in a third of the time of a loop."""
    if len(places) < _GETTER_TAKES:
        return [scores[place] for place in places]
    found: tuple[float, ...] = itemgetter(*places)(scores)
    return found


NOWHERE = Held(0, dict)


def from_scores(scores: Mapping[int, float], size: int) -> Held:
    """From a mapping, in an archive with room for so many documents."""
    return Held(document_sets.of(scores, size), lambda: scores) if scores else NOWHERE

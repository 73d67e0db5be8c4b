"""What holds a word, a phrase, a number or a period: a set of documents, and what it is worth in each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from operator import itemgetter

from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.document_sets import DocumentSet

Scores = Mapping[int, float] | Sequence[float]
"""In a mapping, or in a list with a place for every document, 0 where the word is missing."""


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
        if len(documents) < 2:
            return [self.scores[document] for document in documents]
        found: tuple[float, ...] = itemgetter(*documents)(self.scores)
        return found

    def of_any(self, documents: Iterable[int]) -> list[float]:
        """The scores in documents, 0 where it is missing."""
        if isinstance(self.scores, Mapping):
            return list(map(self.scores.get, documents, repeat(0.0)))
        return list(map(self.scores.__getitem__, documents))


NOWHERE = Held(0, dict)


def from_scores(scores: Mapping[int, float], size: int) -> Held:
    """From a mapping, in an archive with room for so many documents."""
    return Held(document_sets.of(scores, size), lambda: scores) if scores else NOWHERE

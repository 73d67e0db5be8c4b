"""Reading the index: the documents of terms, text columns, facts and what is shown of documents, as plain values."""

import json
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from pathlib import Path
from typing import Any, Literal

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from builder.errors import SearchError
from builder.search.analysis import folded
from builder.search.whoosh_index import document_sets
from builder.search.whoosh_index.codec import PER_UNIT
from builder.search.whoosh_index.document_sets import DocumentSet
from builder.search.whoosh_index.fact_table import FactTable
from builder.search.whoosh_index.fast import MappedColumn, read_postings, read_vocabulary
from builder.search.whoosh_index.held import Held
from builder.search.whoosh_index.pair_buckets import buckets_of
from builder.search.whoosh_index.posting_lists import each
from builder.search.whoosh_index.schema import COLUMNS, INDEX_NAME
from builder.search.whoosh_index.term_scores import document_set, score_term
from builder.search.whoosh_index.vocabulary import Vocabulary

Field = Literal["exact", "folded"]
_MANY_FROM = 16  # one document in so many: fewer are sorted, more are picked out of all in their order
_MOST_REMEMBERED = 256  # words and phrases: some ten megabytes in an archive of ten thousand


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of the index that was written in one go."""

    leaf: Any
    first: int
    """The number of its first document."""
    room: int
    """Its documents, deleted ones included."""
    columns: Mapping[str, MappedColumn]


class Reader:
    """One state of the index; what a query reads twice is remembered while the reader lives."""

    def __init__(self, reader: Any) -> None:
        """Wrap Whoosh's reader."""
        # Whoosh's reader of an index without documents has no columns; nothing asks for them then.
        leaves = reader.leaf_readers() if reader.doc_count_all() else []
        self._segments = [_segment(leaf, first) for leaf, first in leaves]
        self._firsts = [segment.first for segment in self._segments]
        self._remembered: dict[tuple[Field, tuple[str, ...]], Held] = {}
        self._buckets: dict[str, DocumentSet] = {}
        self.apart: dict[tuple[Field, int, bytes, bytes], bool] = {}
        """What was judged of two words in a text (fitting.py): the readings of a mistyped query ask for the same."""
        self.room = int(reader.doc_count_all())
        """How many numbers of documents there are, those of deleted ones included."""
        deleted = document_sets.of(chain.from_iterable(map(_deleted, self._segments)), self.room)
        self.living: DocumentSet = document_sets.everyone(self.room) ^ deleted
        self.size = self.living.bit_count()
        """The number of documents."""

    def close(self) -> None:
        """Let go of the files."""
        for segment in self._segments:
            for column in segment.columns.values():
                column.close()

    def term(self, field: Field, term: str) -> Held:
        """The documents that hold a term, and its worth in each."""
        return self.remembered(field, (term,), lambda: self._read_term(field, term))

    def _read_term(self, field: Field, term: str) -> Held:
        lists = [(one.first, one.room, read_postings(one.leaf, field, term)) for one in self._segments]
        return score_term(lists, self.living, self.room)

    def weights(self, field: Field, term: str) -> Mapping[int, float]:
        """The documents that hold a term, deleted ones included, with its bare weight in each."""
        lists = [(one.first, read_postings(one.leaf, field, term)) for one in self._segments]
        rows = [(first, *each(postings)) for first, postings in lists if postings]
        return {
            first + document: weight / PER_UNIT
            for first, documents, weights in rows
            for document, weight in zip(documents, weights, strict=True)
        }

    def remembered(self, field: Field, keys: tuple[str, ...], find: Callable[[], Held]) -> Held:
        """What a word or a phrase was found in before, else what `find` finds now."""
        known = self._remembered.get((field, keys))
        if known is None:
            known = find()
            if len(self._remembered) >= _MOST_REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[field, keys] = known
        return known

    def _column(self, name: str, document: int) -> bytes:
        segment = self._segments[bisect_right(self._firsts, document) - 1]
        return segment.columns[name][document - segment.first]

    def text(self, field: Field, document: int) -> bytes:
        """The keys of a document's lines, UTF-8, a line each, every key between blanks."""
        return self._column(f"{field}_text", document)

    def holders(self, field: Field, row: bytes, documents: Sequence[int]) -> list[int]:
        """Those of the documents whose text holds the row; only such texts are looked at as can hold each pair of its words."""
        flags = self.may_hold(row)
        found: list[int] = []
        for segment in self._segments:
            inside = [one - segment.first for one in documents if flags[one] and 0 <= one - segment.first < segment.room]
            found += [segment.first + one for one in segment.columns[f"{field}_text"].holders(row, inside)]
        return found

    def may_hold(self, row: bytes) -> bytes:
        """For each document whether its texts can hold each pair of the row's words, 0 if not."""
        likely = self.living
        for bucket in buckets_of([[folded(key) for key in row.decode("utf-8").split()]]):
            likely &= self._with_bucket(bucket)
        return document_sets.flags(likely, self.room)

    def _with_bucket(self, bucket: str) -> DocumentSet:
        """The documents with a pair of words in a bucket."""
        if bucket not in self._buckets:
            if len(self._buckets) >= _MOST_REMEMBERED:
                del self._buckets[next(iter(self._buckets))]
            lists = [(one.first, read_postings(one.leaf, "pairs", bucket)) for one in self._segments]
            self._buckets[bucket] = document_set((first, postings) for first, postings in lists if postings)
        return self._buckets[bucket]

    def _every(self, name: str) -> Iterator[bytes]:
        """A column of all documents, deleted ones included."""
        return chain.from_iterable(segment.columns[name].every() for segment in self._segments)

    @cached_property
    def facts(self) -> FactTable:
        """The facts of all documents, read once."""
        return FactTable(self._every("facets"))

    @cached_property
    def value_counts(self) -> Mapping[str, Counter[str]]:
        """How often each value of each facet occurs in the archive, counted once."""
        return self.facts.count(document_sets.listed(self.living, self.room))

    def in_order(self, documents: DocumentSet) -> list[int]:
        """The documents of a set, the newest first, so that the newer comes first among equals in every sorting."""
        if documents.bit_count() * _MANY_FROM < self.room:
            return sorted(document_sets.listed(documents, self.room), key=self._ranks.__getitem__)
        flags = document_sets.flags(documents, self.room)
        return list(compress(self._newest_first, map(flags.__getitem__, self._newest_first)))

    @cached_property
    def _ranks(self) -> Mapping[int, int]:
        return {document: rank for rank, document in enumerate(self._newest_first)}

    @cached_property
    def _newest_first(self) -> Sequence[int]:
        dates, ids = self.facts.reversed_dates, self.ids
        return sorted(document_sets.listed(self.living, self.room), key=lambda document: (dates[document], ids[document]))

    @cached_property
    def ids(self) -> Sequence[str]:
        """The ids of all documents, deleted ones included."""
        return [value.decode("utf-8") for value in self._every("id_column")]

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """The ids of the documents and what tells whether a page has changed."""
        stamps = [value.decode("utf-8") for value in self._every("fingerprint")]
        return {self.ids[document]: stamps[document] for document in document_sets.listed(self.living, self.room)}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the documents by their ids."""
        return {self.ids[document]: document for document in document_sets.listed(self.living, self.room)}

    def shown(self, document: int) -> Mapping[str, Any]:
        """What is shown of a document: title, number, issuer, date, path, lines."""
        shown: Mapping[str, Any] = json.loads(zlib.decompress(self._column("shown", document)))
        return shown

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The folded words of the index."""
        return Vocabulary(chain.from_iterable(read_vocabulary(segment.leaf, "folded") for segment in self._segments))


def _segment(leaf: Any, first: int) -> _Segment:
    columns = {name: MappedColumn(leaf.column_reader(name)) for name in COLUMNS}
    return _Segment(leaf, first, int(leaf.doc_count_all()), columns)


def _deleted(segment: _Segment) -> Iterator[int]:
    return (segment.first + document for document in segment.leaf.deleted_docs_set)


@contextmanager
def open_reader(index_dir: Path) -> Iterator[Reader]:
    """The index as it is now. Raises SearchError when there is none or it cannot be read."""
    try:
        # Without mmap: Whoosh copies a mapped column whole when it is opened, which costs more than the few reads of a query.
        reader = FileStorage(str(index_dir), supports_mmap=False).open_index(indexname=INDEX_NAME).reader()
        opened = Reader(reader)
    except whoosh_index.EmptyIndexError:
        raise SearchError(f"{index_dir}: there is no search index yet; run `bantin index`") from None
    except Exception as error:
        raise SearchError(f"{index_dir}: the search index cannot be read ({error}); run `bantin index` to rebuild it") from error
    try:
        yield opened
    finally:
        opened.close()
        reader.close()

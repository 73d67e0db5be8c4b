"""How the index keeps the posting lists of our terms: one packed list a term, in place of Whoosh's small pickled blocks.

A codec is Whoosh's own way to exchange what it writes; its readers, writers and merging work with this one, too. Writing list by
list takes a fifth of the time of Whoosh's posting by posting, and reading one is two steps in C.
"""

import heapq
import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort

from builder.search.whoosh_index.posting_lists import Postings, each, pack, unpack

VOCABULARY = "vocabulary of "
"""Under this and its name a field has all its terms in one piece, beside Whoosh's table of them."""
PER_UNIT = 16
"""Weights are kept in sixteenths: few different values, small lists."""
_MOST_IN_MEMORY = 12_000_000  # postings, six bytes each

_List = tuple["array[int]", "array[int]"]
_Term = tuple[str, bytes, bytes, bytes]  # field, term, documents, weights


class ListCodec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's codec with our posting lists."""

    length_stats = False
    """No term's worth depends on the length of a field: the weights have it in them."""

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Writes the lists of a segment."""
        return _ListWriter(self, storage, segment)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """A term's list as Whoosh walks through it, when it merges segments."""
        documents, weights = each(read_list(dbfile, terminfo))
        return ListMatcher(
            list(documents),
            [weight / PER_UNIT for weight in weights],
            [b""] * len(documents),
            format_,
            scorer,
            term=term,
            terminfo=terminfo,
        )


def read_list(dbfile: Any, terminfo: Any) -> Postings:
    """The list of a term in the file of lists. Whoosh hands the length of what it reads from its table as a tuple."""
    offset, length = terminfo.extent()
    return unpack(dbfile.get(offset, length if isinstance(length, int) else length[0]))


class _ListWriter(W3FieldWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes what a TermPool collected."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[_Term]) -> None:  # noqa: ARG002 - Whoosh gives None
        """All lists of the segment, in the order of fields and terms."""
        for field, terms in groupby(items, key=itemgetter(0)):
            self.start_field(field, schema[field])
            words = []
            for _, term, documents, weights in terms:
                self._add_list(term, _array("I", documents), _array("H", weights))
                words.append(term)
            self._tindex.extras[VOCABULARY + field] = b"\n".join(words)
            self.finish_field()

    def _add_list(self, term: bytes, documents: "array[int]", weights: "array[int]") -> None:
        info = W3TermInfo()
        info._df, info._weight = len(documents), float(sum(weights)) / PER_UNIT
        info._maxweight = max(weights) / PER_UNIT
        info._minid, info._maxid = documents[0], documents[-1]
        data = pack(documents, weights)
        info.set_extent(self._postfile.tell(), len(data))
        self._postfile.write(data)
        self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())


def _array(typecode: str, data: bytes) -> "array[int]":
    numbers = array(typecode)
    numbers.frombytes(data)
    return numbers


class TermPool:
    """Collects the lists of a segment, in place of Whoosh's pool; what does not fit into memory waits in files, each in order."""

    def __init__(self, storage: Any) -> None:
        """`storage` is the writer's folder for temporary files."""
        self._storage = storage
        self._lists: dict[str, dict[str, _List]] = {}
        self._held = 0
        self._runs: list[str] = []
        self.fieldnames: set[str] = set()

    def add_document(self, field: str, document: int, weights: Mapping[str, float]) -> None:
        """The terms of a document's field."""
        lists = self._lists.setdefault(field, {})
        for term, weight in weights.items():
            held = lists.get(term)
            if held is None:
                held = lists[term] = (array("I"), array("H"))
            held[0].append(document)
            held[1].append(int(weight * PER_UNIT))
        self._count(len(weights))

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting, as Whoosh gives them when it merges a small segment."""
        field, term, document, weight, _ = item
        documents, weights = self._lists.setdefault(field, {}).setdefault(term.decode("utf-8"), (array("I"), array("H")))
        documents.append(document)
        weights.append(int(weight * PER_UNIT))
        self._count(1)

    def _count(self, added: int) -> None:
        self._held += added
        if self._held > _MOST_IN_MEMORY:
            self._save()

    def _save(self) -> None:
        name = f"{len(self._runs)}.lists"
        with self._storage.create_file(name).raw_file() as file:
            for one in self._in_order():
                marshal.dump(one, file)
        self._runs.append(name)
        self._lists, self._held = {}, 0

    def _in_order(self) -> Iterator[_Term]:
        for field in sorted(self._lists):
            lists = self._lists[field]
            for term in sorted(lists):
                documents, weights = lists[term]
                yield field, term.encode("utf-8"), documents.tobytes(), weights.tobytes()

    def iter_postings(self) -> Iterator[_Term]:
        """The lists in the order of fields and terms; runs follow one another in the order of documents."""
        runs = [*map(self._saved, self._runs), self._in_order()]
        for (field, term), parts in groupby(heapq.merge(*runs, key=itemgetter(0, 1)), key=itemgetter(0, 1)):
            rows = list(parts)
            yield field, term, b"".join([row[2] for row in rows]), b"".join([row[3] for row in rows])

    def _saved(self, name: str) -> Iterator[_Term]:
        with self._storage.open_file(name).raw_file() as file:
            try:
                while True:
                    yield marshal.load(file)  # noqa: S302 - written by this very process
            except EOFError:
                return

    def cleanup(self) -> None:
        """Forget everything."""
        self._lists = {}

"""What a query reads of Whoosh's files, in larger pieces than its interface offers: a term's list, slices of a mapped column.

Knows the inside of whoosh-reloaded 2.7 (pyproject.toml pins it).
"""

import mmap
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from whoosh.reading import TermNotFound

from builder.search.whoosh_index.codec import VOCABULARY, read_list
from builder.search.whoosh_index.posting_lists import Postings


def read_postings(leaf: Any, field: str, term: str) -> Postings | None:
    """A term's list in one segment, deleted documents included."""
    try:
        info = leaf._terms.term_info(field, term.encode("utf-8"))
    except (TermNotFound, UnicodeEncodeError):
        return None
    return read_list(leaf._terms._postfile, info)


def read_vocabulary(leaf: Any, field: str) -> list[str]:
    """The terms of a field in one segment, those of deleted documents included."""
    words: bytes = leaf._terms._tindex.extras.get(VOCABULARY + field, b"")
    return words.decode("utf-8").split("\n")


class MappedColumn:
    """A column of bytes in one segment, whose values are sliced out of the mapped file."""

    def __init__(self, column: Any) -> None:
        """Map the file of Whoosh's column."""
        inner = column._reader if hasattr(column, "_reader") else column
        part = inner._dbfile.file
        self._map = mmap.mmap(part._file.fileno(), 0, access=mmap.ACCESS_READ)
        first = part._offset + inner._basepos
        self._bounds = list(accumulate(inner._lengths, initial=first))

    def __getitem__(self, document: int) -> bytes:
        """The value of a document."""
        return self._map[self._bounds[document] : self._bounds[document + 1]]

    def holders(self, row: bytes, documents: Iterable[int]) -> list[int]:
        """Those of the documents whose value holds the row."""
        mapped, bounds = self._map, self._bounds
        return [document for document in documents if row in mapped[bounds[document] : bounds[document + 1]]]

    def every(self) -> Sequence[bytes]:
        """The values of all documents."""
        start, *ends = self._bounds
        whole = self._map[start : ends[-1]] if ends else b""
        return [whole[first - start : end - start] for first, end in zip(self._bounds, ends, strict=False)]

    def close(self) -> None:
        """Forget the file."""
        self._map.close()

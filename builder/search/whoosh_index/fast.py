"""Whoosh's own files read in larger pieces than its interface offers: a block of postings, a slice of a mapped column.

Both know the inside of whoosh-reloaded 2.7 (pyproject.toml pins it); where a reader looks different, its interface is used.
"""

import mmap
from collections.abc import Iterator
from typing import Any


def block_postings(matcher: Any) -> dict[int, float]:
    """A posting list: document -> weight."""
    if type(matcher).__name__ != "W3LeafMatcher":
        return dict(_slow_postings(matcher))
    found: dict[int, float] = {}
    while matcher.is_active():
        matcher.id()  # has the block's ids read
        matcher.weight()
        found.update(zip(matcher._ids, matcher._weights, strict=True))
        matcher._next_block()
    return found


def _slow_postings(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


class MappedColumn:
    """A column of bytes whose values are sliced out of the mapped file."""

    def __init__(self, column: Any) -> None:
        """Map the file of Whoosh's column, if it is one file."""
        self._column = column
        self._map: mmap.mmap | None = None
        try:
            inner = column._reader
            part = inner._dbfile.file
            self._start = part._offset + inner._basepos
            self._offsets, self._lengths = inner._offsets, inner._lengths
            mapped = mmap.mmap(part._file.fileno(), 0, access=mmap.ACCESS_READ)
        except (AttributeError, OSError, TypeError, ValueError):
            return
        self._map = mapped
        if any(self[document] != bytes(column[document]) for document in range(min(3, len(self._lengths)))):
            self._map = None

    def __getitem__(self, document: int) -> bytes:
        """The value of a document."""
        if self._map is None or document >= len(self._lengths):
            return bytes(self._column[document])
        start = self._start + self._offsets[document]
        return self._map[start : start + self._lengths[document]]

    @property
    def mapped(self) -> bool:
        """Whether the fast way is taken."""
        return self._map is not None

    def close(self) -> None:
        """Forget the file."""
        if self._map is not None:
            self._map.close()

"""Sets of documents as numbers with a byte for each document, 1 for a member: common words are met in no time at all.

`&` keeps what two sets share, `bit_count()` counts, and the sum of some sets tells in each byte how many hold a document.
"""

from collections.abc import Iterable
from itertools import compress

DocumentSet = int
"""A byte for each document, the first document's lowest."""

_MOST_SUMMED = 255


def of(documents: Iterable[int], size: int) -> DocumentSet:
    """The set of some of `size` documents."""
    held = bytearray(size)
    for document in documents:
        held[document] = 1
    return int.from_bytes(held, "little")


def listed(held: DocumentSet, size: int) -> list[int]:
    """The members in their order."""
    return list(compress(range(size), held.to_bytes(size, "little")))


def flags(held: DocumentSet, size: int) -> bytes:
    """Whether each document is a member, 1 or 0."""
    return held.to_bytes(size, "little")


def everyone(size: int) -> DocumentSet:
    """All documents."""
    return int.from_bytes(bytes([1]) * size, "little")


def in_at_least(number: int, sets: Iterable[DocumentSet], size: int) -> tuple[DocumentSet, bytes]:
    """The documents that are in so many of the sets (255 sets at most), and in how many each document is."""
    counts = sum(sets).to_bytes(size, "little")
    number = max(0, number)  # every document is in none of them at least
    enough = bytes(number) + bytes([1]) * (_MOST_SUMMED + 1 - number)
    return int.from_bytes(counts.translate(enough), "little"), counts

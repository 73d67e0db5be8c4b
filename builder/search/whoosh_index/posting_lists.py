"""The documents that hold a term, with its weight in each, as bytes of the index.

A term of few documents: the gaps between their numbers, and a weight for each. A term of many: a byte for each document of the
segment, the place of its weight in a list of the different ones, 0 for none (two bytes with the weight itself, where so many
differ); such a list is read without a loop.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, pairwise

_HEAD = struct.Struct("<BII")  # kind, documents or size, different weights
_FEW, _FEW_FAR, _MANY, _MANY_DIFFERENT = range(4)
_SQUEEZED = 8  # added to the kind of a list that zlib made shorter
_WORTH_SQUEEZING = 64  # bytes
_MANY_FROM = 8  # one document in so many
_MOST_WEIGHTS = 255
_COMPRESSION = 1  # of zlib: posting lists are read more often than written, but written by the million


@dataclass(frozen=True, slots=True)
class Few:
    """The list of a term of few documents."""

    documents: Sequence[int]
    """Their numbers in the segment."""
    weights: Sequence[int]
    """In sixteenths."""


@dataclass(frozen=True, slots=True)
class Many:
    """The list of a term of many documents, as far as the last that holds it."""

    places: Sequence[int]
    """For each document of the segment the place of its weight, 0 where it does not hold the term."""
    held: bytes
    """For each document whether it holds the term: 0 if not."""
    weights: Sequence[int] | None
    """In sixteenths, with 0 first; None where the places are weights themselves."""


Postings = Few | Many


def each(postings: Postings) -> tuple[Sequence[int], Sequence[int]]:
    """Documents and weights."""
    if isinstance(postings, Few):
        return postings.documents, postings.weights
    documents = list(compress(range(len(postings.places)), postings.held))
    places = compress(postings.places, postings.held)
    return documents, list(places) if postings.weights is None else [postings.weights[place] for place in places]


def pack(documents: "array[int]", weights: "array[int]") -> bytes:
    """The bytes of a list; the documents in their order."""
    different, size = sorted(set(weights)), documents[-1] + 1
    if len(documents) * _MANY_FROM < size:
        return _packed_few(documents, weights)
    if len(different) > _MOST_WEIGHTS:
        row = array("H", bytes(2 * size))
        for document, weight in zip(documents, weights, strict=True):
            row[document] = weight
        return _joined(_MANY_DIFFERENT, size, 0, _little(row))
    place_of = {weight: place for place, weight in enumerate(different, start=1)}
    places = bytearray(size)
    for document, weight in zip(documents, weights, strict=True):
        places[document] = place_of[weight]
    return _joined(_MANY, size, len(different) + 1, _little(array("H", [0, *different])) + places)


def _packed_few(documents: "array[int]", weights: "array[int]") -> bytes:
    gaps = [documents[0], *(after - before for before, after in pairwise(documents))]
    near = max(gaps) < 1 << 16
    data = _little(array("H" if near else "I", gaps)) + _little(weights)
    return _joined(_FEW if near else _FEW_FAR, len(documents), 0, data)


def _joined(kind: int, size: int, different: int, data: bytes) -> bytes:
    if len(data) >= _WORTH_SQUEEZING:
        kind, data = kind + _SQUEEZED, zlib.compress(data, _COMPRESSION)
    return _HEAD.pack(kind, size, different) + data


def unpack(data: bytes) -> Postings:
    """The list that the bytes are of."""
    kind, size, different = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if kind >= _SQUEEZED:
        kind, body = kind - _SQUEEZED, zlib.decompress(body)
    if kind == _MANY:
        end = 2 * different
        return Many(body[end:], body[end:], _numbers("H", body[:end]))
    if kind == _MANY_DIFFERENT:
        return Many(_numbers("H", body), _either(body[::2], body[1::2]), None)
    gaps = array("H" if kind == _FEW else "I")
    end = size * gaps.itemsize
    return Few(list(accumulate(_numbers(gaps.typecode, body[:end]))), _numbers("H", body[end:]))


def _either(low: bytes, high: bytes) -> bytes:
    """Bytes that are 0 where both are."""
    return (int.from_bytes(low, "little") | int.from_bytes(high, "little")).to_bytes(len(low), "little")


def _little(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(typecode: str, data: bytes) -> "array[int]":
    numbers = array(typecode)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers

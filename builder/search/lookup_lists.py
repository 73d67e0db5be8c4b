"""One list of the look-up as bytes: the bulletins that hold a term, and a code for each. `search-lists.mjs` is the way back.

A list is, the numbers of its bulletins ascending,

- the gaps between the numbers, seven bits a byte and the lowest first; where more than half of all bulletins are in the list,
  those of the bulletins that are not;
- the most frequent code; then nothing more if it is that of all, else a gap and a code for each place in the list that has
  another, else, if that is no longer, the codes of all.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from builder.search.lookup_terms import KIND_BITS

CODE_BITS = 8
"""A posting in memory is the bulletin's number above its code."""
_COMMON = 1000  # weights in longer lists are rounded: the more bulletins hold a word, the less it says which of them is meant
_STEP = bytes(code if code < 8 else min(0xFF, code // 4 * 4 + 2) for code in range(256))
_NEARLY_ALL = 0.9  # of all bulletins: which of them hold it more often says nothing, so that one weight stands for all
_PLAIN_CODES, _STEPS_AN_OCTAVE, _COARSE_STEP = 48, 24, 6  # a weight's code, as `weight_code` makes it


def encoded(row: "array[int]", size: int, *, weights: bool) -> bytes:
    """A list among so many bulletins; codes that are weights may be rounded, others may forget which words follow a pair."""
    codes = row.tobytes()[:: row.itemsize] if _LITTLE else bytes(posting & 0xFF for posting in row)
    numbers = [posting >> CODE_BITS for posting in row]
    if len(row) > _COMMON:
        codes = _rounded(codes, size) if weights else codes.translate(_ANY_FOLLOWER)
    if 2 * len(row) > size:
        numbers = _others(numbers, size)
    return _gaps(numbers) + _codes(codes)


_ANY_FOLLOWER = bytes(code | 0xFF >> KIND_BITS << KIND_BITS for code in range(256))
_LITTLE = array("H", [1]).tobytes()[0] == 1


def _rounded(codes: bytes, size: int) -> bytes:
    if len(codes) > _NEARLY_ALL * size:
        return bytes([sorted(codes)[len(codes) // 2]]) * len(codes)
    return codes.translate(_COARSE if 2 * len(codes) > size else _STEP)


def _coarse(code: int) -> int:
    """Steps of a sixth of an octave throughout."""
    if code >= _PLAIN_CODES:
        return min(0xFF, code // _COARSE_STEP * _COARSE_STEP + _COARSE_STEP // 2)
    return code if code < 2 * _COARSE_STEP else code // 4 * 4 + 2


_COARSE = bytes(map(_coarse, range(256)))


def _others(numbers: Sequence[int], size: int) -> list[int]:
    return sorted(set(range(size)).difference(numbers))


def _gaps(numbers: Sequence[int]) -> bytes:
    gaps = [number - last for last, number in zip([-1, *numbers], numbers, strict=False)]
    return bytes(gaps) if not gaps or max(gaps) < 0x80 else b"".join(map(_varint, gaps))


def _varint(number: int) -> bytes:
    if number < 0x80:
        return bytes((number,))
    return bytes((number & 0x7F | 0x80,)) + _varint(number >> 7)


def _codes(codes: bytes) -> bytes:
    base = _most_frequent(codes)
    if codes.count(base) == len(codes):
        return bytes((base,))
    if 2 * (len(codes) - codes.count(base)) >= len(codes):
        return bytes((base,)) + codes
    others = [(place, code) for place, code in enumerate(codes) if code != base]
    gaps = zip([-1, *(place for place, _ in others)], others, strict=False)
    made = b"".join(_varint(place - last) + bytes((code,)) for last, (place, code) in gaps)
    return bytes((base,)) + (made if len(made) < len(codes) else codes)


def _most_frequent(codes: Iterable[int]) -> int:
    counts = Counter(codes)
    return max(counts, key=lambda code: (counts[code], -code))

"""Which bulletins can hold two words side by side: a short list of numbers for each text, in place of its pairs themselves.

A text is long to look through for a phrase that it does not hold. All pairs of words fall into some ten thousand buckets, and
the index knows for each bucket which documents have a pair in it: few texts are then left to look at. A bucket can hold several
pairs, so that what it says is "perhaps".
"""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise

_BUCKETS = 1 << 15


def buckets_of(rows: Iterable[Sequence[str]]) -> set[str]:
    """The buckets of the neighbouring words of lines, given by their folded keys."""
    return {_bucket(pair) for pair in set(chain.from_iterable(map(pairwise, rows)))}


@lru_cache(maxsize=1 << 17)
def _bucket(pair: tuple[str, str]) -> str:
    return f"{zlib.crc32(' '.join(pair).encode()) % _BUCKETS:x}"

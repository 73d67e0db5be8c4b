"""Lists of bulletins for every term, in many small files: the browser loads the few that hold what was asked for.

The spellings of one folded key stand together, and a pair of words beside one of its words, so that a file answers for a word
with all its spellings and for many of its pairs: every request costs a slow processor more than some KB. A file holds, packed
with gzip,

- four bytes: the length of its head (little-endian), then the head in UTF-8: a line for each spelling, `folded`, `exact` (empty
  if the same), how many bulletins, where its list begins behind the head, with tabs between them;
- the list of each line (`lookup_lists.py`).

Terms that most bulletins hold have short lists, and many queries ask for them: one file, loaded first, holds them all. A pair
of such a word and another stands beside the other, else a pair stands beside its first word (`place_of`).
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

_FILE_BYTES = 12_000  # of lists and head before packing: about 6 KB to transfer
_BEFORE = "\x1f"  # between a word and the one before it: such pairs stand between the word and the pairs that begin with it
_BESIDE = re.compile(f"[{_BEFORE} ]")
_COMMON_BYTES = 2_000  # of the lists of a folded key that most bulletins hold, so that the file of such stays small


@dataclass(frozen=True, slots=True)
class Files:
    """The lists as files: of the common terms, and of all others."""

    common: bytes
    words: Iterator[tuple[str, bytes]]
    """The others, one after the other, as all lists are too much to have in memory: the first place in each, the file."""


@dataclass(frozen=True, slots=True)
class Group:
    """The spellings of a folded key: exact key, how many bulletins, list."""

    folded: str
    size: int
    """Bytes, about."""
    rows: tuple[tuple[str, int, bytes], ...]

    def common(self, size: int) -> bool:
        """Whether most of so many bulletins hold it, and its lists are short for that."""
        return self.size <= _COMMON_BYTES and any(2 * row[1] > size for row in self.rows)


def group(folded: str, rows: Sequence[tuple[str, int, bytes]]) -> Group:
    """The spellings of a folded key together."""
    return Group(folded, len(folded) + sum([len(row[2]) for row in rows]), tuple(rows))


Order = Callable[[str], bytes]
"""By what folded keys are sorted."""


def files(groups: Callable[[Order], Iterable[Group]], size: int) -> Files:
    """The files for so many bulletins; `groups` gives all groups in an order."""
    common = [group for group in groups(_order) if group.common(size)]
    frequent = frozenset(group.folded for group in common)
    others = (group for group in groups(lambda folded: _order(place_of(folded, frequent))) if not group.common(size))
    filled = _filled((place_of(group.folded, frequent), group) for group in others)
    return Files(_file(common), ((first, _file(held)) for first, held in filled))


def place_of(folded: str, frequent: Collection[str]) -> str:
    """By what a folded key is sorted: a word, then the pairs that stand beside it; `search-index.mjs` has the same rule."""
    first, blank, second = folded.partition(" ")
    return f"{second}{_BEFORE}{first}" if blank and first in frequent and second not in frequent else folded


def _order(place: str) -> bytes:
    """The order of the browser's strings."""
    return place.encode("utf-16-be")


def _filled(placed: Iterable[tuple[str, Group]]) -> Iterator[tuple[str, list[Group]]]:
    """The groups that stand in a file together, with the place of the first: those of a word are not parted where that can be."""
    first, held, size = "", list[Group](), 0
    for _, row in itertools.groupby(placed, key=lambda one: _BESIDE.split(one[0], maxsplit=1)[0]):
        block = list(row)
        whole = sum(group.size for _, group in block)
        parted = whole > _FILE_BYTES
        for place, group in block:
            if held and size + (group.size if parted else whole) > _FILE_BYTES:
                yield first, held
                held, size = [], 0
            first = first if held else place
            held.append(group)
            size += group.size
            whole -= group.size
    if held:
        yield first, held


def _file(groups: Sequence[Group]) -> bytes:
    rows = [(group.folded, *row) for group in groups for row in group.rows]
    starts = itertools.accumulate((len(row) for *_, row in rows), initial=0)
    lines = (
        f"{folded}\t{'' if exact == folded else exact}\t{count}\t{start}"
        for (folded, exact, count, _), start in zip(rows, starts, strict=False)
    )
    head = "\n".join(lines).encode("utf-8")
    return b"".join([len(head).to_bytes(4, "little"), head, *(row for *_, row in rows)])

"""Lists of bulletins for every term, in many small files: the browser loads the few that hold what was asked for.

Terms stand in the order of their folded keys, the spellings of one folded key together, so that one file answers for a word
with its marks and for all its spellings. A file holds, packed with gzip,

- four bytes: the length of its head (little-endian), then the head in UTF-8: a line for each spelling, `folded`, `exact` (empty
  if the same), how many bulletins, how many bytes, with tabs between them;
- for each line: the gaps between the numbers of its bulletins, seven bits a byte and the lowest first, then a code for each.
"""

from array import array
from collections.abc import Iterator, Mapping

from builder.vietnamese import keys

_BULLETIN_SHIFT = 8  # a posting in memory: the bulletin's number above the code's eight bits
_FILE_BYTES = 12_000  # of postings and head before packing: about 5 KB to transfer
_COMMON = 1000  # the codes of words in more bulletins than that are rounded, which halves what they weigh
_COMMON_STEP = 4


class Postings:
    """Collects the terms of bulletins that come in the order of their numbers."""

    def __init__(self) -> None:
        """Nothing yet. Four bytes a posting are held in memory."""
        self._held: dict[str, array[int]] = {}

    def add(self, number: int, terms: Mapping[str, int]) -> None:
        """The terms of one bulletin with their codes."""
        held = self._held
        for key, code in terms.items():
            row = held.get(key)
            if row is None:
                row = held[key] = array("I")
            row.append(number << _BULLETIN_SHIFT | code)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files, each with the first folded key that it holds."""
        head: list[str] = []
        body: list[bytes] = []
        first, size = "", 0
        for folded, spellings in self._by_folded():
            rows = [_encoded(self._held[exact]) for exact in spellings]
            added = sum(map(len, rows)) + len(folded)
            if head and size + added > _FILE_BYTES:
                yield first, _file(head, body)
                head, body, size = [], [], 0
            first, size = first if head else folded, size + added
            body += rows
            head += [_line(folded, exact, len(self._held[exact]), len(row)) for exact, row in zip(spellings, rows, strict=True)]
        if head:
            yield first, _file(head, body)

    def _by_folded(self) -> Iterator[tuple[str, list[str]]]:
        """Folded keys in the order of the browser's strings, with the exact keys of each."""
        groups: dict[str, list[str]] = {}
        for exact in self._held:
            groups.setdefault(keys.unmarked(exact), []).append(exact)
        for folded in sorted(groups, key=lambda key: key.encode("utf-16-be")):
            yield folded, sorted(groups[folded])


def _line(folded: str, exact: str, count: int, size: int) -> str:
    return f"{folded}\t{'' if exact == folded else exact}\t{count}\t{size}"


def _file(head: list[str], body: list[bytes]) -> bytes:
    lines = "\n".join(head).encode("utf-8")
    return b"".join([len(lines).to_bytes(4, "little"), lines, *body])


def _encoded(row: "array[int]") -> bytes:
    gaps, last = bytearray(), -1
    for posting in row:
        number = posting >> _BULLETIN_SHIFT
        gap, last = number - last, number
        while gap > 0x7F:
            gaps.append(gap & 0x7F | 0x80)
            gap >>= 7
        gaps.append(gap)
    step = _COMMON_STEP if len(row) > _COMMON else 1
    return bytes(gaps) + bytes(_rounded(posting & 0xFF, step) for posting in row)


def _rounded(code: int, step: int) -> int:
    return code if code < 2 * step else min(0xFF, code // step * step + step // 2)

"""How near the words of a query stand to one another in a document: judged on its text column, a line at a time."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from builder.search.parse import Unit
from builder.search.whoosh_index.reading import Field

_PAIR_GAIN = 0.8  # all neighbouring words of the query also neighbours in the document
_LINE_GAIN = 1.2  # all words of the query in one line
_WHOLE_GAIN = 0.6  # the whole query in a row
_TITLE_GAIN = 0.8  # the whole query in a row in the title


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a query as they stand in a text column, between blanks."""

    words: tuple[bytes, ...]
    pairs: tuple[bytes, ...]
    whole: bytes


def wanted(units: Sequence[Unit], field: Field) -> Wanted:
    """What is looked for in the documents' texts; function words are part of what stands in a row, not of the words."""
    rows = [(unit, unit.exact if field == "exact" else unit.folded) for unit in units]
    keys = [key for _, row in rows for key in row]
    own = dict.fromkeys(key for unit, row in rows if not unit.optional for key in row)
    pairs = tuple(f" {first} {second} ".encode() for first, second in itertools.pairwise(keys))
    return Wanted(tuple(f" {key} ".encode() for key in own), pairs, f" {' '.join(keys)} ".encode())


def gain(text: bytes, sought: Wanted) -> float:
    """The factor by which nearness raises a document's score."""
    if not sought.pairs:
        return 1.0
    found = 1.0 + _PAIR_GAIN * sum(pair in text for pair in sought.pairs) / len(sought.pairs)
    if sought.whole in text:
        return found + _LINE_GAIN + _WHOLE_GAIN + (_TITLE_GAIN if sought.whole in text.partition(b"\n")[0] else 0.0)
    return found + _LINE_GAIN * line_share(text, sought.words) ** 2


def line_share(text: bytes, words: Sequence[bytes]) -> float:
    """The greatest share of the words that one line holds."""
    if not words:
        return 0.0
    return max(sum(word in line for word in words) for line in text.split(b"\n")) / len(words)

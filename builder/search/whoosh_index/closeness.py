"""How near the words of a query stand to one another in a document: judged on its text column, a line at a time."""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from builder.search.abbreviations import spellings
from builder.search.parse import Unit
from builder.search.whoosh_index.reading import Field
from builder.vietnamese import keys

_MOST_SPELLINGS = 3  # looked for besides the query as typed

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


def wanted(units: Sequence[Unit], field: Field) -> tuple[Wanted, ...]:
    """What is looked for in the documents' texts: the query as typed, then with its abbreviations in their other form."""
    optional = {key for unit in units if unit.optional for key in unit.exact}
    typed = [key for unit in units for key in unit.exact]
    rows = [typed, *spellings(typed)[:_MOST_SPELLINGS]]
    return tuple(_wanted(row, optional, field) for row in rows)


def _wanted(row: Sequence[str], optional: Collection[str], field: Field) -> Wanted:
    """Function words are part of what stands in a row, not of the words."""
    spelled = [key if field == "exact" else keys.unmarked(key) for key in row]
    own = dict.fromkeys(shown for key, shown in zip(row, spelled, strict=True) if key not in optional)
    pairs = tuple(f" {first} {second} ".encode() for first, second in itertools.pairwise(spelled))
    return Wanted(tuple(f" {key} ".encode() for key in own), pairs, f" {' '.join(spelled)} ".encode())


def gain(text: bytes, sought: Sequence[Wanted]) -> float:
    """The factor by which nearness raises a document's score, by the spelling that suits it best."""
    return max(_gain(text, one) for one in sought)


def _gain(text: bytes, sought: Wanted) -> float:
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

"""What a bulletin is found by on the search page: its words with their weights, and which words follow one another.

The weights are those of the command line's index. Pairs of neighbouring words take the place of its text columns: a browser
cannot load the text of every bulletin that holds two common words, but it can load the list of those that hold them in a row.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import Metadata
from builder.search import analysis
from builder.search.article import HtmlLine
from builder.search.periods import period_terms
from builder.search.reform import other_names
from builder.search.whoosh_index.entry import weighted_terms
from builder.search.zones import WEIGHTS, Zone, metadata_zones, said_zones

IN_FACTS, IN_TITLE, IN_TEXT = 3, 2, 1
"""The codes of a pair: whether the two words follow one another in the title or the first facts (number, issuer, signer), too."""
_FACTS = 3  # lines
_PLAIN_CODES = 48  # weights up to three, in sixteenths, are kept as they are; greater ones in steps of three per cent
_STEPS_AN_OCTAVE = 24
_LARGEST_CODE = 255


@dataclass(frozen=True, slots=True)
class Texts:
    """A bulletin's lines: what its front matter says, and what it prints."""

    head: tuple[str, ...]
    """The title first."""
    lines: tuple[str, ...]
    keys: tuple[list[str], ...]
    """The exact keys of the words of each, head and lines."""
    zones: tuple[Zone, ...]


def texts_of(meta: Metadata, lines: Sequence[HtmlLine]) -> Texts:
    """The lines of a published page and its front matter, as the command line's index takes them from a page of content/."""
    printed = tuple(analysis.nfc(line.text) for line in lines)
    known = metadata_zones(meta)
    headings = tuple(text for text, line in zip(printed, lines, strict=True) if line.level > 1)
    body = tuple(text for text, line in zip(printed, lines, strict=True) if not line.level)
    head = (meta.title, *(line for zone in known for line in zone.lines), *other_names(meta))
    shown = (Zone("headings", WEIGHTS["headings"], headings), Zone("body", WEIGHTS["body"], body))
    zones = (Zone("title", WEIGHTS["title"], (meta.title,)), *known, *shown, *said_zones(meta, [*head, *headings, *body]))
    return Texts(head, printed, tuple(analysis.exact_keys(analysis.nfc(line)) for line in (*head, *printed)), zones)


def terms_of(meta: Metadata, texts: Texts) -> dict[str, int]:
    """Exact keys of words (`đảng`), whole numbers (`52-bc-du`), periods and pairs (`đảng bộ`) with the codes of their weights."""
    exact, _ = weighted_terms(texts.zones, meta.number)
    found = {key: weight_code(weight) for key, weight in exact.items()}
    found |= dict.fromkeys(period_terms(meta), weight_code(1.0))
    title, *others = texts.keys
    for row in others[_FACTS:]:
        found |= dict.fromkeys(_pairs(row), IN_TEXT)
    for row in others[:_FACTS]:
        found |= dict.fromkeys(_pairs(row), IN_FACTS)
    return found | dict.fromkeys(_pairs(title), IN_TITLE)


def _pairs(keys: Sequence[str]) -> Iterator[str]:
    return (f"{first} {second}" for first, second in itertools.pairwise(keys))


def weight_code(weight: float) -> int:
    """A weight as a number from 1 to 255; the script's `weightOf` is the way back."""
    sixteenths = max(1, round(weight * 16))
    if sixteenths <= _PLAIN_CODES:
        return sixteenths
    return min(_LARGEST_CODE, _PLAIN_CODES + round(_STEPS_AN_OCTAVE * math.log2(sixteenths / _PLAIN_CODES)))

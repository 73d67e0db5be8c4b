"""What a bulletin is found by on the search page: its words with their weights, and which words follow one another.

The weights are those of the command line's index. Pairs of neighbouring words take the place of its text columns: a browser
cannot load the text of every bulletin that holds two common words, but it can load the list of those that hold them in a row.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.model import Metadata
from builder.search import analysis
from builder.search.article import HtmlLine
from builder.search.periods import period_terms
from builder.search.reform import other_names
from builder.search.whoosh_index.entry import weighted_terms
from builder.search.zones import WEIGHTS, Zone, metadata_zones, said_zones
from builder.vietnamese import keys

IN_FACTS, IN_TITLE, IN_TEXT = 3, 2, 1
"""In the lowest bits of a pair's code: whether it stands in the title or the first facts (number, issuer, signer), too."""
KIND_BITS, FOLLOWERS = 2, 6
"""Above them a bit for each class of words, set if a word of the class follows the pair: so a phrase of three words and more is
told from the same words elsewhere, in all but one bulletin in six, without its text."""
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
    """Exact keys of words (`đảng`), whole numbers (`52-bc-đu`), periods and pairs (`đảng bộ`) with their codes."""
    exact, _ = weighted_terms(texts.zones, meta.number)
    found = {key: weight_code(weight) for key, weight in exact.items()}
    return found | dict.fromkeys(period_terms(meta), weight_code(1.0)) | _pairs(texts.keys)


def _pairs(rows: Sequence[list[str]]) -> dict[str, int]:
    """The pairs of the lines, the title first."""
    found: dict[str, int] = {}
    for row in rows:
        bits = [*map(_shifted_bit, row[2:]), 0]
        for pair, bit in zip(map(" ".join, itertools.pairwise(row)), bits, strict=False):
            found[pair] = found.get(pair, IN_TEXT) | bit
    for kind, marked in ((IN_FACTS, rows[1 : 1 + _FACTS]), (IN_TITLE, rows[:1])):
        for pair in itertools.chain.from_iterable(map(" ".join, itertools.pairwise(row)) for row in marked):
            found[pair] = found[pair] >> KIND_BITS << KIND_BITS | kind
    return found


@lru_cache(maxsize=1 << 16)
def _shifted_bit(key: str) -> int:
    return follower_bit(key) << KIND_BITS


def is_pair(key: str) -> bool:
    """Whether a term is a pair of words."""
    return " " in key


def follower_bit(key: str) -> int:
    """The bit of the class of a word, whatever its marks; `search-match.mjs` has its twin."""
    found = 0
    for unit in memoryview(keys.unmarked(key).encode("utf-16-le")).cast("H"):
        found = (found * 37 + unit) & 0xFFFF
    return 1 << (found >> 3) % FOLLOWERS


@lru_cache(maxsize=1 << 12)
def weight_code(weight: float) -> int:
    """A weight as a number from 1 to 255; the script's `weightOf` is the way back."""
    sixteenths = max(1, round(weight * 16))
    if sixteenths <= _PLAIN_CODES:
        return sixteenths
    return min(_LARGEST_CODE, _PLAIN_CODES + round(_STEPS_AN_OCTAVE * math.log2(sixteenths / _PLAIN_CODES)))

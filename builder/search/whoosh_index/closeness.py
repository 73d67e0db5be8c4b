"""How near the words of a query stand to one another in a document: judged on its text column, a line at a time."""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from builder.search.abbreviations import spellings
from builder.search.units import Unit
from builder.search.whoosh_index.reading import Field
from builder.vietnamese import keys

_MOST_SPELLINGS = 3  # looked for besides the query as typed

_PAIR_GAIN = 0.8  # all neighbouring words of the query also neighbours in the document
_TITLE_PAIR_GAIN = 0.8  # the same in the title
_LINE_GAIN = 1.2  # all words of the query in one line
_WHOLE_GAIN = 0.6  # the whole query in a row
_TITLE_GAIN = 0.8  # the whole query in a row in the title
_OPENING_GAIN = 0.8  # the same where a printed title stands below a portal's headline
_OPENING = 2  # lines
_FACT_GAIN = 1.6  # the whole query is its number, issuer or signer
_FACTS = 3  # lines behind the title


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a query as they stand in a text column, between blanks."""

    words: tuple[bytes, ...]
    pairs: tuple[bytes, ...]
    whole: bytes


def wanted(units: Sequence[Unit], field: Field) -> tuple[Wanted, ...]:
    """What is looked for in the documents' texts: the query as typed, then with its abbreviations in their other form.

    What has a term of its own (a number, a period) can be printed in many ways: it joins no pair.
    """
    optional = {key for unit in units if unit.optional for key in unit.exact}
    typed = [key for unit in units for key in unit.exact]
    plain = [unit.exact for unit in units if not unit.terms]
    if not any(unit.terms for unit in units):
        rows = [typed, *spellings(typed)[:_MOST_SPELLINGS]]
        return tuple(_wanted(row, row, optional, field) for row in rows)
    return (_wanted([key for exact in plain for key in exact], typed, optional, field),)


def _wanted(row: Sequence[str], whole: Sequence[str], optional: Collection[str], field: Field) -> Wanted:
    """Function words are part of what stands in a row, not of the words."""
    spelled = [key if field == "exact" else keys.unmarked(key) for key in row]
    own = dict.fromkeys(shown for key, shown in zip(row, spelled, strict=True) if key not in optional)
    pairs = tuple(f" {first} {second} ".encode() for first, second in itertools.pairwise(spelled))
    joined = " ".join(key if field == "exact" else keys.unmarked(key) for key in whole)
    return Wanted(tuple(f" {key} ".encode() for key in own), pairs, f" {joined} ".encode())


def gain(text: bytes, sought: Sequence[Wanted]) -> float:
    """The factor by which nearness raises a document's score, by the spelling that suits it best."""
    best = 0.0
    for one in sought:
        best = max(best, _gain(text, one, best))
    return best


def _gain(text: bytes, sought: Wanted, least: float) -> float:
    """The factor by one spelling; where it cannot be more than the least, its lines are not looked at."""
    if not sought.pairs:
        return 1.0
    title = text.partition(b"\n")[0]
    found = 1.0 + _PAIR_GAIN * _share(sought.pairs, text) + _TITLE_PAIR_GAIN * _share(sought.pairs, title)
    if sought.whole in text:
        return found + _LINE_GAIN + _WHOLE_GAIN + _head_gain(text, sought.whole)
    if found + _LINE_GAIN <= least:
        return found
    return found + _LINE_GAIN * line_share(text, sought.words) ** 2


def _share(pairs: Sequence[bytes], text: bytes) -> float:
    return [pair in text for pair in pairs].count(True) / len(pairs)


def _head_gain(text: bytes, whole: bytes) -> float:
    """Who issued or signed it, and what stands in the title, is what the document is about."""
    head, _, body = text.partition(b"\n\n")
    title, _, facts = head.partition(b"\n")
    if whole in facts.split(b"\n", _FACTS)[:_FACTS]:
        return _FACT_GAIN
    if whole in title:
        return _TITLE_GAIN
    return _OPENING_GAIN if any(whole in line for line in body.split(b"\n", _OPENING)[:_OPENING]) else 0.0


def line_share(text: bytes, words: Sequence[bytes]) -> float:
    """The greatest share of the words that one line holds."""
    if not words:
        return 0.0
    first, rest = words[: len(words) // 2], words[len(words) // 2 :]
    best = 0
    for line in text.split(b"\n"):
        found = [word in line for word in first].count(True)
        if found + len(rest) <= best:
            continue
        found += [word in line for word in rest].count(True)
        if found > best:
            best = found
            if best == len(words):
                break
    return best / len(words)

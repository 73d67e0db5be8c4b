"""Documents to read next: by content and by shared citations, and the previous and next issue of the same series.

A pure function over all pages; the same pages give the same answer, in whatever order they come. What it needs of a text is
worked out page by page (`terms_of`), so that it can be kept while the text is the same.
"""

import itertools
import math
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from builder.model import Head, Metadata, Page, Related
from builder.search.analysis import nfc, word_keys
from builder.search.document_numbers import number_key
from builder.search.parse import function_words
from builder.vietnamese import keys

SHOWN = 5
_WORD = re.compile(r"[^\W\d_]+")
_KEY_TERMS = 24  # pairs of words that stand for a document
_MOST_HOLDERS = 60  # a term that more documents hold tells nothing
_TITLE_COUNTS = 4  # times
_CITATION_WORTH = 1.5  # of a shared citation, beside a shared term
_ENOUGH = 0.08  # of the worth of a document's own terms; less is chance
_SCALE = 1 << 16  # worth is counted in whole parts, so that the order of a sum and the last bit of a logarithm make no difference
_MOST_COUNTED = (1 << 16) - 1
_MULTIPLIER, _MASK = 0x9E3779B1, 0xFFFFFFFF
_NUMBER = 1 << 32
"""Added to the checksum of a number, to tell it from one of a pair of words."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms that may tell a page from others, each as a checksum of 32 bits: no word can be read from them."""

    pairs: bytes
    """Of the pairs of neighbouring words, ascending, four bytes each."""
    counts: bytes
    """How often each pair stands there, two bytes each."""
    numbers: tuple[int, ...]
    """Of the document numbers that the page bears or cites."""


def terms_of(page: Page) -> Terms:
    """The terms of one page."""
    counts: Counter[int] = Counter(_pairs(page.body))
    counts.update(dict.fromkeys(_pairs(page.metadata.title), _TITLE_COUNTS))
    pairs = sorted(counts)
    amounts = array("H", [min(counts[pair], _MOST_COUNTED) for pair in pairs])
    return Terms(array("I", pairs).tobytes(), amounts.tobytes(), _numbers(page.metadata))


def _numbers(metadata: Metadata) -> tuple[int, ...]:
    own = [metadata.number] if metadata.number else []
    numbers = (keys.unmarked(number_key(number)) for number in [*own, *(cited.number for cited in metadata.citations)])
    return tuple(sorted({zlib.crc32(number.encode()) + _NUMBER for number in numbers if "-" in number}))


def _pairs(text: str) -> Iterator[int]:
    """Two words in a row, folded; function words join nothing."""
    words = [checksum for word in _WORD.findall(nfc(text)) if (checksum := _checksum(word)) is not None]
    return (first * _MULTIPLIER + second & _MASK for first, second in itertools.pairwise(words))


@lru_cache(maxsize=1 << 16)
def _checksum(word: str) -> int | None:
    exact, folded = word_keys(word)
    return None if exact in function_words() else zlib.crc32(folded.encode())


def related(pages: Iterable[Head], terms: Mapping[str, Terms]) -> dict[str, Related]:
    """For each bulletin's id what to read next; every bulletin has an entry. `terms` are those of the pages by their ids."""
    ordered = sorted(pages, key=lambda page: page.metadata.id)
    before, after = _series(page.metadata for page in ordered)
    ids = [page.metadata.id for page in ordered]
    known = dict(zip(ids, _key_terms([terms[id_] for id_ in ids]), strict=True))
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for id_, held in known.items():
        for term in held.terms:
            holders[term].append(id_)
    return {id_: Related(_nearest(id_, held, holders), before.get(id_), after.get(id_)) for id_, held in known.items()}


@dataclass(frozen=True, slots=True)
class _Worth:
    """What stands for a document; a hundred thousand of them are kept at a time."""

    terms: "array[int]"
    worths: "array[int]"
    """Of each term."""


def _nearest(id_: str, held: _Worth, holders: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    found: defaultdict[str, int] = defaultdict(int)
    for term, worth in zip(held.terms, held.worths, strict=True):
        if len(holders[term]) <= _MOST_HOLDERS:
            for other in holders[term]:
                found[other] += worth
    least = _ENOUGH * found.pop(id_, 0)
    best = sorted((other for other in found if found[other] > least), key=lambda other: (-found[other], other))
    return tuple(best[:SHOWN])


# ---------------------------------------------------------------- worth
def _key_terms(terms: Sequence[Terms]) -> Iterator[_Worth]:
    """Of each document the worthiest terms that another one holds too, and all such numbers, with their worth."""
    import numpy as np  # noqa: PLC0415 - no other command needs it

    if not terms:
        return
    known, amounts = np.unique(np.concatenate([np.frombuffer(one.pairs, np.uint32) for one in terms]), return_counts=True)
    rarity = np.where(amounts > 1, np.log(1 + len(terms) / amounts), 0)
    spread = Counter(itertools.chain.from_iterable(one.numbers for one in terms))
    for one in terms:
        numbers = {number: _parts(_CITATION_WORTH * math.log(1 + len(terms) / spread[number])) for number in one.numbers}
        held = {number: worth for number, worth in numbers.items() if spread[number] > 1} | _worthiest(one, known, rarity)
        yield _Worth(array("Q", held), array("Q", held.values()))


def _parts(worth: float) -> int:
    return round(worth * _SCALE)


def _worthiest(one: Terms, known: Any, rarity: Any) -> dict[int, int]:
    """Pairs with their worth; `known` are all there are, ascending, `rarity` what one of each is worth."""
    import numpy as np  # noqa: PLC0415 - see above

    pairs = np.frombuffer(one.pairs, np.uint32)
    worth = (1 + np.log(np.frombuffer(one.counts, np.uint16).astype(np.float64))) * rarity[np.searchsorted(known, pairs)]
    parts = np.rint(worth * _SCALE).astype(np.int64)
    best = np.argsort(-parts, kind="stable")[:_KEY_TERMS]
    return {pair: part for pair, part in zip(pairs[best].tolist(), parts[best].tolist(), strict=True) if part}


# ---------------------------------------------------------------- series
def _series(metas: Iterable[Metadata]) -> tuple[dict[str, str], dict[str, str]]:
    """The neighbours in time of issues of one issuer, one type and one length of period: id -> id before, id after."""
    issues: defaultdict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for meta in metas:
        if meta.period and meta.issuer and meta.doc_type:
            length = _months(meta.period.start, meta.period.end)
            series = (_series_key(meta.issuer), _series_key(meta.doc_type), length)
            issues[series].append((meta.period.start, meta.issued or "", meta.id))
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for series_issues in issues.values():
        row = sorted(series_issues)
        for earlier, later in itertools.pairwise(row):
            if earlier[0] < later[0]:
                before[later[2]], after[earlier[2]] = earlier[2], later[2]
    return before, after


def _series_key(text: str) -> str:
    return " ".join(word_keys(word)[0] for word in nfc(text).split())


def _months(start: str, end: str) -> str:
    """How long a period is: whole months, or less than one."""
    months = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7]) + 1
    return str(months) if start[8:10] == "01" and end[8:10] >= "28" else "days"

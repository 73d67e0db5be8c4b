"""Documents to read next: by content and by shared citations, and the previous and next issue of the same series.

A pure function over all pages; the same pages give the same answer, in whatever order they come.
"""

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from builder.model import Metadata, Page, Related
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


def related(pages: Sequence[Page]) -> dict[str, Related]:
    """For each bulletin's id what to read next; every bulletin has an entry."""
    ordered = sorted(pages, key=lambda page: page.metadata.id)
    before, after = _series(page.metadata for page in ordered)
    terms = _terms(ordered)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for id_, held in terms.items():
        for term in held:
            holders[term].append(id_)
    return {id_: Related(_nearest(id_, held, holders), before.get(id_), after.get(id_)) for id_, held in terms.items()}


def _nearest(id_: str, held: Mapping[str, float], holders: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    found: defaultdict[str, float] = defaultdict(float)
    for term, worth in held.items():
        if len(holders[term]) <= _MOST_HOLDERS:
            for other in holders[term]:
                found[other] += worth
    least = _ENOUGH * found.pop(id_, 0.0)
    best = sorted((other for other in found if found[other] > least), key=lambda other: (-found[other], other))
    return tuple(best[:SHOWN])


def _terms(pages: Sequence[Page]) -> dict[str, dict[str, float]]:
    """The terms that tell a document from others, with their worth: pairs of words, numbers that it bears or cites."""
    counted = {page.metadata.id: _counted(page) for page in pages}
    spread = Counter(term for counts in counted.values() for term in counts)
    return {id_: _key_terms(counts, spread, len(pages)) for id_, counts in counted.items()}


def _counted(page: Page) -> dict[str, float]:
    body: Counter[str] = Counter(_pairs(page.body))
    body.update(dict.fromkeys(_pairs(page.metadata.title), _TITLE_COUNTS))
    counts = {term: 1 + math.log(number) for term, number in body.items()}
    own = [page.metadata.number] if page.metadata.number else []
    numbers = (keys.unmarked(number_key(number)) for number in [*own, *(cited.number for cited in page.metadata.citations)])
    return counts | {f"#{number}": _CITATION_WORTH for number in numbers if "-" in number}


def _key_terms(counts: Mapping[str, float], spread: Mapping[str, int], size: int) -> dict[str, float]:
    """The worthiest terms that another document holds too, and all such numbers."""
    worth = {term: count * math.log(1 + size / spread[term]) for term, count in counts.items() if spread[term] > 1}
    best = sorted(worth, key=lambda term: (not term.startswith("#"), -worth[term], term))
    numbers = sum(term.startswith("#") for term in best)
    return {term: worth[term] for term in best[: numbers + _KEY_TERMS]}


def _pairs(text: str) -> Iterable[str]:
    """Two words in a row, folded; function words join nothing."""
    words = [key for match in _WORD.finditer(nfc(text)) for key in [word_keys(match[0])] if key[0] not in function_words()]
    return (f"{first[1]} {second[1]}" for first, second in itertools.pairwise(words))


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

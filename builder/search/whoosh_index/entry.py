"""One page as the index holds it: plain values, complete before Whoosh sees any of them, so a bad page harms no other."""

import itertools
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.model import Page
from builder.search import analysis
from builder.search.facts import document_date, facts
from builder.search.periods import period_terms
from builder.search.plain import plain_lines
from builder.search.reform import other_names
from builder.search.terms import line_terms, own_terms
from builder.search.whoosh_index.pair_buckets import buckets_of
from builder.search.zones import Zone, page_zones

_AVERAGE_LENGTH = {
    "title": 20,
    "number": 4,
    "issuer": 6,
    "signer": 3,
    "facts": 50,
    "headings": 80,
    "body": 1500,
    "said": 150,
    "weak": 40,
}
_LENGTH_COUNTS = 0.7  # how much a long zone thins its words: 0 not at all, 1 in proportion
_HEAD = ("number", "issuer", "signer", "facts")
_COMPRESSION = 1  # of zlib, for what a snippet is taken from
_STEP = 16  # weights are kept in sixteenths: few different values, small postings


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index takes in of a page."""

    exact: Mapping[str, float]
    folded: Mapping[str, float]
    pairs: Mapping[str, float]
    """The buckets of its pairs of words; their weight says nothing."""
    columns: Mapping[str, bytes]


def entry_of(page: Page, fingerprint: str) -> Entry:
    """The entry of a page. Raises whatever a malformed page provokes."""
    meta = page.metadata
    f"{meta!r}{page.body}".encode()  # half characters would break the answer in which they are shown
    printed = plain_lines(page.body)
    zones = page_zones(page.metadata, printed)
    exact, folded = weighted_terms(zones, meta.number)
    folded |= dict.fromkeys(period_terms(meta), 1.0)
    lines = [line.text for line in printed]
    head = [meta.title, *(line for zone in zones if zone.name in _HEAD for line in zone.lines), *other_names(meta)]
    rows = [analysis.printed_keys(line)[1] for line in (*head, "", *lines)]
    folded_rows = [list(map(analysis.folded, row)) for row in rows]
    shown = {
        "title": meta.title, "number": meta.number, "issuer": meta.issuer, "date": document_date(meta),
        "path": page.path, "lines": lines,
    }  # fmt: skip
    return Entry(exact, folded, dict.fromkeys(buckets_of(folded_rows), 1.0), {
        "id_column": meta.id.encode("utf-8"), "fingerprint": fingerprint.encode("utf-8"), "facets": facts(meta).pack(),
        "exact_text": phrase_text(rows), "folded_text": phrase_text(folded_rows), "shown": _packed(shown),
    })  # fmt: skip


def _packed(shown: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(shown, ensure_ascii=False).encode("utf-8"), _COMPRESSION)


def weighted_terms(zones: Iterable[Zone], own_number: str | None) -> tuple[dict[str, float], dict[str, float]]:
    """Exact and folded terms with the sum of their weights over all zones."""
    exact: defaultdict[str, float] = defaultdict(float)
    folded: defaultdict[str, float] = defaultdict(float)
    for zone in zones:
        words = Counter(itertools.chain.from_iterable([analysis.printed_keys(line)[1] for line in zone.lines]))
        numbers = Counter(number.folded for line in zone.lines for number in analysis.number_tokens(line))
        length = words.total() + numbers.total()
        unit = zone.weight / (1 - _LENGTH_COUNTS + _LENGTH_COUNTS * length / _AVERAGE_LENGTH[zone.name])
        terms = Counter(_terms_of_zone(zone, own_number))
        for key, times in itertools.chain(words.items(), numbers.items(), terms.items()):
            exact[key] += unit * times
            folded[analysis.folded(key)] += unit * times
    return _rounded(exact), _rounded(folded)


def _terms_of_zone(zone: Zone, own_number: str | None) -> Iterable[str]:
    """The terms of numbers, periods and days that a zone says, beside its words."""
    if zone.name == "number":
        return own_terms(own_number or "")
    return () if zone.name in ("said", "weak") else itertools.chain.from_iterable(map(line_terms, map(analysis.nfc, zone.lines)))


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {term: max(1, round(weight * _STEP)) / _STEP for term, weight in weights.items()}


def phrase_text(rows: Iterable[Sequence[str]]) -> bytes:
    """The keys of each line between blanks, a line each: a phrase is found by a plain search for ` tổ dân phố `.

    An empty line ends what the front matter says.
    """
    return "\n".join([f" {' '.join(row)} " if row else "" for row in rows]).encode("utf-8")

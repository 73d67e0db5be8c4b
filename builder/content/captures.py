"""Which captures are of one article, and which of its texts is the newest: a plain function of facts, in any order.

Captures whose texts have the same words are one; so are captures of one number, day and title with nearly the same words, and
captures under one address with much the same words: versions.
Precision comes first. What contradicts in number, day, period, signer or title is never one document, though its words agree; it
is a doubt, for a person to look at.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import combinations, pairwise
from typing import Any

from builder.content.article_address import article_address
from builder.model import Metadata

FEWEST_WORDS = 40
"""A shorter text may be that of many documents (`Kính gửi …, xem tệp đính kèm`): its words alone tell nothing."""
MOST_TEXTS = 24
"""Texts under one address that are compared with each other; an address with more of them is no article's."""
VERSION, SAME = 0.5, 0.85
"""How much of the shorter text must stand in the longer one: under one address; under one number, day and title."""
_FACTS = ("title", "number", "issued", "event_date", "period", "signer")
_WORD = re.compile(r"[^\W_]+")
_TARGET = re.compile(r"\]\((?:<[^<>\n]*>|[^()\n]*)\)")  # where links and images lead is no word of the text
_DIGITS = re.compile(r"(\d+)")
_PRINT = re.compile(r"(?:^|[/._-])(?:print|savefile|amp|mobile|in-bai)(?:[/._-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one capture."""

    path: str
    """Of its source."""
    sha256: str
    """Of its source."""
    text: str
    """Checksum of the words of its text."""
    words: int
    """How many words that text has."""
    title: str
    """Its words."""
    address: str | None = None
    captured: str | None = None
    number: str | None = None
    issued: str | None = None
    event_date: str | None = None
    period: str | None = None
    signer: str | None = None
    rank: int = 0
    """How far it is from the article itself: a page 0, its print or mobile view 1, a text dump 2."""
    lacking: int = 0
    """How many fields its front matter leaves empty."""


@dataclass(frozen=True, slots=True)
class Article:
    """Captures of one article."""

    lead: Facts
    """The best capture of the newest text: the page is made from it."""
    others: tuple[Facts, ...] = ()
    """The other captures, oldest first."""
    moved: tuple[Facts, ...] = ()
    """Captures that are gone from where they were, and whose very bytes are in another place now."""
    older: frozenset[str] = frozenset()
    """Texts that stood under an address before another one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two captures that might be of one article, and what speaks against it."""

    paths: tuple[str, str]
    reason: str


def facts_of(metadata: Metadata, body: str) -> Facts:
    """The facts of an extracted page."""
    source, text = metadata.source, _TARGET.sub("]", body.partition("\n")[2])
    period = metadata.period
    return Facts(
        path=source.path,
        sha256=source.sha256,
        text=hashlib.sha256(_words(text).encode("utf-8")).hexdigest()[:32],
        words=len(_WORD.findall(text)),
        title=_words(metadata.title),
        address=article_address(source.url),
        captured=source.captured,
        number=metadata.number,
        issued=metadata.issued,
        event_date=metadata.event_date,
        period=f"{period.start} {period.end}" if period else None,
        signer=_words(metadata.signer) if metadata.signer else None,
        rank=2 if source.media_type == "text/plain" else 1 if _PRINT.search(source.url or source.path) else 0,
        lacking=sum(1 for field in fields(metadata) if not getattr(metadata, field.name)),
    )


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Without the fields that say nothing."""
    return {name: value for name, value in asdict(facts).items() if value is not None}


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def articles(
    captures: Iterable[Facts], likeness: Callable[[Facts, Facts], float], gone: Collection[str] = ()
) -> tuple[tuple[Article, ...], tuple[Doubt, ...]]:
    """The articles, and the doubts. `likeness`, from 0 to 1, of two texts is asked for of few.

    `gone` are the paths of sources that are not there any more: a page is made from another capture of the same text.
    """
    ordered = sorted(captures, key=lambda one: one.path)
    union, doubts = _Union(ordered), list[Doubt]()
    for bucket in _buckets(ordered, lambda one: one.sha256):
        union.join(bucket)
    for bucket in _buckets(ordered, lambda one: one.text if one.words >= FEWEST_WORDS else f"{one.text} {one.title}"):
        doubts += _join_same_text(union, bucket)
    for bucket in _buckets(ordered, lambda one: one.address):
        doubts += _join_versions(union, bucket, likeness)
    doubts += _join_numbers(union, ordered, likeness)
    return tuple(_article(members, gone) for members in union.groups()), tuple(dict.fromkeys(doubts))


def _buckets(captures: Sequence[Facts], key: Callable[[Facts], str | None]) -> Iterator[list[Facts]]:
    found: dict[str, list[Facts]] = {}
    for one in captures:
        name = key(one)
        if name is not None:
            found.setdefault(name, []).append(one)
    yield from (bucket for bucket in found.values() if len(bucket) > 1)


class _Union:
    """Groups that grow together."""

    def __init__(self, captures: Sequence[Facts]) -> None:
        self._captures = captures
        self._groups = {one.path: [one] for one in captures}

    def are_one(self, one: Facts, other: Facts) -> bool:
        return self._groups[one.path] is self._groups[other.path]

    def join(self, bucket: Sequence[Facts]) -> None:
        for one, other in pairwise(bucket):
            smaller, larger = sorted((self._groups[one.path], self._groups[other.path]), key=len)
            if smaller is not larger:
                larger += smaller
                self._groups |= {member.path: larger for member in smaller}

    def contradiction(self, one: Facts, other: Facts) -> "_Against | None":
        """Between any two of the captures that would be one: a third that states nothing may not bridge them."""
        return _contradiction([*self._groups[one.path], *self._groups[other.path]])

    def groups(self) -> Iterator[list[Facts]]:
        """In the order of their first captures."""
        groups = {id(group): group for one in self._captures for group in (self._groups[one.path],)}
        yield from (sorted(group, key=lambda one: one.path) for group in groups.values())


def _join_same_text(union: _Union, bucket: list[Facts]) -> Iterator[Doubt]:
    """The same words: one article unless any two of them contradict; then only those that state the very same."""
    against = _contradiction(bucket)
    if against is None:
        union.join(bucket)
        return
    for same in _buckets(bucket, lambda one: repr([getattr(one, name) for name in _FACTS])):
        union.join(same)
    yield Doubt(against[0], f"the same words, but another {against[1]}")


def _join_versions(union: _Union, bucket: list[Facts], likeness: Callable[[Facts, Facts], float]) -> Iterator[Doubt]:
    """One address: versions of an article where the texts are nearly the same and nothing contradicts."""
    texts = list({one.text: one for one in bucket}.values())
    if len(texts) > MOST_TEXTS:
        yield Doubt((texts[0].path, texts[-1].path), f"{len(texts)} different texts under one address")
        return
    for one, other in combinations(texts, 2):
        if union.are_one(one, other):
            continue
        against = union.contradiction(one, other)
        if against is not None:
            yield Doubt(against[0], f"the same address, but another {against[1]}")
        elif likeness(one, other) >= VERSION:
            union.join([one, other])
        else:
            yield Doubt((one.path, other.path), "the same address, but quite another text")


def _join_numbers(union: _Union, captures: Sequence[Facts], likeness: Callable[[Facts, Facts], float]) -> Iterator[Doubt]:
    """One number, day and title in two places: one document where nearly all words agree; a table or a note may be lost."""
    numbered = [one for one in captures if one.number and one.issued]
    for bucket in _buckets(numbered, lambda one: f"{one.number} {one.issued} {one.title}"):
        texts = list({one.text: one for one in bucket}.values())[:MOST_TEXTS]
        for one, other in combinations(texts, 2):
            if union.are_one(one, other):
                continue
            against = union.contradiction(one, other)
            if against is None and likeness(one, other) >= SAME:
                union.join([one, other])
            else:
                reason = f"another {against[1]}" if against else "another text"
                yield Doubt((one.path, other.path), f"the same number, day and title, but {reason}")


_Against = tuple[tuple[str, str], str]
"""The paths of two captures that state different things, and the field."""


def _contradiction(bucket: Sequence[Facts]) -> _Against | None:
    """Two that state different things; a title may be cut short."""
    for name in _FACTS:
        stated = {getattr(one, name): one for one in bucket if getattr(one, name)}
        for one, other in combinations(stated.values(), 2):
            if not _agree(name, one, other):
                return (one.path, other.path), name.replace("_", " ")
    return None


def _agree(name: str, one: Facts, other: Facts) -> bool:
    values = sorted((getattr(one, name), getattr(other, name)), key=len)
    if values[0] == values[1]:
        return True
    return name == "title" and len(values[0].split()) >= 5 and values[1].startswith(f"{values[0]} ")


def _article(members: Sequence[Facts], gone: Collection[str]) -> Article:
    """The page is made from the best capture of a text that no later one took the place of."""
    older = _older(members)
    best = [one for one in members if one.text not in older] or [max(members, key=_seen)]
    lead = min(best, key=lambda one: (one.path in gone, one.rank, one.lacking, one.path))
    there = {one.sha256 for one in members if one.path not in gone}
    moved = [one for one in members if one is not lead and one.path in gone and one.sha256 in there]
    others = sorted((one for one in members if one is not lead and one not in moved), key=_seen)
    return Article(lead, tuple(others), tuple(moved), frozenset(older - {lead.text}))


def _older(members: Sequence[Facts]) -> set[str]:
    """Texts that another one took the place of under their address."""
    older = set()
    for bucket in _buckets(members, lambda one: one.address):
        newest = max(bucket, key=_seen).text
        older |= {one.text for one in bucket if one.text != newest}
    return older


def _seen(one: Facts) -> tuple[str, list[tuple[int, str]]]:
    """When a text was seen; where no capture tells its time, the paths tell the order: `lan-2` before `lan-10`."""
    return one.captured or "", _natural(one.path)


def _natural(path: str) -> list[tuple[int, str]]:
    """Numbers as numbers."""
    return [(int(part), "") if part.isdecimal() and len(part) < 19 else (-1, part) for part in _DIGITS.split(path)]


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's runs of three words stands in the longer one, too."""
    runs = sorted((_runs(one), _runs(other)), key=len)
    return len(runs[0] & runs[1]) / len(runs[0]) if runs[0] else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(_TARGET.sub("]", text.casefold()))
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def facts_from_json(values: Mapping[str, Any]) -> Facts:
    """Raises TypeError for what is no facts."""
    return Facts(**values)

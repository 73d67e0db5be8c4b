"""Cited documents as instruments: which citations of the archive mean one and the same document, and who cites it.

    found = instruments(pages)
    found.cited(bulletin_id, index)   the Instrument of the bulletin's citation number `index`, counted from 0
    found.citing(bulletin_id)         ids of the bulletins that cite this one, newest first
    found.all                         every instrument, those with a page of their own and those without

An instrument's `bulletin` is the archive's copy, its `path` the page that lists who cites it; the best link for a citation
is the first of the two that is not None. Rules: a symbol alone never joins two citations (numbers begin anew with each term
or year), and a date alone never parts them (dates are mistyped): within a Party term or a State year a number is one document.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.model import Citation, Head
from builder.publish.browse_rows import PAGES_FOLDER
from builder.publish.citation_groups import Group, date_of, grouped, known_of
from builder.publish.dates import list_date, reader_date
from builder.publish.mentions import OWN_NUMBER, REGULATION, REGULATION_CODE, Mention, mentions_of
from builder.publish.names import slug, unique
from builder.vietnamese.symbols import parse_symbol

FOLDER = "browse/vien-dan"
PAGE_FROM = 2
"""An instrument that fewer bulletins cite has no page: its list would only lead back to where the reader came from."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document that bulletins cite."""

    key: str
    """Its normal form: `vn:p/TW/CT/5/2016-05-15`; `?` for an unknown date."""
    label: str
    """For readers, plain text: `Chỉ thị 05-CT/TW, 15/05/2016`."""
    type: str | None
    number: str
    """In its most frequent spelling, the archive's own copy first."""
    date: str | None
    """ISO; the archive's copy decides, then the table of well-known instruments, then the majority."""
    issuer: str | None
    path: str | None
    """Of its page, relative to content/; None where fewer than PAGE_FROM bulletins cite it."""
    bulletin: str | None
    """Id of the archive's copy."""
    cited_by: tuple[str, ...]
    """Ids of the citing bulletins, newest first, the undated last."""

    year: str = ""
    """Of its symbol, else of its date; empty if unknown."""

    @property
    def amount(self) -> int:
        """How many bulletins cite it."""
        return len(self.cited_by)


@dataclass(frozen=True, slots=True)
class Instruments:
    """All instruments that the archive cites."""

    all: tuple[Instrument, ...]
    """In the order of their keys."""
    by_citation: Mapping[str, Mapping[int, Instrument]] = field(default_factory=dict)
    """Bulletin's id -> what its citations mean, by their number."""
    by_bulletin: Mapping[str, Instrument] = field(default_factory=dict)
    """The instruments that the archive has a copy of, by the copy's id."""
    inferred: frozenset[tuple[str, int]] = frozenset()
    """Citations without a date of their own that were given to the nearest earlier document of that symbol."""

    def cited(self, bulletin: str, index: int) -> Instrument | None:
        """What a bulletin's citation number `index` (from 0) means; None for a citation that there is not."""
        return self.by_citation.get(bulletin, {}).get(index)

    def citing(self, bulletin: str) -> tuple[str, ...]:
        """Ids of the bulletins that cite this one, newest first."""
        found = self.by_bulletin.get(bulletin)
        return found.cited_by if found else ()


def instruments(pages: Sequence[Head]) -> Instruments:
    """Group the citations of all pages; the same pages give the same answer in any order."""
    found = grouped(mentions_of(pages))
    dates = {page.metadata.id: list_date(page.metadata).iso for page in pages}
    cited = {group: members for group, members in found.members.items() if any(one.index != OWN_NUMBER for one in members)}
    taken = {"index", PAGES_FOLDER, "theo-loai"}
    made: dict[Group, Instrument] = {}
    for group in sorted(cited):
        made[group] = _instrument(group, cited[group], dates, taken)
    by_citation: dict[str, dict[int, Instrument]] = {}
    for group, members in cited.items():
        for one in (one for one in members if one.index != OWN_NUMBER):
            by_citation.setdefault(one.bulletin, {})[one.index] = made[group]
    return Instruments(
        tuple(sorted(made.values(), key=lambda one: one.key)),
        by_citation,
        {one.bulletin: made[group] for group, members in cited.items() for one in members if one.index == OWN_NUMBER},
        found.inferred,
    )


def _instrument(group: Group, members: Sequence[Mention], dates: Mapping[str, str], taken: set[str]) -> Instrument:
    copies = sorted(one.bulletin for one in members if one.index == OWN_NUMBER)
    citing = {one.bulletin for one in members if one.index != OWN_NUMBER} - set(copies)
    cited_by = tuple(sorted(sorted(citing), key=lambda id_: dates[id_], reverse=True))
    kind, number, issuer = _type(group, members), _number(group, members), _issuer(group, members)
    date, near = date_of(group, members) or None, _most(one.near for one in members) or ""
    year = group.kind.year or (date or "")[:4]
    path = None
    if len(cited_by) >= PAGE_FROM:
        # The name of its page has nothing that changes when the next bulletin spells the number in another way.
        name = slug(" ".join((kind or "Văn bản", group.kind.number, group.kind.issuer, near, year)))
        path = f"{FOLDER}/{unique(name, taken)}.md"
    label, copy = _label(kind, number, date, issuer, near), copies[0] if copies else None
    return Instrument(_key(group, date), label, kind, number, date, issuer, path, copy, cited_by, year)


def _by_trust(members: Sequence[Mention]) -> Iterator[Sequence[Citation]]:
    """What the archive's copies say of themselves, then what the citing bulletins say."""
    yield [one.cited for one in members if one.index == OWN_NUMBER]
    yield [one.cited for one in members]


def _type(group: Group, members: Sequence[Mention]) -> str | None:
    if group.kind.type == REGULATION_CODE:
        return REGULATION
    return next((found for cited in _by_trust(members) if (found := _most(one.type for one in cited))), None)


def _number(group: Group, members: Sequence[Mention]) -> str:
    """In its most frequent spelling; a whole symbol before a short form."""
    for cited in _by_trust(members):
        found = _most(one.number for one in cited if parse_symbol(one.number)) or _most(one.number for one in cited)
        if found:
            return found
    return group.kind.number


def _issuer(group: Group, members: Sequence[Mention]) -> str | None:
    known = known_of(group)
    own, all_of_them = _by_trust(members)
    return _most(one.issuer for one in own) or (known.issuer if known else None) or _most(one.issuer for one in all_of_them)


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent of the values that there are; of equals the first in order."""
    counts = Counter(value for value in values if value)
    best = min(counts, key=lambda value: (-counts[value], value)) if len(counts) > 1 else next(iter(counts), None)
    return " ".join(best.split()) if best else None


def _key(group: Group, date: str | None) -> str:
    kind = group.kind
    issuer = f"{kind.place}:{kind.issuer}" if kind.place else kind.issuer
    scope = kind.year or date or group.scope
    return f"vn:{kind.system or '?'}/{issuer}/{kind.type}/{kind.number}/{scope}"


def _label(kind: str | None, number: str, date: str | None, issuer: str | None, near: str) -> str:
    """`Nghị quyết 08-NQ/HU, 12/03/2021 (Huyện ủy Lam Sơn)`; the issuer only where the symbol does not tell it."""
    named = issuer if near and issuer and near.split(maxsplit=1)[-1] in issuer else near
    parts = [f"{kind or 'Văn bản'} {number}", f", {reader_date(date)}" if date else "", f" ({named})" if named else ""]
    return "".join(parts)

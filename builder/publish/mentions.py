"""Every citation, and every bulletin's own number, with all that tells which instrument is meant: before any grouping.

Codes such as HU, ĐU and UBND are resolved against the place of the citing bulletin, `cấp trên` climbing by the code's level.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.model import Citation, Head, Metadata
from builder.publish.dates import list_date
from builder.publish.localities import Gazetteer, Locality, gazetteer, level_of, locality_in, unit_named
from builder.vietnamese import symbols
from builder.vietnamese.keys import name_key
from builder.vietnamese.symbols import CENTRE, COMMUNE, DISTRICT, OWN, PROVINCE, Symbol, issuer_code, parse_symbol, type_code

OWN_NUMBER = -1
"""The place of a mention that is a bulletin's own number."""
REGULATION_CODE = "QĐ.quy-định"
"""The type of a Quy định whose symbol has the code of a Quyết định."""
REGULATION = "Quy định"
_NORMATIVE = ("NĐ", "TT", "TTLT")
_OF_COMMUNE = re.compile(r"đảng (?:ủy|bộ) (?:xã|phường|thị trấn) ")


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """Everything that two mentions of one instrument share but its date."""

    system: str
    type: str
    number: str
    issuer: str
    place: str
    """Key of the place of a relative issuer; empty for the centre."""
    year: str = ""
    """Of a normative act's symbol."""
    level: str = CENTRE


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation, or a bulletin's own number."""

    bulletin: str
    index: int
    """Its place in the bulletin's citations, or OWN_NUMBER."""
    kind: Kind
    cited: Citation
    when: str
    """The date of the bulletin that says it; empty if unknown."""
    near: str = ""
    """The relative issuer's place as printed, for readers."""
    others: tuple[Kind, ...] = ()
    """Where the symbol does not tell the level: the kinds that it may be instead."""


def mentions_of(pages: Iterable[Head]) -> tuple[Mention, ...]:
    """All mentions, bulletins in the order of their ids, citations in theirs."""
    ordered = sorted((page.metadata for page in pages), key=lambda metadata: metadata.id)
    told = {metadata.id: locality_in(metadata) for metadata in ordered}
    known = gazetteer(told.values())
    return tuple(one for metadata in ordered for one in _of_bulletin(metadata, known.complete(told[metadata.id]), known))


def _of_bulletin(metadata: Metadata, here: Locality, known: Gazetteer) -> Iterator[Mention]:
    site = _Site(metadata, here, known)
    full: dict[int, Mention] = {}
    for index, cited in enumerate(metadata.citations):
        symbol = parse_symbol(cited.number)
        if symbol is not None:
            full[index] = site.mention(index, cited, symbol)
    for index, cited in enumerate(metadata.citations):
        yield full.get(index) or _short(site, index, cited, tuple(full.values()))
    own = parse_symbol(metadata.number) if metadata.number else None
    if own is not None and metadata.issuer and metadata.number:
        stated = Citation(metadata.doc_type, metadata.number, metadata.issued, metadata.issuer)
        yield site.mention(OWN_NUMBER, stated, own)


@dataclass(frozen=True, slots=True)
class _Site:
    """The bulletin that cites, and what its words `tỉnh`, `huyện`, `xã` mean."""

    metadata: Metadata
    here: Locality
    known: Gazetteer

    @property
    def when(self) -> str:
        return list_date(self.metadata).iso

    def mention(self, index: int, cited: Citation, symbol: Symbol) -> Mention:
        """What a symbol means here."""
        kind = Kind(symbol.system, kind_type(symbol, cited.type), symbol.number, symbol.issuer, "", symbol.year)
        if symbol.level == CENTRE:
            return Mention(self.metadata.id, index, kind, cited, self.when)
        if symbol.level == OWN:
            return self._of_committee(index, cited, kind)
        place, level = self._place(cited.issuer, symbol.level)
        if level:
            unit = place.key(level) or self._unknown(level)
            return Mention(self.metadata.id, index, replace(kind, place=unit, level=level), cited, self.when, place.at(level))
        levels = [each for each in (COMMUNE, DISTRICT, PROVINCE) if self.here.key(each)]
        others = tuple(replace(kind, place=self.here.key(each), level=each) for each in levels)
        return Mention(self.metadata.id, index, replace(kind, place=self._unknown(""), level=""), cited, self.when, "", others)

    def _of_committee(self, index: int, cited: Citation, kind: Kind) -> Mention:
        """A Party committee with the code ĐU: of a commune, else (of an organ, a cell) known by its name alone."""
        body = cited.issuer if cited.issuer and unit_named(cited.issuer) else self.metadata.issuer or ""
        unit = unit_named(body)
        if _OF_COMMUNE.search(name_key(body)) and level_of(unit) == COMMUNE:
            place = self._named(unit)
            kind = replace(kind, place=place.key(COMMUNE), level=COMMUNE)
            return Mention(self.metadata.id, index, kind, cited, self.when, place.commune)
        named = ".".join(part for part in (self.here.key(DISTRICT), name_key(body)) if part)
        return Mention(
            self.metadata.id, index, replace(kind, place=named if body else self._unknown(OWN), level=OWN), cited, self.when
        )

    def _place(self, issuer: str | None, level: str) -> tuple[Locality, str]:
        """The place that a printed issuer or the code's level means, and its level; no level where nothing tells."""
        named = unit_named(issuer or "")
        if named and level_of(named):
            return self._named(named), level_of(named)
        said = issuer_code(issuer)[2] if issuer else ""
        return self.here, level or (said if said in (COMMUNE, DISTRICT, PROVINCE) else "")

    def _named(self, unit: str) -> Locality:
        """A unit that is named: the bulletin's own, or one that lies beside it."""
        level = level_of(unit)
        if name_key(self.here.at(level)) == name_key(unit):
            return self.here
        if level == COMMUNE:
            return self.known.complete(Locality(commune=unit))
        if level == PROVINCE:
            return Locality(province=unit)
        beside = self.known.complete(Locality(district=unit))
        return beside if beside.province else replace(beside, province=self.here.province)

    def _unknown(self, level: str) -> str:
        """A place that only this bulletin's neighbours share: above the smallest known unit, else only with itself."""
        lowest = self.here.key(self.here.lowest) if self.here.lowest else f"@{self.metadata.id}"
        return f"?{level}:{lowest}"


def kind_type(symbol: Symbol, printed: str | None) -> str:
    """The type in the key: the symbol's code, with Quy định kept apart from Quyết định, else the printed type's."""
    if symbol.is_regulation or (symbol.type == "QĐ" and printed == REGULATION):
        return REGULATION_CODE
    return symbol.type or (type_code(printed) if printed else "")


def _short(site: _Site, index: int, cited: Citation, full: Sequence[Mention]) -> Mention:
    """`Chỉ thị 05`, `Nghị quyết số 10 của Tỉnh ủy`: the full citation in the same bulletin, else a well-known instrument."""
    number = cited.number.lstrip("0").upper() or "0"
    system, issuer, level = issuer_code(cited.issuer) if cited.issuer else ("", "", "")
    same = [one for one in full if _is_same(one, cited, number, issuer, level)]
    if len({one.kind for one in same}) == 1:
        return replace(same[0], index=index)
    famous = _famous().get((cited.type or "", number)) if not issuer and not cited.issuer else None
    if famous and famous.date <= (site.when or "9") and cited.date in (None, famous.date):
        symbol = parse_symbol(famous.number)
        stated = Citation(famous.type, famous.number, famous.date, famous.issuer)
        return site.mention(index, stated, symbol) if symbol else _unresolved(site, index, cited, number)
    if not issuer:
        return _unresolved(site, index, cited, number)
    kind = type_code(cited.type or "")
    year = (cited.date or "")[:4] if kind in _NORMATIVE else ""  # a full symbol would have it
    symbol = Symbol(system or "p", kind, number, year, issuer, level)
    return site.mention(index, cited, symbol)


def _is_same(full: Mention, short: Citation, number: str, issuer: str, level: str) -> bool:
    name = symbols.type_codes().get(full.kind.type.split(".")[0], full.cited.type)
    agree = full.kind.number == number and short.type in (name, full.cited.type)
    date = not short.date or not full.cited.date or short.date == full.cited.date
    return agree and date and (not issuer or issuer == full.kind.issuer) and (not level or level in (OWN, full.kind.level))


def _unresolved(site: _Site, index: int, cited: Citation, number: str) -> Mention:
    """A number whose issuer is unknown: shared with neighbours of the same place only."""
    named = name_key(cited.issuer or "")
    place = ".".join(part for part in (site.here.key(site.here.lowest) if site.here.lowest else "", named) if part)
    unit = f"?:{place or '@' + site.metadata.id}"
    kind = Kind("", type_code(cited.type) if cited.type else "", number, "", unit, level="")
    return Mention(site.metadata.id, index, kind, cited, site.when)


def _famous() -> Mapping[tuple[str, str], symbols.KnownInstrument]:
    return {known.short: known for known in symbols.known_instruments() if known.short}

"""Which documents a bulletin cites, as a filter and a facet know them: short forms completed, with dates that keep terms apart.

A bulletin is judged by itself, so that the index can follow one changed page; what many bulletins together say about a document
is the business of the published lists.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.model import Citation, Metadata
from builder.search.document_numbers import number_key
from builder.vietnamese import keys
from builder.vietnamese.symbols import CENTRE, KnownInstrument, issuer_code, known_instruments, parse_symbol, type_code

_JOINT = re.compile(r"\s*([-/])\s*")
# For so many years documents are cited without their date: those of the centre, of other Party bodies, of the State.
_ANY_TIME, _TERM, _YEAR = 99, 4, 1


class Cited(NamedTuple):
    """A cited document."""

    label: str
    """For the facet: `05-CT/TW`; `Nghị quyết 10` where the bulletin says no more."""
    keys: str
    """`6-qd-ttg 6-da/2022-01-06`: the keys under which it is found; its date, its year, or `~4` for one of four years before."""


def cited_by(meta: Metadata, date: str) -> tuple[Cited, ...]:
    """What a bulletin of this date (ISO, "" if unknown) cites, in its order."""
    full = [citation for citation in meta.citations if parse_symbol(citation.number)]
    return tuple(dict.fromkeys(_cited(citation, full, date) for citation in meta.citations))


def _cited(citation: Citation, full: Sequence[Citation], date: str) -> Cited:
    meant = citation if parse_symbol(citation.number) else _completed(citation, full, date)
    known = _known(meant, date)
    made = tuple(dict.fromkeys(_keys(meant, known)))
    found = [key for key in made if not any(other.startswith(f"{key}-") for other in made)]
    label = _tidy(meant.number) if parse_symbol(meant.number) else _tidy(f"{meant.type or ''} {meant.number}")
    return Cited(label, f"{' '.join(found)}/{_when(meant, known)}")


def _completed(short: Citation, full: Sequence[Citation], date: str) -> Citation:
    """`Chỉ thị 05`: the document of that type and number in the same bulletin, else the well-known one, else as it stands."""
    same = [one for one in full if one.type == short.type and _figure(one) == _figure(short) and short.date in (None, one.date)]
    if len({_key(one.number) for one in same}) == 1:
        return same[0]
    for known in known_instruments() if short.issuer is None else ():
        told = short.date == known.date or (short.date is None and (not date or known.date <= date))
        if told and known.short == (short.type, _figure(short).upper()):
            return Citation(known.type, known.number, known.date, known.issuer)
    return short


def _known(citation: Citation, date: str) -> KnownInstrument | None:
    """The well-known document that a symbol means: by its date, by day and month where the year is mistyped, without any."""
    for known in known_instruments():
        if _key(known.number) == _key(citation.number):
            undated = citation.date is None and (not date or known.date <= date)
            if undated or (citation.date and citation.date[5:] == known.date[5:]):
                return known
    return None


def _keys(citation: Citation, known: KnownInstrument | None) -> Iterator[str]:
    """By its symbol, by type and number, and by the name under which it is known."""
    figure, kind = _figure(citation), keys.fold(type_code(citation.type)) if citation.type else ""
    issuer = keys.fold(issuer_code(citation.issuer)[1]) if citation.issuer else ""
    if parse_symbol(citation.number):
        yield _key(citation.number)
    elif kind and issuer:
        yield f"{figure}-{kind}-{issuer}"
    if kind and kind not in _key(citation.number).split("-"):
        yield f"{figure}-{kind}"
    elif not kind and not parse_symbol(citation.number):
        yield figure
    if known and known.short:
        yield f"{_key(known.short[1])}-{keys.fold(type_code(known.short[0]))}"


def _when(citation: Citation, known: KnownInstrument | None) -> str:
    symbol = parse_symbol(citation.number)
    told = (known and known.date) or citation.date or (symbol and symbol.year)
    if told:
        return str(told)
    system, _, level = issuer_code(citation.issuer or "")
    if symbol:
        system, level = symbol.system, symbol.level
    if system == "s":
        return f"~{_YEAR}"
    return f"~{_ANY_TIME if level == CENTRE else _TERM}"


@lru_cache(maxsize=1 << 12)
def _key(number: str) -> str:
    return keys.unmarked(number_key(number))


def _figure(citation: Citation) -> str:
    return _key(citation.number).partition("-")[0]


def _tidy(label: str) -> str:
    return _JOINT.sub(r"\1", " ".join(label.replace("–", "-").split()))

"""What a bulletin can be filtered, counted and sorted by: the same for both engines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from builder.model import Metadata
from builder.search.citing import Cited, cited_by

FIELD, VALUE, PART = "\x1f", "\x1e", "\x1d"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page can be filtered and sorted by."""

    type: str
    issuer: str
    places: tuple[str, ...]
    """The place of the letterhead first, then the localities that the text names."""
    signer: str
    date: str
    """The document's date, else the event's, else the publication's; "" if unknown."""
    cites: tuple[Cited, ...]

    def pack(self) -> bytes:
        """The facts as one column value."""
        values = (self.type, self.issuer, VALUE.join(self.places), self.signer, self.date, VALUE.join(map(PART.join, self.cites)))
        return FIELD.join(values).encode("utf-8")

    @staticmethod
    @lru_cache(maxsize=1 << 15)
    def unpack(packed: bytes) -> "Facts":
        """The facts of a column value; remembered, because a server opens the same index again for every query."""
        kind, issuer, places, signer, date, cites = packed.decode("utf-8").split(FIELD)
        return Facts(kind, issuer, _split(places), signer, date, tuple(Cited(*one.split(PART)) for one in _split(cites)))


def _split(values: str) -> tuple[str, ...]:
    return tuple(values.split(VALUE)) if values else ()


def facts(meta: Metadata) -> Facts:
    """The facts of a page's front matter."""
    places = dict.fromkeys(_clean(place) for place in (meta.place, *meta.locality) if place)
    date = document_date(meta) or ""
    cites = dict.fromkeys(Cited(_clean(one.label), _clean(one.keys)) for one in cited_by(meta, date))
    return Facts(_clean(meta.doc_type), _clean(meta.issuer), tuple(places), _clean(meta.signer), date, tuple(cites))


def count_values(documents: Iterable[Facts]) -> dict[str, Counter[str]]:
    """How often each value of each facet occurs."""
    found = list(documents)
    return {
        "type": Counter([one.type for one in found]),
        "issuer": Counter([one.issuer for one in found]),
        "place": Counter(chain.from_iterable([one.places for one in found])),
        "signer": Counter([one.signer for one in found]),
        "year": Counter([one.date[:4] for one in found]),
        "cites": Counter([label for one in found for label in {cited.label for cited in one.cites}]),
    }


def document_date(meta: Metadata) -> str | None:
    """The date that filters and sorting go by, as `YYYY-MM-DD`."""
    date = meta.issued or meta.event_date or meta.published
    return date[:10] if date else None


def _clean(text: str | None) -> str:
    return (text or "").replace(FIELD, " ").replace(VALUE, " ").replace(PART, " ")

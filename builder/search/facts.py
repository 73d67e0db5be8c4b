"""What a bulletin can be filtered, counted and sorted by: the same for both engines."""

from dataclasses import dataclass

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
        """The facts as one value, which the command line's index takes apart column by column."""
        values = (self.type, self.issuer, VALUE.join(self.places), self.signer, self.date, VALUE.join(map(PART.join, self.cites)))
        return FIELD.join(values).encode("utf-8")


def values_of(packed: str) -> tuple[str, ...]:
    """The values of a packed fact that may have several."""
    return tuple(packed.split(VALUE)) if packed else ()


def cited_of(packed: str) -> tuple[Cited, ...]:
    """The cited documents of a packed fact."""
    return tuple(Cited(*one.split(PART)) for one in values_of(packed))


def facts(meta: Metadata) -> Facts:
    """The facts of a page's front matter."""
    places = dict.fromkeys(_clean(place) for place in (meta.place, *meta.locality) if place)
    date = document_date(meta) or ""
    cites = dict.fromkeys(Cited(_clean(one.label), _clean(one.keys)) for one in cited_by(meta, date))
    return Facts(_clean(meta.doc_type), _clean(meta.issuer), tuple(places), _clean(meta.signer), date, tuple(cites))


def document_date(meta: Metadata) -> str | None:
    """The date that filters and sorting go by, as `YYYY-MM-DD`."""
    date = meta.issued or meta.event_date or meta.published
    return date[:10] if date else None


def _clean(text: str | None) -> str:
    return (text or "").replace(FIELD, " ").replace(VALUE, " ").replace(PART, " ")

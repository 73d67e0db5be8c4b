"""Which date a page is listed under, and how dates are written for readers."""

from collections.abc import Callable
from dataclasses import dataclass

from builder.model import Metadata


@dataclass(frozen=True, slots=True)
class ListDate:
    """The day that a page is listed under, and what kind of day it is."""

    iso: str
    """`2022-05-24`; empty when the page states no date at all."""
    basis: str = ""
    """Said after the date when it is not the document's own: `ngày sự kiện`; empty for the document's own date."""

    @property
    def year(self) -> str:
        """`2022`, or empty."""
        return self.iso[:4]

    @property
    def month(self) -> int:
        """1 to 12, or 0."""
        return int(self.iso[5:7] or 0)


# In order of trust: the first that a page states is the one it is listed under.
_SOURCES: tuple[tuple[str, Callable[[Metadata], str | None]], ...] = (
    ("", lambda metadata: metadata.issued),
    ("ngày sự kiện", lambda metadata: metadata.event_date),
    ("ngày đăng", lambda metadata: metadata.published),
    ("cuối kỳ báo cáo", lambda metadata: metadata.period.end if metadata.period else None),
)


def list_date(metadata: Metadata) -> ListDate:
    """The document's own date, else the event's, else the publication's, else the end of the period reported on."""
    for basis, read in _SOURCES:
        value = read(metadata)
        if value:
            return ListDate(value[:10], basis)
    return ListDate("")


def reader_date(iso: str) -> str:
    """`2022-05-24` -> `24/05/2022`."""
    return "/".join(reversed(iso[:10].split("-")))

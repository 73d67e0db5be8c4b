"""What both readers share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotADocument:
    """The source is a page of a portal, but no article."""

    kind: str
    """`list`, `home`, `error` or `empty`."""
    reason: str
    portal: str | None = None

"""The values of a portal profile."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """One sign that a page is of this software: a CSS selector (HTML) or a pattern for a whole line (text dumps)."""

    reason: str
    selector: str | None = None
    line: re.Pattern[str] | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class View:
    """One kind of page; the first view whose `when` matches is the page's."""

    name: str
    kind: str
    """`article`, `list`, `home` or `error`."""
    when: str
    reason: str
    body: str | None = None
    title: str | None = None
    lead: str | None = None
    published: str | None = None
    categories: str | None = None


@dataclass(frozen=True, slots=True)
class NoiseRule:
    """Elements that are no text of the document."""

    name: str
    selector: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineRule:
    """Lines of a text dump that are no text of the document, by their form and their place."""

    name: str
    pattern: re.Pattern[str]
    """Matches the whole line without its blanks at both ends."""
    place: str
    """`head` before the text, `after` directly below it, `border` below those and above everything else of the portal,
    `tail` anywhere below the text, `both` head and tail; `prefix` is a link glued to the start of the headline."""
    reason: str
    strong: bool = False
    """The form alone tells; a weak line needs other noise around it."""
    article: bool = False
    """Only a page with one article shows it; a `border` line always is of this kind."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one portal software."""

    name: str
    software: str
    evidence: tuple[EvidenceRule, ...] = ()
    views: tuple[View, ...] = ()
    noise: tuple[NoiseRule, ...] = ()
    lines: tuple[LineRule, ...] = ()
    fingerprint: str = ""
    """Checksum of the profile's own text and of those that it extends."""


def line_rules(profile: Profile | None, profiles: Sequence[Profile]) -> tuple[LineRule, ...]:
    """The rules of a text's portal; where that is not known those of all portals, as the text may have lost its telling lines."""
    if profile is not None:
        return profile.lines + profiles[-1].lines
    return tuple(dict.fromkeys(rule for each in profiles for rule in each.lines))

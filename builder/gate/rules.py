"""What in a page calls for a decision before it is published: its marking, and personal data by pattern."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from builder.errors import ConfigError, ProfileError
from builder.model import Page

_FILE = "rules.toml"
_KEYS = {"name", "optional", "marking", "near", "pattern", "reason"}
_REACH = 60  # characters before a pattern in which one of the words of `near` must stand
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to hold a page back: printed markings, or a pattern with the words that must stand before it."""

    name: str
    reason: str
    markings: frozenset[str] = frozenset()
    """In small letters."""
    pattern: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    optional: bool = False
    """In force only where the configuration names it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a page that a rule names."""

    rule: str
    text: str
    """As it stands in the page."""
    reason: str


@cache
def _all_rules() -> tuple[Rule, ...]:
    entries = tomllib.loads(resources.files("builder.gate").joinpath(_FILE).read_text("utf-8"))["rule"]
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: dict[str, Any]) -> Rule:
    unknown = entry.keys() - _KEYS
    if unknown or not entry.get("reason") or ("marking" in entry) == ("pattern" in entry):
        raise ProfileError(f"{_FILE}: {entry!r}: a rule has name, reason, and either marking or pattern (with near)")
    near = "|".join(map(re.escape, entry.get("near", ())))
    return Rule(
        name=entry["name"],
        reason=entry["reason"],
        markings=frozenset(entry.get("marking", ())),
        pattern=re.compile(entry["pattern"]) if "pattern" in entry else None,
        near=re.compile(rf"(?<!\w)(?:{near})(?!\w)", re.IGNORECASE) if near else None,
        optional=entry.get("optional", False),
    )


def load_rules(names: Collection[str] | None) -> tuple[Rule, ...]:
    """The rules of these names; for None all that are not optional.

    Raises ConfigError that names an unknown one and those that there are.
    """
    rules = _all_rules()
    known = [rule.name for rule in rules]
    for name in names or ():
        if name not in known:
            raise ConfigError(f"mkdocs.yml: `extra.archive.hold` names {name!r}; allowed: {', '.join(known)}")
    return tuple(rule for rule in rules if (not rule.optional if names is None else rule.name in names))


def find(page: Page, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Every place that calls for a decision, rule by rule, in the order of the page."""
    text = "\n".join(_texts(page))
    return tuple(found for rule in rules for found in _find(page, text, rule))


def _texts(page: Page) -> Iterator[str]:
    """Whatever of a page is running text; a portal's lead stands in the front matter alone."""
    metadata = page.metadata
    yield metadata.title
    yield from filter(None, (metadata.subtitle, metadata.lead, *metadata.letterhead, *metadata.recipients))
    yield from (*metadata.locality, *metadata.categories)
    yield from (image.caption for image in metadata.images)
    yield page.body


def _find(page: Page, text: str, rule: Rule) -> Iterator[Finding]:
    marking = page.metadata.marking
    if marking and _BLANKS.sub(" ", marking).strip().lower() in rule.markings:
        yield Finding(rule.name, marking, rule.reason)
    if rule.pattern is None:
        return
    for match in rule.pattern.finditer(text):
        if rule.near is None or rule.near.search(text, max(0, match.start() - _REACH), match.start()):
            yield Finding(rule.name, match[0], rule.reason)

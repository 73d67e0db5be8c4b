"""The publication gate between content/ and everything that readers see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.config import Settings
from builder.errors import PageError
from builder.gate import Decision, Finding, find, load_decisions, load_rules, save_decisions
from builder.gate.decisions import Verdict
from builder.gate.rules import Rule
from builder.model import Page
from builder.pipeline.reading import Pages, read_pages, read_versions


@dataclass(frozen=True, slots=True)
class Held:
    """A page that is not published, and why."""

    page_id: str
    path: str
    title: str
    findings: tuple[Finding, ...]
    decision: Decision | None = None
    """`hold`, or an older decision that does not answer all findings."""


@dataclass(frozen=True, slots=True)
class Gated:
    """What may be seen, and what waits."""

    pages: Pages
    held: tuple[Held, ...]
    unlisted: frozenset[str]
    """Ids of pages that search engines are asked to leave out."""
    versions: tuple[Page, ...] = ()
    """Older texts of the pages that may be seen."""


def gate(settings: Settings, pages: Pages) -> Gated:
    """Take out of `pages` what must wait for a decision or was refused. Raises PageError, ConfigError."""
    rules, decisions = load_rules(settings.hold), load_decisions(settings.content)
    versions, held = read_versions(settings.content), {}
    for page in pages.pages:
        decision, findings = decisions.get(page.metadata.id), _findings(page, versions, rules)
        if _waits(decision, findings):
            held[page.metadata.id] = Held(page.metadata.id, page.path, page.metadata.title, findings, decision)
    shown = tuple(page for page in pages.pages if page.metadata.id not in held)
    fingerprints = {page_id: digest for page_id, digest in pages.fingerprints.items() if page_id not in held}
    unlisted = frozenset(one.page_id for one in decisions.values() if one.verdict == "noindex")
    older = tuple(version for page in shown for version in versions.get(page.metadata.id, ()))
    return Gated(replace(pages, pages=shown, fingerprints=fingerprints), tuple(held.values()), unlisted, older)


def _findings(page: Page, versions: Mapping[str, tuple[Page, ...]], rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """What an older text says counts as if the page said it: both are published, or none."""
    texts = (page, *versions.get(page.metadata.id, ()))
    return tuple(dict.fromkeys(finding for text in texts for finding in find(text, rules)))


def _waits(decision: Decision | None, findings: Sequence[Finding]) -> bool:
    if decision is None:
        return bool(findings)
    return decision.verdict == "hold" or any(finding.rule not in decision.rules for finding in findings)


def held_pages(settings: Settings) -> tuple[Held, ...]:
    """What the gate holds back now."""
    return gate(settings, read_pages(settings.content)).held


def decide(settings: Settings, page_id: str, verdict: Verdict, reason: str, date: str) -> Decision:
    """Record a decision. Raises PageError when no page has this id."""
    page = _page(settings, page_id)
    found = _findings(page, read_versions(settings.content), load_rules(settings.hold))
    rules = dict.fromkeys(finding.rule for finding in found)
    decision = Decision(page_id, verdict, reason, date, tuple(rules))
    save_decisions(settings.content, load_decisions(settings.content) | {page_id: decision})
    return decision


def _page(settings: Settings, page_id: str) -> Page:
    for page in read_pages(settings.content).pages:
        if page.metadata.id == page_id:
            return page
    raise PageError(f"{page_id}: no page has this id; `bantin gate` lists the pages that wait, `bantin search` finds others")

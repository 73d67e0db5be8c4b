"""The publication gate between content/ and everything that readers see."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic

from builder.config import Settings
from builder.errors import PageError
from builder.gate import Decision, Finding, find, load_decisions, load_rules, save_decisions
from builder.gate.decisions import Verdict
from builder.gate.rules import Rule
from builder.model import Head, Page
from builder.pipeline.digests import Digested
from builder.pipeline.reading import AnyHead_co, Pages, read_pages, read_versions


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
class Gated(Generic[AnyHead_co]):
    """What may be seen, and what waits."""

    pages: Pages[AnyHead_co]
    held: tuple[Held, ...]
    unlisted: frozenset[str]
    """Ids of pages that search engines are asked to leave out."""
    versions: tuple[Page, ...] = ()
    """Older texts of the pages that may be seen."""


def gate(settings: Settings, pages: Pages[Page]) -> Gated[Page]:
    """Take out of `pages` what must wait for a decision or was refused. Raises PageError, ConfigError."""
    rules = load_rules(settings.hold)
    return _gate(settings, pages, lambda page: find(page, rules))


def gate_digests(settings: Settings, digested: Digested) -> Gated[Head]:
    """The same of pages whose texts have been looked through."""
    return _gate(settings, digested.pages, lambda head: digested.findings[head.metadata.id])


def _gate(
    settings: Settings, pages: Pages[AnyHead_co], find_in: Callable[[AnyHead_co], tuple[Finding, ...]]
) -> Gated[AnyHead_co]:
    rules, decisions = load_rules(settings.hold), load_decisions(settings.content)
    versions, held = read_versions(settings.content), {}
    for page in pages.pages:
        decision, older = decisions.get(page.metadata.id), versions.get(page.metadata.id, ())
        findings = tuple(dict.fromkeys((*find_in(page), *_in_versions(older, rules))))
        if _waits(decision, findings):
            held[page.metadata.id] = Held(page.metadata.id, page.path, page.metadata.title, findings, decision)
    shown = tuple(page for page in pages.pages if page.metadata.id not in held)
    fingerprints = {page_id: digest for page_id, digest in pages.fingerprints.items() if page_id not in held}
    unlisted = frozenset(one.page_id for one in decisions.values() if one.verdict == "noindex")
    older = tuple(version for page in shown for version in versions.get(page.metadata.id, ()))
    return Gated(replace(pages, pages=shown, fingerprints=fingerprints), tuple(held.values()), unlisted, older)


def _in_versions(versions: Sequence[Page], rules: Sequence[Rule]) -> Iterator[Finding]:
    """What an older text says counts as if the page said it: both are published, or none."""
    return (finding for text in versions for finding in find(text, rules))


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
    known = load_rules(settings.hold)
    found = (*find(page, known), *_in_versions(read_versions(settings.content).get(page_id, ()), known))
    rules = dict.fromkeys(finding.rule for finding in found)
    decision = Decision(page_id, verdict, reason, date, tuple(rules))
    save_decisions(settings.content, load_decisions(settings.content) | {page_id: decision})
    return decision


def _page(settings: Settings, page_id: str) -> Page:
    for page in read_pages(settings.content).pages:
        if page.metadata.id == page_id:
            return page
    raise PageError(f"{page_id}: no page has this id; `bantin gate` lists the pages that wait, `bantin search` finds others")

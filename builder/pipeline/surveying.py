"""What the stages after conversion know of all pages: looked through once, and no more kept of them than those stages need."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.config import Settings
from builder.executor import Executor
from builder.model import Head, Related
from builder.pipeline.digests import digest_pages
from builder.pipeline.gating import Gated, gate_digests
from builder.publish.reuse import Text
from builder.search.related import related


@dataclass(frozen=True, slots=True)
class Survey:
    """The pages that may be seen."""

    gated: Gated[Head]
    related: Mapping[str, Related]
    """Page id -> what to read next."""
    texts: Mapping[str, Text]
    """Path -> what need not be read again to tell whether its page in the site is as it was."""


def survey(settings: Settings, executor: Executor | None = None) -> Survey:
    """Look through all pages. Raises ConfigError, PageError.

    The terms by which pages are found to be near are as much as all front matter: they are forgotten here.
    """
    digested = digest_pages(settings, executor)
    gated = gate_digests(settings, digested)
    return Survey(gated, related(gated.pages.pages, digested.terms), digested.texts)

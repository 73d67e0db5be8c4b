"""The search index of the command line: brought up to date, and asked."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.config import Settings
from builder.executor import Executor
from builder.model import Head, Progress
from builder.pipeline.digests import digest_pages
from builder.pipeline.gating import gate_digests
from builder.pipeline.reading import Pages, with_text
from builder.search import whoosh_index
from builder.search.query import Query, SearchResult
from builder.search.whoosh_index import IndexReport


def index(settings: Settings, progress: Progress, executor: Executor | None = None) -> tuple[IndexReport, Pages[Head]]:
    """Bring the search index of the command line up to date."""
    pages = gate_digests(settings, digest_pages(settings, executor)).pages
    return index_pages(settings, pages, progress, executor), pages


def search(settings: Settings, queries: Iterable[Query]) -> Iterator[SearchResult]:
    """Answer queries one after the other on the index as it is now. Raises SearchError when there is none."""
    with whoosh_index.opened(index_folder(settings)) as answer:
        for query in queries:
            yield answer(query)


def standing_search(settings: Settings) -> whoosh_index.Standing:
    """The search of a server, which keeps the index open; close it at the end."""
    return whoosh_index.Standing(index_folder(settings))


def index_folder(settings: Settings) -> Path:
    """Where the search index of the command line is."""
    return settings.state / "whoosh"


def index_pages(settings: Settings, pages: Pages[Head], progress: Progress, executor: Executor | None = None) -> IndexReport:
    """Index new and changed pages, and forget those that are gone."""
    folder = index_folder(settings)
    plan = whoosh_index.plan(folder, pages.fingerprints)
    if not plan.add and not plan.remove and folder.is_dir():
        return IndexReport(0, 0)
    wanted = set(plan.add)
    heads = (head for head in pages.pages if head.metadata.id in wanted)
    changed = ((with_text(head, settings.content), pages.fingerprints[head.metadata.id]) for head in heads)
    return whoosh_index.update(folder, changed, plan.remove, progress, executor)

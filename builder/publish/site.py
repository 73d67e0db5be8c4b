"""The whole site, built beside the published one: pages that are as they were are taken over, the others are built in shards."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.config import Settings
from builder.errors import PublishError
from builder.executor import Executor, InProcess, Lost
from builder.model import Head, Progress
from builder.publish.files import refuse_foreign
from builder.publish.mkdocs_shard import build_shard
from builder.publish.navigation import pages_of, site_nav
from builder.publish.neighbours import neighbours
from builder.publish.published import Published, published
from builder.publish.reuse import Before, Known, Taken, near_of, take_over
from builder.publish.shards import Built, BuiltPage, Bulletin, Find, Older, Site, is_apart, shards
from builder.publish.shelf import Shelf
from builder.publish.site_links import PageLinks, base_of
from builder.publish.spare import Identity, begin_with, fill, identity

_BUILDING = ".bantin-building"
"""Marks a side folder while a build is under way; MkDocs leaves hidden files alone."""
STAGE = "publish"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the site is to hold, beside the pages as they lie in content/."""

    bulletins: Shelf = field(default_factory=Shelf)
    """The pages as the builder read them; one that is not among them is shown with its text alone."""
    left_out: Sequence[str] = ()
    """Paths of pages that must not be published."""
    before: Before | None = None
    """The site that is published now."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was built."""

    pages: int
    """All pages, the lists included."""
    bulletins: int
    warnings: tuple[str, ...]
    known: Mapping[str, Known] = field(default_factory=dict)
    """What the pages were made from, for `Before` of the next build."""
    taken_over: int = 0
    """How many of the pages are those of the site before."""
    links: Sequence[PageLinks] = ()
    """Those of all pages, for a last look when the files beside the pages are there, too."""
    same: Mapping[str, Identity] = field(default_factory=dict)
    """The files of the pages that were taken over, by their paths in the site."""


def build_site(
    settings: Settings,
    side: Path,
    progress: Progress,
    wanted: Wanted | None = None,
    executor: Executor | None = None,
) -> SiteReport:
    """Build the site of content/ into the folder `side` (whose files are lost), to be put in the place of the old one.

    Raises ConfigError when MkDocs cannot use mkdocs.yml, PublishError that names the page when a page cannot be built.
    """
    wanted = wanted or Wanted()
    _empty(settings, side, wanted.before.spare if wanted.before else None)
    on, site = wanted.bulletins, _site(settings, side, wanted.left_out)
    files = published(settings.content, site.excluded, settings.folders)
    pages = sorted(path for path in _pages(settings) if files.has(path))
    near, find = frozenset(pages_of(site.nav)), _finder(on, files)
    apart = [path for path in pages if is_apart(path, near)]
    taken = take_over(wanted.before, apart, near_of(files, find, near)) if wanted.before else Taken({}, {})
    if wanted.before:
        fill(side, wanted.before.site, {**wanted.before.beside, **taken.files, _BUILDING: identity((side / _BUILDING).stat())})
    parts = shards((path for path in pages if path not in taken.pages), near, find)
    results = (executor or InProcess()).map(build_shard, site, parts, batch=1)
    built, warnings = _built(results, len(taken.pages), len(pages), progress)
    (side / _BUILDING).unlink()
    shown = sum(path in on.by_path for path in pages)
    links = tuple(page.links for page in (*taken.pages.values(), *built))
    return SiteReport(len(pages), shown, warnings, taken.known(built), len(taken.pages), links, taken.files)


def _site(settings: Settings, side: Path, left_out: Sequence[str]) -> Site:
    nav = site_nav(settings.mkdocs.get("nav"), settings.content)
    base = base_of(settings.site_url)
    return Site(settings.config_file, settings.content, side, nav, _excluded(settings, left_out), base, settings.precompress)


def _pages(settings: Settings) -> Iterator[str]:
    """Every Markdown page of content/, whether or not it is published; folders that never are, are not looked into."""
    apart = {settings.content / "ledger", settings.content / "records", *settings.sources}
    for folder, names, files in os.walk(settings.content, followlinks=True):
        names[:] = [name for name in names if Path(folder, name) not in apart and not name.startswith(".")]
        yield from (Path(folder, name).relative_to(settings.content).as_posix() for name in files if name.endswith(".md"))


def _finder(on: Shelf, files: Published) -> Find:
    def find(path: str) -> Bulletin | Older | None:
        version = on.versions.get(path)
        if version is not None:
            return Older(version, on.by_id[version.metadata.id])
        page: Head | None = on.by_path.get(path)
        return Bulletin(page, neighbours(page, on, files.has)) if page else None

    return find


def _built(results: Iterable[Built | Lost], done: int, pages: int, progress: Progress) -> tuple[list[BuiltPage], tuple[str, ...]]:
    """The pages and the warnings of all shards. Raises PublishError for the first shard that could not be built."""
    built: list[BuiltPage] = []
    warnings: dict[str, None] = {}
    targets: dict[str, str] = {}
    for result in results:
        if isinstance(result, Lost) or result.fault:
            raise PublishError(f"the site cannot be built: {result.reason if isinstance(result, Lost) else result.fault}")
        built += (_sharing(page, targets) for page in result.pages)
        warnings |= dict.fromkeys(result.warnings)
        progress(STAGE, done + len(built), pages)
    return built, tuple(warnings)


def _sharing(page: BuiltPage, targets: dict[str, str]) -> BuiltPage:
    """The page with one string for each place that many pages lead to: each comes from another process with its own."""
    return replace(page, links=replace(page.links, targets=tuple(targets.setdefault(one, one) for one in page.links.targets)))


def _empty(settings: Settings, side: Path, spare: Path | None) -> None:
    """Empty the side folder, unless it holds anything but a site or the rest of an interrupted build; begin with the spare."""
    for kept in (settings.root, settings.content, *settings.sources):
        if kept.is_relative_to(side):
            raise PublishError(f"{side}: holds {kept}; the site needs a folder of its own")
    if not (side / _BUILDING).exists():
        refuse_foreign(side)
    try:
        shutil.rmtree(side, ignore_errors=True)
        side.mkdir(parents=True)
        begin_with(spare, side)
        (side / _BUILDING).touch()
    except OSError as error:
        raise PublishError(f"{side}: the site cannot be built there: {error.strerror or error}") from error


def _excluded(settings: Settings, left_out: Sequence[str]) -> str:
    """What of content/ is not for readers: what mkdocs.yml says, ledger, records, sources, pages left out and their images."""
    given = [value for key in ("exclude_docs", "draft_docs") if isinstance(value := settings.mkdocs.get(key), str)]
    inside = [source for source in settings.sources if source.is_relative_to(settings.content) and source != settings.content]
    sources = [f"/{source.relative_to(settings.content).as_posix()}" for source in inside]
    pages = [f"/{name}" for path in left_out for name in (path, f"{path.removesuffix('.md')}/")]
    return "\n".join([*given, "/ledger/", "/records/", *sources, *pages])

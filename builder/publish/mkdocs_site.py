"""Building the site with MkDocs: into a side folder first, so that the published site is never half of one.

Shards are built apart (`build_shard`, in any process) and moved into the side folder one by one: no two have a file in common.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from builder.config import Settings
from builder.errors import ConfigError, PublishError
from builder.executor import Executor, InProcess, Lost
from builder.model import Page, Progress
from builder.publish.files import merge_into, refuse_foreign, swap
from builder.publish.hosting.compress import compress_folder
from builder.publish.mkdocs_plugin import NAME, BantinPlugin
from builder.publish.navigation import pages_of, site_nav
from builder.publish.neighbours import neighbours
from builder.publish.published import Published, published
from builder.publish.shards import Built, Bulletin, Older, Shard, Site, shards
from builder.publish.shelf import Shelf

_BUILDING = ".bantin-building"
"""Marks a side folder while a build is under way; MkDocs leaves hidden files alone."""

_PART = ".part-"
"""Begins the names of the folders in which shards are built; MkDocs leaves hidden files alone, and a crash leaves them in the
side folder, which the next build empties."""
STAGE = "publish"

__all__ = ["SiteReport", "build_site", "swap"]


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was built."""

    pages: int
    """All pages, the lists included."""
    bulletins: int
    warnings: tuple[str, ...]


class _Records(logging.Handler):
    """Keeps what MkDocs has to say, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        kept = self.errors if record.levelno >= logging.ERROR else self.warnings
        message = " ".join(record.getMessage().split())
        if message not in kept:
            kept.append(message)


def build_site(
    settings: Settings,
    side: Path,
    progress: Progress,
    bulletins: Shelf | None = None,
    left_out: Sequence[str] = (),
    executor: Executor | None = None,
) -> SiteReport:
    """Build the site of content/ into the folder `side` (emptied first); `swap(side, site)` then publishes it.

    `bulletins` are the pages as the builder read them; one that is not among them is shown with its text alone.
    `left_out` are paths of pages that must not be published.
    Raises ConfigError when MkDocs cannot use mkdocs.yml, PublishError that names the page when a page cannot be built.
    """
    _empty(settings, side)
    excluded = _excluded(settings, left_out)
    nav = site_nav(settings.mkdocs.get("nav"), settings.content)
    site = Site(settings.config_file, settings.content, side, nav, excluded, settings.precompress)
    files = published(settings.content, excluded, settings.folders)
    pages = [path for path in _pages(settings) if files.has(path)]
    parts = shards(pages, pages_of(nav), _finder(bulletins or Shelf(), files))
    report = _built((executor or InProcess()).map(build_shard, site, parts, batch=1), len(pages), progress)
    (side / _BUILDING).unlink()
    return report


def _pages(settings: Settings) -> Iterator[str]:
    """Every Markdown page of content/, whether or not it is published; folders that never are, are not looked into."""
    apart = {settings.content / "ledger", settings.content / "records", *settings.sources}
    for folder, names, files in os.walk(settings.content, followlinks=True):
        names[:] = [name for name in names if Path(folder, name) not in apart and not name.startswith(".")]
        yield from (Path(folder, name).relative_to(settings.content).as_posix() for name in files if name.endswith(".md"))


def _finder(on: Shelf, files: Published) -> Callable[[str], Bulletin | Older | None]:
    def find(path: str) -> Bulletin | Older | None:
        version = on.versions.get(path)
        if version is not None:
            return Older(version, on.by_id[version.metadata.id])
        page: Page | None = on.by_path.get(path)
        return Bulletin(page, neighbours(page, on, files.has)) if page else None

    return find


def _built(results: Iterable[Built | Lost], pages: int, progress: Progress) -> SiteReport:
    """Raises PublishError for the first shard that could not be built."""
    done, bulletins, warnings = 0, 0, dict[str, None]()
    for result in results:
        if isinstance(result, Lost) or result.fault:
            raise PublishError(f"the site cannot be built: {result.reason if isinstance(result, Lost) else result.fault}")
        done, bulletins = done + result.pages, bulletins + result.bulletins
        warnings |= dict.fromkeys(result.warnings)
        progress(STAGE, done, pages)
    return SiteReport(done, bulletins, tuple(warnings))


# ---------------------------------------------------------------- in a worker
def build_shard(site: Site, shard: Shard) -> Built:
    """Build the pages of a shard and put them into the side folder. Raises ConfigError when MkDocs cannot use mkdocs.yml."""
    with tempfile.TemporaryDirectory(prefix=_PART, dir=site.side) as scratch, _records() as records:
        folder, empty = Path(scratch) / "site", Path(scratch) / "docs"
        empty.mkdir()
        config = _load(site, site.content if shard.frame else empty, folder, records)
        plugin = _plugin(config)
        plugin.shard, plugin.published = shard, published(site.content, site.excluded, config.use_directory_urls)
        fault = _build(config, records)
        if fault is None:
            compress_folder(folder, site.compress)
            merge_into(folder, site.side)
    return Built(plugin.pages, len(shard.bulletins), tuple(records.warnings), fault)


def _empty(settings: Settings, side: Path) -> None:
    """Empty the side folder, unless it holds anything but a site or the rest of an interrupted build."""
    for kept in (settings.root, settings.content, *settings.sources):
        if kept.is_relative_to(side):
            raise PublishError(f"{side}: holds {kept}; the site needs a folder of its own")
    if not (side / _BUILDING).exists():
        refuse_foreign(side)
    try:
        shutil.rmtree(side, ignore_errors=True)
        side.mkdir(parents=True)
        (side / _BUILDING).touch()
    except OSError as error:
        raise PublishError(f"{side}: the site cannot be built there: {error.strerror or error}") from error


@contextmanager
def _records() -> Iterator[_Records]:
    """Collect MkDocs' log messages."""
    records, logger = _Records(), logging.getLogger("mkdocs")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(records)
    try:
        yield records
    finally:
        logger.removeHandler(records)
        logger.propagate = propagate


def _load(site: Site, docs: Path, folder: Path, records: _Records) -> MkDocsConfig:
    try:
        return load_config(
            str(site.config_file),
            docs_dir=str(docs),
            site_dir=str(folder),
            nav=list(site.nav),
            exclude_docs=site.excluded,
            not_in_nav="*",
            markdown_extensions=[],
        )
    except (MkDocsException, Abort) as error:
        reason = "; ".join(records.errors) or str(error)
        raise ConfigError(f"{site.config_file}: MkDocs cannot use it: {reason}") from error


def _excluded(settings: Settings, left_out: Sequence[str]) -> str:
    """What of content/ is not for readers: what mkdocs.yml says, ledger, records, sources, pages left out and their images."""
    given = [value for key in ("exclude_docs", "draft_docs") if isinstance(value := settings.mkdocs.get(key), str)]
    inside = [source for source in settings.sources if source.is_relative_to(settings.content) and source != settings.content]
    sources = [f"/{source.relative_to(settings.content).as_posix()}" for source in inside]
    pages = [f"/{name}" for path in left_out for name in (path, f"{path.removesuffix('.md')}/")]
    return "\n".join([*given, "/ledger/", "/records/", *sources, *pages])


def _plugin(config: MkDocsConfig) -> BantinPlugin:
    """Our plugin, whether or not mkdocs.yml names it."""
    plugin = config.plugins[NAME] if NAME in config.plugins else BantinPlugin()
    if not isinstance(plugin, BantinPlugin):
        raise ConfigError(f"{config.config_file_path}: another plugin is called `{NAME}`; remove it from `plugins`")
    if NAME not in config.plugins:
        config.plugins[NAME] = plugin
    return plugin


def _build(config: MkDocsConfig, records: _Records) -> str | None:
    """Why it cannot be built."""
    try:
        build(config)
    except (Exception, Abort) as error:  # noqa: BLE001 - whatever a template or a plugin of MkDocs raises
        return "; ".join(records.errors) or f"{type(error).__name__}: {error}"
    return None

"""Building the site with MkDocs: into a side folder first, so that the published site is never half of one."""

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from builder.config import Settings
from builder.errors import ConfigError, PublishError
from builder.model import Progress
from builder.publish.files import refuse_foreign, swap
from builder.publish.mkdocs_plugin import NAME, BantinPlugin
from builder.publish.navigation import site_nav
from builder.publish.shelf import Shelf

_BUILDING = ".bantin-building"
"""Marks a side folder while a build is under way; MkDocs leaves hidden files alone."""

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
    settings: Settings, side: Path, progress: Progress, bulletins: Shelf | None = None, left_out: Sequence[str] = ()
) -> SiteReport:
    """Build the site of content/ into the folder `side` (emptied first); `swap(side, site)` then publishes it.

    `bulletins` are the pages as the builder read them; one that is not among them is shown with its text alone.
    `left_out` are paths of pages that must not be published.
    Raises ConfigError when MkDocs cannot use mkdocs.yml, PublishError that names the page when a page cannot be built.
    """
    _empty(settings, side)
    with _records() as records:
        config = _load(settings, side, left_out, records)
        plugin = _plugin(config, progress)
        plugin.shelf = bulletins or Shelf()
        _build(config, records)
    (side / _BUILDING).unlink()
    return SiteReport(plugin.pages, len(plugin.bulletins), tuple(records.warnings))


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


def _load(settings: Settings, side: Path, left_out: Sequence[str], records: _Records) -> MkDocsConfig:
    try:
        return load_config(
            str(settings.config_file),
            docs_dir=str(settings.content),
            site_dir=str(side),
            nav=site_nav(settings.mkdocs.get("nav"), settings.content),
            exclude_docs=_excluded(settings, left_out),
            not_in_nav="*",
            markdown_extensions=[],
        )
    except (MkDocsException, Abort) as error:
        reason = "; ".join(records.errors) or str(error)
        raise ConfigError(f"{settings.config_file}: MkDocs cannot use it: {reason}") from error


def _excluded(settings: Settings, left_out: Sequence[str]) -> str:
    """What of content/ is not for readers: what mkdocs.yml says, ledger, records, sources, pages left out and their images."""
    given = settings.mkdocs.get("exclude_docs")
    inside = [source for source in settings.sources if source.is_relative_to(settings.content) and source != settings.content]
    sources = [f"/{source.relative_to(settings.content).as_posix()}" for source in inside]
    pages = [f"/{name}" for path in left_out for name in (path, f"{path.removesuffix('.md')}/")]
    return "\n".join([given if isinstance(given, str) else "", "/ledger/", "/records/", *sources, *pages])


def _plugin(config: MkDocsConfig, progress: Progress) -> BantinPlugin:
    """Our plugin, whether or not mkdocs.yml names it."""
    plugin = config.plugins[NAME] if NAME in config.plugins else BantinPlugin()
    if not isinstance(plugin, BantinPlugin):
        raise ConfigError(f"{config.config_file_path}: another plugin is called `{NAME}`; remove it from `plugins`")
    plugin.progress = progress
    if NAME not in config.plugins:
        config.plugins[NAME] = plugin
    return plugin


def _build(config: MkDocsConfig, records: _Records) -> None:
    try:
        build(config)
    except (Exception, Abort) as error:
        reason = "; ".join(records.errors) or f"{type(error).__name__}: {error}"
        raise PublishError(f"the site cannot be built: {reason}") from error

"""The door to MkDocs: builds one shard of a site, in any process, and puts its files into the site's side folder.

No two shards have a file in common.
"""

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from builder.errors import ConfigError
from builder.publish.files import merge_into
from builder.publish.hosting.compress import compress_files, compress_folder
from builder.publish.mkdocs_plugin import NAME, BantinPlugin
from builder.publish.page_files import files_of, found_files
from builder.publish.published import published
from builder.publish.shards import Built, BuiltPage, Shard, Site
from builder.publish.site_links import links_of

_PART = ".part-"
"""Begins the names of the folders in which shards are built; MkDocs leaves hidden files alone, and a crash leaves them in the
side folder, which the next build empties."""


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


def build_shard(site: Site, shard: Shard) -> Built:
    """Build the pages of a shard and put them into the side folder. Raises ConfigError when MkDocs cannot use mkdocs.yml."""
    with tempfile.TemporaryDirectory(prefix=_PART, dir=site.side) as scratch, _records() as records:
        folder, empty = Path(scratch) / "site", Path(scratch) / "docs"
        empty.mkdir()
        config = _load(site, site.content if shard.frame else empty, folder, records)
        plugin = _plugin(config)
        plugin.shard, plugin.published = shard, published(site.content, site.excluded, config.use_directory_urls)
        fault = _build(config, records)
        if fault is not None:
            return Built((), tuple(records.warnings), fault)
        if shard.frame:
            compress_folder(folder, site.compress)
        else:
            compress_files((folder / html for html in plugin.written.values()), site.compress)
        pages = tuple(_finished(site, shard, folder, plugin.written))
        merge_into(folder, site.side)
        return Built(pages, tuple(records.warnings))


def _finished(site: Site, shard: Shard, folder: Path, written: Mapping[str, str]) -> Iterator[BuiltPage]:
    """What is known of the pages of a shard once their files are there; a link to one of these need not be looked after."""
    for path, html in written.items():
        links = links_of((folder / html).read_bytes(), html, site.base)
        own = found_files(folder, files_of(html, path, path in shard.bulletins))
        yield BuiltPage(path, own.seal, replace(links, targets=tuple(one for one in links.targets if one not in own.files)))


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

"""The MkDocs plugin: renders pages with markdown-it-py and hands the templates what only the builder knows.

Without it the same content and theme give a plainer site with the same texts, rendered by Python-Markdown and more slowly.
"""

import logging
from collections.abc import Callable
from functools import cache, partial
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, meta
from mkdocs.utils.templates import TemplateContext

from builder.model import Page as BulletinPage
from builder.publish import csp, theme_files
from builder.publish.bulletin_context import bulletin_context, home_context, kept_at
from builder.publish.downloads import write_downloads
from builder.publish.links import resolve
from builder.publish.markdown import Rendered, TocEntry, new_parser, render
from builder.publish.navigation import pages_of
from builder.publish.neighbours import cited_paths
from builder.publish.opensearch import NAME as OPENSEARCH
from builder.publish.opensearch import opensearch
from builder.publish.published import Published
from builder.publish.shard_page import ShardPage
from builder.publish.shards import Bulletin, Older, Shard
from builder.publish.versions import changes_html, version_html

NAME = "bantin"
_MADE = ("sitemap.xml",)
"""Templates of the theme in whose place the builder writes a file of its own."""
SEARCH_TEMPLATE = "search.html"
_BROKEN = "# Trang này chưa đọc được\n\nPhần đầu của trang bị hỏng; nội dung sẽ hiện lại khi được sửa.\n"
_MARK = "data-bulletin-id"
_log = logging.getLogger("mkdocs.plugins.bantin")


class _Templates(BytecodeCache):
    """Compiled templates, which a process that builds several shards need not compile for each: jinja2 checks their source."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_templates = cache(_Templates)
"""The one of this process."""


class _NoSettings(Config):
    """The plugin has no settings of its own."""


class BantinPlugin(BasePlugin[_NoSettings]):
    """Renders the pages' Markdown by the rules of the page contract."""

    def __init__(self) -> None:
        self._parser = new_parser()
        self._texts: dict[str, str] = {}
        self._files = Files([])
        self._archive: Any = None
        self.shard: Shard | None = None
        """The pages to be written; None: MkDocs itself runs the plugin, over all pages."""
        self.published: Published | None = None
        """What of content/ is in the site, of which MkDocs knows but the shard."""
        self.written: dict[str, str] = {}
        """The pages that were written: path below content/ -> path of the HTML file below the site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Leave the sitemap to the builder: MkDocs' own has the day of the build in it."""
        config.theme.static_templates.difference_update(_MADE)
        if self.shard and not self.shard.frame:
            config.theme.static_templates.clear()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what of the theme is for debugging it alone, and what the builder makes itself; in a shard, other pages."""
        if self.shard and self.published:
            files = self._of_shard(files, self.shard, self.published, config)
        for file in list(files):
            own = file.src_dir == config.docs_dir
            if theme_files.is_debugging(file.src_uri) or (file.src_uri in _MADE and not own):
                files.remove(file)
        return files

    def _of_shard(self, files: Files, shard: Shard, published: Published, config: MkDocsConfig) -> Files:
        """The shard's pages and those of the navigation, whose titles every page shows."""
        wanted = dict.fromkeys((*filter(published.has, pages_of(config.nav)), *shard.pages))
        if shard.frame:
            return Files([file for file in files if not file.is_documentation_page() or file.src_uri in wanted])
        made = [File(path, str(published.content), config.site_dir, config.use_directory_urls) for path in wanted]
        for file in (file for file in made if file.src_uri in shard.pages):
            ShardPage(file, config)  # it makes itself known to the file
        return Files(made)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the files for links."""
        self._files = files
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the text for on_page_content; MkDocs itself gets nothing to render."""
        path = page.file.src_uri
        if markdown.lstrip("\ufeff").startswith("---\n") and not page.meta:
            if self._is_written(page):
                _log.warning("%s: the front matter is not valid YAML; the page is published without its text", path)
            page.meta = {"title": "Trang này chưa đọc được"}
            markdown = _BROKEN
        self._texts[path] = markdown
        self._archive = page.meta.get("archive", self._archive)
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Render the text that on_page_markdown kept, and put a bulletin's other forms beside its page."""
        path, href = page.file.src_uri, self._href(page)
        if "title" in page.meta and not self._is_written(page):
            return ""  # only its title is shown here
        if older := self._older(page):
            return self._version(page, older, href)
        bulletin = self._bulletin(page)
        targets = cited_paths(bulletin.beside.cited) if bulletin else {}
        cited = {number: href(target) or "" for number, target in targets.items()}
        signer = bulletin.page.metadata.signer if bulletin else None
        text = self._texts.pop(path)
        rendered = render(self._parser, text, lambda address: resolve(address, path, href), cited, signer)
        _hand_over(rendered, page)
        if rendered.unresolved and self._is_written(page):
            _log.warning("%s: not in the archive, so shown as words: %s", path, ", ".join(rendered.unresolved))
        if bulletin:
            whole = BulletinPage(bulletin.page.metadata, bulletin.page.path, text.lstrip("\n"))
            _write_forms(page, whole, rendered.text, config)
        return rendered.html

    def _bulletin(self, page: Page) -> Bulletin | None:
        return self.shard.bulletins.get(page.file.src_uri) if self.shard else None

    def _older(self, page: Page) -> Older | None:
        return self.shard.older.get(page.file.src_uri) if self.shard else None

    def _is_written(self, page: Page) -> bool:
        """False for a page of the navigation that belongs to another shard."""
        return self.shard is None or page.file.src_uri in self.shard.pages

    def _href(self, page: Page) -> Callable[[str], str | None]:
        """The address, as seen from a page, of what the site has."""
        return partial(_among, self._files, page) if self.published is None else partial(self.published.href, page.file.url)

    def _text(self, path: str) -> str:
        """The body of another page than the one that is made."""
        content = self.published.content if self.published else Path()
        return str(meta.get_data((content / path).read_text(encoding="utf-8-sig"))[0])

    def _version(self, page: Page, older: Older, href: Callable[[str], str | None]) -> str:
        """An older text, and what differs from the one of today; its images are those that lie with the bulletin."""
        self._texts.pop(page.file.src_uri)
        current = older.current
        old = render(self._parser, older.version.body, lambda address: resolve(address, current.path, href))
        new = render(self._parser, self._text(current.path), lambda _address: None)
        _hand_over(old, page)
        return version_html(old.html, older.version, current, href(current.path), changes_html(old.text, new.text))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Hand over what is the same for all pages; by now the navigation knows its titles, and only the shard is built."""
        for file in files.documentation_pages():
            if self.shard and file.src_uri not in self.shard.pages:
                file.inclusion = InclusionLevel.EXCLUDED
        env.bytecode_cache = _templates()
        env.globals["archive"] = self._archive
        env.globals["csp"] = {"page": csp.policy(csp.PAGE), SEARCH_TEMPLATE: csp.policy(csp.SEARCH)}
        return env

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """Hand over what is this page's own; its outline apart from `page.toc`, from which Material makes a skip link."""
        href = self._href(page)
        values: dict[str, Any] = {"outline": _outline(page)}
        page.toc = TableOfContents([])
        if bulletin := self._bulletin(page):
            where = _where(page, config)
            values |= bulletin_context(bulletin.page, page.content or "", bulletin.beside, lambda to: href(to) or "", where)
        elif self._older(page):
            values["head_names"] = (("robots", "noindex"),)
        elif page.is_homepage and config.site_url:
            values |= home_context(config.site_name, config.site_url, config.use_directory_urls)
        context.update(values)  # type: ignore[typeddict-item]  # our own templates read them
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Note a finished page."""
        self.written[page.file.src_uri] = page.file.dest_uri
        if self._bulletin(page) and _MARK not in output:
            _log.warning("%s: its page lacks `%s`, so that the search page cannot find its text", page.file.src_uri, _MARK)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Take out what of the theme no page uses, and describe the search to browsers."""
        if self.shard and not self.shard.frame:
            return
        theme_files.trim(Path(config.site_dir), Path(config.theme.custom_dir) if config.theme.custom_dir else None)
        if config.site_url:
            search_page = "tim-kiem/" if config.use_directory_urls else "tim-kiem.html"
            text = opensearch(config.site_name, config.site_url, search_page)
            (Path(config.site_dir) / OPENSEARCH).write_text(text, encoding="utf-8")


def _among(files: Files, page: Page, target: str) -> str | None:
    found = files.get_file_from_path(target)
    return get_relative_url(found.url, page.file.url) if found and not found.inclusion.is_excluded() else None


def _where(page: Page, config: MkDocsConfig) -> tuple[str, str, str]:
    return config.site_name, config.site_url or "", page.canonical_url or ""


def _write_forms(page: Page, bulletin: BulletinPage, text: str, config: MkDocsConfig) -> None:
    folder = Path(config.site_dir) / PurePosixPath(page.file.dest_uri).parent
    source = page.text if isinstance(page, ShardPage) else page.file.content_string
    write_downloads(folder, bulletin, source, text, kept_at(_where(page, config)))


def _outline(page: Page) -> list[AnchorLink]:
    """The headings below the title."""
    entries = list(page.toc)
    return entries[0].children if len(entries) == 1 and entries[0].level == 1 else entries


def _hand_over(rendered: Rendered, page: Page) -> None:
    page.toc = TableOfContents([_anchor(entry) for entry in rendered.toc])
    page.present_anchor_ids = set(rendered.ids)
    if rendered.toc and "title" not in page.meta:
        page.title = unescape(rendered.toc[0].title)


def _anchor(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(entry.title, entry.id, entry.level)
    link.children = [_anchor(child) for child in entry.children]
    return link

"""The MkDocs plugin: renders pages with markdown-it-py and leaves out what the site does not use.

Without it the same content and theme give the same site, rendered by Python-Markdown and more slowly.
"""

import logging
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path, PurePosixPath

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from builder.model import Progress, Related
from builder.publish.links import resolve
from builder.publish.markdown import Rendered, TocEntry, new_parser, render
from builder.publish.opensearch import NAME as OPENSEARCH
from builder.publish.opensearch import opensearch

NAME = "bantin"
STAGE = "publish"
# Parts of the theme that no page asks for: its own search, and maps for debugging the theme.
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_UNUSED_ENDS = (".js.map", ".css.map")
_MADE = ("sitemap.xml",)
"""Templates of the theme in whose place the builder writes a file of its own."""
_BROKEN = "# Trang này chưa đọc được\n\nPhần đầu của trang bị hỏng; nội dung sẽ hiện lại khi được sửa.\n"
_log = logging.getLogger("mkdocs.plugins.bantin")


def _silent(_stage: str, _done: int, _total: int) -> None:
    """No progress shown: MkDocs itself runs the plugin."""


class _NoSettings(Config):
    """The plugin has no settings of its own."""


class BantinPlugin(BasePlugin[_NoSettings]):
    """Renders the pages' Markdown by the rules of the page contract."""

    def __init__(self) -> None:
        self._parser = new_parser()
        self._texts: dict[str, str] = {}
        self._by_id: dict[str, Page] = {}
        self.progress: Progress = _silent
        self.related: Mapping[str, Related] = {}
        self._total = 0
        self.pages = 0
        """How many pages were written."""
        self.bulletins: dict[str, str] = {}
        """Bulletin pages: path below content/ -> path of its HTML file below site/."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Leave the sitemap to the builder: MkDocs' own has the day of the build in it."""
        config.theme.static_templates.difference_update(_MADE)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out parts of the theme that no page uses."""
        for file in list(files):
            own = file.src_dir == config.docs_dir
            if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(_UNUSED_ENDS) or (file.src_uri in _MADE and not own):
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Count the pages to come."""
        self._total = len(files.documentation_pages())
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the text for on_page_content; MkDocs itself gets nothing to render."""
        path = page.file.src_uri
        if markdown.lstrip("\ufeff").startswith("---\n") and not page.meta:
            _log.warning("%s: the front matter is not valid YAML; the page is published without its text", path)
            page.meta = {"title": "Trang này chưa đọc được"}
            markdown = _BROKEN
        self._texts[path] = markdown
        self._by_id[str(page.meta.get("id"))] = page
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Render the text that on_page_markdown kept."""
        path = page.file.src_uri

        def lookup(target: str) -> str | None:
            found = files.get_file_from_path(target)
            return get_relative_url(found.url, page.file.url) if found and not found.inclusion.is_excluded() else None

        rendered = render(self._parser, self._texts.pop(path), lambda address: resolve(address, path, lookup))
        _hand_over(rendered, page)
        if rendered.unresolved:
            _log.warning("%s: not in the archive, so shown as words: %s", path, ", ".join(rendered.unresolved))
        return rendered.html

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """Hand over the pages to read next, each with what it is to this one; a page that is not in the site is none."""
        found = self.related.get(str(page.meta.get("id")), Related())
        steps = (("Kỳ trước", found.previous), ("Kỳ sau", found.next), *(("", id_) for id_ in found.documents))
        shown: dict[str, tuple[str, Page]] = {}
        for label, id_ in steps:
            if id_ in self._by_id:
                shown.setdefault(id_, (label, self._by_id[id_]))
        context["related"] = list(shown.values())  # type: ignore[typeddict-unknown-key]  # our own template reads it
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Note a finished page."""
        self.pages += 1
        self.progress(STAGE, self.pages, self._total)
        if page.meta.get("id") and page.meta.get("source"):
            self.bulletins[page.file.src_uri] = page.file.dest_uri
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put every bulletin's Markdown beside its HTML, for download, and describe the search to browsers."""
        for source, target in self.bulletins.items():
            folder = Path(config.site_dir) / PurePosixPath(target).parent
            shutil.copyfile(Path(config.docs_dir) / source, folder / PurePosixPath(source).name)
        if config.site_url:
            search_page = "tim-kiem/" if config.use_directory_urls else "tim-kiem.html"
            text = opensearch(config.site_name, config.site_url, search_page)
            (Path(config.site_dir) / OPENSEARCH).write_text(text, encoding="utf-8")


def _hand_over(rendered: Rendered, page: Page) -> None:
    page.toc = TableOfContents([_anchor(entry) for entry in rendered.toc])
    page.present_anchor_ids = set(rendered.ids)
    if rendered.toc and "title" not in page.meta:
        page.title = unescape(rendered.toc[0].title)


def _anchor(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(entry.title, entry.id, entry.level)
    link.children = [_anchor(child) for child in entry.children]
    return link

"""A page of a shard as MkDocs sees it, without what MkDocs would do for nothing: the plugin renders its text by itself."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import meta


class ShardPage(Page):
    """One page that the shard writes."""

    def __init__(self, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.text = ""
        """Of the file, once it is read."""

    def read_source(self, config: MkDocsConfig) -> None:
        """As MkDocs does, but that the text is kept, which a bulletin's page is accompanied by."""
        self.text = self.file.content_string
        given = config.plugins.on_page_read_source(page=self, config=config)
        self.markdown, self.meta = meta.get_data(self.text if given is None else given)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs calls it so
        """Nothing: `on_page_content` of the plugin does it."""
        self.content, self.toc, self.present_anchor_ids = "", TableOfContents([]), set()

"""Which files of content/ are in the site, without a list of all of them, and their addresses as MkDocs gives them."""

from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from pathspec.gitignore import GitIgnoreSpec

_NEVER = (".*", "/templates/")
"""What MkDocs itself never publishes."""


@dataclass(frozen=True, slots=True)
class Published:
    """The published files of a content folder."""

    content: Path
    excluded: GitIgnoreSpec
    folders: bool
    """`use_directory_urls`."""
    _urls: dict[str, str | None] = field(default_factory=dict)
    """Found already: every page of a list is asked for again by the next list."""

    def has(self, path: str) -> bool:
        """Whether the site has a file: its path below content/."""
        return self._url(path) is not None

    def href(self, page_url: str, path: str) -> str | None:
        """The address of a file as seen from the page with this URL; None when the site has no such file."""
        url = self._url(path)
        return None if url is None else get_relative_url(url, page_url)

    def _url(self, path: str) -> str | None:
        if path not in self._urls:
            self._urls[path] = self._find(path)
        return self._urls[path]

    def _find(self, path: str) -> str | None:
        if path.startswith(("/", "../")) or self.excluded.match_file(path) or not _is_file(self.content / path):
            return None
        return File(path, str(self.content), "", self.folders).url


def _is_file(file: Path) -> bool:
    """False also for what could be no file's name: a page may lead anywhere."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def published(content: Path, excluded: str, folders: bool) -> Published:
    """`excluded` has the form of a .gitignore file."""
    return Published(content, GitIgnoreSpec.from_lines([*_NEVER, *excluded.splitlines()]), folders)

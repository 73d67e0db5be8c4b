"""Parts of a site that are built apart from one another, in any process, each by MkDocs with the whole navigation."""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.model import Head, Page
from builder.publish.neighbours import Neighbours
from builder.publish.site_links import PageLinks

_MOST, _FEWEST, _PARTS = 500, 100, 16
"""Pages in a shard, and shards where neither bound holds: each is far longer at work than MkDocs takes to start, and few enough
are left at the end for all processors to stop at about the same time. More pages than the most would cost memory."""
APART = ("bulletins", "browse", "versions")
"""Folders of content/ with pages by the thousand."""
_APART = tuple(f"{name}/" for name in APART)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin, and what its page takes from the rest of the archive."""

    page: Head
    beside: Neighbours


@dataclass(frozen=True, slots=True)
class Older:
    """An older text of a bulletin, and the bulletin."""

    version: Page
    current: Head


Find = Callable[[str], Bulletin | Older | None]
"""A bulletin, or an older text of one, by the path of its page."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some pages of the site."""

    pages: tuple[str, ...]
    """Their paths below content/."""
    bulletins: Mapping[str, Bulletin] = field(default_factory=dict)
    """Those among them that the builder could read, by their path; others are shown with their text alone."""
    older: Mapping[str, Older] = field(default_factory=dict)
    """The older texts among them."""
    frame: bool = False
    """Whether everything that is no page comes along: images, the theme's files, the page for addresses that there are not."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all shards of a site share."""

    config_file: Path
    content: Path
    side: Path
    """The folder that the site is built in."""
    nav: Sequence[Any]
    excluded: str
    """What of content/ is not for readers, in the form of a .gitignore file."""
    base: str
    """The site's address (`site_links.base_of`)."""
    compress: tuple[str, ...] = ()
    """Compressed copies beside the files (config.ENCODINGS)."""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page whose files are in the site."""

    path: str
    """Below content/."""
    seal: str
    """Of its files (`page_files.Files`)."""
    links: PageLinks


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a shard."""

    pages: tuple[BuiltPage, ...]
    warnings: tuple[str, ...]
    fault: str | None = None
    """Why the site cannot be built."""


def shards(pages: Iterable[str], in_nav: Collection[str], find: Find, size: int | None = None) -> Iterator[Shard]:
    """All pages of the site, each in one shard, the frame first; `find` is asked as late as can be, to save memory."""
    ordered = sorted(pages)
    frame = [path for path in ordered if not is_apart(path, in_nav)]
    rest = [path for path in ordered if is_apart(path, in_nav)]
    size, apart = size or max(_FEWEST, min(_MOST, len(rest) // _PARTS)), iter(rest)
    yield Shard(tuple(frame), frame=True)
    while chunk := tuple(itertools.islice(apart, size)):
        known = [(path, find(path)) for path in chunk]
        bulletins = {path: found for path, found in known if isinstance(found, Bulletin)}
        yield Shard(chunk, bulletins, {path: found for path, found in known if isinstance(found, Older)})


def is_apart(path: str, in_nav: Collection[str]) -> bool:
    """Whether a page does not belong to the frame."""
    return path.startswith(_APART) and path not in in_nav

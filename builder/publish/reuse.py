"""Pages of the site before that are taken over as they are: nothing that they are made from has changed.

What is known of them lies in the archive's state; without it every page is made anew, with the same bytes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.files import write_parts
from builder.publish.links import targets
from builder.publish.page_files import files_of, found_files
from builder.publish.published import Published
from builder.publish.shards import BuiltPage, Bulletin, Find, Older
from builder.publish.site_links import PageLinks
from builder.publish.spare import Identity

_TITLE = re.compile(r"^(?:title:|# ).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Known:
    """A page as it was built."""

    stamp: str
    """Checksum of all that it was made from."""
    page: BuiltPage


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a page's text without reading it."""

    checksum: str
    links: tuple[str, ...] = ()
    """Paths below content/ that it may lead to, but for those that are there whenever it is (links.targets)."""


def text_of(data: bytes, path: str) -> Text:
    """What is to be known of the file of a page."""
    return Text(hashlib.sha256(data).hexdigest(), targets(data.decode("utf-8", "replace"), path))


@dataclass(frozen=True, slots=True)
class Before:
    """The site before."""

    site: Path
    rules: str
    """Checksum of what all pages of the new site are made from: settings, templates, the builder itself."""
    pages: Mapping[str, Known] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    """Of pages of the new site that have been read already, by their paths."""
    beside: Mapping[str, Identity] = field(default_factory=dict)
    """Files beside its pages that may be the same in the new site."""
    spare: Path | None = None
    """Where a site before it may lie, to begin with."""


@dataclass(frozen=True, slots=True)
class Near:
    """What a page is made from, beside its own text and the rules."""

    files: Published
    find: Find
    titles: Sequence[Sequence[str]]
    """Those of the navigation's pages, which every page shows."""


def near_of(files: Published, find: Find, nav: Iterable[str]) -> Near:
    """`nav` are the paths of the navigation's pages."""
    titles = [_TITLE.findall((files.content / path).read_text("utf-8", "replace")) for path in sorted(nav) if files.has(path)]
    return Near(files, find, titles)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the new site has of the site before."""

    pages: Mapping[str, BuiltPage]
    stamps: Mapping[str, str]
    """Of all pages that were looked at."""
    files: Mapping[str, Identity] = field(default_factory=dict)
    """Those of the pages, by their paths in the site."""

    def known(self, built: Iterable[BuiltPage]) -> dict[str, Known]:
        """What is known of the new site, with the pages that were built for it."""
        return {
            page.path: Known(self.stamps[page.path], page) for page in (*self.pages.values(), *built) if page.path in self.stamps
        }


def take_over(before: Before, pages: Iterable[str], near: Near) -> Taken:
    """Find the pages that are as they were."""
    same, stamps, files = {}, {}, dict[str, Identity]()
    for path in pages:
        found, known = near.find(path), before.pages.get(path)
        stamps[path] = _stamp(before, path, found, near)
        if known is not None and known.stamp == stamps[path]:
            there = found_files(before.site, files_of(known.page.links.page, path, isinstance(found, Bulletin)))
            if there.seal == known.page.seal:
                files |= there.files
                same[path] = known.page
    return Taken(same, stamps, files)


def _stamp(before: Before, path: str, found: Bulletin | Older | None, near: Near) -> str:
    text = before.texts.get(path) or text_of((near.files.content / path).read_bytes(), path)
    linked = [(target, near.files.has(target)) for target in text.links]
    values = (before.rules, near.titles, path, linked, found.beside if isinstance(found, Bulletin) else found, text.checksum)
    return hashlib.sha256(f"{values!r}".encode("utf-8", "surrogatepass")).hexdigest()


def save_known(record: Path, known: Mapping[str, Known]) -> None:
    """Write down what a published site was made from.

    Link targets by their number in one list of all: most pages lead to the same places.
    """
    write_parts(record, (part.encode("utf-8") for part in _written(known)))


def _written(known: Mapping[str, Known]) -> Iterator[str]:
    numbers: dict[str, int] = {}
    yield '{"pages": [\n'
    for place, (path, one) in enumerate(sorted(known.items())):
        yield (",\n" if place else "") + _row(path, one, numbers)
    yield f'\n],\n"targets": {json.dumps(list(numbers), ensure_ascii=False)}}}\n'


def _row(path: str, one: Known, numbers: dict[str, int]) -> str:
    """A page as it is written down; `numbers` are those of targets, and gets those that are new."""
    links = one.page.links
    leads = [numbers.setdefault(target, len(numbers)) for target in links.targets]
    return json.dumps([path, one.stamp, one.page.seal, links.page, leads, links.lost], ensure_ascii=False)


def load_known(record: Path) -> dict[str, Known]:
    """What `save_known` wrote; empty when it is missing or damaged."""
    try:
        held: Mapping[str, Any] = json.loads(record.read_text(encoding="utf-8"))
        names: Sequence[str] = held["targets"]
        return {row[0]: _known(row, names) for row in held["pages"]}
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return {}


def _known(row: Sequence[Any], names: Sequence[str]) -> Known:
    path, stamp, seal, page, leads, lost = row
    return Known(stamp, BuiltPage(path, seal, PageLinks(page, tuple(names[number] for number in leads), tuple(lost))))

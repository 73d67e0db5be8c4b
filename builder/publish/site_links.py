"""A last look at the built site: every link leads to a file of the site, every anchor to a place in it."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

_ADDRESSES = etree.XPath("//a/@href | //link/@href | //img/@src | //script/@src | //form/@action")
_NAMES = etree.XPath("//@id | //a/@name")
_PLAIN_PATH = re.compile(r"(?:\.\./)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?")
"""Steps up, then down, and nothing that an address could mean otherwise."""
_HERE = "http://site.invalid/"
"""The site's own place while it has no address."""
_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of one page within the site."""

    page: str
    """Its file, relative to the site."""
    targets: tuple[str, ...]
    """Where they lead: paths relative to the site, maybe with `#` and an anchor."""
    lost: tuple[str, ...]
    """Anchors of the page itself that it links to and has not."""


def base_of(site_url: str | None) -> str:
    """The address of the site, under which its own whole links are known; ends with a slash."""
    return (site_url or _HERE).rstrip("/") + "/"


def links_of(html: bytes, page: str, base: str) -> PageLinks:
    """The links of a page whose file is `page`, in a site at the address `base`; links to other sites are left out."""
    tree = _tree(html)
    if tree is None:
        return PageLinks(page, (), ())
    here, own = urljoin(base, page), dict[str, None]()
    leads: dict[str, None] = {}
    for address in dict.fromkeys(map(str, _ADDRESSES(tree))):
        if plain := _plain(page, address):
            leads[plain] = None
            continue
        whole, _, anchor = urljoin(here, address).partition("#")
        if not whole.startswith(base):
            continue
        target = unquote(urlsplit(whole.removeprefix(base)).path)
        if whole == here or _file(target) == page:
            own[unquote(anchor)] = None
        else:
            leads[f"{target}#{unquote(anchor)}" if anchor else target] = None
    names = {"", *map(str, _NAMES(tree))}
    return PageLinks(page, tuple(leads), tuple(anchor for anchor in own if anchor not in names))


def _plain(page: str, address: str) -> str | None:
    """Where a plain path leads from another page, as `urljoin` has it, which takes ten times as long; None: it shall say."""
    up = address.count("../")
    folders = page.split("/")[:-1]
    if not address or not _PLAIN_PATH.fullmatch(address) or up > len(folders) or not _PLAIN_PATH.fullmatch(page):
        return None
    target = "/".join((*folders[: len(folders) - up], address.removeprefix("../" * up)))
    return None if _file(target) == page else target


def lost_links(site: Path, pages: Iterable[PageLinks]) -> tuple[str, ...]:
    """A line for every link that leads nowhere, in the order of the pages; the first 50, then how many more."""
    check = _Check(site, {}, {})
    found = [line for links in sorted(pages, key=lambda links: links.page) for line in check.lost(links)]
    more = [f"{len(found) - _MOST_NAMED} more links lead nowhere"] if len(found) > _MOST_NAMED else []
    return (*found[:_MOST_NAMED], *more)


@dataclass(frozen=True, slots=True)
class _Check:
    """Looks every target up once: most pages lead to the same places."""

    site: Path
    files: dict[str, bool]
    names: dict[str, frozenset[str]]

    def lost(self, links: PageLinks) -> Iterator[str]:
        for anchor in links.lost:
            yield f"{links.page}: the link to {f'#{anchor}'!r} leads nowhere"
        for target in links.targets:
            path, _, anchor = target.partition("#")
            file = _file(path)
            if not self._is_there(file) or (anchor and file.endswith(".html") and anchor not in self._names_in(file)):
                yield f"{links.page}: the link to {target!r} leads nowhere"

    def _is_there(self, file: str) -> bool:
        if file not in self.files:
            self.files[file] = os.path.isfile(f"{self.site}/{file}")  # noqa: PTH113 - as many as there are pages
        return self.files[file]

    def _names_in(self, file: str) -> frozenset[str]:
        if file not in self.names:
            tree = _tree((self.site / file).read_bytes())
            self.names[file] = frozenset(map(str, _NAMES(tree))) if tree is not None else frozenset()
        return self.names[file]


def _file(path: str) -> str:
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def _tree(html: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(html, etree.HTMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError:
        return None  # an empty page has no links

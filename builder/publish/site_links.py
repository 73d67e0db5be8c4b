"""A last look at the built site: every link leads to a file of the site, every anchor to a place in it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

_ADDRESSES = etree.XPath("//a/@href | //link/@href | //img/@src | //script/@src | //form/@action")
_NAMES = etree.XPath("//@id | //a/@name")
_HERE = "http://site.invalid"
"""The site's own place while it has no address."""
_MOST_NAMED = 50


def broken_links(site: Path, site_url: str | None) -> tuple[str, ...]:
    """`page: address` for every link within the site that leads nowhere, in the order of the pages; the first 50, then how many.

    Links to other sites are not followed. `site_url` is the site's address, under which its own absolute links are known.
    """
    check = _Check(site, (site_url or f"{_HERE}/").rstrip("/") + "/")
    for file in sorted(file for file in site.rglob("*.html") if file.is_file()):  # an old portal's address may be a folder's name
        check.read(file)
    found = [*check.broken, *check.lost_anchors()]
    more = [f"{len(found) - _MOST_NAMED} more links lead nowhere"] if len(found) > _MOST_NAMED else []
    return (*(f"{page}: the link {address!r} leads nowhere" for page, address in found[:_MOST_NAMED]), *more)


@dataclass(slots=True)
class _Check:
    site: Path
    base: str
    broken: list[tuple[str, str]] = field(default_factory=list)
    wanted: dict[Path, dict[str, tuple[str, str]]] = field(default_factory=lambda: defaultdict(dict))
    """File -> anchor that another page's link asks of it -> that page and link."""
    known: dict[str, Path | None] = field(default_factory=dict)
    """Address -> file, so that the links that stand in every page are looked up once."""

    def read(self, file: Path) -> None:
        """Check the links of one page; what they ask of other pages is kept for `lost_anchors`."""
        tree, name = _tree(file), file.relative_to(self.site).as_posix()
        if tree is None:
            return
        here = urljoin(self.base, name)
        names: set[str] | None = None
        for address in dict.fromkeys(map(str, _ADDRESSES(tree))):
            whole, _, anchor = urljoin(here, address).partition("#")
            if not whole.startswith(self.base):
                continue
            target = file if whole == here else self._file(whole)
            if target is None:
                self.broken.append((name, address))
            elif anchor and target == file:
                names = set(map(str, _NAMES(tree))) if names is None else names
                if unquote(anchor) not in names:
                    self.broken.append((name, address))
            elif anchor and target.suffix == ".html":
                self.wanted[target].setdefault(unquote(anchor), (name, address))

    def lost_anchors(self) -> Iterator[tuple[str, str]]:
        """Links between pages whose anchor is not there."""
        for target, anchors in self.wanted.items():
            tree = _tree(target)
            names = set(map(str, _NAMES(tree))) if tree is not None else set()
            yield from (link for anchor, link in anchors.items() if anchor not in names)

    def _file(self, whole: str) -> Path | None:
        if whole not in self.known:
            self.known[whole] = self._find(unquote(urlsplit(whole.removeprefix(self.base)).path))
        return self.known[whole]

    def _find(self, path: str) -> Path | None:
        file = self.site / path
        if path == "" or path.endswith("/"):
            file = file / "index.html"
        return file if file.is_file() else None


def _tree(file: Path) -> etree._Element | None:
    try:
        return etree.fromstring(file.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError:
        return None  # an empty page has no links

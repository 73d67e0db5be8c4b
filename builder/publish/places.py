"""Where a page of content/ is on the site, and how that is written in an address."""

from dataclasses import dataclass
from posixpath import relpath
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_SAFE = "/-._~"  # what a path may hold as it is (RFC 3986, section 2.3)


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of one site."""

    site_url: str | None = None
    """Ends with a slash; None while mkdocs.yml does not say where the site will be."""
    folders: bool = True
    """`use_directory_urls`: a page is `a/b/`, otherwise `a/b.html`."""

    @property
    def prefix(self) -> str:
        """The path at which the site begins on its host: `/`, or `/luu-tru/`."""
        return urlsplit(self.site_url or "/").path or "/"

    def file(self, page: str) -> str:
        """The HTML file of a page: `bulletins/2022/x.md` -> `bulletins/2022/x/index.html`."""
        stem = page.removesuffix(".md")
        if not self.folders or stem == "index" or stem.endswith("/index"):
            return f"{stem}.html"
        return f"{stem}/index.html"

    def address(self, page: str) -> str:
        """The address of a page relative to the site, percent-encoded: `bulletins/2022/x/`."""
        return address_of(self.file(page))

    def whole(self, address: str) -> str:
        """The whole address of one relative to the site; without `site_url` it stays as it is."""
        return urljoin(self.site_url, address) if self.site_url else address


def places(site_url: str | None, folders: bool) -> Places:
    """The addresses of a site; `site_url` as it stands in mkdocs.yml, in which Vietnamese letters may occur."""
    if not site_url:
        return Places(None, folders)
    parts = urlsplit(site_url)
    host = f"{_host(parts.hostname or '')}{f':{parts.port}' if parts.port else ''}"
    return Places(urlunsplit((parts.scheme, host, quote(parts.path, safe=_SAFE + "%").rstrip("/") + "/", "", "")), folders)


def _host(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def address_of(file: str) -> str:
    """The address of a file of the site, percent-encoded; an `index.html` is reached by its folder."""
    folder, _, name = file.rpartition("/")
    shown = (f"{folder}/" if folder else "") if name == "index.html" else file
    return quote(shown, safe=_SAFE, errors="surrogateescape")


def relative(target: str, source: str) -> str:
    """The way from one address of the site to another, both relative to the site and percent-encoded."""
    start = source if source.endswith("/") else source.rpartition("/")[0]
    way = relpath(f"/{target}", f"/{start}")
    return way + ("/" if target.endswith("/") or not target else "")

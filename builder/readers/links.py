"""Where the links of an article lead: to a document, which is worth keeping, or around the portal."""

import re
from urllib.parse import SplitResult, quote

from builder.addresses import joined_address, split_address

_LONGEST = 2000  # characters; longer addresses carry the state of a program
_KEPT_CHARACTERS = "/:?=&%+#,;@~!$.-_"  # the others could open or close something in Markdown
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # browsers leave them out of an address, also out of `java\nscript:`
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|zip|rar|7z|signed\.pdf)$", re.IGNORECASE)
_IMAGES = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|tiff?|ico)$", re.IGNORECASE)
# What a portal makes of its words and lists: tags, search, categories, print views, feeds, forms.
_AROUND = frozenset(
    "tag tags tagged tu-khoa keyword seek search tim-kiem category chuyen-muc author print savefile sendmail rss feed login "
    "dang-nhap register users user comment comments wp-admin wp-login.php share".split()
)
_AROUND_QUERY = re.compile(r"(?:^|&)(?:s|q|cat|tag|author|replytocom|share|returnurl)=", re.IGNORECASE)
_NETWORKS = (
    "facebook.com",
    "fb.com",
    "twitter.com",
    "x.com",
    "zalo.me",
    "linkedin.com",
    "pinterest.com",
    "plus.google.com",
    "t.me",
)
# An address of one article: a page's file, a number, or a slug of several words; `/tin-tuc/` is a list.
_ARTICLE = re.compile(r"\.(?:s?html?|aspx?|php|jsp)$|\d{2,}|(?:[^-]+-){3}", re.IGNORECASE)


def document_address(href: str, page: str | None) -> str | None:
    """The address of a document that a link leads to, resolved against the address of its page; None for any other link.

    Without the page's address only a file keeps a relative one. The result holds nothing that Markdown or HTML could read as more
    than an address.
    """
    bare = _CONTROLS.sub("", href).strip()
    address = joined_address(page, bare) if page else bare
    parts = split_address(address)
    if len(address) > _LONGEST or "\\" in address or not _may_be_kept(parts, page):
        return None
    if not (_FILES.search(parts.path) or (parts.netloc and _is_article(parts))):
        return None
    return quote(address, safe=_KEPT_CHARACTERS, errors="replace")


def _may_be_kept(parts: SplitResult, page: str | None) -> bool:
    host = parts.netloc.rpartition("@")[2].partition(":")[0].lower()
    if parts.scheme in ("http", "https"):
        is_network = any(host == name or host.endswith(f".{name}") for name in _NETWORKS)
        return bool(host) and "@" not in parts.netloc and not is_network and not _is_same(parts, page)
    return not parts.scheme and not parts.netloc and page is None


def _is_same(parts: SplitResult, page: str | None) -> bool:
    """A place in the page itself, or another view of it."""
    own = split_address(page or "")
    return parts[:3] == own[:3] and not _FILES.search(parts.path) and parts.query in ("", own.query)


def _is_article(parts: SplitResult) -> bool:
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    if _IMAGES.search(parts.path) or _AROUND.intersection(segments) or _AROUND_QUERY.search(parts.query):
        return False
    return bool(parts.query) or (bool(segments) and bool(_ARTICLE.search(segments[-1])))

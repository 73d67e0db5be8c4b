"""The address of an article without what tells a view or a visit: two captures under one address are of the same article.

`http://www.phucuong.example.vn/print/bao-cao/quy-1-98.html?in=1` -> `phucuong.example.vn/bao-cao/quy-1-98`.
"""

import re
from urllib.parse import parse_qsl, unquote, urlencode

from builder.addresses import split_address

# Parts of a host's name and of a path, and keys of a query, by which portals tell a view of an article from the article.
_HOSTS = re.compile(r"^(?:www\d?|m|mobile|wap)\.(?=[^.]+\.)")
_PARTS = frozenset(("print", "savefile", "amp", "mobile", "m", "in", "in-bai", "in-trang", "embed", "feed"))
_ENDS = re.compile(r"(?:\.(?:html?|aspx|php|jsp|asp))+$", re.IGNORECASE)
_VIEW_KEYS = re.compile(
    r"utm_\w+|fbclid|gclid|_gl|phpsessid|jsessionid|sid|print|printview|in|view|layout|tmpl|format|p_p_state|p_p_mode|nocache|_|"
    r"t|ts|rand|v|source|ref|gidzl|zarsrc|mobile|m|amp|isdlg|page|mode|lang|nv_redirect",
    re.IGNORECASE,
)
_NO_ARTICLE = frozenset(("", "index", "default", "home", "trang-chu", "trangchu"))


def article_address(url: str | None) -> str | None:
    """None for what is no article's address: none at all, a start page, a file that says nothing."""
    parts = split_address(url or "")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    host = _HOSTS.sub("", parts.netloc.lower().rpartition("@")[2].removesuffix(":80").removesuffix(":443"))
    segments = [unquote(part) for part in parts.path.split("/") if part]
    segments = [part for part in segments if part.lower() not in _PARTS]
    path = _ENDS.sub("", "/".join(segments).partition(";")[0]).removesuffix("/")
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if value and not _VIEW_KEYS.fullmatch(key))
    if path.rpartition("/")[2].lower() in _NO_ARTICLE and not query:
        return None
    return f"{host}/{path}" + (f"?{urlencode(query)}" if query else "")

"""Files that tell hosts how to serve the site: `_headers` (Netlify, Cloudflare), `.nojekyll` (GitHub), nginx.

Every file may change with the next build, the theme's style sheets too, whose names do not tell (theme_css cuts them to what
the pages use): browsers keep files and ask each time whether they are still the same.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from builder.publish.csp import header_policy
from builder.publish.hosting.nginx_text import quoted
from builder.publish.places import Places

HEADERS, NO_JEKYLL, NGINX, NGINX_MAPS = "_headers", ".nojekyll", "_nginx/server.conf", "_nginx/http.conf"
SEARCH_PAGE = "tim-kiem.md"
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
_FRESH = "public, max-age=0, must-revalidate"
_WITH_CHARSET = ("text/plain", "text/css", "text/csv", "text/markdown", "application/javascript", "application/json")
_TYPES = (("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json"))


def every_header() -> dict[str, str]:
    """The headers of every answer: one policy, the wider one of the search page, which each page's own `<meta>` narrows."""
    return {**dict(_ALWAYS), "Content-Security-Policy": header_policy(search=True), "Cache-Control": _FRESH}


def headers(places: Places) -> str:
    """The `_headers` file: the same headers for every path.

    Two rules for one page would not do: where Cloudflare lets a rule take an earlier one back, Netlify adds both up.
    """
    start = places.prefix
    rules = [(f"{start}*", tuple(every_header().items())), *((start + name, (("Content-Type", kind),)) for name, kind in _TYPES)]
    return "\n".join("\n".join((path, *(f"  {name}: {value}" for name, value in values))) + "\n" for path, values in rules)


def nginx_server(places: Places) -> str:
    """The `server` part of an nginx configuration. `root` is the folder that holds the site, its path on the host included."""
    return "\n".join(_server_lines(places)) + "\n"


def _server_lines(places: Places) -> Iterator[str]:
    start = unquote(places.prefix)  # nginx compares decoded paths
    yield "# Made by `bantin build`: include it in `server { … }` after `root`, and http.conf beside it in `http { … }`."
    yield f"error_page 404 {quoted(f'{places.prefix}404.html')};"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(_WITH_CHARSET)};"
    yield "gzip_static on;  # with the module for it, also: brotli_static on;"
    yield "if ($bantin_moved) { return 301 $bantin_moved; }"
    yield f"location {quoted(start)} {{"
    yield "    index index.html;"
    yield from (f"    {line}" for line in _add_headers(header_policy()))
    yield f"    location ^~ {quoted(f'{start}_nginx/')} {{ return 404; }}"
    yield f"    location = {quoted(start + places.file(SEARCH_PAGE))} {{"
    yield from (f"        {line}" for line in _add_headers(header_policy(search=True)))
    yield "    }"
    for name, kind in _TYPES:
        yield f"    location = {quoted(start + name)} {{ types {{ }} default_type {kind}; }}"
    yield f"    location ~ {quoted(f'^{re.escape(start)}.+[.](?:md|csv|jsonl|mjs)$')} {{"
    yield "        types { text/markdown md; text/csv csv; application/jsonl jsonl; application/javascript mjs; }"
    yield "    }"
    yield "}"


def _add_headers(policy: str) -> Iterator[str]:
    """nginx forgets the headers of an outer block as soon as an inner one sets its own, so each block has them all."""
    for name, value in (*_ALWAYS, ("Content-Security-Policy", policy), ("Cache-Control", _FRESH)):
        yield f"add_header {name} {quoted(value)} always;"

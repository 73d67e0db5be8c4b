"""opensearch.xml: lets a browser's own search box ask the archive. Addresses in it must be whole, so it needs `site_url`."""

from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

NAME = "opensearch.xml"
_LONGEST_NAME = 16  # characters; the format allows no more


def opensearch(site_name: str, site_url: str, search_page: str) -> str:
    """The description of the archive's search page, whose address is relative to the site's."""
    base = site_url.rstrip("/") + "/"
    target = urljoin(base, search_page) + "?q={searchTerms}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(_short(site_name))}</ShortName>\n"
        f"  <Description>{escape(site_name)}</Description>\n"
        "  <Language>vi</Language>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Url type="text/html" template={quoteattr(target)}/>\n'
        f'  <Url type="application/opensearchdescription+xml" rel="self" template={quoteattr(base + NAME)}/>\n'
        "</OpenSearchDescription>\n"
    )


def _short(name: str) -> str:
    """The name, cut between words."""
    if len(name) <= _LONGEST_NAME:
        return name
    return name[: _LONGEST_NAME + 1].rpartition(" ")[0] or name[:_LONGEST_NAME]

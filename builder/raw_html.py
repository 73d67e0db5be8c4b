"""Raw HTML, reduced to the tags of a table that the page contract allows, by the nh3 library, which parses as browsers do.

It stands where HTML enters a page, and again where a page is published, since a person may have written into it meanwhile.
"""

import re
from functools import cache

import nh3

_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_SPANS = frozenset(("colspan", "rowspan"))
_TAGS = frozenset("table caption thead tbody tfoot tr th td p br em strong sup sub".split())


def reduced_table(markup: str) -> str:
    """The markup with the tags of a table alone, balanced; of other tags only the words stay, of attributes only spans."""
    clean = _cleaner().clean(markup)
    if "<tbody" not in markup.lower():  # the parser adds it, as browsers do by themselves
        clean = clean.replace("<tbody>", "").replace("</tbody>", "")
    return clean.replace("{", "&#123;")  # macros of other site generators begin with it, also among tags


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(),
        attributes={"td": set(_SPANS), "th": set(_SPANS)},
        attribute_filter=lambda _tag, _name, value: value if _SPAN.fullmatch(value) else None,
        generic_attribute_prefixes=set(),
        url_schemes=set(),
        link_rel=None,
    )

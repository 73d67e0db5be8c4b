"""No word lost, none invented, also where blocks of a page stand in another order, twice, in other frames, or are gone."""

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from builder.vietnamese.encodings import decode
from tests.conversion.accounts import Convert, accounts
from tests.conversion.test_word_accounting import SOURCES

_PAGES = [file for file in SOURCES if file.suffix != ".txt"]
_FRAMES = ("div", "blockquote", "center", "b", "span", "section", "table", "ul", "ol", "a", "font", "figure", "sup", "pre", "h3")
_CHANGES = ("swap", "repeat", "wrap", "unwrap", "drop", "empty")


def _named(folder: str) -> Path:
    return next(file for file in _PAGES if file.parent.name == folder)


@cache
def _markup(file: Path) -> bytes:
    return decode(file.read_bytes(), html=True).text.encode("utf-8", "replace")


def _blocks(root: HtmlElement) -> list[HtmlElement]:
    body = root.find("body")
    return [] if body is None else [element for element in body.iterdescendants() if isinstance(element.tag, str)]


def _wrapped(block: HtmlElement, frame: str) -> None:
    outer = etree.SubElement(block.getparent(), frame)
    block.addprevious(outer)
    outer.tail, block.tail = block.tail, None
    inner = outer
    for name in {"table": ("tr", "td"), "ul": ("li",), "ol": ("li",)}.get(frame, ()):
        inner = etree.SubElement(inner, name)
    if frame == "a":
        outer.set("href", "https://vanban.example.vn/nghi-quyet-so-12-nq-hdnd.html")
    inner.append(block)


def _change(root: HtmlElement, kind: str, first: int, second: int, frame: str) -> None:
    blocks = _blocks(root)
    if not blocks:
        return
    one, other = blocks[first % len(blocks)], blocks[second % len(blocks)]
    nested = one is other or other in one.iterancestors() or one in other.iterancestors()
    if kind == "wrap":
        _wrapped(one, frame)
    elif kind == "repeat":
        one.addnext(deepcopy(one))
    elif kind == "unwrap":
        one.drop_tag()
    elif kind == "drop":
        one.drop_tree()
    elif kind == "empty":
        one.addprevious(etree.Element("p"))
    elif not nested:
        one.tail, other.tail = other.tail, one.tail
        place = etree.Element("p")
        one.addprevious(place)
        other.addprevious(one)
        place.addprevious(other)
        place.getparent().remove(place)


def changed(markup: bytes, changes: Sequence[tuple[str, int, int, str]]) -> bytes:
    root = document_fromstring(markup, parser=HTMLParser(encoding="utf-8"))
    for change in changes:
        _change(root, *change)
    return etree.tostring(root, encoding="utf-8", method="html")


_NUMBER = st.integers(0, 5000)
_LIST = st.lists(st.tuples(st.sampled_from(_CHANGES), _NUMBER, _NUMBER, st.sampled_from(_FRAMES)), min_size=1, max_size=6)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(file=st.sampled_from(_PAGES), changes=_LIST)
@example(file=_named("enc-tcvn3-runs-and-capitals"), changes=[("repeat", 0, 0, "div")])  # legacy fonts around the article
def test_every_word_of_a_changed_page_is_accounted_for(
    file: Path, changes: list[tuple[str, int, int, str]], convert_data: Convert
) -> None:
    data = changed(_markup(file), changes)
    assert accounts(data, convert_data(data)) == {}

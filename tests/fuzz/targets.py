"""What the fuzzers feed: one function a border that foreign bytes cross. A target returns, or raises what a person must look at.

An ArchiveError is an answer; any other exception is a fault, and so is a result that breaks what a target asserts.
"""

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from builder.config import load_settings
from builder.content import front_matter
from builder.content.merging import merge
from builder.content.page import page_text, parse_page
from builder.errors import ArchiveError
from builder.gate.redaction import pattern_of, redact, redaction_of
from builder.model import Page, RawItem
from builder.pipeline.one_source import extract, finish
from builder.portals import Profile, load_profiles
from builder.publish.markdown import new_parser, render
from builder.readers import NotADocument
from builder.readers.words import stated_text, visible_text
from builder.search import whoosh_index
from builder.search.parse import parse
from builder.search.query import Query
from builder.vietnamese.encodings import decode
from tests.hostile.inputs import GOOD

_NOWHERE = Path("/nonexistent/sources")
_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_URL_ATTRIBUTES = frozenset(("href", "src", "action", "formaction", "srcset", "poster", "data"))
_TAGS = frozenset(
    "a blockquote br caption code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img ins li ol p pre section span "
    "strong sub sup table tbody td tfoot th thead tr ul".split()
)


class _Watch(HTMLParser):
    """Refuses what must never stand in a published text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, f"<{tag}>"
        for name, value in attrs:
            assert not name.startswith("on"), f"{tag} {name}"
            assert name != "style", f"{tag} style"
            if name in _URL_ATTRIBUTES:
                _watch_address(value or "")


def _watch_address(address: str) -> None:
    scheme = "".join(char for char in address if char > " ").partition(":")[0].lower()
    if ":" in address and not any(char in scheme for char in "/?#"):
        assert f"{scheme}:" in _SAFE_SCHEMES, address


@cache
def _profiles() -> tuple[Profile, ...]:
    return load_profiles()


def _source(data: bytes, media_type: Literal["text/html", "text/plain"], name: str) -> None:
    """Reading, recognising, writing, the proof, reading back and publishing one source."""
    item = RawItem(name, data, hashlib.sha256(data).hexdigest(), media_type)
    try:
        document = extract(item, _profiles())
        if isinstance(document, NotADocument):
            return
        made = finish(document, "van-ban", "0", _NOWHERE / name, _NOWHERE)
    except ArchiveError:
        return
    is_html = media_type == "text/html"
    decoded = decode(data, html=is_html).text
    visible_text(decoded, html=is_html)
    stated_text(decoded, html=is_html)
    page = parse_page(made.page, name)
    assert page.metadata == made.metadata
    assert page_text(page.metadata, page.body) == made.page
    _shown(page.body)


def _shown(body: str) -> None:
    found = render(
        new_parser(), body, lambda address: address if address.startswith(("http://", "https://", "van-ban/")) else None
    )
    _Watch().feed(found.html)


def html(data: bytes) -> None:
    """A scraped page."""
    _source(data, "text/html", "bai.html")


def text(data: bytes) -> None:
    """A text dump."""
    _source(data, "text/plain", "bai.txt")


def encodings(data: bytes) -> None:
    """Bytes in an unknown encoding."""
    for is_html in (False, True):
        try:
            decode(data, html=is_html).text.encode("utf-8")
        except ArchiveError:
            continue


def page(data: bytes) -> None:
    """A page that a person wrote: front matter and Markdown."""
    try:
        read = parse_page(data.decode("utf-8", "replace"), "page.md")
        written = page_text(read.metadata, read.body)
    except ArchiveError:
        return
    assert parse_page(written, "page.md").metadata == read.metadata
    assert front_matter.dump(read.metadata) == written.removeprefix("---\n").partition("\n---\n\n")[0] + "\n"
    _shown(read.body)


def markdown(data: bytes) -> None:
    """A body that holds anything, published."""
    _shown(data.decode("utf-8", "replace"))


def merging(data: bytes) -> None:
    """Three versions of a page."""
    base, new, hand = [*data.decode("utf-8", "replace").split("\f"), "", ""][:3]
    found = merge(base, new, hand)
    assert found.conflicts or isinstance(found.text, str)
    kept, wanted = (text.replace("\r\n", "\n").split("\n---\n")[-1].strip() for text in (merge(base, base, hand).text, hand))
    assert kept == wanted


def query(data: bytes) -> None:
    """What a reader types: read, and answered on a small index."""
    typed = data.decode("utf-8", "replace")
    parse(typed)
    with whoosh_index.opened(_index()) as ask:
        try:
            answer = ask(Query(text=typed))
        except ArchiveError:
            return
    assert answer.total >= len(answer.results)
    answer.to_json().encode("utf-8")


@cache
def _index() -> Path:
    """An index of a few pages, kept for the process."""
    folder = Path(tempfile.mkdtemp(prefix="bantin-fuzz-"))
    pages = [_made(name, data) for name, data in GOOD.items()]
    whoosh_index.update(folder, ((one, one.metadata.id) for one in pages), (), lambda *_: None)
    return folder


def _made(name: str, data: bytes) -> Page:
    document = extract(RawItem(name, data, hashlib.sha256(data).hexdigest(), "text/plain"), _profiles())
    assert not isinstance(document, NotADocument)
    made = finish(document, document.metadata.id, "0", _NOWHERE / name, _NOWHERE)
    return parse_page(made.page, f"bulletins/2022/{made.metadata.id}.md")


def settings(data: bytes) -> None:
    """A configuration file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mkdocs.yml"
        file.write_bytes(data)
        try:
            load_settings(file)
        except ArchiveError:
            return


def profile(data: bytes) -> None:
    """A portal profile."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "xa.toml").write_bytes(data)
        try:
            load_profiles(Path(folder))
        except ArchiveError:
            return


def redaction(data: bytes) -> None:
    """Words to be taken out, and a text: the words themselves are taken out whole, and a second time changes nothing."""
    words, _, whole = data.decode("utf-8", "replace").partition("\n")
    try:
        found = redaction_of(words, "salt")
    except ArchiveError:
        return
    own = " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words)))
    assert redact(own, [found]) == "(đã gỡ)", own  # a redaction that takes out nothing would pass what follows
    cleaned = redact(whole, [found])
    assert redact(cleaned, [found]) == cleaned
    pattern_of(words).search(cleaned)  # may find more than was taken out, but must not fail


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {one.__name__: one for one in (html, text, encodings, page, markdown, merging, query, settings, profile, redaction)}
)

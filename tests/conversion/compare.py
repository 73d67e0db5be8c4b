"""Comparing pages: words with the place of the tone mark ignored, the words of a page, the words of a source."""

import re
import unicodedata
from collections import Counter
from html import unescape
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from builder.vietnamese.text import to_unicode

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W_]+")
_SUPERSCRIPTS = {ord(char): f" {digit}" for digit, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_BLOCKS = frozenset(
    "p div br li ul ol table tr td th h1 h2 h3 h4 h5 h6 section article header footer nav main aside figure figcaption".split()
)


def key(text: str | None) -> str:
    """Words without case, points and the place of their tone mark: `Uỷ ban` and `ủy ban` are equal."""
    return " ".join(_folded(word) for word in _WORD.findall(unicodedata.normalize("NFC", text or "").casefold()))


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if char not in _TONES) + "".join(char for char in parts if char in _TONES)


def words(text: str) -> Counter[str]:
    """The words of a text, each with its count."""
    text = unicodedata.normalize("NFC", text).translate(_SUPERSCRIPTS)
    return Counter(part for word in _WORD.findall(text) for part in _parts(word))


def _parts(word: str) -> list[str]:
    """A word, split where a capital follows a small letter or a digit."""
    parts, start = list[str](), 0
    for index in range(1, len(word)):
        if word[index].isupper() and not word[index - 1].isupper():
            parts.append(word[start:index])
            start = index
    return [*parts, word[start:]]


def page_text(body: str) -> str:
    """What a reader sees of a Markdown body, the printed numbers of items and the labels of footnotes among it."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin).parse(body)
    shown: list[str] = []
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            shown.append(f"{token.info}. ")
        elif token.type == "footnote_open":
            shown.append(f" {token.meta['label']} ")
        elif token.type == "html_block":
            shown.append(unescape(re.sub(r"<[^>]+>", " ", token.content)))
        elif token.type == "inline":
            shown += [part for child in token.children or [] for part in _inline(child)]
            shown.append("\n")
    return "".join(shown) if shown else ""


def _inline(token: object) -> list[str]:
    kind, content, children = (getattr(token, name) for name in ("type", "content", "children"))
    if kind == "image":
        return [part for child in children or [] for part in _inline(child)]
    if kind == "footnote_ref":
        return [f" {token.meta['label']} "]
    return [" "] if kind in ("softbreak", "hardbreak") else [content] if kind == "text" else []


class _Text(HTMLParser):
    """All text of a page that is not script, style or head: read without the builder's own reader."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.closed = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "head", "title", "svg", "template"):
            self.closed += 1
        elif tag in _BLOCKS or tag in ("option", "button", "label", "span", "a"):
            self.parts.append("\n" if tag in _BLOCKS or tag in ("option", "button") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "head", "title", "svg", "template"):
            self.closed = max(0, self.closed - 1)
        elif tag in _BLOCKS or tag in ("option", "button"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.closed:
            self.parts.append(data)


def source_text(text: str, *, html: bool) -> str:
    """The text of a decoded source, Unicode cleaned, no word left out."""
    if not html:
        return to_unicode(text)
    parser = _Text()
    parser.feed(text)
    return to_unicode("".join(parser.parts))

"""Before a page is written it is read back with a CommonMark parser and compared with the document, word by word."""

import html
import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from builder.content.markdown import visible_words
from builder.errors import PageError
from builder.model import Document
from builder.vietnamese.text import plain

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]{1,200}>")


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters and digits."""
    return _WORD.findall(text)


def body_words(body: str) -> list[str]:
    """The words that a reader sees in a Markdown body, marks of footnotes left out."""
    return [word for text in _shown(_parser().parse(body)) for word in words_of(text)]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)


def _shown(tokens: list[Token]) -> list[str]:
    texts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            texts.append(_inline(token.children or []))
        elif token.type == "html_block":
            texts.append(html.unescape(_TAG.sub(" ", token.content)))
        elif token.type in ("code_block", "fence"):
            texts.append(token.content)
    return texts


def _inline(children: list[Token]) -> str:
    text = ""
    for child in children:
        if child.type in ("text", "code_inline", "html_inline"):
            text += child.content
        elif child.type in ("softbreak", "hardbreak"):
            text += " "
        elif child.type == "image":
            text += _inline(child.children or [])
    return text


def prove(document: Document, body: str) -> None:
    """Raises PageError with the first difference when the body does not show the document's words."""
    wanted = [word for text in visible_words(document) for word in words_of(_without_references(text))]
    found = body_words(body)
    if wanted == found:
        return
    place = next((index for index, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    raise PageError(
        f"{document.metadata.source.path}: the written page differs from the document at word {place}: "
        f"{' '.join(wanted[place : place + 6])!r} became {' '.join(found[place : place + 6])!r}"
    )


def _without_references(text: str) -> str:
    return plain(re.sub("\ue000[^\ue001]*\ue001", "", text))

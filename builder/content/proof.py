"""Before a page is written it is read back with a CommonMark parser and compared with the document, word by word."""

import re
from collections.abc import Iterable

from markdown_it.token import Token

from builder.content.markdown import visible_words
from builder.content.shown import parser, text_of_html
from builder.errors import PageError
from builder.model import NOTE_CLOSE, NOTE_OPEN, Document
from builder.vietnamese.text import plain

_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(f"{NOTE_OPEN}[^{NOTE_CLOSE}]*{NOTE_CLOSE}")


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters and digits."""
    return _WORD.findall(text)


def body_words(body: str) -> list[str]:
    """The words that a reader sees in a Markdown body, marks of footnotes left out."""
    return _words_of_all(_shown(parser().parse(body)))


def _shown(tokens: list[Token]) -> list[str]:
    texts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            texts.append(_inline(token.children or []))
        elif token.type == "html_block":
            texts.append(text_of_html(token.content))
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
    texts = [_without_references(text) for text in visible_words(document)]
    shown = _shown(parser().parse(body))
    same = next((index for index, (a, b) in enumerate(zip(texts, shown, strict=False)) if a != b), min(len(texts), len(shown)))
    if _words_of_all(texts[same:]) == _words_of_all(shown[same:]):
        return
    wanted, found = _words_of_all(texts), _words_of_all(shown)
    place = next((index for index, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    raise PageError(
        f"{document.metadata.source.path}: the written page differs from the document at word {place}: "
        f"{' '.join(wanted[place : place + 6])!r} became {' '.join(found[place : place + 6])!r}"
    )


def _words_of_all(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words_of(text)]


def _without_references(text: str) -> str:
    return plain(_REFERENCE.sub("", text) if NOTE_OPEN in text else text)

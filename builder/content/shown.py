"""What a reader sees of a Markdown body, read back with a CommonMark parser."""

import html
import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

_TAG = re.compile(r"<[^>]{1,200}>")
_MAY_BE_MARKUP = re.compile(r"[\n\\`*_\[<&]")  # what begins an inline element of CommonMark or a mark of a footnote


@cache
def parser() -> MarkdownIt:
    """The CommonMark parser that bodies are read back with, tables, HTML and footnotes among what it knows."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    reader.core.ruler.at("inline", _read_inline)
    return reader


def _read_inline(state: StateCore) -> None:
    """The texts of blocks; most hold nothing that could be markup and need not be parsed."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if _MAY_BE_MARKUP.search(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children = [Token("text", "", 0, content=token.content)]


def text_of_html(markup: str) -> str:
    """What a block of HTML shows."""
    return html.unescape(_TAG.sub(" ", markup))


def shown_text(body: str, *, labels: bool = True) -> str:
    """The text of a body, a block a line, the printed numbers of items and (unless `labels` is false) the labels of footnotes
    among it."""
    parts: list[str] = []
    for token in parser().parse(body):
        if token.type == "list_item_open" and token.info:
            parts.append(f"{token.info}. ")
        elif token.type == "footnote_open" and labels:
            parts.append(f" {token.meta['label']} ")
        elif token.type == "html_block":
            parts.append(text_of_html(token.content) + "\n")
        elif token.type in ("code_block", "fence"):
            parts.append(token.content)
        elif token.type == "inline":
            parts.append("".join(_inline(child, labels=labels) for child in token.children or []) + "\n")
    return "".join(parts)


def _inline(token: Token, *, labels: bool) -> str:
    if token.type == "image":
        return "".join(_inline(child, labels=labels) for child in token.children or [])
    if token.type == "footnote_ref":
        return f" {token.meta['label']} " if labels else " "
    return " " if token.type in ("softbreak", "hardbreak") else token.content if token.type in ("text", "code_inline") else ""

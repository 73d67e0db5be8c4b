"""What a reader sees of a Markdown body, read back with a CommonMark parser."""

import html
import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

_TAG = re.compile(r"<[^>]{1,200}>")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)


def shown_text(body: str, *, labels: bool = True) -> str:
    """The text of a body, a block a line, the printed numbers of items and (unless `labels` is false) the labels of footnotes
    among it."""
    parts: list[str] = []
    for token in _parser().parse(body):
        if token.type == "list_item_open" and token.info:
            parts.append(f"{token.info}. ")
        elif token.type == "footnote_open" and labels:
            parts.append(f" {token.meta['label']} ")
        elif token.type == "html_block":
            parts.append(html.unescape(_TAG.sub(" ", token.content)) + "\n")
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

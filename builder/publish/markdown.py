"""A page's Markdown body to HTML, as the page contract means it: CommonMark, tables, footnotes; raw HTML only as tables.

The renderer is markdown-it-py, the parser that the converter proves its pages with, so that a page shows what was checked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from builder.publish import markdown_rules as rules
from builder.publish.names import slug, unique
from builder.vietnamese.text import is_upper

Resolve = Callable[[str], str | None]
"""Maps the address of a link or image to the address to be written, or None when it leads nowhere."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page, with those below it."""

    title: str
    """As HTML-escaped text."""
    id: str
    level: int
    children: tuple["TocEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's body as HTML."""

    html: str
    toc: tuple[TocEntry, ...]
    ids: frozenset[str]
    """Every anchor that can be linked to."""
    unresolved: tuple[str, ...] = field(default=())
    """Addresses of links and images that lead nowhere; they are shown as text."""


def new_parser() -> MarkdownIt:
    """The parser with our rendering rules; may be used for any number of pages, one after another."""
    parser = MarkdownIt("commonmark", {"html": True, "typographer": False}).enable("table").use(footnote_plugin, inline=False)
    for name, rule in rules.RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def render(parser: MarkdownIt, text: str, resolve: Resolve) -> Rendered:
    """Render one page's body. The headings get stable ASCII ids; links and images go through `resolve`."""
    env: dict[str, Any] = {"resolve": resolve, "unresolved": []}
    tokens = parser.parse(text, env)
    headings = _number_headings(tokens)
    _mark_signature(tokens)
    html = parser.renderer.render(tokens, parser.options, env)
    notes = {f"fn:{token.meta['label']}" for token in tokens if token.type == "footnote_open" and "label" in token.meta}
    ids = frozenset(notes | {entry.id for entry in headings})
    return Rendered(html, _tree(headings), ids, tuple(dict.fromkeys(env["unresolved"])))


def _number_headings(tokens: Sequence[Token]) -> list[TocEntry]:
    """Give every heading of the text its id; the list of headings in order, flat."""
    taken: set[str] = set()
    found = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0:
            title = " ".join(plain_text(inline).split())
            opening.meta["id"] = unique(slug(title), taken)
            found.append(TocEntry(escape(title, quote=False), opening.meta["id"], int(opening.tag[1])))
    _hand_id_to_closing(tokens)
    return found


def _hand_id_to_closing(tokens: Sequence[Token]) -> None:
    current = None
    for token in tokens:
        if token.type == "heading_open":
            current = token.meta.get("id")
        elif token.type == "heading_close" and current:
            token.meta["id"] = current


def plain_text(inline: Token) -> str:
    """The words of an inline token, without note marks."""
    blanks = {"softbreak": " ", "hardbreak": " ", "footnote_ref": ""}
    return "".join(blanks.get(token.type, token.content) for token in inline.children or ())


def _tree(headings: Sequence[TocEntry]) -> tuple[TocEntry, ...]:
    """Nest a flat list of headings by level."""
    tree = []
    place = 0
    while place < len(headings):
        head, end = headings[place], place + 1
        while end < len(headings) and headings[end].level > head.level:
            end += 1
        tree.append(TocEntry(head.title, head.id, head.level, _tree(headings[place + 1 : end])))
        place = end
    return tuple(tree)


def _mark_signature(tokens: Sequence[Token]) -> None:
    """The closing block of the contract: a last paragraph (before the notes) of lines with hard breaks."""
    body = [token for token in tokens if token.level == 0 and token.type != "footnote_anchor"]
    ends = next((place for place, token in enumerate(body) if token.type == "footnote_block_open"), len(body))
    if ends < 2 or body[ends - 1].type != "paragraph_close":
        return
    place = next(at for at in range(len(tokens)) if tokens[at] is body[ends - 1])
    if _has_broken_lines(tokens[place - 1]):
        tokens[place - 2].attrSet("class", "bt-signature")
        return
    for opening, inline in pairwise(tokens):  # above an annex its first line tells, an authority or a role
        is_text = opening.type == "paragraph_open" and opening.level == 0
        if is_text and _has_broken_lines(inline) and is_upper(inline.content.partition("\n")[0]):
            opening.attrSet("class", "bt-signature")


def _has_broken_lines(inline: Token) -> bool:
    return 1 <= sum(child.type == "hardbreak" for child in inline.children or ()) <= 5

"""A page's Markdown body to HTML, as the page contract means it: CommonMark, tables, footnotes; raw HTML only as tables.

The renderer is markdown-it-py, the parser that the converter proves its pages with, so that a page shows what was checked.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from builder.publish import markdown_rules as rules
from builder.publish.cited import link_numbers
from builder.publish.names import slug, unique
from builder.publish.plain_text import plain_text as text_of
from builder.vietnamese.text import is_upper

_MARK = re.compile(r"[\n\\`*_\[\]<>&!^~]")
"""The characters at which a rule of the parser looks for something."""
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
    text: str = ""
    """The body as plain text."""


def new_parser() -> MarkdownIt:
    """The parser with our rendering rules; may be used for any number of pages, one after another."""
    parser = MarkdownIt("commonmark", {"html": True, "typographer": False}).enable("table").use(footnote_plugin, inline=False)
    for name, rule in rules.RULES.items():
        parser.add_render_rule(name, rule)
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """The library's rule, but for lines in which no mark of Markdown stands: there is nothing to be found in them."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _MARK.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def render(
    parser: MarkdownIt,
    text: str,
    resolve: Resolve,
    cited: Mapping[str, str] = MappingProxyType({}),
    signer: str | None = None,
) -> Rendered:
    """Render one page's body. The headings get stable ASCII ids; links and images go through `resolve`.

    `cited` maps numbers of cited documents, as printed, to their addresses: they become links where they stand.
    `signer` is the name below the signature, which shows where that is.
    """
    env: dict[str, Any] = {"resolve": resolve, "unresolved": []}
    tokens = parser.parse(text, env)
    words = text_of(tokens)
    headings = _number_headings(tokens)
    _mark_signature(tokens, signer)
    link_numbers(tokens, cited)
    html = parser.renderer.render(tokens, parser.options, env)
    notes = {f"fn:{token.meta['label']}" for token in tokens if token.type == "footnote_open" and "label" in token.meta}
    ids = frozenset(notes | {entry.id for entry in headings})
    return Rendered(html, _tree(headings), ids, tuple(dict.fromkeys(env["unresolved"])), words)


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


def _mark_signature(tokens: Sequence[Token], signer: str | None) -> None:
    """The closing block of the contract, lines with hard breaks: the one that ends with the signer's name (an annex may follow
    it), else the last paragraph before the notes, else one that begins with a line in capitals."""
    found = [place for place, token in enumerate(tokens) if token.type == "inline" and token.level == 1 and _is_block(token)]
    named = [place for place in found if signer and _last_line(tokens[place]) == " ".join(signer.split())]
    last = [place for place in found if place == _last_paragraph(tokens)]
    # Above an annex the first line tells, an authority or a role.
    capitals = [place for place in found if is_upper(tokens[place].content.partition("\n")[0])]
    for place in (named or last or capitals)[-1:]:
        tokens[place - 1].attrSet("class", "bt-signature")


def _is_block(inline: Token) -> bool:
    return 1 <= sum(child.type == "hardbreak" for child in inline.children or ()) <= 5


def _last_line(inline: Token) -> str:
    children = list(inline.children or ())
    start = max(place for place, child in enumerate(children) if child.type == "hardbreak")
    return " ".join("".join(child.content for child in children[start:]).split())


def _last_paragraph(tokens: Sequence[Token]) -> int:
    """The place of the words of the last paragraph before the notes; -1 when the text ends with something else."""
    ends = next((place for place, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    return ends - 2 if ends > 2 and tokens[ends - 1].type == "paragraph_close" and tokens[ends - 1].level == 0 else -1

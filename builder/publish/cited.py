"""Links from a text to the documents that it cites: at the number where it is printed, no word altered."""

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

_LONGEST = 500
"""More numbers than this in one document are a list of documents, whose links stand in its section of citations."""


def link_numbers(tokens: Sequence[Token], addresses: Mapping[str, str]) -> None:
    """Put a link around every printed number that has an address; titles (H1) and what is a link already stay as they are."""
    numbers = sorted(addresses, key=len, reverse=True)[:_LONGEST]
    if not numbers:
        return
    pattern = re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, numbers))})(?![\w/]|-\w)")
    title = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            title = token.type == "heading_open" and token.tag == "h1"
        elif token.type == "inline" and not title and token.children and pattern.search(token.content):
            token.children = list(_linked(token.children, pattern, addresses))


def _linked(children: Sequence[Token], pattern: re.Pattern[str], addresses: Mapping[str, str]) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += (child.type == "link_open") - (child.type == "link_close")
        if child.type != "text" or inside:
            yield child
        else:
            yield from _split(child, pattern, addresses)


def _split(text: Token, pattern: re.Pattern[str], addresses: Mapping[str, str]) -> Iterator[Token]:
    place = 0
    for found in pattern.finditer(text.content):
        yield _text(text, text.content[place : found.start()])
        yield Token("cited_open", "a", 1, attrs={"href": addresses[found[0]]}, level=text.level)
        yield _text(text, found[0])
        yield Token("cited_close", "a", -1, level=text.level)
        place = found.end()
    yield _text(text, text.content[place:])


def _text(model: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=model.level)

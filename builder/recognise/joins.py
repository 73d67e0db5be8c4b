"""Paragraphs, items and words that a page break or a line break split are joined again with one blank."""

import re
from dataclasses import replace

from builder.model import Block, Document, Heading, ListItem, Paragraph
from builder.recognise.lines import MARKER, is_rule, text_of
from builder.vietnamese.text import is_upper, plain

_ENDED = re.compile(r"""[.!?…:;]["”’)\]]*$|[.…]{2,}$|\)$|”$""")
_SHORTEST_SPLIT = 40  # characters; a shorter line that ends without a point is a heading or a label


def joins(document: Document) -> Document:
    """Join what was split; the words themselves stay as printed."""
    dump = document.metadata.source.media_type == "text/plain"
    done: list[Block] = []
    for block in document.blocks:
        before = done[-1] if done else None
        if isinstance(block, Paragraph) and isinstance(before, Paragraph | ListItem) and _is_split(before, block, dump):
            done[-1] = replace(before, text=f"{before.text.rstrip()} {block.text.lstrip()}")
        else:
            done.append(block)
    return replace(document, blocks=tuple(done))


def _is_split(before: Paragraph | ListItem, block: Paragraph, dump: bool) -> bool:
    first, second = text_of(before), text_of(block)
    if not first or not second or _ENDED.search(first) or MARKER.match(second) or is_rule(before) or is_rule(block):
        return False
    if is_upper(first) or is_upper(second) or _looks_differ(before, block) or len(first) < _SHORTEST_SPLIT:
        return False
    if second[:1].islower() or first.endswith((",", " -", "–")):
        return True
    return dump and (_open_bracket(first) or _split_name(first, second))


def _looks_differ(before: Block, block: Paragraph) -> bool:
    return (
        isinstance(before, Paragraph)
        and (before.bold != block.bold or before.centred != block.centred)
        and not isinstance(before, Heading)
    )


def _open_bracket(text: str) -> bool:
    words = plain(text)
    return words.count("(") > words.count(")") or words.count("“") > words.count("”")


def _split_name(first: str, second: str) -> bool:
    """`… các xã Tân` | `Khánh, Liên Bảo …`: a list of names goes on with the rest of a name and a comma."""
    last = first.rsplit(None, 1)[-1]
    return bool(last[:1].isupper() and last[1:].islower() and re.match(r"[^\W\d_]+(?:,| và )", second))

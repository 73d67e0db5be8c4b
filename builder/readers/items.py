"""A line in a list of HTML: an item, or a part of the outline that was written as one."""

from dataclasses import dataclass, replace

from builder.model import Block, ListItem, Paragraph
from builder.readers.lists import TYPED_BULLET, TYPED_NUMBER


@dataclass(frozen=True, slots=True)
class Item:
    """The place of a list item whose first line has not been written yet."""

    depth: int
    number: int | None = None
    printed: str = ""
    lone: bool = False


def list_item(item: Item, line: Paragraph) -> Block:
    """A bullet, an ordered item, or a line whose number makes it part of the outline rather than of a list."""
    bullet = TYPED_BULLET.match(line.text)
    if item.number is None and bullet:
        depth = item.depth + (1 if bullet[1] == "+" else 0)
        return ListItem(line.text[bullet.end() :], line.origin, depth, marker=bullet[1])
    if item.number is None and TYPED_NUMBER.match(line.text):
        return line
    if item.number is None:
        return ListItem(line.text, line.origin, item.depth, None, "")
    if item.printed[:1].isupper() and not item.lone and not line.bold and line.text.endswith((";", ".", ",")):
        # `I.` or `A.` before a sentence among its like: no heading, and Markdown has no such numbers
        return ListItem(f"{item.printed} {line.text}", line.origin, item.depth, None, "")
    if item.printed != f"{item.number}." or (item.depth == 0 and (line.bold or item.lone)):
        return replace(line, text=f"{item.printed} {line.text}")
    return ListItem(line.text, line.origin, item.depth, item.number, item.printed)

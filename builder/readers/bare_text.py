"""A page that has no element of its own for the text: the lines of the portal stand in it, above and below, as in a text dump."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from builder.model import Image, ListItem, Table
from builder.portals import LineRule
from builder.readers.above_text import Above, Part, named_line
from builder.readers.date_line import may_be_the_texts_own
from builder.readers.text_head import LETTERHEAD, Head, read_head
from builder.readers.text_lead import above_letterhead, above_text
from builder.readers.text_tail import tail_noise
from builder.readers.tree import Labelled
from builder.vietnamese.text import plain_line, tidy

_SEARCHED = 14
"""Lines from the top among which the headline stands."""


def find_within(found: Above, rules: Sequence[LineRule], frame: str, named: str | None) -> Above:
    """Look for the portal's lines in the text of a page; `frame` begins the names of the rules that remove them.

    A date line is only removed where the day is known.
    `named` is the name of the page, None where its headline is known: one in the text is only removed then.
    """
    parts = found.parts
    lines = {index: _line(part) for index, part in enumerate(parts) if isinstance(part, Labelled) and part.label == "body"}
    tail, lines = _labelled(lines, tail_noise(list(lines.values()), rules))
    head = _head(list(lines.values()), rules)
    above, rest = _labelled(lines, head.removed)
    texts = list(rest.values())
    lead, _ = _labelled(rest, dict.fromkeys(above_text(texts) if head.title else above_letterhead(texts) or (), "lead"))
    labels = _with_headline(tail | above | lead, dict(islice(lines.items(), _SEARCHED)), named)
    fields = ("field: title", "field: published") if found.published is None else ("field: title",)
    names = {index: label if label in fields else f"{frame}: {label.removeprefix('field: ')}" for index, label in labels.items()}
    return Above([_relabelled(part, names.get(index)) for index, part in enumerate(parts)], found.published or head.published)


def _with_headline(labels: Mapping[int, str], lines: Mapping[int, str], named: str | None) -> dict[int, str]:
    """The labels, with that of the page's headline only where it is looked for."""
    held = None if named is None else named_line(lines, named)
    if named is not None and held is None:
        return dict(labels)
    others = {index: "duplicate-title" if label == "field: title" else label for index, label in labels.items()}
    return others if held is None else others | {held: "field: title"}


def _relabelled(part: Part, label: str | None) -> Part:
    return replace(part, label=label) if label is not None and isinstance(part, Labelled) else part


def _labelled(lines: Mapping[int, str], rules: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """(rules by the numbers of lines, the lines that are left); `rules` has them by the places of lines among all."""
    numbers = list(lines)
    labels = {numbers[place]: rule for place, rule in rules.items()}
    return labels, {number: line for number, line in lines.items() if number not in labels}


def _head(lines: Sequence[str], rules: Sequence[LineRule]) -> Head:
    """What is above the text around a date line; without one, only the lines that a rule knows.

    A mere day is the portal's only directly above a letterhead.
    """
    head = read_head(lines, rules, known_portal=True)
    date = next((place for place, rule in head.removed.items() if rule == "field: published"), None)
    if date is not None and (not may_be_the_texts_own(lines[date]) or LETTERHEAD.search("".join(lines[date + 1 : date + 2]))):
        return head
    names = {rule.name for rule in rules}
    return Head(removed={place: rule for place, rule in head.removed.items() if rule in names})


def _line(part: Labelled) -> str:
    """A block as a dump would show it; a table ends as only lines of a document do."""
    block = part.block
    if isinstance(block, Table):
        return " | ".join(" ".join(cell.lines) for row in block.rows for cell in row) + ";"
    if isinstance(block, Image):
        return block.alt or block.src
    return tidy(plain_line(f"{block.marker} {block.text}" if isinstance(block, ListItem) else getattr(block, "text", "")))

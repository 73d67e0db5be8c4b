"""A page that a person corrected and a new extraction of its source, merged three ways.

The common ancestor is the page as the builder last wrote it, which its ledger keeps. Front matter is merged key by key
and the body line by line (a paragraph is a line), by the merge3 library. Where both sides changed the same place, the
person's version stays and the place is reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from merge3 import Merge3

from builder.content.page import parse_page
from builder.errors import PageError

_KEY = re.compile(r"(?m)^(?=[A-Za-z_][\w-]*:)")
_SHOWN = 60  # characters of a line in conflict that a message shows


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge."""

    text: str
    """The whole page: the person's version with everything of the new extraction that does not contradict it."""
    conflicts: tuple[str, ...] = ()
    """Where both changed the same: `issuer`, or the first words of a line; the person's version stands in `text`."""


def merge(base: str | None, new: str, hand: str) -> Merged:
    """Merge the page `hand` that a person made of `base` with the new extraction `new`.

    Without `base`, or with a front matter that cannot be read, everything is one conflict: `hand` stays as it is.
    """
    if base is None:
        return Merged(hand, ("the whole page: its earlier extraction is not known",))
    parts = [_split(text) for text in (base, new, hand)]
    if any(part is None for part in parts):
        return Merged(hand, ("the whole page: it has no front matter between two `---` lines",))
    (base_head, base_body), (new_head, new_body), (hand_head, hand_body) = (part for part in parts if part)
    head, head_conflicts = _merge_keys(base_head, new_head, hand_head)
    body, body_conflicts = _merge_lines(base_body, new_body, hand_body)
    text = f"---\n{head}---\n{body}"
    try:
        parse_page(text, "page.md")
    except PageError as error:
        return Merged(hand, (f"the whole page: {error}",))
    return Merged(text, (*head_conflicts, *body_conflicts))


def _split(text: str) -> tuple[str, str] | None:
    """(front matter with its last line end, body); None where a page has no front matter."""
    head, separator, body = text.removeprefix("\ufeff").replace("\r\n", "\n").partition("\n---\n")
    return (f"{head.removeprefix('---')}\n".lstrip("\n"), body) if separator and head.startswith("---\n") else None


def _merge_keys(base: str, new: str, hand: str) -> tuple[str, tuple[str, ...]]:
    """Each key with its lines as the person left them, unless only the extraction changed them."""
    old, fresh, kept = _keys(base), _keys(new), _keys(hand)
    lines, conflicts = [], list[str]()
    for key in (*kept, *(key for key in fresh if key not in kept)):
        chosen = _choose(old.get(key, ""), fresh.get(key, ""), kept.get(key, ""))
        if chosen is None:
            conflicts.append(key)
            chosen = kept.get(key, "")
        lines.append(chosen)
    return "".join(lines), tuple(conflicts)


def _keys(head: str) -> dict[str, str]:
    """Key -> its lines; comments above the first key stand under an empty key."""
    return {chunk.partition(":")[0] if _KEY.match(chunk) else "": chunk for chunk in _KEY.split(head) if chunk}


def _choose(base: str, new: str, hand: str) -> str | None:
    """The side that changed; None when both did, and differently."""
    if hand in (base, new):
        return new
    return hand if new == base else None


def _merge_lines(base: str, new: str, hand: str) -> tuple[str, tuple[str, ...]]:
    merged, conflicts = list[str](), list[str]()
    old, fresh, kept = (text.splitlines(keepends=True) for text in (base, new, hand))
    for kind, *sides in Merge3(old, fresh, kept).merge_groups():
        merged += sides[-1]  # a conflict is (base, new, hand): the last is the person's
        if kind == "conflict":
            conflicts.append(next(_first_words(sides[2], sides[1], sides[0]), "an empty line"))
    return "".join(merged), tuple(conflicts)


def _first_words(*sides: Sequence[str]) -> Iterator[str]:
    """The first words of the first side that has any."""
    for line in (line.strip() for side in sides for line in side):
        if line:
            yield f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"

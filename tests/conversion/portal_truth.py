"""A page of a portal compared with what is known of it: words, noise, title, dates, fields."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from builder.content.shown import shown_text
from builder.model import Page
from tests.conversion.compare import key

Truth = Mapping[str, Any]
# Offices that truth and page write differently; the contract keeps what is printed.
_SPELLED = (("ủy ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"))
# WordPress changes these as it shows a text (`wptexturize`); nothing else differs between portals.
_TEXTURED = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found of one page."""

    name: str
    f1: float
    title: bool
    published: bool
    noise: tuple[str, ...]
    """Whole lines of the body that are the portal's, in the same capitals."""
    ambiguous: tuple[str, ...]
    """Strings of body and noise that do not stand in the page as often as in the true body."""
    wrong: tuple[str, ...]
    """`field: found, true` of each stated field that differs."""
    invented: tuple[str, ...]
    """The same of each field with a value that is not stated."""
    stated: int
    """Fields that the page states."""
    body: str
    """Words of the body, comparable between portals."""


def compare_page(score: ModuleType, name: str, page: Page, truth: Truth, *, html: bool) -> Compared:
    """`score` is the scorer of the shared material."""
    fields = tuple(_fields(page, truth))
    differing = tuple((field, f"{field}: {found!r}, true {wanted!r}") for field, found, wanted, right in fields if not right)
    stated = {field for field, _, wanted, _ in fields if wanted}
    return Compared(
        name,
        _ordered_f1(score, page, truth),
        key(page.metadata.title) == key(truth["title"]),
        page.metadata.published == truth["published"] if html else True,
        tuple(line for line in truth["noise_strings"] if line in _lines(page.body)),
        tuple(_ambiguous(page, truth)),
        tuple(text for field, text in differing if field in stated),
        tuple(text for field, text in differing if field not in stated),
        len(stated),
        _comparable(page),
    )


def _ordered_f1(score: ModuleType, page: Page, truth: Truth) -> float:
    """The body, with or without its title line: a portal's headline is no part of the true body."""
    wanted = _without(score.toks(truth["body_text"]), [score.toks(line) for line in _letterhead(truth)])
    wanted = _without(wanted[::-1], [score.toks(line)[::-1] for line in (*_recipients(truth)[::-1], "(đã ký)")])[::-1]
    body = score.toks(re.sub(r"!?\[\^?([^\]]*)\](\([^)]*\))?", r"\1", shown_text(page.body)))
    title = score.toks(page.metadata.title)
    return float(max(2 * score.lcs(wanted, words) / (len(wanted) + len(words)) for words in (body, body[len(title) :])))


def _letterhead(truth: Truth) -> list[str]:
    return _part(truth, "letterhead", "left", "right")


def _recipients(truth: Truth) -> list[str]:
    """With their head, `Nơi nhận:`."""
    return _part(truth, "signature", "left")


def _without(words: list[str], lines: list[list[str]]) -> list[str]:
    """The words without the first place of each line: what is front matter only, or the note that somebody signed."""
    for line in lines:
        place = next((index for index in range(len(words)) if line and words[index : index + len(line)] == line), None)
        if place is not None:
            words = words[:place] + words[place + len(line) :]
    return words


def _lines(body: str) -> set[str]:
    return {line.strip() for line in shown_text(body).split("\n")}


def _ambiguous(page: Page, truth: Truth) -> Iterator[str]:
    lines = [*page.metadata.letterhead, *page.metadata.recipients]
    title, _, text = shown_text(page.body).partition("\n")
    for entry in truth["ambiguous_strings"]:
        below = sum(part.count(entry["string"]) for part in (text, *lines))
        if entry["count_in_body"] not in (below, below + title.count(entry["string"])):
            yield f"{entry['string']}: {below} times, true {entry['count_in_body']}"


def _comparable(page: Page) -> str:
    return " ".join(shown_text(page.body).translate(_TEXTURED).split())


def _fields(page: Page, truth: Truth) -> Iterator[tuple[str, Any, Any, bool]]:
    """(field, found, true or None where the page does not state it, right)"""
    metadata, known = page.metadata, truth["metadata"]
    body = " ".join((truth["title"], *truth["body_text"].split("\n")))
    head = " ".join(_letterhead(truth))
    role = known["signer_title"]
    authority = known["sign_mode"] if known["sign_mode"] != role else None
    plain: tuple[tuple[str, str | None, str | None, Callable[[str, str], bool]], ...] = (
        ("doc_type", metadata.doc_type, known["doc_type"], str.__eq__),
        ("number", metadata.number, known["number"], str.__eq__),
        ("issuer", metadata.issuer, _stated(known["org"], head), str.__eq__),
        ("parent_issuer", metadata.parent_issuer, _stated(known["parent_org"], head), str.__eq__),
        ("place", metadata.place, known["place"], str.__eq__),
        ("issued", metadata.issued, known["issued_date"], str.__eq__),
        ("signer", metadata.signer, known["signer"], str.__eq__),
        ("signer_role", metadata.signer_role, role, str.__eq__),
        ("signing_authority", metadata.signing_authority, authority, str.endswith),
        ("event_date", metadata.event_date, known.get("event_date"), str.__eq__),
    )
    for field, found, wanted, right in plain:
        same = found == wanted if found is None or wanted is None else right(_name(found), _name(wanted))
        yield field, found, wanted, same
    yield _period(page, truth)
    yield _list("letterhead", metadata.letterhead, _letterhead(truth))
    yield _list("recipients", metadata.recipients, _recipients(truth)[1:])
    units = [unit for unit in known["locality"].split(", ") if _is_named(unit, body, head)]
    yield _list("locality", metadata.locality, units)


def _part(truth: Truth, kind: str, *sides: str) -> list[str]:
    lines = [line for block in truth["body_blocks"] if block["type"] == kind for side in sides for line in block[side]]
    return [line for line in lines if key(line)]


def _list(field: str, found: Sequence[str], wanted: Sequence[str]) -> tuple[str, Any, Any, bool]:
    return field, tuple(found), tuple(wanted), key(" ".join(found)) == key(" ".join(wanted))


def _name(text: str) -> str:
    text = key(text)
    for spelled, short in _SPELLED:
        text = text.replace(key(spelled), key(short))
    return text


def _stated(value: str | None, head: str) -> str | None:
    """A body is stated where the letterhead names it, its kind and its place."""
    words = _name(head).split()
    return value if value and all(word in words for word in _name(value).split()) else None


def _is_named(unit: str, body: str, head: str) -> bool:
    """A unit is named with its kind, or by the committee of its kind: `Huyện ủy Thanh Lâm`."""
    kind, name = next((unit[: len(kind)], unit[len(kind) :].strip()) for kind in _KINDS if unit.startswith(kind))
    committee = f"{kind.split()[-1] if kind == 'thị xã' else kind.split()[0]} ủy {name}"
    return any(key(form) in key(f"{head} {body}") for form in (unit, committee))


_KINDS = ("xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh")


def _period(page: Page, truth: Truth) -> tuple[str, Any, Any, bool]:
    """The truth does not tell a period reported on from one planned; a term is given by its years."""
    wanted = truth["metadata"]["period"]
    found = [(one.start, one.end) for one in (page.metadata.period, page.metadata.plan_period) if one]
    if wanted is None:
        return "period", found, None, not found
    span = (_bound(wanted["start"], "-01-01"), _bound(wanted["end"], "-12-31"))
    return "period", found, span, span in found


def _bound(date: str, rest: str) -> str:
    return date + rest if len(date) == 4 else date

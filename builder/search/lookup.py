"""The look-up of the search page: which bulletins answer, in which order, with which counts, from a few small files.

Bulletins are numbered, the oldest first, so that a new one seldom moves the others; what is listed for all of them begins with
the newest. All files are packed with gzip, whatever the host does, and lie in a folder named after their content, so that a
browser may keep them for ever; `bantin.json` beside it names the folder.
"""

import gzip
import itertools
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from builder.errors import SearchError
from builder.executor import Executor, Lost
from builder.files import link_or_copy
from builder.model import Metadata
from builder.search import lookup_postings, lookup_state
from builder.search.abbreviations import spoken_table
from builder.search.article import HtmlLine
from builder.search.citing import Cited
from builder.search.facts import PART, Facts, document_date, facts
from builder.search.lookup_state import Entry, Source
from builder.search.lookup_terms import Texts, terms_of, texts_of

SUFFIX = ".bin"
"""A name by which no host takes the files for packed ones and unpacks them on the way."""
_TEXTS_A_FOLDER = 500
_COMPRESSION = 6  # the strongest takes twice as long for one per cent less
_LEAST_LETTERS = 2  # of a word that a mistyped one may be corrected to


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A published bulletin: its address in the site, a checksum of all of it, its front matter, how its lines are read."""

    place: str
    checksum: str
    meta: Metadata
    lines: Callable[[], Sequence[HtmlLine]]


@dataclass(frozen=True, slots=True)
class Doing:
    """How the work is done."""

    executor: Executor
    each: Callable[[int], object]
    """Is told how many bulletins are done."""


def in_order(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """The order in which they are numbered: the undated first, then from the oldest to the newest."""
    by_id = sorted(bulletins, key=lambda bulletin: (bulletin.meta.id, bulletin.place), reverse=True)
    return sorted(by_id, key=lambda bulletin: document_date(bulletin.meta) or "")


def write(folder: Path, bulletins: Sequence[Bulletin], state: sqlite3.Connection, old: Path | None, doing: Doing) -> None:
    """Write the files for bulletins in their order, and bring the state up to date.

    Texts of bulletins that the state knows as they are come from the `old` folder, which was written from it.
    """
    before = lookup_state.places(state) if old else {}
    sources = [Source(one.place, one.checksum) for one in bulletins]
    wanted = frozenset(lookup_state.unknown(state, sources))
    tasks = [(one, number) for number, one in enumerate(bulletins) if one.place in wanted]
    lookup_state.update(state, sources, _entries(folder, tasks, doing))
    for number, bulletin in enumerate(bulletins):
        text, (earlier, checksum) = folder / text_name(number), before.get(bulletin.place, (0, ""))
        if not text.exists() and not (old and checksum == bulletin.checksum and _linked(old / text_name(earlier), text)):
            _entry(folder, (bulletin, number))
    _write_lists(folder, state, len(bulletins))
    known = {word for word in lookup_state.vocabulary(state) if len(word) >= _LEAST_LETTERS and word.isalpha()}
    write_json(folder / f"vocabulary{SUFFIX}", sorted(known))
    _write_facts(folder, lookup_state.all_facts(state)[::-1])


def _write_lists(folder: Path, state: sqlite3.Connection, size: int) -> None:
    lists = lookup_postings.files(partial(lookup_state.groups, state), size)
    firsts = []
    for number, (first, data) in enumerate(lists.words):
        firsts.append(first)
        _write(folder / f"words/{number}{SUFFIX}", data)
    _write(folder / f"common{SUFFIX}", lists.common)
    write_json(folder / f"start{SUFFIX}", {"size": size, "words": firsts, "abbreviations": spoken_table()})


def _entries(folder: Path, tasks: Sequence[tuple[Bulletin, int]], doing: Doing) -> Iterator[Entry]:
    """What bulletins contribute to the lists. Raises SearchError for one that no process survives."""
    results = doing.executor.map(_entry, folder, tasks)
    for done, ((bulletin, _), found) in enumerate(zip(tasks, results, strict=True), start=1):
        if isinstance(found, Lost):
            raise SearchError(f"{bulletin.place}: cannot be indexed for the search page: {found.reason}")
        yield found
        doing.each(done)


def _entry(folder: Path, task: tuple[Bulletin, int]) -> Entry:
    """What a bulletin, given with its number, contributes to the lists; its text is written on the way."""
    bulletin, number = task
    lines = bulletin.lines()
    texts = texts_of(bulletin.meta, lines)
    known = facts(bulletin.meta)
    write_json(folder / text_name(number), _text(bulletin, known, lines, texts))
    return Entry(terms_of(bulletin.meta, texts), frozenset().union(*texts.keys), known)


def _linked(old: Path, new: Path) -> bool:
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(old, new)
    except OSError:
        return False
    return True


def text_name(number: int) -> str:
    """Where the text of a bulletin is."""
    return f"texts/{number // _TEXTS_A_FOLDER}/{number}{SUFFIX}"


def _text(bulletin: Bulletin, known: Facts, lines: Sequence[HtmlLine], texts: Texts) -> dict[str, Any]:
    """What is shown of a bulletin, and what its nearness to a query is judged by."""
    return {
        "id": bulletin.meta.id, "place": bulletin.place, "title": bulletin.meta.title, "number": bulletin.meta.number or "",
        "type": known.type, "issuer": known.issuer, "date": known.date, "head": texts.head, "lines": texts.lines,
        "keys": "\n".join(map(" ".join, texts.keys)),
        "headings": [(at, line.anchor) for at, line in enumerate(lines) if line.level > 1 and line.anchor],
    }  # fmt: skip


def _write_facts(folder: Path, known: Sequence[Facts]) -> None:
    """Columns: a list of values, and for each bulletin the place of its value in that list, or a list of places."""
    columns = {
        "facts": {
            "type": _column([(one.type,) for one in known]), "issuer": _column([(one.issuer,) for one in known]),
            "place": _column([one.places for one in known]), "date": _column([(one.date,) for one in known]),
        },
        "signer": {"signer": _column([(one.signer,) for one in known])},
        "cites": {"cites": _cited([one.cites for one in known])},
    }  # fmt: skip
    for name, value in columns.items():
        write_json(folder / f"{name}{SUFFIX}", value)


def _column(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The most frequent values first: small numbers pack well."""
    counts: dict[str, int] = {}
    for row in rows:
        for value in row:
            counts[value] = counts.get(value, 0) + 1
    values = sorted((value for value in counts if value), key=lambda value: (-counts[value], value))
    places = {value: place for place, value in enumerate(values)}
    codes = [[places[value] for value in row if value] for row in rows]
    return {"values": values, "codes": [row[0] if len(row) == 1 else row for row in codes]}


def _cited(rows: Sequence[Sequence[Cited]]) -> dict[str, Any]:
    """The cited documents: the labels as values, which may be equal, and beside them the keys that tell documents apart."""
    joined = {one: PART.join(one) for one in set(itertools.chain.from_iterable(rows))}
    column = _column([[joined[one] for one in row] for row in rows])
    both = [Cited(*value.split(PART)) for value in column["values"]]
    return {**column, "values": [one.label for one in both], "keys": [one.keys for one in both]}


def write_json(path: Path, value: object) -> None:
    """A file of the look-up."""
    _write(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, _COMPRESSION, mtime=0))

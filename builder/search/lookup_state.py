"""What the index of the search page was last made of, kept in one file, so that a change costs what it changes.

A bulletin's terms are kept as numbers of rows of the table `term`, which holds the list of each: words of a bulletin that was
taken down do not stay behind, neither in rows nor in freed pages. Nothing here is needed to understand the site: without the
file, or with a damaged one, the same index is made from the pages.
"""

import itertools
import json
import sqlite3
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.search.citing import Cited
from builder.search.facts import Facts
from builder.search.lookup_lists import CODE_BITS, encoded
from builder.search.lookup_postings import Group, Order, group
from builder.search.lookup_terms import is_pair
from builder.vietnamese import keys

_TABLES = """
PRAGMA secure_delete = ON;
CREATE TABLE version (value TEXT);
CREATE TABLE term (id INTEGER PRIMARY KEY, exact TEXT UNIQUE, folded TEXT, postings BLOB DEFAULT x'', list BLOB DEFAULT x'');
CREATE TABLE bulletin (place TEXT PRIMARY KEY, number INTEGER, fingerprint TEXT, terms BLOB, codes BLOB, words BLOB, facts TEXT);
"""
_NOWHERE = (-1, "")
_POSTING_BYTES = array("I").itemsize
_MOST_REMEMBERED = 1_000_000  # terms whose rows are kept in memory, some 150 MB
_AT_ONCE = 5_000  # bulletins of which all postings are in memory, some 80 MB; of more, those of a part of the terms at a time
_SHARE = 8  # one bulletin in so many may have changed or moved before all lists are made anew


@dataclass(frozen=True, slots=True)
class Entry:
    """What a bulletin contributes."""

    terms: Mapping[str, int]
    """Exact keys with their codes."""
    words: frozenset[str]
    """The exact keys of the words in its lines."""
    facts: Facts


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin by the place of its page, with a checksum of all that its entry is made of."""

    place: str
    fingerprint: str


@contextmanager
def opened(path: Path | None, version: str) -> Iterator[sqlite3.Connection]:
    """The file, or a new one in place of none and of one of another version; in memory where there is no path.

    What was changed is kept when the block ends well. Raises sqlite3.DatabaseError for a damaged file.
    """
    base = _connected(path, version)
    try:
        base.execute("PRAGMA secure_delete = ON")
        yield base
        base.commit()
    finally:
        base.close()


def _connected(path: Path | None, version: str) -> sqlite3.Connection:
    if path is None:
        return _begun(sqlite3.connect(":memory:"), version)
    path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path)
    if _version(base) == version:
        return base
    base.close()
    path.unlink()
    return _begun(sqlite3.connect(path), version)


def _version(base: sqlite3.Connection) -> str | None:
    try:
        row = base.execute("SELECT value FROM version").fetchone()
    except sqlite3.OperationalError:  # no such table: a new file
        return None
    return str(row[0]) if row else None


def _begun(base: sqlite3.Connection, version: str) -> sqlite3.Connection:
    base.executescript(_TABLES)
    base.execute("INSERT INTO version VALUES (?)", (version,))
    return base


def places(base: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """The place of each bulletin -> its number and its checksum."""
    return {place: (number, made) for place, number, made in base.execute("SELECT place, number, fingerprint FROM bulletin")}


def checksums(base: sqlite3.Connection) -> list[str]:
    """Those of the bulletins in the order of their numbers."""
    return [made for (made,) in base.execute("SELECT fingerprint FROM bulletin ORDER BY number")]


def all_facts(base: sqlite3.Connection) -> list[Facts]:
    """The facts of the bulletins in the order of their numbers."""
    return [_unpacked(packed) for (packed,) in base.execute("SELECT facts FROM bulletin ORDER BY number")]


def _packed(facts: Facts) -> str:
    return json.dumps([facts.type, facts.issuer, facts.places, facts.signer, facts.date, facts.cites], ensure_ascii=False)


def _unpacked(packed: str) -> Facts:
    kind, issuer, named, signer, date, cites = json.loads(packed)
    return Facts(_one(kind), _one(issuer), tuple(map(_one, named)), _one(signer), date, tuple(_cited(*one) for one in cites))


@lru_cache(maxsize=1 << 16)
def _one(text: str) -> str:
    """The same string for many bulletins that say the same."""
    return text


@lru_cache(maxsize=1 << 16)
def _cited(*texts: str) -> Cited:
    return Cited(*texts)


def vocabulary(base: sqlite3.Connection) -> set[str]:
    """The folded keys of the words in the lines of all bulletins."""
    used: set[int] = set()
    for (words,) in base.execute("SELECT words FROM bulletin"):
        used.update(array("I", words))
    return {folded for row, folded in base.execute("SELECT id, folded FROM term") if row in used}


def groups(base: sqlite3.Connection, order: Order) -> Iterator[Group]:
    """The lists, those of a folded key together, in an order of these."""
    base.create_function("place", 1, order, deterministic=True)
    asked = base.execute("SELECT folded, exact, length(postings), list FROM term ORDER BY place(folded), folded, exact")
    for folded, rows in itertools.groupby(asked, key=lambda row: str(row[0])):
        yield group(folded, [(exact, length // _POSTING_BYTES, data) for _, exact, length, data in rows])


def unknown(base: sqlite3.Connection, sources: Iterable[Source]) -> list[str]:
    """The places of the bulletins, in their order, of which there is no entry as they are now."""
    held = places(base)
    return [one.place for one in sources if held.get(one.place, _NOWHERE)[1] != one.fingerprint]


def update(base: sqlite3.Connection, sources: Sequence[Source], entries: Iterable[Entry]) -> None:
    """Make the lists those of these bulletins, numbered in their order; `entries` are those of the `unknown` ones."""
    held = places(base)
    changed = [(number, one) for number, one in enumerate(sources) if held.get(one.place) != (number, one.fingerprint)]
    gone = held.keys() - {one.place for one in sources}
    whole = _SHARE * (len(changed) + len(gone)) > len(sources)
    before = {} if whole else _postings(base, [*gone, *(one.place for _, one in changed)])
    base.executemany("DELETE FROM bulletin WHERE place = ?", [(place,) for place in gone])
    _put_all(base, changed, held, iter(entries))
    if whole:
        _make_all(base, len(sources))
        return
    _patch(base, before, _postings(base, [one.place for _, one in changed]), len(sources))
    if len(held) != len(sources):
        _make_frequent(base, min(len(held), len(sources)), len(sources))


def _put_all(
    base: sqlite3.Connection,
    changed: Iterable[tuple[int, Source]],
    held: Mapping[str, tuple[int, str]],
    entries: Iterator[Entry],
) -> None:
    """Put in what is new, and number anew what only moved."""
    rows: dict[str, int] = {}
    for number, one in changed:
        if held.get(one.place, _NOWHERE)[1] == one.fingerprint:
            base.execute("UPDATE bulletin SET number = ? WHERE place = ?", (number, one.place))
        else:
            _put(base, number, one, next(entries), rows)


def _put(base: sqlite3.Connection, number: int, one: Source, entry: Entry, rows: dict[str, int]) -> None:
    """Put in a bulletin; `rows` remembers the rows of terms."""
    _find_rows(base, entry.terms, rows)
    words = array("I", (rows[word] for word in sorted(entry.words) if word in rows))
    values = (
        one.place,
        number,
        one.fingerprint,
        array("I", map(rows.__getitem__, entry.terms)).tobytes(),
        bytes(entry.terms.values()),
    )
    base.execute("INSERT OR REPLACE INTO bulletin VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, words.tobytes(), _packed(entry.facts)))


def _find_rows(base: sqlite3.Connection, terms: Iterable[str], rows: dict[str, int]) -> None:
    """Look up the rows of terms; new ones get one."""
    if len(rows) > _MOST_REMEMBERED:
        rows.clear()
    for exact in terms:
        if exact not in rows:
            made = base.execute("INSERT OR IGNORE INTO term (exact, folded) VALUES (?, ?)", (exact, keys.unmarked(exact)))
            held = None if made.rowcount else base.execute("SELECT id FROM term WHERE exact = ?", (exact,)).fetchone()
            rows[exact] = int(held[0] if held else made.lastrowid or 0)


# ---------------------------------------------------------------- lists
def _postings(base: sqlite3.Connection, wanted: Iterable[str]) -> dict[int, list[int]]:
    """Row of a term -> the postings of some bulletins."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in wanted:
        for number, terms, codes in base.execute("SELECT number, terms, codes FROM bulletin WHERE place = ?", (place,)):
            for row, code in zip(array("I", terms), codes, strict=True):
                found[row].append(number << CODE_BITS | code)
    return found


def _patch(base: sqlite3.Connection, before: Mapping[int, list[int]], after: Mapping[int, list[int]], size: int) -> None:
    for row in before.keys() | after.keys():
        gone, new = before.get(row, []), after.get(row, [])
        if gone == new:
            continue
        exact, held = base.execute("SELECT exact, postings FROM term WHERE id = ?", (row,)).fetchone()
        postings = array("I", held)
        for posting in gone:
            del postings[bisect_left(postings, posting)]
        for posting in new:
            insort(postings, posting)
        _write(base, [(row, exact, postings)], size)


def _make_all(base: sqlite3.Connection, size: int) -> None:
    parts = 1 + size // _AT_ONCE
    for part in range(parts):
        found: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        for number, terms, codes in base.execute("SELECT number, terms, codes FROM bulletin ORDER BY number"):
            shifted = number << CODE_BITS
            for row, code in zip(array("I", terms), codes, strict=True):
                if row % parts == part:
                    found[row].append(shifted | code)
        rows = base.execute("SELECT id, exact FROM term WHERE id % ? = ?", (parts, part)).fetchall()
        _write(base, ((row, exact, found[row]) for row, exact in rows), size)


def _make_frequent(base: sqlite3.Connection, smaller: int, size: int) -> None:
    """The lists whose form depends on how many bulletins there are."""
    asked = "SELECT id, exact, postings FROM term WHERE 2 * length(postings) >= ?"
    rows = base.execute(asked, (smaller * _POSTING_BYTES,)).fetchall()
    _write(base, ((row, exact, array("I", held)) for row, exact, held in rows), size)


def _write(base: sqlite3.Connection, rows: Iterable[tuple[int, str, "array[int]"]], size: int) -> None:
    """Lists as rows; a term that no bulletin holds any more goes."""
    for row, exact, postings in rows:
        if postings:
            made = encoded(postings, size, weights=not is_pair(exact))
            base.execute("UPDATE term SET postings = ?, list = ? WHERE id = ?", (postings.tobytes(), made, row))
        else:
            base.execute("DELETE FROM term WHERE id = ?", (row,))

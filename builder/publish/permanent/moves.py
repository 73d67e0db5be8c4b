"""Where the pages of old addresses are now: from the record, and from what the keeper of the archive says."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.publish.permanent.record import Known, Record

NAME = "records/redirects.csv"
"""Written by hand in content/: `from,to` with ids or addresses of bulletins; an empty `to` is a page gone on purpose."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of the old addresses."""

    targets: Mapping[str, str]
    """Old page path below content/ -> path of the page that is there now. No chains, no loops."""
    ids: Mapping[str, str]
    """Every id that leads to a page, its own ones included -> that page's id."""
    notes: tuple[str, ...] = ()
    """What could not be settled, for the person who publishes."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What content/redirects.csv says."""

    pairs: Mapping[str, str | None]
    """Id or page path -> the same of its successor; None: gone on purpose."""
    notes: tuple[str, ...] = ()


def read_redirects(content: Path) -> Spoken:
    """Read content/redirects.csv; rows that make no sense are noted and left out."""
    file = content / NAME
    pairs: dict[str, str | None] = {}
    notes: list[str] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.reader(stream), 1):
                cells = [cell.strip() for cell in row]
                if not any(cells) or cells[0].startswith("#") or (number == 1 and cells == ["from", "to"]):
                    continue
                if len(cells) != 2 or not cells[0]:
                    notes.append(f"{NAME}: row {number} is {','.join(cells)!r}; it must be `from,to`")
                elif _key(cells[0]) in pairs:
                    notes.append(f"{NAME}: row {number} names {cells[0]!r} a second time; the first row counts")
                else:
                    pairs[_key(cells[0])] = _key(cells[1]) or None
    except FileNotFoundError:
        return Spoken({})
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return Spoken({}, (f"{NAME}: cannot be read: {error}",))
    return Spoken(pairs, tuple(notes))


def _key(text: str) -> str:
    """An id as it is; an address or file of a page as its path without its end: `/bulletins/2022/x/` -> `bulletins/2022/x`."""
    plain = text.strip("/")
    for end in ("/index.html", ".html", ".md"):
        plain = plain.removesuffix(end)
    return plain


def settle(record: Record, present: Mapping[str, str], spoken: Spoken, waiting: Collection[str] = ()) -> Moves:
    """Lead every old address to a page that is there. `present` maps the ids of the pages to their paths.

    `waiting` are ids of pages that are held back: nobody need say what became of them.
    """
    names = _names(record, present)
    wanted = {names.get(key, key): names.get(to, to) if to else None for key, to in spoken.pairs.items()}
    notes = [*spoken.notes, *_unknown(wanted, names, present)]
    ids: dict[str, str] = {id_: id_ for id_ in present}
    for id_, known in record.items():
        if id_ in present:
            continue
        end, trouble = _follow(id_, lambda one: _next(one, wanted, record), present)
        if end:
            ids[id_] = end
        elif trouble and id_ not in waiting:
            notes.append(f"{known.path}: {trouble}")
    targets: dict[str, str] = {}
    for old, now in _targets(record, present, ids):
        targets.setdefault(old, now)  # an address that two pages had belongs to the one that was published first
    return Moves(targets, ids, tuple(notes))


def _names(record: Record, present: Mapping[str, str]) -> dict[str, str]:
    """Every way to name a page -> its id; present pages before those that only were."""
    names: dict[str, str] = {}
    pages = [(id_, path) for id_, path in present.items()]
    pages += [(id_, path) for id_, known in record.items() for path in (known.path, *known.formerly)]
    for id_, path in pages:
        names.setdefault(id_, id_)
        names.setdefault(path.removesuffix(".md"), id_)
    return names


def _unknown(wanted: Mapping[str, str | None], names: Mapping[str, str], present: Mapping[str, str]) -> Iterator[str]:
    for key, to in wanted.items():
        if key in present:
            yield f"{NAME}: {key!r} is still a page of the archive, so its address stays"
        elif key not in names:
            yield f"{NAME}: {key!r} is no id or address that was ever published"
        if to is not None and to not in names:
            yield f"{NAME}: {to!r}, to which {key!r} shall lead, is no id or address of the archive"


def _next(id_: str, wanted: Mapping[str, str | None], record: Record) -> str | None:
    """The id that the keeper, else the record, names as the successor; None: gone on purpose; the id itself: nobody says."""
    if id_ in wanted:
        return wanted[id_]
    known = record.get(id_)
    return (known.successor if known else None) or id_


def _follow(id_: str, step: Callable[[str], str | None], present: Mapping[str, str]) -> tuple[str | None, str]:
    """Follow the successors to a page that is there; else why there is none (empty: gone on purpose)."""
    seen = [id_]
    while True:
        following = step(seen[-1])
        if following is None:
            return None, ""
        if following in present:
            return following, ""
        if following == seen[-1]:
            return None, f"was published and has no page any more; name its successor, or nothing, in content/{NAME}"
        if following in seen:
            return None, f"the redirects lead in a circle: {' → '.join([*seen, following])}"
        seen.append(following)


def _targets(record: Record, present: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    taken = set(present.values())
    for id_ in sorted(record, key=lambda one: (record[one].since, one)):
        end = ids.get(id_)
        if end:
            yield from ((path, present[end]) for path in _old_paths(record[id_], present[end]) if path not in taken)


def _old_paths(known: Known, now: str) -> Iterable[str]:
    return (path for path in (*known.formerly, known.path) if path != now)

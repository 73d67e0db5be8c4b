"""Files beside the pages of a site that is being built; some of them lie there already, from the site before.

Feeds and the pages of the portals' old addresses are thousands of small files, of which a build changes a few.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.files import write_text
from builder.publish.hosting.compress import ENDS
from builder.publish.spare import Identity, identity, remove_empty

_COPIES = ("", *(end for end, _ in ENDS.values()))


@dataclass(frozen=True, slots=True)
class Earlier:
    """Such files of the site before that are as they were written, by their paths."""

    files: Mapping[str, Identity] = field(default_factory=dict)
    """Compressed copies included."""
    checksums: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of what was written; no copy has one."""

    def within(self, is_ours: Callable[[str], bool]) -> "Earlier":
        """Those whose path is ours."""
        return Earlier({name: one for name, one in self.files.items() if is_ours(name)}, self.checksums)


def save_beside(record: Path, site: Path, checksums: Mapping[str, str]) -> None:
    """Write down how files of a site, and their compressed copies, are: should somebody change one, it is made anew."""
    found = _found(site, _with_copies(checksums))
    rows = {name: (*one[2:], checksums.get(name)) for name, one in found}
    write_text(record, json.dumps(rows, ensure_ascii=False))


def load_beside(record: Path, site: Path) -> Earlier:
    """What `save_beside` wrote down of files that are as they were; nothing when the record is missing or damaged."""
    try:
        held = json.loads(record.read_text(encoding="utf-8"))
        rows: dict[str, tuple[int, int, str | None]] = {name: (size, time, sum_) for name, (size, time, sum_) in held.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return Earlier()
    files = {name: found for name, found in _found(site, rows) if rows[name][:2] == found[2:]}
    return Earlier(files, {name: sum_ for name in files if (sum_ := rows[name][2]) is not None})


def _found(site: Path, names: Iterable[str]) -> Iterator[tuple[str, Identity]]:
    folder = str(site)
    for name in names:
        try:
            yield name, identity(os.lstat(f"{folder}/{name}"))
        except (OSError, ValueError):
            continue


def _with_copies(names: Iterable[str]) -> Iterable[str]:
    return (f"{name}{end}" for name in names for end in _COPIES)


class Beside:
    """Writes such files; the folder is nobody's yet, so that a plain write will do."""

    def __init__(self, side: Path, earlier: Earlier) -> None:
        """Files of the site before may lie in `side`, too."""
        self.files: dict[str, str] = {}
        """What was put, in order: path -> SHA-256."""
        self._side = side
        self._earlier = earlier

    def put(self, name: str, data: Iterable[bytes]) -> bool:
        """Write a file, unless the pages came with one of that name; one of the site before stays where it has these bytes.

        Two old addresses may want one name for a file and for a folder (`…/a` and `…/a/index.html/b`): the first has it.
        """
        file = self._side / name
        if name not in self.files and self._is_earlier(name):
            if isinstance(data, list) and self._earlier.checksums.get(name) == (checksum := _checksum(data)):
                self.files[name] = checksum
                return True
            self._remove(_with_copies([name]))
        if file.exists():
            return False
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            return False
        digest = hashlib.sha256()
        with file.open("wb") as stream:
            for part in data:
                digest.update(part)
                stream.write(part)
        self.files[name] = digest.hexdigest()
        return True

    def remove_earlier(self, wanted: Collection[str], folder: str = "") -> None:
        """Remove what is left of the site before in a folder, but for the files that are wanted and their copies."""
        kept = set(_with_copies(wanted))
        self._remove(name for name in self._earlier.files if name.startswith(folder) and name not in kept)

    def _is_earlier(self, name: str) -> bool:
        """Whether the file in its place is that of the site before."""
        if name not in self._earlier.files:
            return False
        return dict(_found(self._side, (name,))).get(name) == self._earlier.files[name]

    def _remove(self, names: Iterable[str]) -> None:
        for name in filter(self._is_earlier, names):
            file = self._side / name
            file.unlink()
            remove_empty(file.parent, self._side)


def _checksum(data: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in data:
        digest.update(part)
    return digest.hexdigest()

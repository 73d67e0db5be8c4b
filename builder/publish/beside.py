"""Files beside the pages of a site that is being built; some of them lie there already, from the site before.

Feeds and the pages of the portals' old addresses are thousands of small files, of which a build changes a few.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from builder.files import write_text
from builder.publish.hosting.compress import ENDS
from builder.publish.spare import Identity, identity, remove_empty

_COPIES = ("", *(end for end, _ in ENDS.values()))


def save_beside(record: Path, site: Path, names: Iterable[str]) -> None:
    """Write down how files of a site, and their compressed copies, are: should somebody change one, it is made anew."""
    write_text(record, json.dumps({name: found[2:] for name, found in _found(site, _with_copies(names))}, ensure_ascii=False))


def load_beside(record: Path, site: Path) -> dict[str, Identity]:
    """Those of the files that `save_beside` wrote down which are as they were; none when the record is missing or damaged."""
    try:
        held = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    names = held if isinstance(held, dict) else {}
    return {name: found for name, found in _found(site, names) if names[name] == [*found[2:]]}


def _found(site: Path, names: Iterable[str]) -> Iterator[tuple[str, Identity]]:
    for name in names:
        try:
            yield name, identity((site / name).lstat())
        except (OSError, ValueError):
            continue


def _with_copies(names: Iterable[str]) -> Iterable[str]:
    return (f"{name}{end}" for name in names for end in _COPIES)


class Beside:
    """Writes such files; the folder is nobody's yet, so that a plain write will do."""

    def __init__(self, side: Path, earlier: Mapping[str, Identity]) -> None:
        """`earlier` are files of the site before, as `load_beside` has them, which may be in `side`, too."""
        self.files: dict[str, None] = {}
        """What was put, in order."""
        self._side = side
        self._earlier = earlier

    def put(self, name: str, data: Iterable[bytes]) -> bool:
        """Write a file, unless the pages came with one of that name; one of the site before stays where it has these bytes.

        Two old addresses may want one name for a file and for a folder (`…/a` and `…/a/index.html/b`): the first has it.
        """
        file = self._side / name
        if self._is_earlier(name) and name not in self.files:
            if isinstance(data, list) and file.read_bytes() == b"".join(data):
                self.files[name] = None
                return True
            self._remove(_with_copies([name]))
        if file.exists():
            return False
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            return False
        with file.open("wb") as stream:
            stream.writelines(data)
        self.files[name] = None
        return True

    def remove_earlier(self, wanted: Collection[str], folder: str = "") -> None:
        """Remove what is left of the site before in a folder, but for the files that are wanted and their copies."""
        kept = set(_with_copies(wanted))
        self._remove(name for name in self._earlier if name.startswith(folder) and name not in kept)

    def _is_earlier(self, name: str) -> bool:
        """Whether the file in its place is that of the site before."""
        if name not in self._earlier:
            return False
        try:
            return identity((self._side / name).lstat()) == self._earlier[name]
        except OSError:
            return False

    def _remove(self, names: Iterable[str]) -> None:
        for name in filter(self._is_earlier, names):
            file = self._side / name
            file.unlink()
            remove_empty(file.parent, self._side)

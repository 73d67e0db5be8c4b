"""The digests of pages in one file, so that a page which is as it was need not be read again. It can be deleted at any time.

What was taken down does not stay behind in it: a row goes with its page, and freed room is overwritten with zeros.
Words, citations and periods that many pages have in common are kept in mind once: those of ten thousand pages are some hundred.
"""

import io
import pickle
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.model import Citation, Period

_SHARED = (str, Citation, Period)
_MODEL = "builder.model"
_TABLES = """
CREATE TABLE version (value TEXT);
CREATE TABLE page (path TEXT PRIMARY KEY, stamp TEXT, digest BLOB);
"""


@dataclass(frozen=True, slots=True)
class Store:
    """An open file; use `opened`."""

    base: sqlite3.Connection
    kept: Sequence[type]
    shared: dict[Any, Any] = field(default_factory=dict)
    """What digests have in common, while the file is open."""

    def load(self, stamps: Mapping[str, str | None]) -> dict[str, Any]:
        """Path -> digest of the pages whose files bear these stamps; the others are forgotten.

        Raises sqlite3.DatabaseError for a damaged file.
        """
        found, gone = {}, []
        for path, stamp, digest in self.base.execute("SELECT path, stamp, digest FROM page"):
            if stamps.get(path) == stamp:
                found[path] = self._unpacked(digest)
            else:
                gone.append((path,))
        self.base.executemany("DELETE FROM page WHERE path = ?", gone)
        return found

    def _unpacked(self, digest: bytes) -> Any:
        try:
            return _Unpickler(io.BytesIO(digest), self.kept, self.shared).load()
        except Exception as error:  # whatever bytes that are no digest provoke
            raise sqlite3.DatabaseError("a digest is damaged") from error

    def save(self, path: str, stamp: str | None, digest: object) -> Any:
        """Keep a digest; one of a file that was changed just now, and so has no stamp, is not kept.

        Returns it with what it has in common with others.
        """
        data = _packed(digest)
        if stamp is not None:
            self.base.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", (path, stamp, data))
        return self._unpacked(data)


def _packed(digest: object) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(digest)
    return stream.getvalue()


class _Pickler(pickle.Pickler):
    """Marks what may be shared."""

    def persistent_id(self, obj: Any) -> Any:
        return obj if type(obj) in _SHARED else None


class _Unpickler(pickle.Unpickler):
    """Makes values of the model and of the given classes only, whoever wrote the file."""

    def __init__(self, data: io.BytesIO, kept: Sequence[type], shared: dict[Any, Any]) -> None:
        super().__init__(data)
        self._shared = shared
        self._kept = {(one.__module__, one.__qualname__): one for one in kept}

    def persistent_load(self, pid: Any) -> Any:
        return self._shared.setdefault(pid, pid)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in self._kept:
            return self._kept[module, name]
        if module == _MODEL:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not kept here")


@contextmanager
def opened(path: Path, version: str, kept: Sequence[type]) -> Iterator[Store]:
    """The file, or an empty one in place of none and of one of another version; `kept` are the classes of digests."""
    path.parent.mkdir(parents=True, exist_ok=True)
    base = _connected(path, version)
    try:
        yield Store(base, kept)
        base.commit()
    finally:
        base.close()


def _connected(path: Path, version: str) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    try:
        if base.execute("SELECT value FROM version").fetchone() == (version,):
            base.execute("PRAGMA secure_delete = ON")
            return base
    except sqlite3.DatabaseError:
        pass  # new, or damaged
    base.close()
    path.unlink()
    base = sqlite3.connect(path)
    base.execute("PRAGMA secure_delete = ON")
    base.executescript(_TABLES)
    base.execute("INSERT INTO version VALUES (?)", (version,))
    return base

"""A reader that stays open between queries, and is opened anew when the index was written."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock

from builder.search.whoosh_index.reading import Reader, open_reader


class StandingReader:
    """Opening takes longer than most queries: what is read of the facts of all documents serves many of them."""

    def __init__(self, index_dir: Path) -> None:
        """Nothing is opened yet."""
        self._index_dir = index_dir
        self._lock = Lock()  # a reader walks through its files: it serves one query at a time
        self._open = ExitStack()
        self._reader: Reader | None = None
        self._state: tuple[int, int] | None = None

    @contextmanager
    def current(self) -> Iterator[Reader]:
        """The reader of the index as it is now, for one query. Raises SearchError when there is none or it cannot be read."""
        with self._lock:
            state = _state(self._index_dir)
            if self._reader is None or state != self._state:
                self._close()
                self._reader, self._state = self._open.enter_context(open_reader(self._index_dir)), state
            yield self._reader

    def _close(self) -> None:
        self._open.close()
        self._reader = None

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close()


def _state(folder: Path) -> tuple[int, int] | None:
    """What changes whenever a file of the index comes or goes: a commit writes a new table of contents."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

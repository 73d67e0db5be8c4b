"""Whether files may have changed, without reading them: equal stamps, equal bytes."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_FINE, _COARSE = 100_000_000, 2_000_000_000
"""Nanoseconds within which a file may change twice and bear the same times (git's `racily clean` entries): the clock ticks of
file systems, and those that count in steps of up to two seconds."""
_STEP = 10_000_000


def stamp_of(file: Path) -> str | None:
    """Size and times of a file. None when they prove nothing: it was changed just now, or is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    if _is_fresh(found):
        return None
    return _line(found)


def _is_fresh(found: os.stat_result) -> bool:
    ticks = _COARSE if found.st_mtime_ns % _STEP == 0 else _FINE
    return max(found.st_mtime_ns, found.st_ctime_ns) + ticks > time.time_ns()


def _line(found: os.stat_result) -> str:
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


def tree_stamp(folders: Iterable[Path], leave_out: Callable[[str], bool], fresh: bool = False) -> str | None:
    """Names, sizes and times of all files below folders, or of files; `leave_out` is asked of whole paths.

    None when a file was changed just now, unless `fresh` says that this does not matter.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path, found in sorted(_files(str(folder), leave_out), key=lambda entry: entry[0]):
            if not fresh and _is_fresh(found):
                return None
            digest.update(f"{path}\0{_line(found)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: str, leave_out: Callable[[str], bool]) -> Iterable[tuple[str, os.stat_result]]:
    if not os.path.isdir(folder):  # noqa: PTH112 - a hundred thousand paths
        return [(folder, os.stat(folder))] if os.path.exists(folder) else []  # noqa: PTH116, PTH110 - see above
    return _below(folder, leave_out)


def _below(folder: str, leave_out: Callable[[str], bool]) -> Iterable[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if leave_out(entry.path):
                continue
            if entry.is_dir():
                yield from _below(entry.path, leave_out)
            elif entry.is_file():
                yield entry.path, entry.stat()

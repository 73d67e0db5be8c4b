"""Whether a file may have changed, without reading it."""

import time
from pathlib import Path

_SETTLED = 2_000_000_000
"""Nanoseconds: within them a file may change twice and bear the same times (git's `racily clean` entries)."""


def stamp_of(file: Path) -> str | None:
    """Size and times of a file: equal stamps, equal bytes. None when that cannot be said: the file was changed just now."""
    try:
        found = file.stat()
    except OSError:
        return None
    if max(found.st_mtime_ns, found.st_ctime_ns) + _SETTLED > time.time_ns():
        return None
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"

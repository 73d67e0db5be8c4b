"""One command at a time may write in an archive; the system itself releases the lock of a process that was killed."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from builder.errors import LockedError
from builder.files import write_text

_LOCK, _HOLDER = "lock", "lock-holder.json"


@contextmanager
def exclusive(state: Path, command: str, wait: float = 0) -> Iterator[None]:
    """Hold the lock of an archive, which lies in its `state` folder.

    Raises LockedError, which tells who has it, when that is another process for more than `wait` seconds.
    """
    state.mkdir(parents=True, exist_ok=True)
    lock = FileLock(state / _LOCK, timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(f"{state.parent}: {_holder(state)}; wait for it to end, or give --wait SECONDS") from None
    try:
        _sign(state, command)
        yield
    finally:
        lock.release()


def _sign(state: Path, command: str) -> None:
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    write_text(state / _HOLDER, json.dumps({"process": os.getpid(), "command": command, "since": since}))


def _holder(state: Path) -> str:
    try:
        told = json.loads((state / _HOLDER).read_text(encoding="utf-8"))
        return f"`bantin {told['command']}` is at work in this archive (process {told['process']}, since {told['since']})"
    except (OSError, ValueError, TypeError, KeyError):
        return "another bantin is at work in this archive"

"""Giving up on one source that takes too long, so that it does not cost the others their pages.

Two lines: a timer that interrupts Python between two steps (and within a regular expression), and, in a worker process, another
one of the interpreter's that ends the process when a library does not come back at all; the executor then goes on without it.
"""

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from builder.errors import SourceError

_AGAIN = 1.0  # seconds: the interruption is repeated, should a library have swallowed the first
_HARD_TIMES, _HARD_MORE = 3, 2.0  # the second line waits longer, by the clock, since a busy machine is no fault of the source


class _TimeOver(BaseException):
    """The time is over: no Exception, which code on the way up may take for one of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises SourceError when what is done in it takes more processor time; only a process' main thread can be interrupted."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _interrupt)
    try:
        with _last_resort(seconds):
            signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
            try:
                yield
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
    except _TimeOver:
        raise SourceError(
            f"given up after {seconds:g} s of processor time; `extra.archive.seconds_per_source` allows a source more"
        ) from None
    finally:
        signal.signal(signal.SIGPROF, before)


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
    raise _TimeOver


@contextmanager
def _last_resort(seconds: float) -> Iterator[None]:
    """In a worker: the end of the process, by a thread that needs nobody's leave."""
    if multiprocessing.parent_process() is None:
        yield
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no path, a device
        faulthandler.dump_traceback_later(_HARD_TIMES * seconds + _HARD_MORE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

"""Giving up on one source that takes too long, so that it does not cost the others their pages.

Two lines: a timer that interrupts Python between two steps (and within a regular expression), and, in a worker process, another
one of the interpreter's that ends the process when a library does not come back at all; the executor then goes on without it.
In a thread beside the main one (a Dask worker's), which no timer can interrupt, a guard looks at the thread's processor clock.
"""

import ctypes
import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from builder.errors import GivenUpError

_AGAIN = 1.0  # seconds: the interruption is repeated, should a library have swallowed the first
_HARD_TIMES, _HARD_MORE = 3, 2.0  # the second line waits longer, by the clock, since a busy machine is no fault of the source


class _TimeOver(BaseException):
    """The time is over: no Exception, which code on the way up may take for one of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises GivenUpError when what is done in it takes more processor time. There is no limit where the system has no clock."""
    try:
        with _guarded(seconds):
            yield
    except _TimeOver:
        raise GivenUpError(
            f"given up after {seconds:g} s of processor time; `extra.archive.seconds_per_source` allows a source more"
        ) from None


def _guarded(seconds: float) -> AbstractContextManager[None]:
    if threading.current_thread() is threading.main_thread():
        return _by_timer(seconds)
    return _by_guard(seconds)


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
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


@contextmanager
def _by_guard(seconds: float) -> Iterator[None]:
    if not hasattr(time, "pthread_getcpuclockid"):
        yield
        return
    guard = _Guard(seconds)
    threading.Thread(target=guard.watch, daemon=True).start()
    try:
        yield
    finally:
        guard.dismiss()


class _Guard:
    """Interrupts the thread that made it, once its time is over and until it is dismissed."""

    def __init__(self, seconds: float) -> None:
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._end = time.clock_gettime(self._clock) + seconds
        self._last = time.monotonic() + _HARD_TIMES * seconds + _HARD_MORE
        self._step = min(seconds / 4, _AGAIN)
        self._turn, self._dismissed = threading.Lock(), threading.Event()

    def watch(self) -> None:
        """In a thread of its own."""
        while not self._dismissed.wait(self._step):
            with self._turn:
                if not self._dismissed.is_set() and time.clock_gettime(self._clock) > self._end:
                    self._raise(ctypes.py_object(_TimeOver))
                    self._step = _AGAIN
            if time.monotonic() > self._last and multiprocessing.parent_process() is not None:
                os._exit(1)  # a library that does not come back: the cluster starts another worker

    def dismiss(self) -> None:
        """By the thread itself; an interruption that has not come by now does not come any more."""
        with self._turn:
            self._dismissed.set()
        self._raise(None)

    def _raise(self, error: "ctypes.py_object[type[BaseException]] | None") -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), error)

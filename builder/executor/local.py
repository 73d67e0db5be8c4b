"""Several processes of this machine."""

import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, Self

from builder.executor.batches import BATCH, Context, Lost, Result, Value, batches, packed, run_batch
from builder.executor.window import Batch, in_order

_BATCHES_EACH = 3
"""Batches for each worker: one that it works on, one that it takes next, one that is being sent."""
_LONE_TRIES = 2
_DIED = "the process that worked on it died, twice: it took too long within a library, or the machine is short of memory"


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A batch on its way, and the processes that it was given to."""

    pool: ProcessPoolExecutor
    future: "Future[list[Any]]"


class LocalProcesses:
    """So many worker processes, started when there is enough to do for two; use it in a `with`, which ends them."""

    def __init__(self, workers: int, preload: tuple[str, ...] = ()) -> None:
        """`preload` are modules that each worker needs."""
        self._workers = workers
        self._preload = preload
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the workers; what they have not begun is not begun any more."""
        self._close()

    def map(
        self, function: Callable[[Context, Value], Result], context: Context, values: Iterable[Value], batch: int = BATCH
    ) -> Iterator[Result | Lost]:
        """See Executor."""
        rest = iter(values)
        first = list(itertools.islice(rest, batch + 1))
        if len(first) <= batch:  # starting a process takes longer
            return (function(context, value) for value in first)
        return self._map(packed(function, context), batches(itertools.chain(first, rest), batch))

    def _map(self, job: bytes, batches: Iterable[Batch]) -> Iterator[Any]:
        def submit(batch: Batch) -> _UnderWay:
            return self._submit(job, batch)

        def collect(batch: Batch, sent: _UnderWay) -> list[Any]:
            try:
                return sent.future.result()
            except BrokenProcessPool:
                if self._pool is sent.pool:  # else another batch of that pool has been here before
                    self._close()
                return [self._alone(job, value) for value in batch]

        return in_order(submit, collect, batches, self._workers * _BATCHES_EACH)

    def _submit(self, job: bytes, batch: Batch) -> _UnderWay:
        if self._pool is None:
            self._pool = self._new_pool(self._workers)
        try:
            return _UnderWay(self._pool, self._pool.submit(run_batch, job, batch))
        except BrokenProcessPool as error:  # found out just now; `collect` takes it from here
            broken: Future[list[Any]] = Future()
            broken.set_exception(error)
            return _UnderWay(self._pool, broken)

    def _alone(self, job: bytes, value: Any) -> Any:
        """A value in a process of its own, after a process died that had this value or another one of its batch."""
        for _ in range(_LONE_TRIES):
            with self._new_pool(1) as pool, suppress(BrokenProcessPool):
                return pool.submit(run_batch, job, (value,)).result()[0]
        return Lost(_DIED)

    def _new_pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, _start_method(self._preload), _begin)

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _start_method(preload: tuple[str, ...]) -> BaseContext:
    """A server that forks clean workers where there is one: a fork of this process itself would copy locks of its threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _begin() -> None:
    """In a new worker: an interruption is the parent's business, and without a parent there is nothing to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

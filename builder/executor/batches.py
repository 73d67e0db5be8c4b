"""What all executors share: the interface, values in batches, and the function that a worker runs."""

import itertools
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, TypeVar

Context = TypeVar("Context")
Value = TypeVar("Value")
Result = TypeVar("Result")

BATCH = 8
"""Values that travel at a time where nothing else is said: enough that the way does not count, and none waits long."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of a value that no worker survived."""

    reason: str


class Executor(Protocol):
    """Runs a function of a module for many values, all of which see the same context."""

    def map(
        self, function: Callable[[Context, Value], Result], context: Context, values: Iterable[Value], batch: int = BATCH
    ) -> Iterator[Result | Lost]:
        """The result for each value, in the order of the values. What the function raises is raised here.

        `batch` values travel to a worker at a time.
        """
        ...


class InProcess:
    """One value after the other, here."""

    def map(
        self,
        function: Callable[[Context, Value], Result],
        context: Context,
        values: Iterable[Value],
        batch: int = BATCH,  # noqa: ARG002 - nothing travels
    ) -> Iterator[Result | Lost]:
        """See Executor; `batch` makes no difference here."""
        return (function(context, value) for value in values)


def batches(values: Iterable[Value], size: int) -> Iterator[tuple[Value, ...]]:
    """The values, so many at a time."""
    rest = iter(values)
    while batch := tuple(itertools.islice(rest, size)):
        yield batch


def packed(function: Callable[..., Any], context: object) -> bytes:
    """What all batches have in common, packed once."""
    return pickle.dumps((function, context), pickle.HIGHEST_PROTOCOL)


def run_batch(job: bytes, batch: tuple[Any, ...]) -> list[Any]:
    """In a worker: the results for a batch."""
    function, context = _unpacked(job)
    return [function(context, value) for value in batch]


@lru_cache(maxsize=2)
def _unpacked(job: bytes) -> tuple[Callable[..., Any], Any]:
    """Unpacked once in each worker, so that what a function keeps about its context need not be worked out for each batch."""
    unpacked: tuple[Callable[..., Any], Any] = pickle.loads(job)  # noqa: S301 - packed by `packed` in the process that started it
    return unpacked

"""Batches under way at a time: so many that no worker waits, so few that results do not pile up."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Batch = tuple[Any, ...]
Handle = TypeVar("Handle")


def in_order(
    submit: Callable[[Batch], Handle], collect: Callable[[Batch, Handle], list[Any]], batches: Iterable[Batch], most: int
) -> Iterator[Any]:
    """The results of all batches in their order; at most `most` batches are under way or wait for their turn."""
    under_way: deque[tuple[Batch, Handle]] = deque()
    for batch in batches:
        under_way.append((batch, submit(batch)))
        if len(under_way) >= most:
            yield from collect(*under_way.popleft())
    while under_way:
        yield from collect(*under_way.popleft())

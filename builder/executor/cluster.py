"""A Dask cluster that is there already: its workers need this builder, and the archive's folders under the same paths."""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from distributed import Client, KilledWorker

from builder.errors import ConfigError
from builder.executor.batches import BATCH, Context, Lost, Result, Value, batches, packed, run_batch
from builder.executor.window import Batch, in_order

_BATCHES_EACH = 3  # batches for each thread of the workers
_CONNECT_SECONDS = 10
_KILLED = "every worker of the cluster that took it died"


class DaskCluster:
    """The cluster of a scheduler; use it in a `with`, which leaves the cluster as it is."""

    def __init__(self, address: str) -> None:
        """`address` of the scheduler, like tcp://10.0.0.5:8786. Raises ConfigError when it does not answer."""
        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ConfigError(f"{address}: no Dask scheduler answers there: {error}; it must be like tcp://HOST:8786") from error

    def __enter__(self) -> Self:
        """Connected already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """What is under way is given up."""
        self._client.close()

    def map(
        self, function: Callable[[Context, Value], Result], context: Context, values: Iterable[Value], batch: int = BATCH
    ) -> Iterator[Result | Lost]:
        """See Executor. The cluster itself repeats what was lost with a worker."""
        job = packed(function, context)

        def submit(batch: Batch) -> Any:
            return self._client.submit(run_batch, job, batch, pure=False)

        def collect(batch: Batch, future: Any) -> list[Any]:
            try:
                found: list[Any] = future.result()
            except KilledWorker:
                return [self._alone(job, value) for value in batch]
            return found

        return in_order(submit, collect, batches(values, batch), max(1, sum(self._client.nthreads().values())) * _BATCHES_EACH)

    def _alone(self, job: bytes, value: Any) -> Any:
        """A value by itself, after workers died that had it or another one of its batch."""
        try:
            return self._client.submit(run_batch, job, (value,), pure=False).result()[0]
        except KilledWorker:
            return Lost(_KILLED)

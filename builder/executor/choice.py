"""Which executor is meant."""

import os
from contextlib import AbstractContextManager, nullcontext

from builder.errors import ConfigError
from builder.executor.batches import Executor, InProcess
from builder.executor.local import LocalProcesses


def open_executor(
    jobs: int | None = None, cluster: str | None = None, preload: tuple[str, ...] = ()
) -> AbstractContextManager[Executor]:
    """A Dask cluster by its scheduler's address, else so many processes here; None: one for each processor that may be used.

    Raises ConfigError when the cluster cannot be reached.
    """
    if cluster:
        return _cluster(cluster)
    workers = jobs or _processors()
    return nullcontext(InProcess()) if workers == 1 else LocalProcesses(workers, preload)


def _cluster(address: str) -> AbstractContextManager[Executor]:
    try:
        from builder.executor.cluster import DaskCluster  # noqa: PLC0415 - Dask is installed only where it is wanted
    except ImportError as error:
        raise ConfigError("`--cluster` needs Dask on this machine and on the workers: pip install 'bantin[cluster]'") from error
    return DaskCluster(address)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

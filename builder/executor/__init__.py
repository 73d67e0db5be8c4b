"""One function for many values: in this process, in several processes of this machine, or on a Dask cluster.

Whatever runs it, the results are the same and come in the order of the values, and only so many of them wait in memory as the
workers can be busy with. A value whose process dies is tried again alone; when no process survives it, it is `Lost`.
"""

from builder.executor.batches import Executor, InProcess, Lost
from builder.executor.choice import open_executor
from builder.executor.local import LocalProcesses

__all__ = ["Executor", "InProcess", "LocalProcesses", "Lost", "open_executor"]

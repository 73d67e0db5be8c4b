"""Whoever does the work, its results are the same, in order, and one deadly value costs no other its result."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import LocalCluster

from builder.errors import ConfigError
from builder.executor import Executor, InProcess, LocalProcesses, Lost, open_executor
from builder.executor.batches import BATCH
from tests.unit.executor.jobs import doubled, dying, process_of, refusing

MANY = range(100)
PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two worker processes."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made.scheduler_address


@pytest.fixture(params=["in process", "processes", "cluster"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with ExitStack() as stack:
        if request.param == "in process":
            yield InProcess()
        elif request.param == "processes":
            yield stack.enter_context(LocalProcesses(2))
        else:
            yield stack.enter_context(open_executor(cluster=request.getfixturevalue("cluster")))


def test_results_come_in_the_order_of_the_values(executor: Executor) -> None:
    assert list(executor.map(doubled, 2, MANY)) == [2 * value for value in MANY]
    assert list(executor.map(doubled, 3, iter(range(5)))) == [0, 3, 6, 9, 12], "few values, and another context"
    assert list(executor.map(doubled, 3, ())) == []


def test_what_the_function_raises_is_raised(executor: Executor) -> None:
    with pytest.raises(ValueError, match="thirty"):
        list(executor.map(refusing, None, MANY))
    assert list(executor.map(doubled, 1, MANY)) == list(MANY), "the workers are there still"


def test_values_are_taken_no_faster_than_results(executor: Executor) -> None:
    taken: list[int] = []

    def values() -> Iterator[int]:
        for value in range(10_000):
            taken.append(value)
            yield value

    results = executor.map(doubled, 1, values())
    for _ in range(10):
        next(results)
    assert len(taken) <= BATCH * 8


def test_several_processes_share_the_work() -> None:
    with LocalProcesses(2) as executor:
        workers = set(executor.map(process_of, None, MANY))
        assert len(workers) == 2
        assert os.getpid() not in workers
        assert set(executor.map(process_of, None, MANY)) == workers, "not started anew"


def test_a_value_that_kills_its_process_is_lost_alone(tmp_path: Path) -> None:
    with LocalProcesses(2) as executor:
        results = list(executor.map(dying, str(tmp_path / "once"), MANY))
    assert isinstance(results[20], Lost)
    assert [result for result in results if not isinstance(result, Lost)] == [value for value in MANY if value != 20]


def test_a_worker_of_the_cluster_that_dies_costs_nothing(cluster: str, tmp_path: Path) -> None:
    with open_executor(cluster=cluster) as executor:
        results = list(executor.map(dying, str(tmp_path / "once"), (value for value in MANY if value != 20)))
    assert results == [value for value in MANY if value != 20]


def test_one_job_needs_no_processes() -> None:
    with open_executor(jobs=1) as executor:
        assert isinstance(executor, InProcess)
    with open_executor(jobs=2) as executor:
        assert isinstance(executor, LocalProcesses)


def test_a_cluster_that_does_not_answer_is_named() -> None:
    with pytest.raises(ConfigError, match="nonsense://x: no Dask scheduler answers there"):
        open_executor(cluster="nonsense://x")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_no_worker_outlives_a_command_that_was_killed(tmp_path: Path) -> None:
    code = (
        "from builder.executor import LocalProcesses; from tests.unit.executor.jobs import waiting\n"
        f"if __name__ == '__main__':\n    list(LocalProcesses(2).map(waiting, {str(tmp_path)!r}, range(100)))"
    )
    script = tmp_path / "run.py"
    script.write_text(code, encoding="utf-8")
    command = subprocess.Popen([sys.executable, str(script)], cwd=PROJECT, env=os.environ | {"PYTHONPATH": str(PROJECT)})
    workers = _until(lambda: [file.name for file in tmp_path.iterdir() if file.name.isdigit()], 2)
    command.send_signal(signal.SIGKILL)
    command.wait()
    assert not _until(lambda: [pid for pid in workers if Path(f"/proc/{pid}").exists()], 0)


def _until(found: "object", count: int) -> list[str]:
    """What is found once it is so much; after 20 seconds, what there is."""
    end = time.monotonic() + 20
    while len(result := found()) != count and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.05)
    return result

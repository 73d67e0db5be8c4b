"""Whoever converts the sources, content/ holds the same bytes, also when workers die in the middle of it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster, Nanny

from builder.executor import Executor, InProcess, LocalProcesses, open_executor
from tests.unit.pipeline.archive import Archive, html, new_archive, report

REPORTS = 40


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


def _filled(root: Path) -> Archive:
    """Reports of which some bear one title, a list page, an unreadable file, an image."""
    archive = new_archive(root)
    for number in range(REPORTS):
        text = report(f"tháng {1 + number % 6} năm 2022", number=f"{number}-BC/ĐU", text=f"Kết nạp {number} đảng viên.")
        archive.put(f"{number:02}.txt", text)
    archive.put("anh/tin.html", html("Tin có ảnh", "<p>Ảnh dưới đây.</p><img src='anh.png' alt='Đại hội'>"))
    archive.put("anh/anh.png", b"\x89PNG\r\n\x1a\n" + bytes(2000))
    archive.put("empty.html", b"")
    return archive


def _content(archive: Archive) -> dict[str, bytes]:
    files = (file for name in ("bulletins", "ledger") for file in (archive.root / "content" / name).rglob("*") if file.is_file())
    return {file.relative_to(archive.root).as_posix(): file.read_bytes() for file in files}


def _converted(root: Path, executor: Executor) -> dict[str, bytes]:
    archive = _filled(root)
    done = archive.convert(executor)
    assert (len(done.converted), [entry.path for entry in done.failed]) == (REPORTS + 1, ["content/sources/empty.html"])
    content = _content(archive)
    again = archive.convert(executor)
    assert (again.unchanged, again.converted, _content(archive)) == (REPORTS + 1, (), content)
    return content


def test_processes_and_a_cluster_give_the_pages_that_one_process_gives(tmp_path: Path, cluster: LocalCluster) -> None:
    alone = _converted(tmp_path / "alone", InProcess())
    with LocalProcesses(3) as processes:
        assert _converted(tmp_path / "processes", processes) == alone
    with open_executor(cluster=cluster.scheduler_address) as dask:
        assert _converted(tmp_path / "cluster", dask) == alone


def test_a_worker_of_the_cluster_that_is_killed_in_the_middle_changes_no_byte(tmp_path: Path, cluster: LocalCluster) -> None:
    archive = _filled(tmp_path / "cluster")
    killed: list[int] = []

    def kill_one(_stage: str, done: int, _total: int) -> None:
        if done == 10 and not killed:
            killed.append(_worker_process(cluster))
            os.kill(killed[0], signal.SIGKILL)

    with open_executor(cluster=cluster.scheduler_address) as dask:
        archive.convert(dask, kill_one)
    assert killed
    assert _content(archive) == _converted(tmp_path / "alone", InProcess())


def _worker_process(cluster: LocalCluster) -> int:
    nanny = next(iter(cluster.workers.values()))
    assert isinstance(nanny, Nanny)
    assert nanny.pid is not None
    return nanny.pid

"""Two commands that write in one archive: one works, the other refuses or waits; a killed one holds nothing."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.cli import main
from builder.errors import LockedError
from builder.locking import exclusive
from tests.unit.pipeline.archive import Archive, new_archive, report

_HOLD = "import sys, time; from pathlib import Path; from builder.locking import exclusive\n"
_HOLD += "with exclusive(Path(sys.argv[1]), 'build'):\n    print('held', flush=True)\n    time.sleep(float(sys.argv[2]))\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = new_archive(tmp_path / "kho")
    archive.put("a.txt", report("Công tác tháng 3"))
    return archive


@contextmanager
def held(archive: Archive, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the lock."""
    command = [sys.executable, "-c", _HOLD, str(archive.root / ".bantin"), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def convert(archive: Archive, *options: str) -> int:
    return main(["convert", "-f", str(archive.root / "mkdocs.yml"), *options])


def test_a_second_command_refuses_and_tells_who_is_at_work(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    with held(archive, 60) as process:
        assert convert(archive) == 1
        told = capsys.readouterr().err
        assert f"`bantin build` is at work in this archive (process {process.pid}, since 20" in told
        assert "--wait SECONDS" in told
        assert archive.pages() == []


def test_it_can_wait(archive: Archive) -> None:
    with held(archive, 1) as process:
        assert convert(archive, "--wait", "60") == 0
        assert process.wait() == 0
    assert len(archive.pages()) == 1


def test_a_killed_command_holds_nothing(archive: Archive) -> None:
    with held(archive, 60) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert convert(archive) == 0


@pytest.mark.parametrize("damage", ["", "[]", "{"])
def test_a_damaged_note_of_the_holder_is_no_obstacle(archive: Archive, damage: str) -> None:
    with held(archive, 60):
        (archive.root / ".bantin" / "lock-holder.json").write_text(damage, encoding="utf-8")
        with pytest.raises(LockedError, match="another bantin is at work"), exclusive(archive.root / ".bantin", "index"):
            raise AssertionError("two hold the lock")

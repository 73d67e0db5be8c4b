"""A full disk and a read-only one: a clear message, nothing damaged, and the next run goes on."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.cli import main
from tests.unit.pipeline.archive import Archive, new_archive, report

COUNT = 12


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 300 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not _ran("mount", "-t", "tmpfs", "-o", "size=300k", "none", str(folder)):
        pytest.skip("mounting a file system needs root")
    try:
        yield folder
    finally:
        assert _ran("umount", str(folder))


def _ran(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _archive(folder: Path) -> Archive:
    archive = new_archive(folder / "kho")
    for number in range(COUNT):
        archive.put(f"{number}.txt", report(f"Công tác tháng {number + 1}", text="Tình hình ổn định. " * 150))
    return archive


def _convert(archive: Archive) -> int:
    return main(["convert", "-f", str(archive.root / "mkdocs.yml")])


def test_a_full_disk(disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive, whole = _archive(disk), _archive(tmp_path)
    assert _convert(whole) == 0
    ballast = disk / "ballast"
    free = 300 * 1024 - sum(file.stat().st_size + 4096 for file in archive.root.rglob("*"))
    ballast.write_bytes(b"x" * max(0, free - 40_000))
    assert _convert(archive) == 1
    told = capsys.readouterr().err
    assert told.count("No space left on device") == 1
    assert 0 < len(archive.pages()) < COUNT
    for path in archive.pages():
        assert (archive.bulletins / path).read_bytes() == (whole.bulletins / path).read_bytes()
    ballast.unlink()
    assert _ran("mount", "-o", "remount,size=3m", str(disk))
    assert _convert(archive) == 0
    assert _contents(archive) == _contents(whole)


def test_a_read_only_disk(disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = new_archive(disk / "kho")
    archive.put("a.txt", report("Công tác tháng 3"))
    assert _convert(archive) == 0
    archive.put("b.txt", report("Công tác tháng 4"))
    before = _contents(archive)
    assert _ran("mount", "-o", "remount,ro", str(disk))
    assert _convert(archive) == 1
    assert "Read-only file system" in capsys.readouterr().err
    assert _contents(archive) == before
    assert _ran("mount", "-o", "remount,rw", str(disk))
    assert _convert(archive) == 0
    assert len(archive.pages()) == 2


def _contents(archive: Archive) -> dict[str, bytes]:
    return {
        file.relative_to(archive.root).as_posix(): file.read_bytes()
        for file in (archive.root / "content").rglob("*")
        if file.is_file()
    }

"""Running the command in this process, and a small archive to run it on."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from builder.cli import main
from tests.unit.pipeline.archive import Archive, new_archive, report


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> Done:
        code = main([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Three reports and a start page; the current folder."""
    archive = new_archive(tmp_path / "kho")
    for month in (3, 4, 5):
        subject, date = f"Công tác tháng {month}", f"{month} tháng {month} năm 2022"
        archive.put(f"{month}.txt", report(subject, date=date, number=f"{month}-BC/ĐU", text="Đảng bộ xã triển khai."))
    archive.put("index.txt", "Trang chủ\n")
    monkeypatch.chdir(archive.root)
    return archive

"""The same sources and versions give the same bytes: wherever, whenever and by whomever the archive is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.archive import copy_archive

KEPT = ("thong-bao", "ke-hoach", "BC47", "dispform", "IMG", "haduong")
"""Sources that stay in the copies: HTML, text, images, an old encoding."""
LATER = '''"""A clock that is 500 days ahead, as Python shows it to all code."""
import datetime, time

_AHEAD = 500 * 86400
_now, _time = datetime.datetime.now, time.time


class _Meta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, _Real)


_Real = datetime.datetime


class Later(_Real, metaclass=_Meta):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time() + _AHEAD, tz)


datetime.datetime = Later
time.time = lambda: _time() + _AHEAD
'''


@pytest.fixture(scope="module")
def start(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive, not built."""
    root = copy_archive(project, tmp_path_factory.mktemp("same") / "kho")
    for file in (root / "content" / "sources").rglob("*"):
        if file.is_file() and not any(part in file.as_posix() for part in KEPT):
            file.unlink()
    return root


@pytest.fixture(scope="module")
def first(start: Path) -> dict[str, bytes]:
    """The bytes of a build here and now, on a fixed day of publication."""
    return _built(start, start.with_name("a"), "022", {"SOURCE_DATE_EPOCH": "1750000000", "TZ": "UTC", "LC_ALL": "C.UTF-8"})


def _built(start: Path, root: Path, umask: str, environment: dict[str, str]) -> dict[str, bytes]:
    shutil.copytree(start, root)
    command = ["sh", "-c", f'umask {umask}; exec "$0" -m builder build', sys.executable]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return _tree(root)


def _tree(root: Path) -> dict[str, bytes]:
    """Every file but the state, which may be deleted at any time."""
    files = (file for file in root.rglob("*") if file.is_file() and file.relative_to(root).parts[0] != ".bantin")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def _differences(one: dict[str, bytes], two: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def _clock(folder: Path) -> dict[str, str]:
    """Environment of a process in which it is another day."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


def test_another_path_locale_time_zone_umask_and_clock(start: Path, tmp_path: Path, first: dict[str, bytes]) -> None:
    elsewhere = tmp_path / "một thư mục khác" / "x" / "kho lưu trữ"
    strange = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "POSIX",
        "LANG": "tr_TR.ISO-8859-9",
        "PYTHONHASHSEED": "4711",
        "COLUMNS": "40",
    }
    environment = {**strange, **_clock(tmp_path / "clock"), "SOURCE_DATE_EPOCH": "1750000000"}
    assert _differences(_built(start, elsewhere, "077", environment), first) == []


def test_the_record_of_addresses_stands_for_the_day(start: Path, tmp_path: Path, first: dict[str, bytes]) -> None:
    """A site that is built again from content/ years later, without the variable, has the same bytes."""
    again = tmp_path / "kho"
    shutil.copytree(start, again)
    record = again / "content" / "records" / "addresses.json"
    record.parent.mkdir(exist_ok=True)
    record.write_bytes(first["content/records/addresses.json"])
    found = _built(again, tmp_path / "b", "022", {**_clock(tmp_path / "clock"), "TZ": "America/Adak"})
    assert _differences(found, first) == []


def test_the_clock_of_these_tests_is_another_day(tmp_path: Path) -> None:
    show = "import datetime; print(datetime.datetime.now(datetime.UTC).date())"
    days = [
        subprocess.run(
            [sys.executable, "-c", show], env={**os.environ, **more}, capture_output=True, text=True, check=True
        ).stdout
        for more in ({}, _clock(tmp_path / "clock"))
    ]
    assert days[0] != days[1]

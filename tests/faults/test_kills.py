"""A build that is killed at any moment, and what the next one makes of it.

BANTIN_KILLS asks for more moments than the few of every run; they are spread over the time of an undisturbed build.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.site.archive import bantin, copy_archive

KILLS = int(os.environ.get("BANTIN_KILLS", "3"))
KEPT = ("thong-bao", "ke-hoach", "BC47", "dispform", "IMG")
"""Sources that stay in the copy: enough for every stage, few enough for a quick build."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")]


@pytest.fixture(scope="module")
def start(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive, not built."""
    root = copy_archive(project, tmp_path_factory.mktemp("kills") / "start")
    for file in (root / "content" / "sources").rglob("*"):
        if file.is_file() and not any(part in file.name for part in KEPT):
            file.unlink()
    return root


@pytest.fixture(scope="module")
def undisturbed(start: Path) -> tuple[dict[str, bytes], float]:
    """(what a build of it writes, the seconds that it takes)."""
    root = start.with_name("undisturbed")
    shutil.copytree(start, root)
    begun = time.monotonic()
    return _built(root), time.monotonic() - begun


def _change(root: Path) -> None:
    """One source says something else."""
    source = next((root / "content" / "sources").rglob("*ke-hoach-118*"))
    source.write_bytes(source.read_bytes().replace("nông dân".encode(), "bà con".encode()))


def _built(root: Path) -> dict[str, bytes]:
    done = bantin(root, "build")
    assert done.returncode == 0, done.stderr
    return _tree(root)


def _tree(root: Path) -> dict[str, bytes]:
    """Every file of the archive but the state, which may be deleted at any time; and what the terminal's search answers."""
    files = (file for file in root.rglob("*") if file.is_file() and file.relative_to(root).parts[0] != ".bantin")
    tree = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
    answer = json.loads(bantin(root, "search", "huyện ủy", "--json", "--limit", "100").stdout)
    answers = sorted((hit["id"], hit["title"]) for hit in answer["results"])
    return tree | {"answers": json.dumps([answer["total"], answers], ensure_ascii=False).encode()}


def _killed(root: Path, command: str, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", command],
        cwd=root, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _moments(seconds: float) -> list[float]:
    chance = random.Random(2025)  # noqa: S311 - no secret
    return [(number + chance.random()) * seconds / KILLS for number in range(KILLS)]


def test_a_first_build_killed_at_any_moment(start: Path, tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]) -> None:
    wanted, seconds = undisturbed
    for number, moment in enumerate(_moments(seconds)):
        root = tmp_path / str(number)
        shutil.copytree(start, root)
        _killed(root, "build", moment)
        assert _differences(_built(root), wanted) == [], f"killed after {moment:.2f} s"
        shutil.rmtree(root)


def test_an_update_killed_at_any_moment(start: Path, tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]) -> None:
    _, seconds = undisturbed
    base = tmp_path / "base"
    shutil.copytree(start, base)
    _built(base)
    changed = tmp_path / "changed"
    shutil.copytree(start, changed)
    _change(changed)
    wanted = _built(changed)
    for number, moment in enumerate(_moments(seconds)):
        root = tmp_path / str(number)
        shutil.copytree(base, root)
        _change(root)
        _killed(root, "build", moment)
        assert _differences(_built(root), wanted) == [], f"killed after {moment:.2f} s"
        shutil.rmtree(root)


def test_an_index_update_killed_at_any_moment(start: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(start, base)
    wanted = _built(base)
    begun = time.monotonic()
    shutil.rmtree(base / ".bantin" / "whoosh")
    assert bantin(base, "index").returncode == 0
    for moment in _moments(time.monotonic() - begun):
        shutil.rmtree(base / ".bantin" / "whoosh")
        _killed(base, "index", moment)
        assert bantin(base, "index").returncode == 0
        assert _tree(base)["answers"] == wanted["answers"], f"killed after {moment:.2f} s"


def _differences(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))

"""`bantin search`: filters, JSON, one query a line, pages of results; and no index yet."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.pipeline.archive import Archive, report


@pytest.fixture
def indexed(archive: Archive, run: Run) -> Archive:
    archive.put("2021.txt", report("Tuyển quân", date="5 tháng 5 năm 2021", number="9-BC/ĐU"))
    assert run("convert", "-q").code == 0
    assert run("index", "-q").code == 0
    return archive


def ask(run: Run, *arguments: str) -> dict[str, Any]:
    done = run("search", "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") == 1
    told: dict[str, Any] = json.loads(done.out)
    return told


def test_without_an_index_the_next_step_is_said(archive: Archive, run: Run) -> None:
    done = run("search", "đảng")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("there is no search index yet; run `bantin index`\n")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves the damaged file open
def test_a_damaged_index_can_be_built_again(indexed: Archive, run: Run) -> None:
    for file in (indexed.root / ".bantin" / "whoosh").iterdir():
        file.write_bytes(b"\x00")
    done = run("search", "đảng")
    assert done.code == 1
    assert "run `bantin index`" in done.err
    assert run("index").code == 0
    assert ask(run, "đảng")["total"] == 4


def test_results_for_people(indexed: Archive, run: Run) -> None:
    done = run("search", "tuyen", "quan")
    lines = done.out.splitlines()
    assert lines[0] == "1 kết quả"
    assert lines[2] == "1. BÁO CÁO Tuyển quân"
    assert lines[3].strip().startswith("9-BC/ĐU · 2021-05-05")
    assert lines[-1].strip() == "bulletins/2021/bao-cao-tuyen-quan.md"


def test_the_json_of_the_design(indexed: Archive, run: Run) -> None:
    told = ask(run, "dang bo")
    assert list(told) == ["query", "total", "facets", "notice", "results"]
    assert (told["query"], told["total"], told["notice"]) == ("dang bo", 4, None)
    assert list(told["results"][0]) == ["id", "title", "number", "issuer", "issued", "path", "score", "snippet"]
    assert all((indexed.root / "content" / hit["path"]).is_file() for hit in told["results"])


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        (["--type", "bao cao"], 4),
        (["--type", "Nghị quyết"], 0),
        (["--issuer", "phú cường"], 4),
        (["--signer", "nguyen van an"], 4),
        (["--cites", "1/x"], 0),
        (["--from", "2022"], 3),
        (["--to", "2021"], 1),
        (["--from", "2022-04", "--to", "2022-04-30"], 1),
        (["--from", "2022-04-05"], 1),
        (["công tác", "--from", "2022-05"], 1),
        (["3-BC/ĐU"], 1),
    ],
)
def test_filters(indexed: Archive, run: Run, arguments: list[str], total: int) -> None:
    assert ask(run, *arguments)["total"] == total


def test_pages_of_results(indexed: Archive, run: Run) -> None:
    order = [hit["id"] for hit in ask(run, "dang bo", "--sort", "date")["results"]]
    dates = [hit["issued"] for hit in ask(run, "dang bo", "--sort", "date")["results"]]
    assert dates == sorted(dates, reverse=True)
    pages = [ask(run, "dang bo", "--sort", "date", "--limit", "3", "--page", str(page)) for page in (1, 2, 3)]
    assert [[hit["id"] for hit in page["results"]] for page in pages] == [order[:3], order[3:], []]
    assert {page["total"] for page in pages} == {4}
    assert ask(run, "dang bo", "--limit", "0")["results"] == []


def test_one_query_a_line(indexed: Archive, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("dang bo\n\ntuyển quân\nxyzzy"))
    told = [json.loads(line) for line in run("search", "--stdin", "--limit", "1").out.splitlines()]
    assert [(one["query"], one["total"], len(one["results"])) for one in told] == [
        ("dang bo", 4, 1),
        ("", 0, 0),
        ("tuyển quân", 1, 1),
        ("xyzzy", 0, 0),
    ]
    assert told[3]["notice"]


def test_an_answer_comes_before_the_next_question(indexed: Archive) -> None:
    """A program that asks and waits must not wait for ever."""
    command = [sys.executable, "-m", "builder", "search", "--stdin"]
    with subprocess.Popen(command, cwd=indexed.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for query in ("dang bo", "tuyển quân"):
            program.stdin.write(f"{query}\n".encode())
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["query"] == query
        program.stdin.close()
    assert program.returncode == 0


def test_a_reader_that_goes_away_is_no_accident(indexed: Archive) -> None:
    command = f"{sys.executable} -m builder search 'dang bo' | true"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=indexed.root, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_hostile_text_does_not_reach_the_terminal(archive: Archive, run: Run) -> None:
    archive.put("x.txt", report("Kho\x1b]0;x\x07 bạc &lt;mark&gt;", number="77-BC/ĐU"))
    run("convert", "-q")
    run("index", "-q")
    done = run("search", "77-BC/ĐU")
    assert "1 kết quả" in done.out
    assert "\x1b" not in done.out
    assert "\x07" not in done.out


def test_the_index_follows_content_only(indexed: Archive, run: Run) -> None:
    """Pages corrected, written and deleted by hand, without any source."""
    page = indexed.page("tuyen-quan")
    page.write_text(page.read_text("utf-8").replace("Tình hình ổn định", "Đính chính: xuất sắc"), encoding="utf-8")
    for file in indexed.sources.iterdir():
        file.unlink()
    indexed.page("thang-3").unlink()
    done = run("index")
    assert done.err.splitlines() == ["indexed 1, removed 1, failed 0"]
    assert ask(run, "xuất sắc")["total"] == 1
    assert ask(run, "3-BC/ĐU")["total"] == 0
    assert run("index").err.splitlines() == ["index unchanged"]


def test_two_at_once(indexed: Archive, run: Run) -> None:
    """While another process writes the index, the second says so; its lock file left behind hinders nobody."""
    lock = indexed.root / ".bantin" / "whoosh.lock"
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    indexed.page("thang-3").unlink()
    busy = run("index")
    holder.kill()
    holder.communicate()
    assert (busy.code, "another bantin is writing the search index" in busy.err) == (1, True)
    assert lock.exists()
    assert run("index").code == 0


_HOLD = """
import sys
from whoosh.util.filelock import FileLock
lock = FileLock(sys.argv[1]); assert lock.acquire(); print("held", flush=True); sys.stdin.read()
"""


def test_an_index_folder_that_cannot_be_made(archive: Archive, run: Run) -> None:
    Path(archive.root / ".bantin").write_text("in the way")
    done = run("index")
    assert done.code == 1
    assert str(archive.root / ".bantin") in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("query", ["đảng bộ", '"tổ dân phố"', "52-BC/ĐU", "UBND", "--type=Báo cáo"])
def test_an_archive_without_documents_has_no_answer(archive: Archive, run: Run, query: str) -> None:
    assert run("index").err.splitlines() == ["index unchanged"]
    told = ask(run, query)
    assert (told["total"], told["results"]) == (0, [])
    assert told["notice"]

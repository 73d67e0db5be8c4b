"""`bantin convert`: with an archive, and on files alone."""

import json
from pathlib import Path

import pytest
import yaml

from tests.unit.cli.conftest import Run
from tests.unit.pipeline.archive import Archive, report, snapshot

PAGE = report("Công tác tháng 3", number="3-BC/ĐU")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without any mkdocs.yml; the current folder."""
    (tmp_path / "quét về").mkdir()
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "quét về" / "b.txt").write_text(PAGE.replace("tháng 3", "tháng 4"), encoding="utf-8")
    (tmp_path / "quét về" / "index.txt").write_text("Trang chủ\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def source_path(page: Path) -> str:
    path: str = yaml.safe_load(page.read_text("utf-8").split("---\n")[1])["source"]["path"]
    return path


def test_files_alone_need_no_archive(files: Path, run: Run) -> None:
    done = run("convert", "a.txt", "quét về", "--output", "ra")
    assert (done.code, done.out) == (0, "")
    assert "converted 2, unchanged 0, skipped 1, failed 0" in done.err
    made = sorted(file.relative_to(files / "ra").as_posix() for file in (files / "ra").rglob("*") if file.is_file())
    ids = ("bao-cao-cong-tac-thang-3", "bao-cao-cong-tac-thang-4")
    assert made == [*(f"{name}.md" for name in ids), *(f"ledger/{name}.json" for name in ids)]
    assert [source_path(page) for page in sorted((files / "ra").glob("*.md"))] == ["a.txt", "quét về/b.txt"]


def test_the_path_of_a_source_is_the_path_as_given(files: Path, run: Run) -> None:
    for given in (str(files / "a.txt"), "quét về/../a.txt", "./a.txt"):
        out = files / "ra" / str(len(given))
        assert run("convert", given, "--output", out).code == 0
        assert source_path(next(out.glob("*.md"))) == Path(given).as_posix()


def test_twice_is_the_same_and_says_so(files: Path, run: Run) -> None:
    command = ("convert", "a.txt", "quét về", "--output", "ra")
    run(*command)
    before = snapshot(files / "ra")
    assert "converted 0, unchanged 2, skipped 1" in run(*command).err
    assert snapshot(files / "ra") == before
    other = run(*command[:-1], "khác")
    assert other.code == 0
    assert {file.name: data for file, (_, data) in snapshot(files / "khác").items()} == {
        file.name: data for file, (_, data) in before.items()
    }


def test_the_output_is_no_source_of_the_next_run(files: Path, run: Run) -> None:
    run("convert", ".", "--output", "ra")
    assert "converted 0, unchanged 2, skipped 1, failed 0" in run("convert", ".", "--output", "ra").err


def test_bad_files_are_reported_and_the_others_converted(files: Path, run: Run) -> None:
    (files / "empty.txt").write_bytes(b"")
    (files / "binary.txt").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 9)
    (files / "link.txt").symlink_to("gone")
    (files / "odd\x1b[31m.txt").write_bytes(b"")
    named = ["gone.txt", "a.txt", "empty.txt", "binary.txt", "link.txt", "odd\x1b[31m.txt"]
    done = run("convert", *named, "--output", "ra")
    assert done.code == 2  # a path that does not exist is wrong usage; the others are converted all the same
    assert "converted 1, unchanged 0, skipped 0, failed 5" in done.err
    for line in (
        "warning: gone.txt: no such file or folder",
        "warning: empty.txt: the file is empty; HTML or plain text is expected",
        "warning: binary.txt: holds zero bytes: a binary file, not text; HTML or plain text is expected",
        "warning: link.txt: a link to a file that does not exist",
        "warning: odd\ufffd[31m.txt: the file is empty",
    ):
        assert line in done.err
    assert "\x1b[31m" not in done.err
    assert run("convert", *named, "--output", "ra", "--strict").code == 1
    assert run("convert", "a.txt", "--output", "ra", "--strict").code == 0


def test_file_names_in_an_old_encoding(files: Path, run: Run) -> None:
    for name, data in ((b"b\xb8o c\xb8o.txt", PAGE), (b"\xb8.txt", ""), (b"\xb9.txt", "Trang chủ\n")):
        try:
            Path(files / "quét về" / name.decode("utf-8", "surrogateescape")).write_text(data, encoding="utf-8")
        except OSError:
            pytest.skip("this file system takes no such name")
    done = run("convert", "quét về", "--output", "ra")
    assert "converted 2, unchanged 0, skipped 2, failed 1" in done.err
    assert "warning: quét về/\\xb8.txt: the file is empty" in done.err
    assert "quét về/b\\xb8o c\\xb8o.txt" in [source_path(page) for page in (files / "ra").glob("*.md")]


def test_an_output_that_cannot_be_written(files: Path, run: Run) -> None:
    done = run("convert", "a.txt", "--output", "a.txt")
    assert "warning: a.txt: " in done.err
    assert (files / "a.txt").read_text("utf-8") == PAGE


def test_json_is_the_summary(files: Path, run: Run) -> None:
    done = run("convert", ".", "gone", "--output", "ra", "--json")
    told = json.loads(done.out)
    assert told["converted"] == ["bao-cao-cong-tac-thang-3.md", "bao-cao-cong-tac-thang-4.md"]
    assert (told["unchanged"], [entry["path"] for entry in told["skipped"]]) == (0, ["quét về/index.txt"])
    assert [(entry["path"], entry["reason"]) for entry in told["failed"]] == [("gone", "no such file or folder")]
    assert (told["kept"], told["warnings"]) == ([], [])


def test_quiet_and_verbose(archive: Archive, run: Run) -> None:
    archive.put("3.txt", PAGE.replace("I. TÌNH", "II. TÌNH").replace("ổn định.", "ổn định[7]."))
    archive.put("empty.txt", "")
    quiet = run("convert", "-q")
    assert (quiet.code, quiet.out) == (0, "")
    assert quiet.err.splitlines() == ["warning: content/sources/empty.txt: the file is empty; HTML or plain text is expected"]
    plain, verbose = run("convert"), run("convert", "-v")
    assert "warnings 0" not in plain.err
    assert "bao-cao-cong-tac-thang-3.md: " not in plain.err
    assert "warning: bulletins/2022/bao-cao-cong-tac-thang-3.md: " in verbose.err
    archive.put("empty.txt", report("Công tác khác"))
    assert run("convert", "--strict").code == 1, "a warning of a page"


def test_the_reasons_of_what_was_skipped_are_counted(archive: Archive, run: Run) -> None:
    archive.put("khác/index.txt", "Trang chủ\n")
    told = run("convert").err
    assert "skipped 2" in told
    assert any(line.startswith("  skipped 2: ") and len(line) > 20 for line in told.splitlines())

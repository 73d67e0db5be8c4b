"""`bantin export` from end to end: the whole archive and what a search finds, exit codes, what is refused."""

import csv
import json
import zipfile
from pathlib import Path

import pytest

from builder.cli import main
from tests.unit.pipeline.archive import Archive, new_archive, report

KINDS = {"markdown": ".zip", "csv": ".csv", "jsonl": ".jsonl", "epub": ".epub"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Three converted reports."""
    archive = new_archive(tmp_path_factory.mktemp("export") / "kho")
    archive.put("a.txt", report("Công tác tháng 3", number="3-BC/ĐU"))
    archive.put("b.txt", report("Công tác tháng 4", number="4-BC/ĐU", date="22 tháng 4 năm 2023"))
    archive.put("c.txt", report("Dân vận khéo", number="5-BC/ĐU", date="22 tháng 5 năm 2023"))
    archive.convert()
    return archive


def export(archive: Archive, *arguments: str) -> int:
    return main(["export", *arguments, "-f", str(archive.root / "mkdocs.yml"), "-q"])


def titles(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [row["title"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_found_and_an_earlier_export_replaced(
    built: Archive, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    first = export(built, kind)
    made = (tmp_path / f"kho-thu{KINDS[kind]}").read_bytes()
    assert (first, export(built, kind, "--json")) == (0, 0)
    assert (tmp_path / f"kho-thu{KINDS[kind]}").read_bytes() == made
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["bulletins"], told["output"], told["failed"]) == (kind, 3, f"kho-thu{KINDS[kind]}", [])
    assert [file.name for file in tmp_path.iterdir()] == [f"kho-thu{KINDS[kind]}"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], ["tháng 3", "tháng 4", "khéo"]),
        (["--from", "2023"], ["tháng 4", "khéo"]),
        (["dân", "vận", "khéo"], ["khéo"]),
        (["cong tac", "--to", "2022-12"], ["tháng 3"]),
    ],
)
def test_a_selection_holds_what_the_search_finds_by_date(
    built: Archive, tmp_path: Path, asked: list[str], found: list[str]
) -> None:
    assert export(built, "csv", *asked, "-o", str(tmp_path / "x.csv")) == 0
    assert [title.rpartition(" ")[2] if "khéo" in title else title[-7:] for title in titles(tmp_path / "x.csv")] == found


def test_nothing_found_is_an_empty_export_and_a_fault_under_strict(built: Archive, tmp_path: Path) -> None:
    asked = ("--from", "1999", "--to", "2000", "-o", str(tmp_path / "x.csv"))
    assert export(built, "csv", *asked) == 0
    assert titles(tmp_path / "x.csv") == []
    assert export(built, "csv", *asked, "--strict") == 1


def test_the_mark_of_utf_8_is_there_when_asked_for(built: Archive, tmp_path: Path) -> None:
    assert export(built, "csv", "--bom", "-o", str(tmp_path / "x.csv")) == 0
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfid,title,")
    assert export(built, "csv", "-o", str(tmp_path / "x.csv")) == 0  # known as an export with it, too


def test_files_of_others_are_written_over_only_by_force(
    built: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.zip"
    file.write_text("của người khác", "utf-8")
    assert export(built, "markdown", "-o", str(file)) == 1
    assert "is no earlier export of the kind markdown" in capsys.readouterr().err
    assert file.read_text("utf-8") == "của người khác"
    assert export(built, "markdown", "-o", str(file), "--force") == 0
    assert zipfile.is_zipfile(file)


def test_what_cannot_be_asked_is_wrong_usage(built: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(built, "offline", "dân vận", "-o", str(tmp_path / "x")) == 2
    assert "takes the whole archive along" in capsys.readouterr().err
    assert export(built, "csv", "--from", "hôm qua") == 2
    assert export(built, "pdf") == 2
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_held_back_is_not_taken_along(built: Archive, tmp_path: Path) -> None:
    page = built.page("thang-4.md")
    config = ["-f", str(built.root / "mkdocs.yml"), "-q"]
    assert main(["decide", page.stem, "hold", "--reason", "thử", *config]) == 0
    assert export(built, "csv", "-o", str(tmp_path / "x.csv")) == 0
    assert len(titles(tmp_path / "x.csv")) == 2
    assert main(["decide", page.stem, "publish", "--reason", "thử", *config]) == 0

"""Taking down a page, or a name wherever it stands: nothing of it is left in any output, and it does not come back."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from builder.cli import main
from builder.gate.leftovers import leftovers
from builder.pipeline import building, publishing
from tests.conversion import legacy
from tests.unit.pipeline.archive import Archive, report, snapshot

NAME = "Lê Văn Tám"
SLUG = "le-van-tam"


@pytest.fixture
def named(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Three pages; one names a person in its title and file name, one in its text. The site is left out: tests/site has one."""
    archive.put(f"ky-luat-{SLUG}.txt", report(f"Kiểm điểm ông {NAME}", number="1-BC/ĐU"))
    archive.put(
        "b.txt", report("Công tác tháng 4", number="2-BC/ĐU", text=f"Ông {NAME.upper()} và bà Trần Thị Sáu có mặt. Le Van Tam.")
    )
    archive.put("c.txt", report("Công tác tháng 5", number="3-BC/ĐU"))
    for module in (building, publishing):
        monkeypatch.setattr(module, "begin_site", lambda settings, found, *_: publishing.Begun(settings, found.gated, {}, "", ()))
    assert run(archive, "build") == 0
    return archive


def run(archive: Archive, *arguments: str) -> int:
    return main([arguments[0], "-f", str(archive.root / "mkdocs.yml"), *arguments[1:]])


def outputs(archive: Archive) -> list[Path]:
    return [file for file in archive.root.rglob("*") if file.is_file() and archive.sources not in file.parents]


def left(archive: Archive, text: str) -> list[str]:
    return [one.path for one in leftovers(outputs(archive), archive.root, text, lambda *_: None)]


def test_a_name_is_gone_from_every_output_and_stays_gone(named: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(left(named, NAME)) > 4
    untouched = named.page("thang-5").read_bytes()
    assert run(named, "takedown", "--text", NAME, "--reason", f"theo đơn của ông {NAME}", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["left"] == []
    assert sorted(told["originals"]) == ["content/sources/b.txt", f"content/sources/ky-luat-{SLUG}.txt"]
    assert left(named, NAME) == []
    assert named.pages() == [
        "2022/bao-cao-cong-tac-thang-4.md",
        "2022/bao-cao-cong-tac-thang-5.md",
        "2022/bao-cao-kiem-diem-ong-da-go.md",
    ]
    assert "Ông (đã gỡ) và bà Trần Thị Sáu có mặt. (đã gỡ)." in named.page("thang-4").read_text("utf-8")
    assert named.page("thang-5").read_bytes() == untouched
    for state in ("kept", "lost"):
        if state == "lost":
            shutil.rmtree(named.root / ".bantin")
        before = snapshot(named.bulletins)
        assert run(named, "build") == 0
        assert snapshot(named.bulletins) == before
        assert left(named, NAME) == []


def test_a_changed_source_does_not_bring_a_name_back(named: Archive) -> None:
    assert run(named, "takedown", "--text", NAME, "--reason", "x") == 0
    named.put("b.txt", report("Công tác tháng 4", number="2-BC/ĐU", text=f"Ông {NAME} vắng mặt, Lê   Văn\nTám."))
    named.put("d.txt", report("Công tác tháng 6", number="4-BC/ĐU", text=f"Nhân chứng: {NAME}."))
    assert run(named, "build") == 0
    assert "vắng mặt" in named.page("thang-4").read_text("utf-8")
    assert len(named.pages()) == 4
    assert left(named, NAME) == []


def test_a_page_leaves_a_tombstone_and_does_not_come_back(named: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    page = named.page("thang-4")
    others = {path: (named.bulletins / path).read_bytes() for path in named.pages() if "thang-4" not in path}
    assert run(named, "takedown", "bao-cao-cong-tac-thang-4", "--reason", "x", "--json") == 0
    assert json.loads(capsys.readouterr().out)["originals"] == ["content/sources/b.txt"]
    tombstone = page.read_text("utf-8")
    assert "Văn bản ở địa chỉ này đã được gỡ" in tombstone
    assert left(named, "Trần Thị Sáu") == []
    named.put("again/visit.txt", (named.sources / "b.txt").read_bytes() + b"\n\n")  # the same article, scraped once more
    shutil.rmtree(named.root / ".bantin")
    assert run(named, "build") == 0
    assert page.read_text("utf-8") == tombstone
    assert len(named.pages()) == 3
    assert {path: (named.bulletins / path).read_bytes() for path in others} == others
    capsys.readouterr()
    assert main(["search", "-f", str(named.root / "mkdocs.yml"), "tháng 4", "--json"]) == 0
    assert "thang-4" not in capsys.readouterr().out


def test_an_edited_page_is_still_edited_after_a_takedown(named: Archive) -> None:
    page = named.page("thang-4")
    page.write_text(page.read_text("utf-8") + f"\nĐã đính chính với {NAME}.\n", encoding="utf-8")
    assert run(named, "takedown", "--text", NAME, "--reason", "x") == 0
    named.put("b.txt", report("Công tác tháng 4", number="9-BC/ĐU", text="Không còn ai."))
    assert run(named, "build") == 0
    text = page.read_text("utf-8")
    assert text.endswith("Đã đính chính với (đã gỡ).\n")
    assert "number: 9-BC/ĐU" in text


@pytest.mark.parametrize("arguments", [(), ("x", "--text", NAME), ("--text", "ba")])
def test_a_takedown_needs_one_thing_to_take_down(named: Archive, arguments: tuple[str, ...]) -> None:
    assert run(named, "takedown", *arguments, "--reason", "x") == 2


def test_an_unknown_page_is_named(named: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(named, "takedown", "khong-co", "--reason", "x") == 1
    assert "khong-co: no page has this id" in capsys.readouterr().err


# ---------------------------------------------------------------- the proof itself
def test_originals_in_an_old_encoding_are_found(named: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    text = report("Công tác tháng 7", number="7-BC/ĐU", text=f"Ông {NAME} có mặt.")
    for name in ("windows-1258", "tcvn3", "vni", "viscii"):
        named.put(f"cu/{name}.txt", legacy.ENCODERS[name](text))
    assert run(named, "takedown", "--text", NAME, "--reason", "x", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [path for path in told["originals"] if "/cu/" in path] == [
        f"content/sources/cu/{name}.txt" for name in ("tcvn3", "viscii", "vni", "windows-1258")
    ]
    assert told["unread"] == []


def test_what_cannot_be_searched_is_no_proof(named: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    (named.root / "content" / "tai-lieu.pdf").write_bytes(b"%PDF-1.7\n")
    named.put("tai-lieu.zip", b"PK\x03\x04" + b"\0" * 40)
    assert run(named, "requests", "--about", "a", "--date", "2026-02-27") == 0
    capsys.readouterr()
    assert run(named, "takedown", "--text", NAME, "--reason", "x", "--request", "1", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["left"], [one.partition(":")[0] for one in told["unproved"]]) == ([], ["content/tai-lieu.pdf"])
    assert [one.partition(":")[0] for one in told["unread"]] == ["content/sources/tai-lieu.zip"]
    assert run(named, "takedown", "--text", NAME, "--reason", "x") == 1
    out = capsys.readouterr().err
    assert "not proved: content/tai-lieu.pdf: a PDF file, whose words cannot be searched" in out
    assert "nothing is left" not in out
    assert run(named, "requests") == 0
    assert "1 open requests" in "".join(capsys.readouterr())  # nothing is proved, so that it stays open


@pytest.mark.parametrize(
    "data",
    [
        NAME.encode(),
        "Lê Văn Tám".encode("utf-16"),
        json.dumps({"x": NAME}).encode(),
        b"<p>L&ecirc; V&#259;n T&aacute;m</p>",
        b"/tim-kiem/?q=L%C3%AA+V%C4%83n+T%C3%A1m",
        gzip.compress(b'{"content":"' + NAME.encode(), mtime=0),
        "Le\u0302 Va\u0306n Ta\u0301m".encode(),
        b"\x00\x01" + SLUG.encode() + b"\xff",
    ],
)
def test_the_proof_finds_a_name_in_whatever_form(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    (tmp_path / "b.bin").write_bytes("Lê Văn Tâm".encode())
    assert [one.path for one in leftovers(sorted(tmp_path.iterdir()), tmp_path, NAME, lambda *_: None)] == ["a.bin"]


def test_the_log_of_requests(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "requests", "--about", "bao-cao-1", "--date", "2026-02-27") == 0
    assert run(archive, "requests", "--about", "bao-cao-2", "--date", "2026-02-01") == 0
    capsys.readouterr()
    assert run(archive, "requests", "--date", "2026-02-28") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 open requests, 0 closed"
    assert lines[1].endswith("due 2026-02-04 – OVERDUE")
    assert lines[2].endswith("bao-cao-1, received 2026-02-27, due 2026-03-02")
    assert run(archive, "requests", "--close", "1", "--outcome", "đã gỡ", "--json") == 0
    assert [entry["closed"] is None for entry in json.loads(capsys.readouterr().out)] == [False, True]
    assert run(archive, "requests", "--close", "1") == 2
    assert "request 1 is not open; open requests: 2" in capsys.readouterr().err

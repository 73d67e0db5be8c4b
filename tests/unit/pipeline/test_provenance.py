"""What became of the originals: recorded, checked, kept, and never replaced by rot."""

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from builder.cli import main
from builder.config import load_settings
from builder.content.originals import PATH, load_originals
from builder.errors import PageError
from builder.pipeline import CheckReport, check, publishing
from tests.unit.pipeline.archive import Archive, new_archive, report, snapshot

FIRST, SECOND = report("Công tác tháng 3", number="3-BC/ĐU"), report("Công tác tháng 4", number="4-BC/ĐU")


@pytest.fixture
def two(archive: Archive) -> Archive:
    """Two sources and a file that is no document, converted."""
    return _filled(archive)


@pytest.fixture
def keeping(tmp_path: Path) -> Archive:
    """The same in an archive that keeps its originals."""
    return _filled(new_archive(tmp_path / "giữ", "keep_originals: true"))


def _filled(archive: Archive) -> Archive:
    archive.put("a.txt", FIRST)
    archive.put("b.txt", SECOND)
    archive.put("c.txt", "Trang chủ\n")
    archive.convert()
    return archive


def _check(archive: Archive) -> CheckReport:
    return check(load_settings(archive.root / "mkdocs.yml"), lambda *_: None)


def _told(archive: Archive) -> tuple[list[str], list[str]]:
    found = _check(archive)
    return [f"{one.path}: {one.reason}" for one in found.faults], [f"{one.path}: {one.reason}" for one in found.notes]


def _age(archive: Archive) -> None:
    """A build after a while, by which the sources need not be read to be known."""
    time.sleep(0.2)
    archive.convert()


def _rot(file: Path) -> None:
    """A bit falls over: other bytes, the same size, and no time of writing."""
    written = file.stat()
    file.write_bytes(file.read_bytes().replace("ổn".encode(), "ồn".encode()))
    os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))


def test_the_record_names_every_original_with_its_checksum_and_page(two: Archive) -> None:
    found = load_originals(two.root / "content")
    assert {path: (one.bytes, one.page) for path, one in found.items()} == {
        "content/sources/a.txt": (len(FIRST.encode()), "bao-cao-cong-tac-thang-3"),
        "content/sources/b.txt": (len(SECOND.encode()), "bao-cao-cong-tac-thang-4"),
        "content/sources/c.txt": (len("Trang chủ\n".encode()), None),
    }
    assert found["content/sources/a.txt"].sha256 == hashlib.sha256(FIRST.encode()).hexdigest()
    assert _told(two) == ([], [])


def test_the_record_is_the_same_in_whatever_order_it_was_made(two: Archive, tmp_path: Path) -> None:
    other = new_archive(tmp_path / "khác")
    for name, text in (("c.txt", "Trang chủ\n"), ("b.txt", SECOND), ("a.txt", FIRST)):
        other.put(name, text)
        other.convert()
    assert (other.root / "content" / PATH).read_bytes() == (two.root / "content" / PATH).read_bytes()
    shutil.rmtree(other.root / ".bantin")
    before = snapshot(other.root / "content")
    other.convert()
    assert snapshot(other.root / "content") == before


def test_a_rotten_original_is_a_fault_and_its_page_stays(two: Archive) -> None:
    before = two.page("thang-3").read_bytes()
    _rot(two.sources / "a.txt")
    told = two.convert()
    assert [one.path for one in told.failed] == ["content/sources/a.txt"]
    assert "disk" in told.failed[0].reason
    assert two.page("thang-3").read_bytes() == before
    faults, notes = _told(two)
    assert len(faults) == 1
    assert faults[0].startswith("content/sources/a.txt: the original was altered")
    assert "cannot be compared" in notes[0]
    (two.sources / "a.txt").touch()
    assert len(two.convert().converted) == 1
    assert _told(two) == ([], [])


def test_an_original_that_somebody_changed_is_a_fault_until_it_is_converted(two: Archive) -> None:
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến"))
    assert _told(two)[0][0].startswith("content/sources/a.txt: the original was altered")
    assert len(two.convert().converted) == 1
    assert _told(two) == ([], [])


def test_an_original_that_is_gone_is_said_to_be_gone(two: Archive) -> None:
    (two.sources / "a.txt").unlink()
    (two.sources / "c.txt").unlink()
    for _ in range(2):
        faults, notes = _told(two)
        assert faults == []
        assert [note.partition(":")[0] for note in notes[:2]] == ["content/sources/a.txt", "content/sources/c.txt"]
        two.convert()


def test_a_moved_original_is_known_under_its_new_path(two: Archive) -> None:
    (two.sources / "c.txt").rename(two.sources / "d.txt")
    two.convert()
    assert set(load_originals(two.root / "content")) == {f"content/sources/{name}.txt" for name in "abd"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"originals": {"a": {"sha256": 1}}}', b"\xff"])
def test_a_damaged_record_is_a_fault(two: Archive, damage: bytes) -> None:
    (two.root / "content" / PATH).write_bytes(damage)
    assert _told(two)[0][0].startswith(PATH)
    with pytest.raises(PageError, match="restore it"):
        two.convert()


# ---------------------------------------------------------------- copies
def test_copies_are_kept_by_checksum_and_outlive_the_originals(keeping: Archive) -> None:
    digest = hashlib.sha256(FIRST.encode()).hexdigest()
    copy = keeping.root / "originals" / digest[:2] / digest
    assert copy.read_bytes() == FIRST.encode()
    assert len(list((keeping.root / "originals").glob("*/*"))) == 3
    (keeping.sources / "a.txt").unlink()
    faults, notes = _told(keeping)
    assert faults == []
    assert notes == [f"content/sources/a.txt: the original is gone; its copy is originals/{digest[:2]}/{digest}"]


def test_a_damaged_copy_is_a_fault_and_mended_by_the_next_conversion_of_its_original(keeping: Archive) -> None:
    _age(keeping)
    copy = next((keeping.root / "originals").glob("*/*"))
    copy.write_bytes(b"x")
    assert _told(keeping)[0] == [
        f"originals/{copy.parent.name}/{copy.name}: the kept copy is damaged: its bytes are not those of its name"
    ]
    keeping.convert()
    assert _told(keeping) == ([], [])


def test_words_are_compared_with_the_copy_once_the_original_was_overwritten(keeping: Archive) -> None:
    ledger = keeping.root / "content" / "ledger" / "bao-cao-cong-tac-thang-3.json"
    entries = json.loads(ledger.read_text("utf-8"))
    ledger.write_text(json.dumps(entries | {"removed": []}), encoding="utf-8")
    (keeping.sources / "a.txt").unlink()
    assert "neither in the page nor in the ledger" in _told(keeping)[0][0]


def test_what_was_taken_down_is_not_named_and_its_copy_is_pointed_out(
    keeping: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site is left out: tests/site has one."""
    monkeypatch.setattr(publishing, "begin_site", lambda settings, found, *_: publishing.Begun(settings, found.gated, {}, "", ()))
    config = str(keeping.root / "mkdocs.yml")
    assert main(["takedown", "-f", config, "bao-cao-cong-tac-thang-3", "--reason", "yêu cầu", "--json"]) == 0
    digest = hashlib.sha256(FIRST.encode()).hexdigest()
    told = json.loads(capsys.readouterr().out)["originals"]
    assert told == ["content/sources/a.txt", f"originals/{digest[:2]}/{digest}"]
    for _ in range(2):
        assert "content/sources/a.txt" not in load_originals(keeping.root / "content")
        keeping.convert()

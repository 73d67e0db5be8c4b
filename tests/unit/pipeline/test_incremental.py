"""What a second conversion does: nothing where nothing changed, and never damage to what people did."""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from builder.config import load_settings
from builder.errors import ConfigError
from builder.pipeline import convert, read_pages, review
from builder.publish.permanent.record import updated, write_record
from tests.unit.pipeline.archive import Archive, html, new_archive, report, snapshot

FIRST, SECOND = report("Công tác tháng 3", number="3-BC/ĐU"), report("Công tác tháng 4", number="4-BC/ĐU")


@pytest.fixture
def two(archive: Archive) -> Archive:
    """Two sources, converted."""
    archive.put("a.txt", FIRST)
    archive.put("b.txt", SECOND)
    assert len(archive.convert().converted) == 2
    return archive


def test_pages_ledgers_and_paths(two: Archive) -> None:
    assert two.pages() == ["2022/bao-cao-cong-tac-thang-3.md", "2022/bao-cao-cong-tac-thang-4.md"]
    assert sorted(file.stem for file in (two.root / "content" / "ledger").iterdir()) == [
        "bao-cao-cong-tac-thang-3",
        "bao-cao-cong-tac-thang-4",
    ]
    front = yaml.safe_load(two.page("thang-3").read_text("utf-8").split("---\n")[1])
    assert front["source"]["path"] == "content/sources/a.txt"


def test_a_second_run_touches_no_file(two: Archive) -> None:
    before = snapshot(two.root / "content")
    again = two.convert()
    assert (again.converted, again.unchanged, again.failed, again.kept) == ((), 2, (), ())
    assert snapshot(two.root / "content") == before


def test_only_the_changed_source_is_converted(two: Archive) -> None:
    before = snapshot(two.root / "content")
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến"))
    again = two.convert()
    assert (again.converted, again.unchanged) == (("bulletins/2022/bao-cao-cong-tac-thang-3.md",), 1)
    changed = {file.stem for file, state in snapshot(two.root / "content").items() if before[file][1] != state[1]}
    assert changed == {"a", "bao-cao-cong-tac-thang-3", "originals"}
    assert "có chuyển biến" in two.page("thang-3").read_text("utf-8")


def test_another_time_of_writing_is_no_change(two: Archive) -> None:
    os.utime(two.sources / "a.txt", (1, 1))
    assert two.convert().unchanged == 2


def test_without_the_state_folder_the_ledgers_tell(two: Archive) -> None:
    before = snapshot(two.root / "content")
    shutil.rmtree(two.root / ".bantin")
    again = two.convert()
    assert (again.converted, again.unchanged) == ((), 2)
    assert snapshot(two.root / "content") == before


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"content/sources/a.txt": {"x": 1}}', b"\xff\xfe"])
def test_a_damaged_state_is_as_good_as_none(two: Archive, damage: bytes) -> None:
    (two.root / ".bantin" / "conversion.json").write_bytes(damage)
    again = two.convert()
    assert (again.converted, again.unchanged, again.failed) == ((), 2, ())


def test_warnings_are_told_again_also_without_the_state(archive: Archive) -> None:
    archive.put("a.txt", FIRST.replace("I. TÌNH", "II. TÌNH").replace("ổn định.", "ổn định[7]."))
    told = archive.convert().warnings
    assert told
    assert archive.convert().warnings == told
    shutil.rmtree(archive.root / ".bantin")
    assert archive.convert().warnings == told


def test_another_profile_converts_everything_anew(tmp_path: Path) -> None:
    archive = new_archive(tmp_path / "kho", "profiles: cong")
    (archive.root / "cong").mkdir()
    archive.put("a.html", html("Hội nghị tháng 3", "<div class='quangcao'><p>Quảng cáo phân bón giá rẻ</p></div>"))
    archive.put("b.txt", SECOND)
    assert len(archive.convert().converted) == 2
    assert "Quảng cáo" in archive.page("hoi-nghi").read_text("utf-8")
    profile = (
        'name = "xa"\n[[evidence]]\nselector = ".quangcao"\nreason = "chỉ có ở cổng xã"\n'
        '[[view]]\nname = "bài"\nkind = "article"\nwhen = "article"\nbody = "article"\ntitle = "h1"\nreason = "một bài"\n'
        '[[noise]]\nname = "advertisement"\nselector = ".quangcao"\nreason = "no text of the article"\n'
    )
    (archive.root / "cong" / "xa.toml").write_text(profile, encoding="utf-8")
    again = archive.convert()
    assert (again.converted, again.unchanged) == (("bulletins/undated/hoi-nghi-thang-3.md",), 1)
    text = archive.page("hoi-nghi").read_text("utf-8")
    assert "Quảng cáo" not in text
    assert "portal: xa" in text
    ledger = (archive.root / "content" / "ledger" / "hoi-nghi-thang-3.json").read_text("utf-8")
    assert '"portals/xa: advertisement"' in ledger


# ---------------------------------------------------------------- what people do in content/
def edit(archive: Archive, part: str) -> str:
    page = archive.page(part)
    page.write_text(page.read_text("utf-8") + "\nĐã đính chính.\n", encoding="utf-8")
    return page.read_text("utf-8")


@pytest.mark.parametrize("state", ["kept", "deleted"])
def test_an_edited_page_takes_in_what_changed_elsewhere(two: Archive, state: str) -> None:
    edited = edit(two, "thang-3")
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến"))
    if state == "deleted":
        shutil.rmtree(two.root / ".bantin")
    again = two.convert()
    assert (again.merged, again.kept) == (("bulletins/2022/bao-cao-cong-tac-thang-3.md",), ())
    merged = two.page("thang-3").read_text("utf-8")
    without_checksum = [re.sub("sha256: .*", "sha256:", text) for text in (merged, edited.replace("ổn định", "có chuyển biến"))]
    assert without_checksum[0] == without_checksum[1]
    assert two.convert().unchanged == 2
    assert two.page("thang-3").read_text("utf-8") == merged


def test_an_edited_page_stays_edited_change_after_change(two: Archive) -> None:
    edit(two, "thang-3")
    for text in ("có chuyển biến", "khá", "tốt"):
        two.put("a.txt", FIRST.replace("ổn định", text))
        assert len(two.convert().merged) == 1
        shutil.rmtree(two.root / ".bantin")
    merged = two.page("thang-3").read_text("utf-8")
    assert "Tình hình tốt." in merged
    assert merged.endswith("Đã đính chính.\n")


def test_edits_of_text_and_front_matter_and_a_deleted_paragraph_outlive_a_change_of_the_source(two: Archive) -> None:
    page = two.page("thang-3")
    text = page.read_text("utf-8").replace("signer: Nguyễn Văn An", "signer: Nguyễn Văn Ân  # theo bản giấy")
    page.write_text(text.replace("- Các chi bộ sinh hoạt đều đặn.\n", "").replace("CHUNG", "chung"), encoding="utf-8")
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến").replace("12-BC", "13-BC").replace("3-BC", "5-BC"))
    assert two.convert().kept == ()
    merged = page.read_text("utf-8")
    assert "signer: Nguyễn Văn Ân  # theo bản giấy\n" in merged
    assert "number: 5-BC/ĐU\n" in merged
    assert "## I. TÌNH HÌNH chung\n\nTình hình có chuyển biến.\n" in merged
    assert "chi bộ" not in merged


@pytest.mark.parametrize("state", ["kept", "deleted"])
def test_a_contradiction_keeps_the_edit_and_sets_the_extraction_beside_it(two: Archive, state: str) -> None:
    page = two.page("thang-3")
    edited = page.read_text("utf-8").replace("Tình hình ổn định.", "Tình hình yên ổn.")
    page.write_text(edited, encoding="utf-8")
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến"))
    if state == "deleted":
        shutil.rmtree(two.root / ".bantin")
    again = two.convert()
    assert [(entry.path, "“Tình hình yên ổn.”" in entry.reason) for entry in again.kept] == [
        ("bulletins/2022/bao-cao-cong-tac-thang-3.md", True)
    ]
    assert "Tình hình yên ổn." in page.read_text("utf-8")
    beside = two.root / "content" / "ledger" / "bao-cao-cong-tac-thang-3.new.md"
    assert "Tình hình có chuyển biến." in beside.read_text("utf-8")
    assert two.convert().kept == ()
    worst = review(load_settings(two.root / "mkdocs.yml"))[0][0]
    assert worst.path == "bulletins/2022/bao-cao-cong-tac-thang-3.md"
    assert any("content/ledger/bao-cao-cong-tac-thang-3.new.md" in reason for reason in worst.reasons)


@pytest.mark.parametrize("rest", [b"", b"\0" * 400, b"---\nid: x\0\0"])
def test_what_a_power_loss_leaves_of_a_page_is_no_edit(two: Archive, rest: bytes) -> None:
    page = two.page("thang-3")
    whole = page.read_bytes()
    page.write_bytes(rest)
    (two.root / ".bantin" / "conversion.json").unlink()
    ledger = two.root / "content" / "ledger" / "bao-cao-cong-tac-thang-3.json"
    ledger.unlink()
    assert two.convert().kept == ()
    assert page.read_bytes() == whole


@pytest.mark.parametrize("state", ["kept", "deleted"])
def test_a_deleted_page_comes_back_under_its_id(two: Archive, state: str) -> None:
    two.put("0.txt", FIRST)  # the same title, an earlier path
    two.convert()
    ids, text = two.pages(), two.page("thang-3.md").read_bytes()
    two.page("thang-3.md").unlink()
    if state == "deleted":
        shutil.rmtree(two.root / ".bantin")
    assert two.convert().converted == ("bulletins/2022/bao-cao-cong-tac-thang-3.md",)
    assert two.pages() == ids
    assert two.page("thang-3.md").read_bytes() == text


def test_a_deleted_ledger_comes_back(two: Archive) -> None:
    ledger = two.root / "content" / "ledger" / "bao-cao-cong-tac-thang-3.json"
    text = ledger.read_bytes()
    ledger.unlink()
    two.convert()
    assert ledger.read_bytes() == text


def test_a_page_that_a_person_wrote_is_not_overwritten(archive: Archive) -> None:
    page = archive.bulletins / "2022" / "bao-cao-cong-tac-thang-3.md"
    page.parent.mkdir(parents=True)
    page.write_text("Của tôi.\n", encoding="utf-8")
    archive.put("a.txt", FIRST)
    assert [entry.path for entry in archive.convert().kept] == ["bulletins/2022/bao-cao-cong-tac-thang-3.md"]
    assert page.read_text("utf-8") == "Của tôi.\n"


# ---------------------------------------------------------------- sources that come, go and move
def test_the_page_of_a_removed_source_stays(two: Archive) -> None:
    before = snapshot(two.bulletins)
    (two.sources / "a.txt").unlink()
    again = two.convert()
    assert (again.converted, again.unchanged, again.failed) == ((), 1, ())
    assert snapshot(two.bulletins) == before


def test_a_page_moves_with_its_year_and_takes_its_images_along(archive: Archive) -> None:
    body = "<p>Số: 9/TB-UBND</p><p>Phú Cường, ngày 5 tháng 6 năm 2022</p><img src='anh.png'>"
    archive.put("anh.png", b"\x89PNG")
    archive.put("a.html", html("Thông báo lịch tiếp dân", body))
    archive.convert()
    assert archive.pages() == ["2022/thong-bao-lich-tiep-dan.md"]
    assert (archive.bulletins / "2022" / "thong-bao-lich-tiep-dan" / "anh.png").is_file()
    archive.put("a.html", html("Thông báo lịch tiếp dân", body.replace("2022", "2023")))
    assert archive.convert().converted == ("bulletins/2023/thong-bao-lich-tiep-dan.md",)
    files = sorted(file.relative_to(archive.bulletins).as_posix() for file in archive.bulletins.rglob("*"))
    page = "2023/thong-bao-lich-tiep-dan"
    assert files == ["2023", page, f"{page}.md", f"{page}/anh.png"]


def test_ids_do_not_change_when_others_come(two: Archive) -> None:
    text = two.page("thang-3").read_bytes()
    two.put("0.txt", FIRST.replace("3-BC", "5-BC"))
    added = two.convert().converted
    assert two.page("thang-3.md").read_bytes() == text
    assert len(added) == 1
    shutil.rmtree(two.root / ".bantin")
    assert two.convert().converted == ()
    assert two.page("thang-3.md").read_bytes() == text


def test_one_title_twice_gives_two_stable_ids(archive: Archive, tmp_path: Path) -> None:
    archive.put("a.txt", FIRST)
    archive.put("b.txt", FIRST.replace("3-BC", "5-BC"))
    assert len(archive.convert().converted) == 2
    other = new_archive(tmp_path / "khác")
    other.put("a.txt", FIRST)
    other.put("b.txt", FIRST.replace("3-BC", "5-BC"))
    other.convert()
    assert other.pages() == archive.pages()
    assert {file.name: file.read_bytes() for file in other.bulletins.rglob("*.md")} == {
        file.name: file.read_bytes() for file in archive.bulletins.rglob("*.md")
    }


def test_a_failing_source_stops_no_other_and_keeps_its_earlier_page(two: Archive) -> None:
    before = two.page("thang-3").read_bytes()
    two.put("a.txt", b"\x00\x01binary\x00\x00")
    two.put("c.txt", report("Công tác tháng 5"))
    again = two.convert()
    assert again.converted == ("bulletins/2022/bao-cao-cong-tac-thang-5.md",)
    assert [entry.path for entry in again.failed] == ["content/sources/a.txt"]
    assert two.page("thang-3").read_bytes() == before
    assert [entry.path for entry in two.convert().failed] == ["content/sources/a.txt"]
    two.put("a.txt", FIRST)
    assert two.convert().failed == ()
    assert two.page("thang-3").read_bytes() == before


def test_a_source_that_becomes_a_list_and_a_document_again(two: Archive) -> None:
    ids = two.pages()
    two.put("a.txt", "Trang chủ\n")
    assert [entry.path for entry in two.convert().skipped] == ["content/sources/a.txt"]
    assert two.pages() == ids
    assert two.convert().unchanged == 1
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến"))
    again = two.convert()
    assert (again.converted, again.kept) == (("bulletins/2022/bao-cao-cong-tac-thang-3.md",), ())
    assert two.pages() == ids


def test_a_run_that_was_killed_before_it_wrote_its_record(two: Archive) -> None:
    record = two.root / ".bantin" / "conversion.json"
    old = record.read_bytes()
    two.put("a.txt", FIRST.replace("ổn định", "có chuyển biến"))
    two.convert()
    record.write_bytes(old)
    two.put("a.txt", FIRST.replace("ổn định", "khá"))
    again = two.convert()
    assert again.kept == ()
    assert "khá" in two.page("thang-3").read_text("utf-8")


def test_an_interrupted_run_goes_on_where_it_was(archive: Archive) -> None:
    for number in range(4):
        archive.put(f"{number}.txt", report(f"Công tác tháng {number + 1}"))

    def stop(_stage: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(load_settings(archive.root / "mkdocs.yml"), stop)
    again = archive.convert()
    assert (len(again.converted), again.unchanged) == (2, 2)


def test_a_missing_source_folder_stops_with_its_name(two: Archive) -> None:
    before = snapshot(two.bulletins)
    shutil.rmtree(two.sources)
    with pytest.raises(ConfigError, match=r"mkdocs\.yml: `extra\.archive\.sources` names .*sources, which does not exist"):
        two.convert()
    assert snapshot(two.bulletins) == before


def test_pages_are_no_sources(tmp_path: Path) -> None:
    """Somebody who names the whole of content/ does not want the pages converted again."""
    archive = new_archive(tmp_path / "kho", "sources: [content]")
    archive.put("a.txt", FIRST)
    assert len(archive.convert().converted) == 1
    again = archive.convert()
    assert (again.converted, again.unchanged, len(archive.pages())) == ((), 1, 1)


def test_a_published_id_stays_when_page_and_ledger_are_gone(two: Archive) -> None:
    pages = read_pages(two.root / "content")
    write_record(two.root / "content", updated({}, pages.pages, pages.fingerprints, "2025-07-01"))
    for folder in (two.bulletins, two.root / "content" / "ledger", two.root / ".bantin"):
        shutil.rmtree(folder)
    two.put("a.txt", report("Công tác quý I", number="3-BC/ĐU"))
    two.put("c.txt", SECOND.replace("4-BC", "5-BC"))
    two.convert()
    assert "2022/bao-cao-cong-tac-thang-3.md" in two.pages()  # the same source, whatever its title is now
    assert "Công tác quý I" in two.page("thang-3.md").read_text("utf-8")
    assert len(two.pages()) == 3  # a new source does not take an id that another has

"""An article that was scraped several times is one page with all its captures; an older text stays readable beside it."""

import itertools
import json
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml

from builder.config import load_settings
from builder.content.page import parse_page
from builder.content.versions import find_versions, parse_version
from builder.gate import Finding
from builder.model import Metadata
from builder.pipeline import Wanted, check, export, held_pages, read_pages, review
from builder.printing import convert_summary
from builder.publish.permanent.record import updated, write_record
from tests.unit.pipeline.archive import Archive, new_archive, report, snapshot

HOST = "xa.example.vn"
LONG = "Nhân dân trong xã hăng hái thi đua lao động sản xuất, giữ gìn an ninh trật tự, xây dựng nông thôn mới kiểu mẫu. " * 3


def page(title: str, body: str, head: str = "") -> str:
    """A page of a portal."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1><p>{LONG}</p><p>{body}</p></article></body></html>"
    )


FIRST = page("Thông báo về lịch tiếp dân", "Lịch tiếp dân vào thứ hai hằng tuần tại trụ sở.")
SECOND = page("Thông báo về lịch tiếp dân", "Lịch tiếp dân vào thứ năm hằng tuần tại nhà văn hóa.")
CAPTURES = {
    f"2023-01-05/{HOST}/thong-bao-7.html": FIRST,
    f"2023-02-05/{HOST}/thong-bao-7.html": FIRST.replace("<body>", "<body><p id='x'></p>"),
    f"2023-06-05/{HOST}/print/thong-bao-7.html": SECOND,
    f"2023-06-04/www.{HOST}/thong-bao-7.html": SECOND.replace("<title>", "<title> "),
    "chep/khac.html": SECOND.replace("<p id='y'>", ""),
}
"""Two visits with the first text, a later one of the page and one of its print view, and a copy without an address."""


def _put(archive: Archive, names: tuple[str, ...] = tuple(CAPTURES)) -> Archive:
    for name in names:
        archive.put(name, CAPTURES[name])
    return archive


def _front(archive: Archive) -> Metadata:
    (path,) = archive.pages()
    return parse_page((archive.bulletins / path).read_text("utf-8"), path).metadata


def _content(archive: Archive) -> dict[str, bytes]:
    folder = archive.root / "content"
    return {file.relative_to(folder).as_posix(): data for file, (_, data) in snapshot(folder).items()}


@pytest.fixture
def joined(archive: Archive) -> Archive:
    """All captures, converted."""
    _put(archive).convert()
    return archive


def test_one_page_with_all_its_captures(joined: Archive) -> None:
    front = _front(joined)
    assert front.source.path.endswith(f"2023-06-04/www.{HOST}/thong-bao-7.html")
    told = [(one.path.removeprefix("content/sources/"), one.captured, one.version is not None) for one in front.captures]
    assert told == [
        ("chep/khac.html", None, False),
        (f"2023-01-05/{HOST}/thong-bao-7.html", "2023-01-05", True),
        (f"2023-02-05/{HOST}/thong-bao-7.html", "2023-02-05", True),
        (f"2023-06-05/{HOST}/print/thong-bao-7.html", "2023-06-05", False),
    ]
    assert len({one.version for one in front.captures}) == 2
    (file,) = find_versions(joined.root / "content")
    assert file.relative_to(joined.root / "content").as_posix() == front.captures[1].version
    older = parse_version(file.read_text("utf-8"), "x")
    assert (older.metadata.id, "thứ hai" in older.body) == (front.id, True)
    assert "thứ năm" in (joined.bulletins / joined.pages()[0]).read_text("utf-8")


def test_every_capture_keeps_its_ledger_and_all_words_are_accounted_for(joined: Archive) -> None:
    ledgers = sorted((joined.root / "content" / "ledger").glob("*.json"))
    assert len(ledgers) == len(CAPTURES)
    assert {json.loads(file.read_text("utf-8"))["source"]["path"] for file in ledgers} == {
        f"content/sources/{name}" for name in CAPTURES
    }
    found = check(load_settings(joined.root / "mkdocs.yml"), lambda *_: None)
    assert (found.faults, found.notes) == ((), ())
    part = next(file for file in ledgers if "." in file.stem)
    part.write_text(part.read_text("utf-8").replace("hăng hái", "hăng say"), encoding="utf-8")
    faults = check(load_settings(joined.root / "mkdocs.yml"), lambda *_: None).faults
    assert [one.path for one in faults] == [f"ledger/{part.name}"] * len(faults)
    assert faults


def test_a_second_run_has_nothing_to_do(joined: Archive) -> None:
    before = snapshot(joined.root / "content")
    for state in ("kept", "lost"):
        if state == "lost":
            shutil.rmtree(joined.root / ".bantin")
        again = joined.convert()
        assert (again.converted, again.unchanged, again.failed) == ((), len(CAPTURES), ())
        assert snapshot(joined.root / "content") == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(CAPTURES)), 2)))
def test_in_whatever_order_the_captures_come_the_archive_is_the_same(tmp_path: Path, order: tuple[int, int]) -> None:
    names = tuple(CAPTURES)
    clean = _put(new_archive(tmp_path / "clean"))
    clean.convert()
    grown = new_archive(tmp_path / "grown")
    for place in order:
        _put(grown, (names[place],)).convert()
    _put(grown).convert()
    ours, wanted = _content(grown), _content(clean)
    assert ours.keys() == wanted.keys()
    assert [name for name in wanted if ours[name] != wanted[name]] == []


def test_a_capture_that_changes_leaves_the_article_and_comes_back(joined: Archive, tmp_path: Path) -> None:
    before = _content(joined)
    joined.put("chep/khac.html", page("Tin khác hẳn", "Hội nghị tổng kết công tác năm của Mặt trận. " * 9))
    joined.convert()
    assert len(joined.pages()) == 2
    _put(joined).convert()
    assert _content(joined) == before


def test_a_later_visit_to_an_edited_page_keeps_the_edit(archive: Archive) -> None:
    names = tuple(CAPTURES)
    _put(archive, names[:1]).convert()
    file = archive.bulletins / archive.pages()[0]
    file.write_text(file.read_text("utf-8").replace("hăng hái", "hăng say"), encoding="utf-8")
    _put(archive, names[:4]).convert()
    text = (archive.bulletins / archive.pages()[0]).read_text("utf-8")
    assert "thứ năm" in text
    assert "hăng say" in text
    assert "hăng hái" not in text


def test_two_edited_pages_stay_two_and_are_reported(archive: Archive) -> None:
    archive.put("a.html", FIRST)
    archive.put("b.html", page("Tin khác", "Một tin khác hẳn. " * 20))
    archive.convert()
    for path in archive.pages():
        file = archive.bulletins / path
        file.write_text(file.read_text("utf-8") + f"\nĐã xem {path}.\n", encoding="utf-8")
    archive.put("b.html", FIRST)
    told = archive.convert()
    assert len(archive.pages()) == 2
    assert [doubt.reason for doubt in told.doubts] == ["the same article, and both pages were edited by hand"]
    assert all("Đã xem" in (archive.bulletins / path).read_text("utf-8") for path in archive.pages())


def test_different_documents_stay_apart_and_the_report_names_the_doubts(archive: Archive) -> None:
    archive.put("a.txt", report("Công tác tháng 3", number="3-BC/ĐU", text=LONG))
    archive.put("b.txt", report("Công tác tháng 4", number="3-BC/ĐU", text=LONG))
    archive.put("c.txt", report("Công tác tháng 3", number="5-BC/ĐU", text=LONG))
    told = archive.convert()
    assert len(archive.pages()) == 3
    assert told.doubts
    assert "may be of one article" in "\n".join(convert_summary(told)["lines"])
    reviews, _ = review(load_settings(archive.root / "mkdocs.yml"))
    assert any("perhaps the same article as content/sources/" in reason for one in reviews for reason in one.reasons)


def _older(archive: Archive) -> Path:
    (file,) = find_versions(archive.root / "content")
    return file


def test_an_older_text_that_a_person_corrected_stays(joined: Archive) -> None:
    file = _older(joined)
    corrected = file.read_text("utf-8").replace("thứ hai", "thứ Hai")
    file.write_text(corrected, encoding="utf-8")
    for state_is_lost in (False, True):
        if state_is_lost:
            shutil.rmtree(joined.root / ".bantin")
        joined.put(f"2023-01-1{1 + state_is_lost}/{HOST}/thong-bao-7.html", CAPTURES[f"2023-01-05/{HOST}/thong-bao-7.html"])
        joined.convert()
        assert file.read_text("utf-8") == corrected
    reviews, _ = review(load_settings(joined.root / "mkdocs.yml"))
    path = file.relative_to(joined.root / "content").as_posix()
    assert f"its older text {path} was edited by hand and stays as it is" in reviews[0].reasons


def test_an_older_text_goes_with_its_captures_unless_a_person_corrected_it(joined: Archive) -> None:
    file = _older(joined)
    texts = {name: text for name, text in CAPTURES.items() if name.startswith(("2023-01", "2023-02"))}
    for edit, is_there in (("", False), ("\nSửa.\n", True)):
        for name, text in texts.items():
            joined.put(name, text)
        joined.convert()
        file.write_text(file.read_text("utf-8") + edit, encoding="utf-8")
        for number, name in enumerate(texts):
            joined.put(name, report(f"Công tác khác hẳn {number}", number=f"{number + 40}-BC/ĐU"))
        joined.convert()
        assert file.is_file() is is_there


def test_the_report_lists_versions(joined: Archive) -> None:
    reviews, _ = review(load_settings(joined.root / "mkdocs.yml"))
    assert "1 older texts at the same address (captured 2023-01-05, 2023-02-05)" in reviews[0].reasons


def test_a_moved_source_keeps_its_page(archive: Archive) -> None:
    archive.put("a.txt", report("Công tác tháng 3"))
    archive.put("b.txt", report("Công tác tháng 3", number="9-BC/ĐU", text="Kinh tế phát triển."))
    archive.convert()
    ids = {page.metadata.source.path: page.metadata.id for page in read_pages(archive.root / "content").pages}
    for state in ("kept", "lost"):
        (archive.sources / f"{state[0]}").mkdir()
        for file in list(archive.sources.rglob("*.txt")):
            file.rename(archive.sources / state[0] / file.name)
        if state == "lost":
            shutil.rmtree(archive.root / ".bantin")
        archive.convert()
        pages = read_pages(archive.root / "content").pages
        assert {page.metadata.source.path: page.metadata.id for page in pages} == {
            f"content/sources/{state[0]}/{name}.txt": ids[f"content/sources/{name}.txt"] for name in "ab"
        }


def test_an_id_that_was_published_stays_and_the_other_one_leads_to_it(archive: Archive) -> None:
    """As in an archive that was published before captures were joined."""
    archive.put("a.html", FIRST)
    archive.put("b.html", page("Thông báo về lịch tiếp dân", "Một tin khác hẳn. " * 20))
    archive.convert()
    content = archive.root / "content"
    pages = read_pages(content)
    before = updated({}, pages.pages, pages.fingerprints, "2026-01-01")
    write_record(content, before)
    archive.put("b.html", FIRST)
    archive.convert()
    now = read_pages(content)
    assert [page.metadata.id for page in now.pages] == [min(before, key=len)]
    after = updated(before, now.pages, now.fingerprints, "2026-02-01")
    assert after[max(before, key=len)].successor == min(before, key=len)


def test_what_an_older_text_says_holds_the_page_back(archive: Archive) -> None:
    names = tuple(CAPTURES)
    archive.put(names[0], FIRST.replace("tại trụ sở", "tại trụ sở, CCCD số 038099001234"))
    archive.put(names[3], SECOND)
    archive.convert()
    assert len(archive.pages()) == 1
    (held,) = held_pages(load_settings(archive.root / "mkdocs.yml"))
    assert all(isinstance(one, Finding) for one in held.findings)
    assert "038099001234" in yaml.safe_dump([one.text for one in held.findings])


def test_the_exported_bag_holds_every_ledger_and_every_text(joined: Archive, tmp_path: Path) -> None:
    settings = load_settings(joined.root / "mkdocs.yml")
    export(settings, Wanted("markdown", output=tmp_path / "a.zip"), lambda *_: None)
    with zipfile.ZipFile(tmp_path / "a.zip") as bag:
        names = [name.partition("/data/")[2] for name in bag.namelist()]
    assert len([name for name in names if name.startswith("ledger/")]) == len(CAPTURES)
    assert len([name for name in names if name.startswith("versions/")]) == 1

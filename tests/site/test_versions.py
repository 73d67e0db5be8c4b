"""A bulletin whose text changed, in the built site: the newest text is found, the older one stays, the change is told."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site.archive import bantin, copy_archive
from tests.unit.pipeline.test_joining import CAPTURES

OLD, NEW = "thứ hai", "thứ năm"


@pytest.fixture(scope="module")
def root(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_archive(project, tmp_path_factory.mktemp("versions") / "kho")
    for file in sorted((root / "content" / "sources").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    for name, text in CAPTURES.items():
        file = root / "content" / "sources" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    done = bantin(root, "build")
    assert done.returncode == 0, done.stderr
    return root


def _page(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "lxml")


def _version(root: Path) -> Path:
    (file,) = (root / "site" / "versions").glob("*/*/index.html")
    return file


def test_the_page_shows_the_newest_text_and_leads_to_the_older_one(root: Path) -> None:
    (file,) = (root / "site" / "bulletins").glob("*/*/index.html")
    page = _page(file)
    article = page.select_one("article")
    assert article is not None
    assert NEW in article.get_text()
    assert OLD not in article.get_text()
    links = page.select(".bt-captures a")
    assert {(file.parent / str(link["href"])).resolve() for link in links} == {_version(root).parent.resolve()}
    assert "lưu ngày 05/01/2023" in page.select_one(".bt-captures").get_text()  # type: ignore[union-attr]


def test_the_older_text_is_whole_and_the_change_is_told(root: Path) -> None:
    page = _page(_version(root))
    text = page.select_one("#noi-dung")
    assert text is not None
    assert f"Lịch tiếp dân vào {OLD} hằng tuần" in text.get_text()
    assert "Đây là bản cũ, lưu ngày 05/01/2023." in text.get_text()
    changed = [one.get_text(" ", strip=True) for one in page.select(".bt-changes ol :is(del, ins)")]
    assert changed == ["[bỏ: hai ]", "[thêm: năm ]", "[bỏ: trụ sở ]", "[thêm: nhà văn hóa ]"]
    assert page.select_one("h1 ~ .bt-older a[href]") is not None
    assert page.select_one('meta[name="robots"][content="noindex"]') is not None
    assert not page.select("[data-bulletin-id], [style]")


def test_the_older_text_is_in_no_list_feed_or_search(root: Path) -> None:
    for file in (root / "site").rglob("*"):
        if file.suffix in (".xml", ".json", ".jsonl", ".csv", ".txt") and file.is_file():
            assert OLD not in file.read_text("utf-8"), file
        elif file.suffix == ".html" and file.is_file() and file != _version(root) and "versions/" in file.read_text("utf-8"):
            assert file.is_relative_to(root / "site" / "bulletins"), file
    assert '"total": 0' in bantin(root, "search", "--json", f'"{OLD} hằng tuần"').stdout.replace(":0", ": 0")
    assert '"total": 1' in bantin(root, "search", "--json", f'"{NEW} hằng tuần"').stdout.replace(":1", ": 1")


def test_a_takedown_removes_every_version_and_nothing_comes_back(root: Path) -> None:
    (page,) = (root / "content" / "bulletins").rglob("*.md")
    assert bantin(root, "takedown", page.stem, "--reason", "theo yêu cầu").returncode == 0
    for _ in range(2):
        assert not list((root / "content").glob("versions/*/*"))
        assert not [file for file in (root / "content" / "ledger").glob("*") if page.stem in file.name]
        for file in (root / "site").rglob("*.html"):
            assert "hằng tuần" not in file.read_text("utf-8"), file
        assert bantin(root, "build").returncode == 0

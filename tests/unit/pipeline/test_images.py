"""Images beside a source go along with its page; nothing from elsewhere ever does."""

from pathlib import Path

import pytest

from tests.unit.pipeline.archive import Archive, html

PNG = b"\x89PNG\r\n\x1a\n"
PAGE = "undated/hoi-nghi-so-ket.md"


def convert(archive: Archive, *addresses: str, source: str = "a.html") -> tuple[str, list[str]]:
    """The page, and the files copied beside it."""
    images = "".join(f'<p><img src="{address}"></p>' for address in addresses)
    archive.put(source, html("Hội nghị sơ kết", images))
    assert archive.convert().failed == ()
    folder = archive.bulletins / "undated"
    copied = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file() and file.suffix != ".md"]
    return (archive.bulletins / PAGE).read_text("utf-8"), sorted(copied)


def test_an_image_beside_the_source_is_copied(archive: Archive) -> None:
    archive.put("anh/hội nghị.png", PNG)
    text, copied = convert(archive, "anh/h%E1%BB%99i%20ngh%E1%BB%8B.png")
    assert copied == ["hoi-nghi-so-ket/hội_nghị.png"]
    assert (archive.bulletins / "undated" / copied[0]).read_bytes() == PNG
    assert f"]({copied[0]})" in text
    assert f"- file: {copied[0]}" in text


def test_a_mirrors_root_address_is_found_below_its_host(archive: Archive) -> None:
    archive.put("xa.example.vn/uploads/anh.png", PNG)
    _, copied = convert(archive, "/uploads/anh.png", source="xa.example.vn/tin/bai-1.html")
    assert copied == ["hoi-nghi-so-ket/anh.png"]


def test_an_image_that_is_nowhere_keeps_its_name_only(archive: Archive) -> None:
    text, copied = convert(archive, "https://xa.example.vn/uploads/anh.png?w=3")
    assert copied == []
    assert "](anh.png)" in text
    assert "xa.example.vn" not in text.partition("\n---\n")[2]


@pytest.mark.parametrize(
    "address",
    [
        "../../../../../../../../../../etc/passwd",
        "..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/etc/passwd",
        "//etc/passwd",
        "file:///etc/passwd",
        "../../mkdocs.yml",
        "../../outside.png",
        "link.png",
        "folder/outside.png",
        "%00",
        "http://[bad/anh.png",
        "",
        ".",
        "..",
        "data:image/png;base64," + "iVBO/Rw0KG" * 500,
        "x" * 5000 + ".png",
    ],
    ids=lambda address: address[:30],
)
def test_nothing_from_outside_the_sources_is_copied(archive: Archive, address: str) -> None:
    outside = archive.root / "outside.png"
    outside.write_bytes(PNG)
    (archive.sources / "link.png").symlink_to(outside)
    (archive.sources / "folder").symlink_to(archive.root)
    _, copied = convert(archive, address)
    assert copied == []


def test_two_images_of_one_name_in_two_folders(archive: Archive) -> None:
    archive.put("1/anh.png", PNG + b"1")
    archive.put("2/anh.png", PNG + b"2")
    _, copied = convert(archive, "1/anh.png", "2/anh.png")
    stored = {(archive.bulletins / "undated" / Path(name)).read_bytes() for name in copied}
    assert stored == {PNG + b"1", PNG + b"2"}

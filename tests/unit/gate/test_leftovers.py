"""The proof of a takedown looks into packed files, and no packed file can make it eat the machine's memory."""

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import brotli
import pytest

from builder.gate import unpacking
from builder.gate.leftovers import Leftover, leftovers

NAME = "Lê Văn Tám"
TEXT = f"Ông {NAME} có mặt.".encode()


def zipped(data: bytes) -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", data)
    return stream.getvalue()


PACKERS = {"a.gz": gzip.compress, "a.zip": zipped, "a.br": brotli.compress, "a.bz2": bz2.compress, "a.xz": lzma.compress}


def _left(folder: Path) -> list[Leftover]:
    return list(leftovers(sorted(folder.iterdir()), folder, NAME, lambda *_: None))


def _found(folder: Path) -> list[str]:
    assert all(one.unproved is None for one in _left(folder))
    return [one.path for one in _left(folder)]


def _unproved(folder: Path) -> list[str]:
    assert all(one.unproved for one in _left(folder))
    return [one.path for one in _left(folder)]


@pytest.mark.parametrize("name", PACKERS)
def test_packed_words_are_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKERS[name](TEXT))
    (tmp_path / f"good-{name}").write_bytes(PACKERS[name](b"nothing"))
    assert _found(tmp_path) == [name]


@pytest.mark.parametrize("name", PACKERS)
def test_what_unpacks_to_too_much_is_not_proved_clean(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_UNPACKED", 10_000)
    (tmp_path / name).write_bytes(PACKERS[name](b"\0" * 9_999))
    assert _left(tmp_path) == []
    (tmp_path / name).write_bytes(PACKERS[name](b"\0" * 10_001))
    assert _unproved(tmp_path) == [name]


def test_packed_files_within_packed_files(tmp_path: Path) -> None:
    data = TEXT
    for depth in range(1, 8):
        data = gzip.compress(data)
        (tmp_path / f"{depth}.gz").write_bytes(data)
    told = {one.path: one.unproved for one in _left(tmp_path)}
    assert list(told) == [f"{depth}.gz" for depth in range(1, 8)]
    assert [path for path, why in told.items() if why is None] == [f"{depth}.gz" for depth in range(1, 5)]


def with_password(data: bytes) -> bytes:
    """The flag of a member that needs one, in both of its records; the bytes need not be encrypted to be refused."""
    whole = bytearray(zipped(data))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + offset] |= 1
    return bytes(whole)


def of_unknown_method(data: bytes) -> bytes:
    whole = bytearray(zipped(data))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        whole[whole.index(mark) + offset] = 97
    return bytes(whole)


SEALED = {
    "a member with a password": with_password(TEXT),
    "an unknown method": of_unknown_method(TEXT),
    "half an archive": zipped(TEXT)[:-9],
    "a damaged member": zipped(TEXT).replace(zipped(TEXT)[40:44], b"\xff\xff\xff\xff"),
    "a zip in name": b"PK\x03\x04" + b"\0" * 40,
    "half a gzip": gzip.compress(TEXT)[:-9],
    "a gzip in name": b"\x1f\x8b",
    "a gzip of nothing known": b"\x1f\x8b" + b"\xff" * 40,
    "half an xz": lzma.compress(TEXT)[:30],
    "half a bzip2": bz2.compress(TEXT)[:-9],
    "a 7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 40,
    "a rar": b"Rar!\x1a\x07\x01\0",
    "a pdf": b"%PDF-1.7\n",
    "one in a gzip": gzip.compress(with_password(TEXT)),
}


@pytest.mark.parametrize("kind", SEALED)
def test_what_cannot_be_unpacked_is_not_proved_clean(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.bin").write_bytes(SEALED[kind])
    assert _unproved(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("data", [b"no brotli", brotli.compress(TEXT * 99)[:-9]])
def test_a_broken_copy_of_brotli_is_not_proved_clean(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.br").write_bytes(data)
    assert _unproved(tmp_path) == ["a.br"]


def test_words_beside_what_cannot_be_searched_are_found_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + TEXT)
    assert _found(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_words_in_any_unicode_are_found(tmp_path: Path, codec: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.decode().encode(codec))
    assert _found(tmp_path) == ["a.txt"]

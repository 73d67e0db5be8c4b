"""The proof of a takedown looks into packed files, and no packed file can make it eat the machine's memory."""

import gzip
import io
import zipfile
from pathlib import Path

import brotli
import pytest

from builder.gate import leftovers as module
from builder.gate.leftovers import leftovers

NAME = "Lê Văn Tám"
TEXT = f"Ông {NAME} có mặt.".encode()


def zipped(data: bytes) -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", data)
    return stream.getvalue()


PACKERS = {"a.gz": gzip.compress, "a.zip": zipped, "a.br": brotli.compress}


def _found(folder: Path) -> list[str]:
    return list(leftovers(sorted(folder.iterdir()), folder, NAME, lambda *_: None))


@pytest.mark.parametrize("name", PACKERS)
def test_packed_words_are_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKERS[name](TEXT))
    (tmp_path / f"good-{name}").write_bytes(PACKERS[name](b"nothing"))
    assert _found(tmp_path) == [name]


@pytest.mark.parametrize("name", PACKERS)
def test_what_unpacks_to_too_much_is_not_proved_clean(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_UNPACKED", 10_000)
    (tmp_path / name).write_bytes(PACKERS[name](b"\0" * 9_999))
    assert _found(tmp_path) == []
    (tmp_path / name).write_bytes(PACKERS[name](b"\0" * 10_001))
    assert _found(tmp_path) == [name]


def test_packed_files_within_packed_files(tmp_path: Path) -> None:
    data = TEXT
    for depth in range(1, 8):
        data = gzip.compress(data)
        (tmp_path / f"{depth}.gz").write_bytes(data)
    assert _found(tmp_path) == [f"{depth}.gz" for depth in range(1, 8)]


@pytest.mark.parametrize("data", [b"\x1f\x8b", b"\x1f\x8b" + b"\xff" * 40, b"PK\x03\x04" + b"\0" * 40, zipped(b"x")[:-9]])
def test_broken_packed_files_are_searched_as_they_are(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.br").write_bytes(data)
    assert _found(tmp_path) == []

"""Compressed copies are made piece by piece, and hold the whole file."""

import gzip
import hashlib
from pathlib import Path

import brotli
import pytest

from builder.publish.hosting.compress import compress_files

LINES = "".join(f"{number},Báo cáo công tác tháng {number % 12 + 1}\n" for number in range(70_000)).encode()


@pytest.mark.parametrize("size", [2_000, 1 << 20, len(LINES)])
def test_copies_hold_the_whole_file(tmp_path: Path, size: int) -> None:
    file = tmp_path / "bulletins.csv"
    file.write_bytes(LINES[:size])
    assert compress_files([file], ("gzip", "brotli")).made == 2
    assert gzip.decompress(Path(f"{file}.gz").read_bytes()) == LINES[:size]
    assert brotli.decompress(Path(f"{file}.br").read_bytes()) == LINES[:size]


def test_the_same_bytes_give_the_same_copies(tmp_path: Path) -> None:
    made = []
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(LINES)
        compress_files([tmp_path / name], ("gzip", "brotli"))
        made.append([(tmp_path / f"{name}{end}").read_bytes() for end in (".gz", ".br")])
    assert made[0] == made[1]


def test_a_copy_that_saves_nothing_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "packed.json"
    file.write_bytes(b"".join(hashlib.sha256(bytes([number])).digest() for number in range(160)))
    assert compress_files([file], ("gzip", "brotli")).made == 0
    assert [one.name for one in tmp_path.iterdir()] == ["packed.json"]

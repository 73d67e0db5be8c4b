"""ZIP files that are the same bytes every time: no clock, no user, entries in the order in which they are given."""

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_UNIX = 3


def add(archive: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    """Add a file; `stored`: as it is, for what is compressed already or must be readable in place."""
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.create_system = _UNIX
    entry.external_attr = 0o100644 << 16
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


@contextmanager
def new_zip(file: Path) -> Iterator[zipfile.ZipFile]:
    """A ZIP file that appears under its name only when it is whole."""
    with new_file(file) as side, zipfile.ZipFile(side, "w", allowZip64=True) as archive:
        yield archive


@contextmanager
def new_file(file: Path) -> Iterator[Path]:
    """A file to write to, put in its place when the block ends well."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.", suffix=".tmp")
    os.close(handle)
    side = Path(name)
    try:
        yield side
        side.chmod(0o644)
        side.replace(file)
    except BaseException:
        side.unlink(missing_ok=True)
        raise

"""Writing files so that a reader never sees half of one."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_text(file: Path, text: str) -> None:
    """Write UTF-8 text with `\\n` line ends in one step. Raises OSError; the old file is then untouched."""
    write_bytes(file, text.encode("utf-8"))


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file in one step. Raises OSError; the old file is then untouched."""
    write_parts(file, [data])


def write_parts(file: Path, parts: Iterable[bytes]) -> None:
    """The same of what is too much to be in memory at a time."""
    handle, name = _side_file(file)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(parts)
        os.chmod(name, 0o644)  # noqa: PTH101 - the functions themselves: an archive has many files
        os.replace(name, file)  # noqa: PTH105 - as above
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _side_file(file: Path) -> tuple[int, str]:
    """A new file in the same folder, which is made if need be: open, and its name."""
    prefix = f".{file.name[:40]}."
    try:
        return tempfile.mkstemp(dir=file.parent, prefix=prefix, suffix=".tmp")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.mkstemp(dir=file.parent, prefix=prefix, suffix=".tmp")


def settle() -> None:
    """Have the system bring to the disk what was written, so that a record of it is true also after a power loss.

    Once for all files of a run: a file at a time takes 4 ms each.
    """
    if hasattr(os, "sync"):
        os.sync()


def is_about_the_disk(error: OSError) -> bool:
    """Whether no further file can be written either: the disk is full or read-only."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def sweep(folder: Path) -> None:
    """Remove what a killed process left of `write_text` and `copy_file` below a folder; nobody else may be writing there."""
    for file in folder.rglob(".*.tmp"):
        file.unlink(missing_ok=True)


def discard(folder: Path) -> None:
    """Remove a folder of the builder's own with all that is in it; a link is removed, what it leads to stays."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file in one step, unless the target holds the same bytes already."""
    if target.is_file() and target.stat().st_size == source.stat().st_size and target.read_bytes() == source.read_bytes():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    side = target.with_name(f".{target.name[:40]}.tmp")
    try:
        shutil.copyfile(source, side)
        side.replace(target)
    except BaseException:
        side.unlink(missing_ok=True)
        raise


def link_or_copy(old: str | Path, new: str | Path) -> None:
    """One file under two names, where the file system can; else a copy. For files that are replaced, never changed."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)

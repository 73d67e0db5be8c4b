"""The site before last, kept for the next one to begin with: most of its files are those of the site that is published now.

Between two builds of a large site nearly all files are the same, under two names; to make these names anew for every build and
to remove them after it takes longer than to make what changed. Nothing depends on the spare: without it, all names are made.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

Identity = tuple[int, int, int, int]
"""Device, number, size and time of a file."""


def put_aside(old: Path, spare: Path | None) -> None:
    """Keep a site that was replaced in the place of the spare, if that is on the same disk; else remove it."""
    if spare is not None:
        shutil.rmtree(spare, ignore_errors=True)
        with suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            old.rename(spare)
            return
    shutil.rmtree(old, ignore_errors=True)


def begin_with(spare: Path | None, side: Path) -> None:
    """Put the spare in the place of the empty folder `side`, if there is one."""
    if spare is not None and spare.is_dir() and not spare.is_symlink():
        with suppress(OSError):
            spare.rename(side)


def identity(found: os.stat_result) -> Identity:
    """What two names of one file have in common, and hardly two files."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def fill(side: Path, site: Path, files: Mapping[str, Identity]) -> None:
    """Have these files of a site in `side`, by their paths, as the same files where the disk can do that; and no others."""
    for name in keep_only(side, files):
        _link(f"{site}/{name}", f"{side}/{name}")


def keep_only(folder: Path, files: Mapping[str, Identity]) -> Iterable[str]:
    """Remove what is none of these files, by their paths; those that are not there are given back."""
    missing = dict(files)
    if folder.is_dir():
        _keep(str(folder), "", missing)
    return missing


def _keep(folder: str, path: str, files: dict[str, Identity]) -> bool:
    """Whether anything is left in a folder whose path is `path`; files that it has are taken out of `files`, others removed."""
    left = False
    with os.scandir(folder) as entries:
        for entry in list(entries):
            name = f"{path}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if _keep(entry.path, f"{name}/", files):
                    left = True
                else:
                    os.rmdir(entry.path)  # noqa: PTH106 - a hundred thousand names
            elif name in files and identity(entry.stat(follow_symlinks=False)) == files[name]:
                del files[name]
                left = True
            else:
                os.unlink(entry.path)  # noqa: PTH108 - as above
    return left


def remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder below `top` in which nothing is left, and those above it."""
    with suppress(OSError):  # something is left in it
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target)
    except OSError:  # a disk without links
        shutil.copy2(source, target)

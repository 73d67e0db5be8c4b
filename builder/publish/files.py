"""Putting a finished site in the place of the old one, so that a reader never meets half of one."""

import os
import shutil
from pathlib import Path

from builder.errors import PublishError
from builder.files import settle
from builder.publish.spare import put_aside


def swap(side: Path, site: Path, spare: Path | None = None) -> None:
    """Put the finished folder `side` in the place of `site`. Should that fail, the old site is there as before.

    `spare` is where the old one is kept, None: it is removed.
    """
    if not is_site(side):
        raise PublishError(
            f"{side}: no finished site is there to be published (it has no index.html; is content/index.md missing?)"
        )
    refuse_foreign(site)
    old = site.with_name(f".{site.name}.old")
    try:
        _recover(old, site)
        site.parent.mkdir(parents=True, exist_ok=True)
        settle()  # the new site is on the disk before the old one leaves its place
        if site.exists():
            site.rename(old)
        try:
            side.rename(site)
        except OSError:
            _recover(old, site)
            raise
        put_aside(old, spare)
    except OSError as error:
        raise PublishError(f"{site}: the new site cannot be put in its place: {error.strerror or error}") from error


def merge_into(part: Path, whole: Path) -> None:
    """Move all files of one folder into another of the same disk, where they keep their places; folders move in one piece."""
    with os.scandir(part) as entries:
        for entry in entries:
            target = whole / entry.name
            if entry.is_dir() and target.is_dir():
                merge_into(Path(entry.path), target)
            else:
                Path(entry.path).replace(target)


def _recover(old: Path, site: Path) -> None:
    """Undo a swap that was interrupted between its two steps."""
    if old.exists() and not site.exists():
        old.rename(site)
    elif old.exists():
        shutil.rmtree(old)


def is_site(folder: Path) -> bool:
    """Whether a folder holds a built site."""
    return (folder / "index.html").is_file()


def refuse_foreign(folder: Path) -> None:
    """Raise PublishError when `folder` holds something that is no built site: it would be lost."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PublishError(f"{folder}: is no folder; the site needs a folder of its own (`site_dir` in mkdocs.yml)")
    if folder.exists() and any(folder.iterdir()) and not is_site(folder):
        raise PublishError(f"{folder}: holds files but no site; empty it or name another `site_dir` in mkdocs.yml")
    if (folder / "mkdocs.yml").exists():
        raise PublishError(f"{folder}: is the archive itself; name another `site_dir` in mkdocs.yml")

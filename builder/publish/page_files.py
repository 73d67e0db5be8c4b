"""The files of one page in the site, and whether they are as they were written."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from builder.publish.downloads import FORMS
from builder.publish.hosting.compress import ENDS


def files_of(html: str, path: str, bulletin: bool) -> tuple[str, ...]:
    """Names that files of the page at `path` (below content/) may have, relative to the site; `html` is its page."""
    page = (html, *(f"{html}{end}" for end, _ in ENDS.values()))
    if not bulletin:
        return page
    stem = PurePosixPath(path).stem
    return (*page, *((PurePosixPath(html).parent / f"{stem}{form.suffix}").as_posix() for form in FORMS))


def seal_of(site: Path, names: Iterable[str]) -> str:
    """Checksum of which of the files there are, their sizes and times: changes when somebody changes one of them."""
    lines = [f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0" for name, found in _found(str(site), names)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _found(site: str, names: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    for name in names:
        try:
            yield name, os.stat(f"{site}/{name}")  # noqa: PTH116 - a hundred thousand files
        except OSError:
            continue


def link_files(old: Path, new: Path, names: Iterable[str]) -> None:
    """Have the files of one site in another one, too: as the same files where the disk can do that."""
    for name in names:
        source, target = f"{old}/{name}", f"{new}/{name}"
        try:
            os.link(source, target)
        except FileNotFoundError:
            if Path(source).is_file():
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                os.link(source, target)
        except OSError:  # a disk without links
            shutil.copy2(source, target)

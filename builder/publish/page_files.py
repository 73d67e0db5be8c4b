"""The files of one page in the site, and whether they are as they were written."""

import hashlib
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.publish.downloads import FORMS
from builder.publish.hosting.compress import ENDS
from builder.publish.spare import Identity, identity

_ENDS, _SUFFIXES = tuple(end for end, _ in ENDS.values()), tuple(form.suffix for form in FORMS)


def files_of(html: str, path: str, bulletin: bool) -> tuple[str, ...]:
    """Names that files of the page at `path` (below content/) may have, relative to the site; `html` is its page."""
    page = (html, *[f"{html}{end}" for end in _ENDS])
    if not bulletin:
        return page
    folder, stem = posixpath.dirname(html), PurePosixPath(path).stem
    return (*page, *[posixpath.join(folder, f"{stem}{suffix}") for suffix in _SUFFIXES])


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a page that are there."""

    seal: str
    """Checksum of which they are, their sizes and times: changes when somebody changes one of them."""
    files: Mapping[str, Identity]
    """By their paths in the site."""


def found_files(site: Path, names: Iterable[str]) -> Files:
    """Those of the files that are there."""
    found = dict(_found(str(site), names))
    lines = [f"{name}\0{size}\0{time}\0" for name, (_, _, size, time) in found.items()]
    return Files(hashlib.sha256("".join(lines).encode()).hexdigest(), found)


def _found(site: str, names: Iterable[str]) -> Iterator[tuple[str, Identity]]:
    for name in names:
        try:
            yield name, identity(os.stat(f"{site}/{name}"))  # noqa: PTH116 - a hundred thousand files
        except OSError:
            continue

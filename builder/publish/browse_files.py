"""Keeping the files of content/browse in step with the generated lists: changed ones only, ours only, each in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import PublishError
from builder.files import write_text
from builder.publish.browse_lists import MARK


@dataclass(frozen=True, slots=True)
class BrowseReport:
    """What became of the lists; paths relative to content/."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    in_the_way: tuple[str, ...] = ()
    """Files of somebody else's at the place of a list: left as they are."""


def write_lists(content_dir: Path, folder: Path, made: Mapping[str, str]) -> BrowseReport:
    """Write the lists that changed (paths relative to `content_dir`) and remove stale ones of ours from `folder`."""
    kept = tuple(path for path in made if _is_foreign(content_dir / path))
    changed = tuple(path for path in made if path not in kept and _text(content_dir / path) != made[path])
    stale = [file for file in sorted(folder.rglob("*.md")) if _path(file, content_dir) not in made and _is_ours(file)]
    try:
        for path in changed:
            write_text(content_dir / path, made[path])
        for file in stale:
            _remove(file, folder)
    except OSError as error:
        raise PublishError(f"{error.filename or folder}: the list cannot be written: {error.strerror or error}") from error
    unchanged = tuple(path for path in made if path not in changed and path not in kept)
    return BrowseReport(changed, unchanged, tuple(_path(file, content_dir) for file in stale), kept)


def _path(file: Path, content_dir: Path) -> str:
    return file.relative_to(content_dir).as_posix()


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _is_ours(file: Path) -> bool:
    return (_text(file) or "").startswith(f"---\n# {MARK}\n")


def _is_foreign(file: Path) -> bool:
    return file.exists() and not _is_ours(file)


def _remove(file: Path, folder: Path) -> None:
    """Remove a stale list, and its folder when that was the last."""
    file.unlink()
    if file.parent != folder and not any(file.parent.iterdir()):
        file.parent.rmdir()

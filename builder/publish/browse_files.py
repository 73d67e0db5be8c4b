"""Keeping the files of content/browse in step with the generated lists: changed ones only, ours only, each in one step."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from builder.errors import PublishError
from builder.files import write_text
from builder.publish.browse_lists import MARK
from builder.publish.coverage import gaps_text

# What a file of ours begins with, or (a picture) has in its second line.
_OURS = {".md": f"---\n# {MARK}\n", ".svg": f"<!-- {MARK} -->\n", ".csv": gaps_text([])}

_State = Literal["same", "changed", "foreign"]


@dataclass(frozen=True, slots=True)
class BrowseReport:
    """What became of the lists; paths relative to content/."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    in_the_way: tuple[str, ...] = ()
    """Files of somebody else's at the place of a list: left as they are."""
    checksums: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the lists that are there now."""


def write_lists(content_dir: Path, folder: Path, made: Iterable[tuple[str, str]]) -> BrowseReport:
    """Write the lists that changed (paths relative to `content_dir`, texts), each as it comes: all of them are a large part of
    what an archive says. Then remove stale ones of ours from `folder`.
    """
    paths: dict[_State, list[str]] = {"same": [], "changed": [], "foreign": []}
    checksums: dict[str, str] = {}
    try:
        for path, text in made:
            state = _state(content_dir / path, text)
            if state == "changed":
                write_text(content_dir / path, text)
            if state != "foreign":
                checksums[path] = sha256(text.encode("utf-8")).hexdigest()
            paths[state].append(path)
        removed = tuple(_remove_stale(content_dir, folder, {*checksums, *paths["foreign"]}))
    except OSError as error:
        raise PublishError(f"{error.filename or folder}: the list cannot be written: {error.strerror or error}") from error
    return BrowseReport(tuple(paths["changed"]), tuple(paths["same"]), removed, tuple(paths["foreign"]), checksums)


def _remove_stale(content_dir: Path, folder: Path, made: Collection[str]) -> Iterator[str]:
    """The lists of ours that are no more, once each is removed."""
    for file in sorted(file for file in folder.rglob("*") if file.suffix in _OURS and file.is_file()):
        path = _path(file, content_dir)
        if path not in made and _is_ours(file.suffix, _text(file)):
            _remove(file, folder)
            yield path


def _path(file: Path, content_dir: Path) -> str:
    return file.relative_to(content_dir).as_posix()


def _text(file: Path) -> str | None:
    """The file as it is, its line ends included."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _state(file: Path, wanted: str) -> _State:
    """`same`, `changed` (or not there yet), or `foreign`: a file of somebody else's."""
    text = _text(file)
    if text == wanted:
        return "same"
    return "changed" if not file.exists() or _is_ours(file.suffix, text) else "foreign"


def _is_ours(suffix: str, text: str | None) -> bool:
    start = (text or "").split("\n", 1)[-1] if suffix == ".svg" else text or ""
    return start.startswith(_OURS[suffix])


def _remove(file: Path, folder: Path) -> None:
    """Remove a stale file, and the folders that it leaves empty."""
    file.unlink()
    for above in file.parents:
        if above == folder or any(above.iterdir()):
            return
        above.rmdir()

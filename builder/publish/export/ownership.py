"""Whether a file may be written over: only what an earlier export of the same kind made."""

import json
import zipfile
from pathlib import Path

from builder.errors import PublishError
from builder.publish.export.bag import AGENT
from builder.publish.machine.tables import BOM, COLUMNS


def refuse_foreign_file(file: Path, kind: str) -> None:
    """Raise PublishError when something else than an export of this kind is in the place of `file`."""
    if not file.exists() and not file.is_symlink():
        return
    if file.is_dir() or file.is_symlink() or not _is_ours(file, kind):
        raise PublishError(f"{file}: is no earlier export of the kind {kind}; name another --output, or use --force")


def _is_ours(file: Path, kind: str) -> bool:
    try:
        if kind in ("markdown", "epub"):
            return _zip_is_ours(file, kind)
        with file.open("rb") as stream:
            first = stream.readline(100_000).removeprefix(BOM)
        return first == ",".join(COLUMNS).encode() + b"\r\n" if kind == "csv" else {"id", "path", "url"} <= set(json.loads(first))
    except (OSError, ValueError, TypeError):
        return False


def _zip_is_ours(file: Path, kind: str) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        if kind == "markdown":
            return archive.comment == f"{AGENT} markdown".encode()
        names = archive.namelist()
        return "EPUB/package.opf" in names and b'content="bantin"' in archive.read("EPUB/package.opf")

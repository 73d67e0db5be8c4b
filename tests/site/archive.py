"""A copy of the project's own archive, built by the real command."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

GENERATED = ("bulletins", "browse", "ledger", "records")
"""Folders of content/ that the build makes; a copy starts without them, like a fresh clone."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive's folder after a build."""

    root: Path
    log: str
    """What the build printed."""

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def pages(self) -> list[Path]:
        """The bulletins, as Markdown, in order."""
        return sorted((self.root / "content" / "bulletins").rglob("*.md"))

    def address(self, page: Path) -> str:
        """Where a page of content/ is on the site, relative to the home page."""
        return page.relative_to(self.root / "content").with_suffix("").as_posix() + "/"


def copy_archive(project: Path, root: Path) -> Path:
    """Copy what a fresh clone holds of the archive: settings, theme, sources and hand-written pages."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy2(project / "mkdocs.yml", root)
    for folder in ("theme_overrides", "content"):
        shutil.copytree(project / folder, root / folder, dirs_exist_ok=True)
    for name in GENERATED:
        shutil.rmtree(root / "content" / name, ignore_errors=True)
    return root


def bantin(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an archive's folder, as a person would."""
    command = [sys.executable, "-m", "builder", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False)

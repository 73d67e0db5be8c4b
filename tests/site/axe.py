"""axe-core, the accessibility checker, from its locked npm package: installed once into the environment."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_MANIFESTS = Path(__file__).with_name("npm")
_FOLDER = Path(sys.prefix) / "share" / "bantin-tests"


def script() -> Path:
    """The checker's script."""
    wanted = (_MANIFESTS / "package-lock.json").read_bytes()
    held = _FOLDER / "package-lock.json"
    if not held.is_file() or held.read_bytes() != wanted:
        _install()
    return _FOLDER / "node_modules" / "axe-core" / "axe.min.js"


def _install() -> None:
    _FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_FOLDER.parent) as scratch:
        for manifest in _MANIFESTS.glob("*.json"):
            shutil.copy2(manifest, scratch)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=scratch, check=True, timeout=300, capture_output=True)
        shutil.rmtree(_FOLDER, ignore_errors=True)
        shutil.copytree(scratch, _FOLDER)


def violations(page: Page) -> list[str]:
    """What axe finds on the page: rule, impact, and the elements."""
    page.evaluate(script().read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then((result) => result.violations)")
    return [f"{rule['id']} ({rule['impact']}): {[node['target'] for node in rule['nodes']]}" for rule in found]

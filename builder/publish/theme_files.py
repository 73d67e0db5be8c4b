"""The files that the theme brings along: what no page of the site asks for is not published."""

import re
from pathlib import Path

from builder.publish.theme_css import subset

_DEBUGGING = (".js.map", ".css.map")
_SHIPPED = ("assets/javascripts", "assets/stylesheets", "assets/images")
"""Where Material puts its own files."""
_EVERY_PAGE = "404.html"
"""A page without content of its own: what it asks for is what every page asks for."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_READ = (".html", ".js", ".mjs")


def is_debugging(path: str) -> bool:
    """Whether a file of the theme serves those who work on the theme itself."""
    return path.endswith(_DEBUGGING)


def trim(site: Path, templates: Path | None) -> None:
    """Remove the theme's scripts, styles and images that no page asks for, and of its styles the rules that match nothing.

    `templates` is the folder of the archive's own templates and scripts, whose words may be names of classes.
    """
    frame = site / _EVERY_PAGE
    if not frame.is_file():
        return
    page = frame.read_text(encoding="utf-8")
    words = _words(page, templates)
    for folder in _SHIPPED:
        for file in sorted((site / folder).rglob("*")):
            if file.is_file() and file.name not in page:
                file.unlink()
            elif file.suffix == ".css":
                file.write_text(subset(file.read_text(encoding="utf-8"), words), encoding="utf-8")
    _remove_empty(site / "assets")


def _words(page: str, templates: Path | None) -> frozenset[str]:
    """Everything in the templates, the scripts and the frame of a page that may be a class: more than there are, never less."""
    files = [file for file in templates.rglob("*") if file.suffix in _READ] if templates else []
    texts = [page, *(file.read_text(encoding="utf-8", errors="replace") for file in files)]
    return frozenset(word for text in texts for word in _WORD.findall(text))


def _remove_empty(folder: Path) -> None:
    for each in sorted(folder.rglob("*"), reverse=True):
        if each.is_dir() and not any(each.iterdir()):
            each.rmdir()

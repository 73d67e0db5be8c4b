"""The documents that the queries were judged on, converted by the builder itself, as pages with short names."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.content.page import parse_page
from builder.model import Page
from tests.search.distractors import distractors
from tests.search.judged import PROJECT, QuerySet


@dataclass(frozen=True, slots=True)
class JudgedArchive:
    """Pages and, for each judged document, its page's id."""

    pages: tuple[Page, ...]
    names: dict[str, str]
    """Page id -> short name; a distractor has none."""


def convert(queries: QuerySet, distracting: int = 0) -> JudgedArchive:
    """Convert the sources, and add so many distractors."""
    by_source = {path: name for name, path in queries.sources.items()}
    pages = _converted(sorted(by_source))
    names = {page.metadata.id: by_source[page.metadata.source.path] for page in pages}
    missing = set(by_source.values()) - set(names.values())
    if missing:
        raise ValueError(f"the builder made no page of {', '.join(sorted(missing))}")
    return JudgedArchive((*pages, *distractors(queries, distracting)), names)


def _converted(sources: Sequence[str]) -> list[Page]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "builder", "convert", *sources, "--output", folder]
        subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, timeout=600)
        files = sorted(Path(folder).rglob("*.md"))
        return [_page(file) for file in files]


def _page(file: Path) -> Page:
    page = parse_page(file.read_text(encoding="utf-8"), file.name)
    year = (page.metadata.issued or page.metadata.published or "undated")[:4]
    return Page(page.metadata, f"bulletins/{year}/{page.metadata.id}.md", page.body)


def copy_scripts(site: Path) -> None:
    """The scripts of the search page, for the browser."""
    (site / "assets").mkdir(parents=True)
    for script in (PROJECT / "theme_overrides" / "assets").glob("search*"):
        shutil.copy2(script, site / "assets")

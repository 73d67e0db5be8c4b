"""A small site for the tests of the search page: the project's theme around invented bulletins, indexed for the browser."""

import shutil
import subprocess
import sys
from pathlib import Path

from builder.content.page import page_text
from builder.model import Page
from builder.search import browser_index
from tests.unit.search.samples import notice, pages

HOSTILE = "kho-tinh"
"""The id of a bulletin whose title and text try to be markup."""


def build_search_site(project: Path, root: Path) -> Path:
    """Build the site in `root` with MkDocs alone, then the index of the search page; returns the site's folder."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy2(project / "mkdocs.yml", root)
    shutil.copytree(project / "theme_overrides", root / "theme_overrides")
    for name in ("index.md", "gioi-thieu.md", "tim-kiem.md"):
        (root / "content").mkdir(exist_ok=True)
        shutil.copy2(project / "content" / name, root / "content" / name)
    bulletins = [*pages(), hostile_page()]
    for bulletin in bulletins:
        target = root / "content" / bulletin.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page_text(bulletin.metadata, bulletin.body), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "mkdocs.yml")]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    report = browser_index.build(root / "site", [bulletin.metadata for bulletin in bulletins], lambda *_: None)
    assert (report.indexed, report.missing) == (len(bulletins), ())
    return root / "site"


def hostile_page() -> Page:
    """A bulletin that would run a script if anything were taken for markup."""
    title = "Tin <img src=x onerror=alert(1)> & <b>đậm</b>"
    text = "Từ khoá hiểmhoạ đứng cạnh &lt;script&gt;alert(2)&lt;/script&gt; và &lt;mark&gt;giả&lt;/mark&gt;."
    text = f"## I. Phần đầu\n\nLời mở.\n\n## II. Phần sau\n\n{text}"
    return notice(90, text, id=HOSTILE, title=title, number=None)

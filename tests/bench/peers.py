"""`peers.py chain|fts5 …`: what others do with the same pages; the parts that are no command of their own."""

import re
import shutil
import sqlite3
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

_HUGO = """baseURL = "https://example.org/"
title = "Kho"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
"""
_SINGLE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
_LIST = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>
"""
_STOCK = """site_name: Kho
docs_dir: content
theme: {name: material, language: vi, font: false}
plugins: []
exclude_docs: "/sources/\\n/ledger/\\n/records/\\n"
"""
_FEW_IN_NAV = """nav: [{Trang chủ: index.md}]
not_in_nav: "*"
"""


def extract(pages: Path, output: Path, processes: int) -> None:
    """Trafilatura over all pages, a Markdown file each."""
    output.mkdir(parents=True)
    files = sorted(path for path in pages.rglob("*.html"))
    with ProcessPoolExecutor(processes) as pool:
        for file, text in zip(files, pool.map(_extracted, files, chunksize=8), strict=True):
            (output / f"{file.stem}.md").write_text(text, encoding="utf-8")


def _extracted(file: Path) -> str:
    from trafilatura import extract as main_text  # noqa: PLC0415 - installed in the environment of the peers only

    text = main_text(file.read_bytes(), output_format="markdown", with_metadata=True, include_tables=True) or ""
    return text.replace("\nurl: ", "\nsource_url: ", 1)  # Hugo takes `url` for the page's own


def hugo_site(markdown: Path, folder: Path) -> None:
    """A Hugo site of the Markdown files below a folder, with the plainest templates there can be."""
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    (folder / "layouts" / "_default" / "single.html").write_text(_SINGLE, encoding="utf-8")
    (folder / "layouts" / "_default" / "list.html").write_text(_LIST, encoding="utf-8")
    shutil.copytree(markdown, folder / "content" / "bulletins", ignore=shutil.ignore_patterns("*.png", "*.svg", "*.csv"))


def stock_site(archive: Path, folder: Path, every_page_in_nav: bool = False) -> None:
    """The pages of an archive for MkDocs and Material as they come."""
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_STOCK + ("" if every_page_in_nav else _FEW_IN_NAV), encoding="utf-8")
    shutil.copytree(archive / "content" / "bulletins", folder / "content" / "bulletins")
    shutil.copytree(archive / "content" / "browse", folder / "content" / "browse")
    (folder / "content" / "index.md").write_text("# Kho\n", encoding="utf-8")


def fts5(pages: Path, database: Path) -> None:
    """SQLite's full-text index of the same texts."""
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        for file in sorted(pages.rglob("*.md")):
            text = re.sub(r"\A---\n.*?\n---\n", "", file.read_text("utf-8"), flags=re.DOTALL)
            connection.execute("INSERT INTO t VALUES (?)", (text,))


if __name__ == "__main__":
    if sys.argv[1] == "extract":
        extract(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        fts5(Path(sys.argv[2]), Path(sys.argv[3]))

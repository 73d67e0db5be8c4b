"""An archive full of hostile sources: built, looked into, and read in a browser, with every canary silent."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from lxml import etree
from playwright.sync_api import Browser, sync_playwright

from tests.hostile.inputs import GOOD, LEAK
from tests.hostile.inputs import hostile as hostile_sources
from tests.hostile.more_inputs import more
from tests.site.archive import Archive, bantin, copy_archive
from tests.site.browser import MISSING, find_browser, launch_arguments
from tests.site.server import serve

HOSTILE = {**hostile_sources(2_000), **more(2_000)}
"""Small enough for a quick build; tests/bench/hostile.py measures them at their full size."""

pytestmark = [pytest.mark.site, pytest.mark.slow]


QUERIES = (
    "<script>window.canary=1</script>",
    '"><img src=x onerror=window.canary=1>',
    "javascript:window.canary=1",
    "{{ 7*7 }}",
    "a" * 5_000,
    '"' * 200,
    "(" * 300,
    "* OR *:*",
    "\u202eđảo",
    "%00 %0a %ff",
    "\ue000\ue004",
    "0" * 400,
    "__proto__ constructor toString",
    "'; DROP",
    "../..",
)
"""What a hostile reader asks the search."""


def _strange_files(folder: Path) -> None:
    """What is no plain file: links out of the archive, into themselves and to nowhere, a pipe, a folder named like a page."""
    (folder / "out.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.txt").symlink_to(folder / "not-there")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.html").mkdir()


def _archive(project: Path, root: Path, sources: dict[str, bytes]) -> Path:
    copy_archive(project, root)
    folder = root / "content" / "sources"
    for file in sorted(folder.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    for name, data in sources.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (root / "mkdocs.yml").write_text(
        (root / "mkdocs.yml").read_text("utf-8").replace("# site_url: https://example.org/", "site_url: https://kho.example.vn/"),
        encoding="utf-8",
    )
    return root


@pytest.fixture(scope="module")
def hostile(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The hostile archive, built, in a folder whose neighbours are watched."""
    around = tmp_path_factory.mktemp("around")
    root = _archive(project, around / "kho", {**HOSTILE, **GOOD})
    _strange_files(root / "content" / "sources")
    done = bantin(root, "build")
    assert done.returncode == 0, done.stderr[-3000:]
    assert [path.name for path in around.iterdir()] == ["kho"], "a file was written outside of the archive"
    return Archive(root, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def reader(hostile: Archive) -> Iterator[tuple[Browser, str]]:
    path = find_browser()
    if path is None:
        pytest.fail(MISSING)
    with serve(hostile.site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=launch_arguments())
        yield browser, root
        browser.close()


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60 + 60


def test_the_good_ones_come_out_as_they_do_alone(project: Path, hostile: Archive, tmp_path: Path) -> None:
    alone = _archive(project, tmp_path / "kho", dict(GOOD))
    assert bantin(alone, "convert").returncode == 0
    pages = sorted((alone / "content" / "bulletins").rglob("*.md"))
    assert len(pages) == len(GOOD)
    for page in pages:
        path = page.relative_to(alone)
        assert (hostile.root / path).read_bytes() == page.read_bytes()
        assert (hostile.site / path.relative_to("content").with_suffix("") / "index.html").is_file()


def test_every_source_is_accounted_for(hostile: Archive) -> None:
    done = bantin(hostile.root, "convert", "--json")
    told = json.loads(done.stdout)
    accounted = told["unchanged"] + len(told["converted"]) + len(told["skipped"]) + len(told["failed"])
    strange = {"content/sources/nowhere.txt", "content/sources/self.txt", "content/sources/pipe.txt", "content/sources/out.txt"}
    seen = [
        name for name in (*HOSTILE, *GOOD) if not any(part.startswith(".") for part in name.split("/"))
    ]  # hidden files are none
    assert accounted - len({one["path"] for one in told["failed"] + told["skipped"]} & strange) == len(seen)
    assert not told["kept"]


def test_nothing_lies_outside_of_the_outputs(hostile: Archive) -> None:
    for file in hostile.root.rglob("*"):
        if file.is_relative_to(hostile.root / "content" / "sources"):
            continue
        assert file.resolve().is_relative_to(hostile.root.resolve())
        assert "\n" not in file.name
    assert not any("passwd" in file.name for file in hostile.site.rglob("*") if file.suffix != ".html")


def test_every_page_has_readable_front_matter(hostile: Archive) -> None:
    for page in hostile.pages:
        head = page.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
        values = yaml.safe_load(head)
        assert values["id"] == page.stem
        assert set(page.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_machine_readable_files_are_valid(hostile: Archive) -> None:
    checked = 0
    for file in hostile.site.rglob("*"):
        if file.suffix in (".json", ".jsonl", ".xml", ".csv", ".rss", ".atom"):
            checked += 1
            _check_file(file)
    assert checked
    for page in (hostile.site / "bulletins").rglob("index.html"):
        for block in BeautifulSoup(page.read_text("utf-8"), "lxml").select('script[type="application/ld+json"]'):
            assert isinstance(json.loads(block.get_text()), dict)


def _check_file(file: Path) -> None:
    if file.suffix == ".json":
        json.loads(file.read_text("utf-8"))
    elif file.suffix == ".jsonl":
        assert all(isinstance(json.loads(line), dict) for line in file.read_text("utf-8").split("\n") if line)
    elif file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row), file
        assert len({len(row) for row in rows}) == 1
    else:
        etree.parse(file, etree.XMLParser(resolve_entities=False))


def test_old_addresses_lead_into_the_archive_alone(hostile: Archive) -> None:
    stubs = [file for file in (hostile.site / "nguon").rglob("*.html") if file.is_file()]
    assert stubs
    for file in stubs:
        page = BeautifulSoup(file.read_text("utf-8"), "lxml")
        assert not page.select("script, iframe, img, form, base")
        refresh = [str(tag["content"]) for tag in page.select("meta[http-equiv=refresh i]")]
        leads = [text.partition("url=")[2] for text in refresh] + [str(tag["href"]) for tag in page.select("a[href]")]
        assert leads
        for lead in leads:
            target = lead.removeprefix("https://kho.example.vn/") if lead.startswith("https://kho.example.vn/") else lead
            assert not urlsplit(target).scheme, lead
            assert not urlsplit(target).netloc, lead


def test_no_canary_sings_in_any_page(hostile: Archive, reader: tuple[Browser, str]) -> None:
    browser, root = reader
    page = browser.new_page()
    asked, told = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    addresses = [file.parent.relative_to(hostile.site).as_posix() for file in hostile.site.rglob("index.html")]
    addresses = [address for address in addresses if not address.startswith("nguon/")]  # they lead on at once
    for address in addresses:
        page.goto(f"{root}{address}/" if address != "." else root, wait_until="load")
        state: Any = page.evaluate("() => ({canary: window.canary instanceof Element ? 0 : window.canary, url: location.href})")
        assert not state["canary"], address
        assert state["url"].startswith(root), address
        assert (
            page.evaluate(
                "() => document.querySelectorAll('.bt-text script, .bt-text iframe, .bt-text [onclick], .bt-text [style]').length"
            )
            == 0
        )
        assert page.evaluate("() => [...document.links].filter((a) => !/^(https?|mailto|):$/.test(a.protocol)).length") == 0, (
            address
        )
    page.goto(f"{root}tim-kiem/?q=b%C3%A1o+c%C3%A1o")
    page.wait_for_selector("[data-bulletin-id]")
    assert not page.evaluate("() => window.canary")
    for query in QUERIES:
        page.goto(f"{root}tim-kiem/?{urlencode({'q': query, 'type': query, 'from': query, 'sort': query})}")
        page.goto(f"{root}tim-kiem/?{urlencode({'q': query})}")
        page.wait_for_function("() => document.querySelector('[data-result-total], [data-result-notice]')")
        assert not page.evaluate("() => window.canary"), query
    page.close()
    assert told == []
    assert [url for url in asked if not url.startswith((root, "data:"))] == []
    assert LEAK not in " ".join(asked)


def test_no_query_breaks_the_search_of_the_command_line(hostile: Archive) -> None:
    lines = [query.replace("\n", " ") for query in QUERIES]
    command = [sys.executable, "-m", "builder", "search", "--stdin"]
    given = "\n".join([*lines, "", "\x00", "báo cáo"]) + "\n"
    done = subprocess.run(
        command, cwd=hostile.root, input=given, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(answers) == len(lines) + 3
    assert answers[-1]["total"] > 5


@pytest.mark.parametrize(
    "lines",
    [
        "site_name: '<script>window.canary=1</script>'",
        "site_name: '{{ 7*7 }}'",
        "site_name: a\nsite_url: 'javascript:window.canary=1'",
        "site_name: a\ndocs_dir: ../..",
        "site_name: a\ndocs_dir: /",
        "site_name: a\nsite_dir: .",
        "site_name: a\nsite_dir: content",
        "site_name: a\nextra: {archive: {state: content}}",
        "site_name: a\nextra: {archive: {sources: [/]}}\nx: &x [a,a,a,a,a,a,a,a,a]\ny: &y [*x,*x,*x,*x,*x,*x,*x,*x]",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\n"
        "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nsite_name: *f",
        "site_name: !!python/object/apply:os.system ['touch canary']",
        "site_name: a\nextra: {archive: {hold: ['<script>']}}",
        "site_name: a\nnav: [{'<script>window.canary=1</script>': '../../etc/passwd'}]",
        "? [a]\n: b",
        "[" * 5_000,
    ],
)
def test_hostile_settings_are_refused_in_words_or_harmless(tmp_path: Path, lines: str) -> None:
    root = tmp_path / "ngoài" / "kho"
    (root / "content" / "sources").mkdir(parents=True)
    (root / "content" / "sources" / "a.txt").write_bytes(next(iter(GOOD.values())))
    (root / "mkdocs.yml").write_text(f"{lines}\n", encoding="utf-8")
    if "sources: [/]" in lines:  # reading all of a machine is slow, and what is asked for
        (root / "mkdocs.yml").write_text(lines.replace("[/]", "[content/../content/sources]"), encoding="utf-8")
    done = bantin(root, "build", "-q")
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 5_000
    assert done.returncode in (0, 1, 2)
    assert (root / "content" / "sources" / "a.txt").is_file()
    assert (root / "mkdocs.yml").is_file()
    assert sorted(path.name for path in (tmp_path / "ngoài").iterdir()) == ["kho"]
    assert not (root / "canary").exists()
    for file in (root / "site").rglob("*.html"):
        text = file.read_text("utf-8")
        assert "<script>window.canary" not in text
        assert "49" not in text.partition("</title>")[0].partition("<title>")[2]

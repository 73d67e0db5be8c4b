"""What the first issue promises, shown on the real seeds and portal pages beside the project."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.site.archive import Archive, bantin
from tests.site.test_search_page import ids, search, total

QUERIES = ["dang bo", "Đảng bộ", "uỷ ban", "ủy ban", "52-BC/ĐU", "52 - bc/đu", "52-BC/DU", '"tổ dân phố"', "UBND thị"]
SEED = "002_c3da1ff004bb1b64"
FLOOR = 0.97


@dataclass(frozen=True, slots=True)
class Converted:
    """The pages of `bantin convert PATH --output DIR`, by the name of their source's file."""

    folder: Path
    pages: dict[str, tuple[dict[str, Any], str]]
    summary: dict[str, Any]


def convert(output: Path, *paths: Path) -> Converted:
    done = bantin(output.parent, "convert", *map(str, paths), "--output", str(output), "--json")
    assert done.returncode == 0, done.stderr
    pages = {}
    for file in output.glob("*.md"):
        head, _, body = file.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
        front = yaml.safe_load(head)
        pages[Path(front["source"]["path"]).name] = (front, body)
    return Converted(output, pages, json.loads(done.stdout))


# ---------------------------------------------------------------- seeds
@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Converted:
    return convert(tmp_path_factory.mktemp("seeds") / "ra", *sorted((shared / "seeds").glob("*.txt")))


def test_the_four_seeds_become_four_pages(seeds: Converted) -> None:
    assert len(seeds.pages) == len(seeds.summary["converted"]) == 4
    assert (seeds.summary["failed"], seeds.summary["skipped"]) == ([], [])
    assert len(list((seeds.folder / "ledger").glob("*.json"))) == 4


def test_the_scores_of_the_gold_pages(shared: Path, seeds: Converted) -> None:
    command = [sys.executable, shared / "tools" / "score.py", "--dir", seeds.folder, "--gold", shared / "gold", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    scores = json.loads(done.stdout)
    pages = {name: scores[name] for name in (file.stem for file in (shared / "gold").glob("*.md"))}
    assert len(pages) == 2
    assert {name: score["overall"] for name, score in pages.items() if score["overall"] < FLOOR} == {}
    assert {name: score["noise_list"] for name, score in pages.items() if score["noise"]} == {}


# ---------------------------------------------------------------- portal pages
@pytest.fixture(scope="module")
def truth(shared: Path) -> dict[str, dict[str, Any]]:
    """What is known of each page, by file name."""
    records = json.loads((shared / "portal-pages" / "truth.json").read_text("utf-8"))
    return {Path(record["file"]).name: record for record in records}


@pytest.fixture(scope="module")
def portal_pages(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Converted:
    return convert(tmp_path_factory.mktemp("portals") / "ra", shared / "portal-pages" / "html")


def test_articles_are_converted_and_the_others_skipped_with_their_reason(
    portal_pages: Converted, truth: dict[str, dict[str, Any]]
) -> None:
    skipped = {Path(entry["path"]).name: entry["reason"] for entry in portal_pages.summary["skipped"]}
    reasons = {"category": "list page of a portal (nukeviet)", "home": "home page of a portal (nukeviet)"}
    assert skipped == {name: reasons[record["kind"]] for name, record in truth.items() if record["kind"] in reasons}
    assert set(portal_pages.pages) == set(truth) - set(skipped)
    assert portal_pages.summary["failed"] == []


def test_title_and_publication_are_right_on_every_nukeviet_page(
    portal_pages: Converted, truth: dict[str, dict[str, Any]]
) -> None:
    """Letters as printed: a title that stands in capitals in the document stays so."""
    wrong = {}
    of_nukeviet = [name for name, record in truth.items() if "NukeViet" in record["software"] and name in portal_pages.pages]
    assert len(of_nukeviet) == 24
    for name in of_nukeviet:
        front, record = portal_pages.pages[name][0], truth[name]
        found = (front["title"].casefold(), front["published"].isoformat() if front["published"] else None)
        if found != (record["title"].casefold(), record["published"]):
            wrong[name] = found
    assert wrong == {}


def test_no_noise_is_left_as_a_line(portal_pages: Converted, truth: dict[str, dict[str, Any]]) -> None:
    left = {}
    for name, (_, body) in portal_pages.pages.items():
        lines = {re.sub(r"^(?:[-#>*]+|\d+\.)\s+", "", line.strip().replace("\\", "")) for line in body.splitlines()}
        lines |= {line.strip() for line in body.splitlines()}
        noise = {" ".join(text.split()) for text in truth[name]["noise_strings"]} & {" ".join(line.split()) for line in lines}
        if noise:
            left[name] = noise
    assert left == {}


# ---------------------------------------------------------------- the search, twice
@pytest.fixture(scope="module")
def with_seeds(shared: Path, built_site: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The sample archive with the seeds added: an incremental build on top of the shared one."""
    root = tmp_path_factory.mktemp("with-seeds") / "archive"
    shutil.copytree(built_site.root, root)
    shutil.copytree(shared / "seeds", root / "content" / "sources" / "seeds", ignore=shutil.ignore_patterns("*.md"))
    done = bantin(root, "build")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^indexed 4, removed 0, failed 0$", done.stderr, re.MULTILINE), done.stderr
    return Archive(root, done.stderr)


@pytest.fixture(scope="module")
def seed_id(with_seeds: Archive) -> str:
    found = [page.stem for page in with_seeds.pages if SEED in page.read_text("utf-8")]
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def search_url(with_seeds: Archive, serve_folder: Callable[..., str]) -> str:
    return serve_folder(with_seeds.site) + "tim-kiem/"


@pytest.mark.parametrize("query", QUERIES)
def test_the_command_line_finds_the_seed(with_seeds: Archive, seed_id: str, query: str) -> None:
    done = bantin(with_seeds.root, "search", "--json", "--limit", "100", query)
    told = json.loads(done.stdout)
    assert seed_id in [hit["id"] for hit in told["results"]]
    if "52" in query:
        assert {hit["number"] for hit in told["results"][:2]} == {"52-BC/ĐU"}, (
            "the sample archive has a report of this number, too"
        )


@pytest.mark.parametrize("query", QUERIES)
def test_the_search_page_finds_the_seed(page: Page, search_url: str, seed_id: str, query: str) -> None:
    search(page, search_url, query)
    while page.locator("[data-find-more]").is_visible():
        shown = len(ids(page))
        page.locator("[data-find-more]").click()
        expect(page.locator("[data-bulletin-id]").nth(shown)).to_be_visible()
    assert seed_id in ids(page)
    assert len(ids(page)) == total(page)
    if "52" in query:
        assert seed_id in ids(page)[:2], "the sample archive has a report of this number, too"


def test_a_found_seed_can_be_opened_and_read(page: Page, search_url: str, seed_id: str) -> None:
    search(page, search_url, "52-BC/ĐU")
    page.locator(f'[data-bulletin-id="{seed_id}"] a').first.click()
    page.wait_for_url(f"**/{seed_id}/**")
    assert "52-BC/ĐU" in page.locator("article").inner_text()


def test_the_search_page_of_an_empty_archive(
    page: Page, problems: list[str], tmp_path: Path, serve_folder: Callable[..., str]
) -> None:
    assert bantin(tmp_path, "init", "kho").returncode == 0
    assert bantin(tmp_path / "kho", "build").returncode == 0
    page.goto(serve_folder(tmp_path / "kho" / "site") + "tim-kiem/?q=đảng")
    expect(page.locator("[data-result-notice]")).to_be_visible()
    assert ids(page) == []
    problems[:] = [problem for problem in problems if "search-index" not in problem and "404" not in problem]

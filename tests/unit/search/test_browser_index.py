"""The index of small sites: what is written and when, what is left alone."""

import json
from pathlib import Path

from builder.model import Metadata, Page
from builder.search import browser_index
from tests.unit.search.samples import SEED_ID, notice, seed_page


def quiet(stage: str, done: int, total: int) -> None:
    """No progress."""


def publish(site: Path, *bulletins: Page) -> list[Metadata]:
    """Write crude HTML pages for the bulletins."""
    site.mkdir(parents=True, exist_ok=True)
    for page in bulletins:
        target = site / page.path.removesuffix(".md") / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        article = f'<article data-bulletin-id="{page.metadata.id}"><h1>{page.metadata.title}</h1><p>{page.body}</p></article>'
        target.write_text(f"<!doctype html><html lang=vi><body><nav>x</nav>{article}</body></html>", encoding="utf-8")
    (site / "index.html").write_text("<html><body>home</body></html>", encoding="utf-8")
    return [page.metadata for page in bulletins]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_writes_only_its_own_folder_and_leaves_nothing_behind(tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages = publish(site, seed_page(), notice(1))
    before = files(site)
    report = browser_index.build(site, pages, quiet)
    assert (report.indexed, report.rebuilt, report.missing) == (2, True, ())
    after = files(site)
    assert {name: data for name, data in after.items() if not name.startswith("search-index/")} == before
    written = {name.split("/")[-1] for name in after if name.startswith("search-index/")}
    assert written >= {"bantin.json", "start.bin", "common.bin"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_nothing_lies_beside_the_site_while_the_index_is_made(tmp_path: Path) -> None:
    """A build killed then leaves nothing that no later build would remove."""
    site = tmp_path / "site"
    seen: dict[str, set[str]] = {}

    def look(stage: str, done: int, total: int) -> None:
        seen.setdefault(stage, set()).update(path.name for path in tmp_path.iterdir())

    browser_index.build(site, publish(site, seed_page(), notice(1)), look)
    assert seen["search page: index"] == {"site"}


def test_does_nothing_when_nothing_changed_and_only_then(tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages = publish(site, seed_page(), notice(1))
    browser_index.build(site, pages, quiet)
    before = files(site)
    assert not browser_index.build(site, pages, quiet).rebuilt
    assert files(site) == before
    (site / "index.html").write_text("changed", encoding="utf-8")
    assert not browser_index.build(site, pages, quiet).rebuilt
    publish(site, notice(1, "Chữ mới."))
    assert browser_index.build(site, pages, quiet).rebuilt
    changed = [notice(1, "Chữ mới.", signer="Ai Khác").metadata, pages[0]]
    assert browser_index.build(site, changed, quiet).rebuilt


def test_the_same_site_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    for name in ("one", "two"):
        browser_index.build(tmp_path / name, publish(tmp_path / name, seed_page(), notice(1), notice(2)), quiet)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_bulletins_without_a_page_are_named(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, seed_page())
    report = browser_index.build(site, [seed_page().metadata, notice(1).metadata], quiet)
    assert (report.indexed, report.missing) == (1, ("thong-bao-01",))


def test_pages_that_are_no_longer_bulletins_are_not_indexed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages = publish(site, seed_page(), notice(1))
    browser_index.build(site, pages, quiet)
    assert browser_index.build(site, pages[:1], quiet) == browser_index.BrowserIndexReport(1, True, ())
    assert json.loads((site / "search-index" / "bantin.json").read_text(encoding="utf-8"))["pages"] == 1


def test_an_empty_archive_is_no_error(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site)
    assert browser_index.build(site, [], quiet).indexed == 0
    assert not browser_index.build(site, [], quiet).rebuilt


def test_the_id_is_the_last_part_of_the_address() -> None:
    assert seed_page().path.removesuffix(".md").rsplit("/", maxsplit=1)[-1] == SEED_ID

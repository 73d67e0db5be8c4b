"""The harness itself, on a made-up site: it serves what it should and sees what it should."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.site.browser import find_browser, main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fake")
    icon = "<link rel=icon href='data:,'>"
    (folder / "index.html").write_text(f"<html lang=vi>{icon}<h1>Trang chủ</h1><a href=sub/>Dưới</a>", "utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "index.html").write_text(f"<meta charset=utf-8>{icon}<h1>Bên dưới</h1>", "utf-8")
    (folder / "bad.html").write_text(
        f"{icon}<img src=http://example.org/x.png><img src=/missing.png><script>console.error('ouch'); throw Error('oh')</script>"
    )
    return folder


@pytest.mark.parametrize("prefix", ["/", "/a/b/"])
def test_links_work_at_the_root_and_below_a_path(page: Page, folder: Path, serve_folder: Callable[..., str], prefix: str) -> None:
    page.goto(serve_folder(folder, prefix))
    page.click("a")
    page.wait_for_url(f"**{prefix}sub/")
    assert page.inner_text("h1") == "Bên dưới"


def test_nothing_is_served_outside_the_prefix(
    page: Page, problems: list[str], folder: Path, serve_folder: Callable[..., str]
) -> None:
    address = serve_folder(folder, "/a/b/")
    answer = page.goto(address.removesuffix("a/b/") + "index.html")
    assert answer is not None
    assert answer.status == 404
    problems.clear()


def test_other_hosts_errors_and_missing_files_are_seen(
    page: Page, problems: list[str], folder: Path, serve_folder: Callable[..., str]
) -> None:
    page.goto(serve_folder(folder) + "bad.html", wait_until="networkidle")
    for expected in ("request to another host: http://example.org/x.png", "exception: oh", "console: ouch", "404: "):
        assert any(problem.startswith(expected) for problem in problems), (expected, problems)
    problems.clear()


def test_a_named_browser_that_does_not_start_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BANTIN_BROWSER", str(tmp_path / "none"))
    assert find_browser() is None
    assert main() == 1
    assert "BANTIN_BROWSER=" in capsys.readouterr().err

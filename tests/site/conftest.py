"""A built site, a server for it, and a browser that reports what a reader would not see."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.site.archive import Archive, bantin, copy_archive
from tests.site.browser import MISSING, find_browser, launch_arguments
from tests.site.made_archive import MadeArchive, build_archive
from tests.site.search_site import build_search_site
from tests.site.server import serve

PREFIX = "/luu-tru/ban-tin/"
"""A site may live below a path; what works only at the root of a host is a fault."""


@pytest.fixture(scope="session")
def built_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The project's own archive, built once in a folder apart. Read only: a test that changes it takes `fresh_archive`."""
    root = copy_archive(project, tmp_path_factory.mktemp("archive"))
    done = bantin(root, "build")
    assert done.returncode == 0, f"bantin build ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return Archive(root, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def search_folder(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of invented bulletins with the search page, built once. Read only."""
    return build_search_site(project, tmp_path_factory.mktemp("search") / "archive")


@pytest.fixture
def fresh_archive(project: Path, tmp_path: Path) -> Path:
    """The project's archive as in a fresh clone, not built, to be changed at will."""
    return copy_archive(project, tmp_path / "archive")


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[..., str]]:
    """Serves any folder to the end of the session: `serve_folder(folder, prefix="/")` gives its address."""
    with ExitStack() as servers:
        yield lambda folder, prefix="/": servers.enter_context(serve(folder, prefix))


@pytest.fixture(scope="session")
def site_url(built_site: Archive, serve_folder: Callable[..., str]) -> str:
    """The built site at the root of a host."""
    return serve_folder(built_site.site)


@pytest.fixture(scope="session")
def prefixed_url(built_site: Archive, serve_folder: Callable[..., str]) -> str:
    """The built site below a path."""
    return serve_folder(built_site.site, PREFIX)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, serve_folder: Callable[..., str]) -> MadeArchive:
    """A small archive made by hand, with a page of every template, built and served below a path."""
    return build_archive(tmp_path_factory.mktemp("made") / "kho", serve_folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = find_browser()
    if path is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=launch_arguments())
        yield browser
        browser.close()


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in `page`: console errors, exceptions, requests to other hosts. A test that expects one takes it out."""
    return []


@pytest.fixture
def page(browser: Browser, problems: list[str]) -> Iterator[Page]:
    """A fresh desktop window. The test fails when the page reported an error or reached for another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    _watch(page, problems)
    yield page
    context.close()
    assert not problems, "the browser reported:\n" + "\n".join(problems)


def _watch(page: Page, problems: list[str]) -> None:
    def stay_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            problems.append(f"request to another host: {route.request.url}")
            route.abort()

    page.context.route(lambda url: url.startswith(("http:", "https:", "ws:", "wss:")), stay_here)
    page.on("pageerror", lambda error: problems.append(f"exception: {error}"))
    page.on("console", lambda message: problems.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("response", lambda answer: problems.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)

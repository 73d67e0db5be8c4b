"""Putting a new site in the place of the old one."""

from pathlib import Path

import pytest

from builder.errors import PublishError
from builder.publish.files import swap


def _site(folder: Path, words: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(words)
    return folder


def test_the_new_site_replaces_the_old(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "old")
    swap(_site(tmp_path / "side", "new"), site)
    assert (site / "index.html").read_text() == "new"
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["site"]


def test_the_first_site(tmp_path: Path) -> None:
    swap(_site(tmp_path / "side", "new"), tmp_path / "deep" / "site")
    assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"


def test_no_site_no_swap(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "old")
    (tmp_path / "side").mkdir()
    with pytest.raises(PublishError, match="no finished site"):
        swap(tmp_path / "side", site)
    assert (site / "index.html").read_text() == "old"


def test_an_interrupted_swap_is_made_good(tmp_path: Path) -> None:
    _site(tmp_path / ".site.old", "old")
    swap(_site(tmp_path / "side", "new"), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert not (tmp_path / ".site.old").exists()


@pytest.mark.parametrize("name", ["mkdocs.yml", "notes.txt"])
def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / name).write_text("mine")
    with pytest.raises(PublishError, match="site_dir"):
        swap(_site(tmp_path / "side", "new"), folder)
    assert (folder / name).read_text() == "mine"

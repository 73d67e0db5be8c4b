"""The navigation: the skeleton of mkdocs.yml, with the years, without what is not there."""

from pathlib import Path

import pytest

from builder.errors import ConfigError
from builder.publish.navigation import site_nav


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path in ("index.md", "browse/nam/index.md", "browse/nam/2021.md", "browse/nam/2022.md", "browse/nam/khong-ro-ngay.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return tmp_path


def test_years_stand_below_their_list_newest_first(content: Path) -> None:
    years = ["browse/nam/index.md", {"2022": "browse/nam/2022.md"}, {"2021": "browse/nam/2021.md"}]
    assert site_nav([{"Theo năm": "browse/nam/index.md"}], content) == [{"Theo năm": years}]


def test_pages_that_are_not_there_are_left_out(content: Path) -> None:
    skeleton = [{"Nhà": "index.md"}, "lost.md", {"Khác": [{"Mất": "lost.md"}, "index.md"]}, {"Ra": "https://example.org/a.md"}]
    assert site_nav(skeleton, content) == [{"Nhà": "index.md"}, {"Khác": ["index.md"]}, {"Ra": "https://example.org/a.md"}]


def test_without_a_skeleton_there_is_one(content: Path) -> None:
    assert site_nav(None, content)[0] == {"Trang chủ": "index.md"}


def test_a_skeleton_that_is_no_list_is_refused(content: Path) -> None:
    with pytest.raises(ConfigError, match="`nav`"):
        site_nav({"a": "b.md"}, content)

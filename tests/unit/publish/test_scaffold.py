"""`bantin init`: a new archive from the project's own files."""

from pathlib import Path

import pytest

from builder.config import load_settings
from builder.errors import ConfigError
from builder.publish.scaffold import create_archive


def test_a_new_archive_has_settings_pages_and_theme(tmp_path: Path) -> None:
    made = create_archive(tmp_path / "kho", 'Kho "Hương Giang": bản tin # 1')
    names = {file.relative_to(tmp_path / "kho").as_posix() for file in made}
    assert {"mkdocs.yml", ".gitignore", "content/index.md", "content/gioi-thieu.md", "content/sources/.gitkeep"} <= names
    assert {"theme_overrides/main.html", "theme_overrides/assets/bantin.css", "theme_overrides/.icons/bantin/logo.svg"} <= names
    settings = load_settings(tmp_path / "kho" / "mkdocs.yml")
    assert settings.site_name == 'Kho "Hương Giang": bản tin # 1'
    assert settings.sources == (tmp_path / "kho" / "content" / "sources",)
    assert 'Kho "Hương Giang": bản tin \\# 1' in (tmp_path / "kho" / "content" / "index.md").read_text("utf-8")


def test_the_theme_is_the_projects_own(tmp_path: Path, project: Path) -> None:
    create_archive(tmp_path / "kho", "Kho")
    for file in (project / "theme_overrides").rglob("*.*"):
        copy = tmp_path / "kho" / "theme_overrides" / file.relative_to(project / "theme_overrides")
        assert not file.is_file() or copy.read_bytes() == file.read_bytes()


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert create_archive(tmp_path, "Kho")


def test_a_used_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(ConfigError, match="not empty") as caught:
        create_archive(tmp_path, "Kho")
    assert str(tmp_path) in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["note.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kho").write_text("")
    with pytest.raises(ConfigError, match="is a file"):
        create_archive(tmp_path / "kho", "Kho")


def test_a_name_is_needed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="needs a name"):
        create_archive(tmp_path / "kho", " \n")

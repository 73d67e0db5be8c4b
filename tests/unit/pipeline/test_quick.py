"""A build that finds everything as it was looks at no page; whatever changes is seen."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.config import Settings, load_settings
from builder.pipeline import building
from builder.pipeline.building import BuildReport, build
from builder.pipeline.surveying import Survey
from builder.publish.scaffold import create_archive
from tests.unit.pipeline.archive import Archive, report


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("quick") / "kho"
    create_archive(root, "Kho thử")
    archive = Archive(root)
    archive.put("a.txt", report("tháng 5 năm 2022"))
    archive.put("b.txt", report("tháng 6 năm 2022", number="13-BC/ĐU"))
    _build(archive)
    return archive


def _build(archive: Archive) -> BuildReport:
    return build(load_settings(archive.root / "mkdocs.yml"), lambda *_: None)


def _looks(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> tuple[BuildReport, int]:
    """A build, and how often it read the pages."""
    calls: list[Settings] = []
    real = building.survey

    def counted(settings: Settings, executor: object) -> Survey:
        calls.append(settings)
        return real(settings)

    with monkeypatch.context() as patch:
        patch.setattr(building, "survey", counted)
        return _build(archive), len(calls)


def test_nothing_is_read_where_nothing_changed(built: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    found, looks = _looks(built, monkeypatch)
    assert (looks, found.publish.rebuilt, found.publish.bulletins) == (0, False, 2)


def _same_size_and_time(file: Path) -> None:
    before = file.stat()
    file.write_bytes(file.read_bytes().replace("Tình".encode(), b"Tinh  "[:5]))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _edit_a_page(archive: Archive) -> None:
    file = archive.page("5-nam-2022")
    file.write_text(file.read_text("utf-8") + "\nThêm.\n", encoding="utf-8")


def _change_a_page_and_hide_it(archive: Archive) -> None:
    _same_size_and_time(archive.page("6-nam-2022"))


def _edit_a_list(archive: Archive) -> None:
    (archive.root / "content" / "browse" / "index.md").write_text("# Khác\n", encoding="utf-8")


def _change_the_theme(archive: Archive) -> None:
    (archive.root / "theme_overrides" / "assets" / "bantin.css").write_text("p{color:red}", encoding="utf-8")


def _rename_the_archive(archive: Archive) -> None:
    file = archive.root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("Kho thử", "Kho khác"), encoding="utf-8")


def _lose_the_site(archive: Archive) -> None:
    shutil.rmtree(archive.root / "site")


def _add_a_source(archive: Archive) -> None:
    archive.put("c.txt", report("tháng 7 năm 2022", number="14-BC/ĐU"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        _edit_a_page, _change_a_page_and_hide_it, _edit_a_list, _change_the_theme, _rename_the_archive, _lose_the_site,
        _add_a_source,
    ],
)  # fmt: skip
def test_whatever_changes_is_seen(built: Archive, change: Callable[[Archive], None], monkeypatch: pytest.MonkeyPatch) -> None:
    _build(built)
    time.sleep(0.2)
    change(built)
    _, looks = _looks(built, monkeypatch)
    assert looks == 1
    _, looks = _looks(built, monkeypatch)
    assert looks <= 1
    _, looks = _looks(built, monkeypatch)
    assert looks == 0

"""After any changes a build gives, byte for byte, the site that a build from nothing gives of the same archive."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.config import load_settings
from builder.pipeline import build
from builder.publish.scaffold import create_archive
from tests.unit.pipeline.archive import Archive, html, report

pytestmark = [pytest.mark.site, pytest.mark.slow]
MADE = ("site", ".bantin", "content/browse")
Change = Callable[[Archive, random.Random], None]


def _any(folder: Path, pattern: str, chance: random.Random) -> Path | None:
    found = sorted(file for file in folder.rglob(pattern) if file.is_file())
    return chance.choice(found) if found else None


def _add_a_source(archive: Archive, chance: random.Random) -> None:
    number = chance.randint(100, 999)
    archive.put(
        f"x{number}.txt", report(f"Công tác tháng {1 + number % 12}", number=f"{number}-BC/ĐU", text="Theo Chỉ thị 05-CT/TW.")
    )


def _add_a_page_of_a_portal(archive: Archive, chance: random.Random) -> None:
    number = chance.randint(100, 999)
    archive.put(f"xa.example.vn/tin/tin-{number}.html", html(f"Tin số {number}", "<p>Hội nghị toàn xã.</p>"))


def _edit_a_source(archive: Archive, chance: random.Random) -> None:
    if file := _any(archive.sources, "*.txt", chance):
        file.write_text(file.read_text("utf-8").replace("đều đặn", f"đều đặn, lần {chance.randint(2, 99)}"), "utf-8")


def _rename_a_source(archive: Archive, chance: random.Random) -> None:
    if file := _any(archive.sources, "*.txt", chance):
        file.rename(file.with_name(f"r{chance.randint(100, 999)}.txt"))


def _delete_a_source(archive: Archive, chance: random.Random) -> None:
    if file := _any(archive.sources, "*.*", chance):
        file.unlink()


def _delete_a_page(archive: Archive, chance: random.Random) -> None:
    if file := _any(archive.bulletins, "*.md", chance):
        file.unlink()
        for ledger in (archive.root / "content" / "ledger").glob(f"{file.stem}*"):
            ledger.unlink()


def _edit_a_page(archive: Archive, chance: random.Random) -> None:
    if file := _any(archive.bulletins, "*.md", chance):
        file.write_text(file.read_text("utf-8").replace("\ntitle: ", f"\ntitle: ({chance.randint(1, 99)}) ", 1), "utf-8")


def _settings(archive: Archive, chance: random.Random) -> None:
    file = archive.root / "mkdocs.yml"
    name = f'site_name: "Kho {chance.randint(1, 9)}"'
    file.write_text(
        "".join(f"{name}\n" if line.startswith("site_name") else f"{line}\n" for line in file.read_text().splitlines())
    )


def _a_file_of_ones_own(archive: Archive, chance: random.Random) -> None:
    """In the place of one that the builder writes, or in a folder of its."""
    name = chance.choice(("robots.txt", "nguon/loi-noi-dau.md", "feeds/x.txt", "data/bulletins.csv"))
    file = archive.root / "content" / name
    if file.exists():
        file.unlink()
    else:
        file.parent.mkdir(exist_ok=True)
        file.write_text("# Của tôi\n", "utf-8")


CHANGES: tuple[Change, ...] = (
    _add_a_source, _add_a_page_of_a_portal, _edit_a_source, _rename_a_source, _delete_a_source, _delete_a_page, _edit_a_page,
    _settings, _a_file_of_ones_own,
)  # fmt: skip


def _build(root: Path) -> dict[str, bytes]:
    settings = load_settings(root / "mkdocs.yml")
    build(settings, lambda *_: None)
    return {file.relative_to(settings.site).as_posix(): file.read_bytes() for file in settings.site.rglob("*") if file.is_file()}


@pytest.mark.parametrize("seed", [1, 2])
def test_any_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    create_archive(tmp_path / "kho", "Kho thử")
    archive, chance = Archive(tmp_path / "kho"), random.Random(seed)  # noqa: S311 - no secret
    for _ in range(4):
        _add_a_source(archive, chance)
        _add_a_page_of_a_portal(archive, chance)
    _build(archive.root)
    for change in chance.sample(CHANGES, len(CHANGES)):
        change(archive, chance)
        made = _build(archive.root)
        clean = tmp_path / "sach"
        shutil.copytree(
            archive.root, clean, ignore=lambda folder, names: [name for name in names if _is_made(archive, folder, name)]
        )
        wanted = _build(clean)
        differing = sorted(name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name))
        assert differing == [], change.__name__
        shutil.rmtree(clean)
        assert _different(archive.root / ".bantin" / "site-before", made) == [], f"{change.__name__}: kept what nobody sees"


def _different(kept: Path, made: dict[str, bytes]) -> list[str]:
    """The files of the spare that are none of the site."""
    found = {file.relative_to(kept).as_posix(): file.read_bytes() for file in kept.rglob("*") if file.is_file()}
    return sorted(name for name, data in found.items() if made.get(name) != data)


def _is_made(archive: Archive, folder: str, name: str) -> bool:
    return (Path(folder) / name).relative_to(archive.root).as_posix() in MADE

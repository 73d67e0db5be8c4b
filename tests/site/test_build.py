"""`bantin build` and `bantin init`: the real command in real archives, a second time, interrupted, and on damaged content."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.archive import Archive, bantin
from tests.unit.pipeline.archive import report, snapshot

FIRST = {"3.txt": report("Công tác tháng 3", number="3-BC/ĐU"), "4.txt": report("Công tác tháng 4", date="4 tháng 4 năm 2021")}
THIRD = "bulletins/2022/bao-cao-cong-tac-thang-3"


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive made by `bantin init`, with two sources, built. To be copied."""
    root = tmp_path_factory.mktemp("small") / "kho"
    done = bantin(root.parent, "init", str(root))
    assert done.returncode == 0, done.stderr
    for name, text in FIRST.items():
        (root / "content" / "sources" / name).write_text(text, encoding="utf-8")
    done = bantin(root, "build")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def small(small_archive: Path, tmp_path: Path) -> Archive:
    """A copy of it, to be changed at will."""
    shutil.copytree(small_archive, tmp_path / "kho")
    return Archive(tmp_path / "kho", "")


def site_texts(root: Path) -> dict[Path, str]:
    return {file.relative_to(root / "site"): file.read_text("utf-8") for file in (root / "site").rglob("*.html")}


# ---------------------------------------------------------------- twice
def test_a_second_build_touches_nothing_and_says_so(built_site: Archive, tmp_path: Path) -> None:
    root = tmp_path / "kho"
    shutil.copytree(built_site.root, root)
    before = snapshot(root / "content", root / "site")
    done = bantin(root, "build")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-3:] == [
        "index unchanged",
        f"site unchanged: {len(built_site.pages)} bulletins",
        "Nothing changed.",
    ]
    assert "converted 0, " in done.stderr
    assert snapshot(root / "content", root / "site") == before


def test_the_state_can_be_thrown_away(small: Archive) -> None:
    before = {file: data for file, (_, data) in snapshot(small.root / "content", small.site).items()}
    shutil.rmtree(small.root / ".bantin")
    done = bantin(small.root, "build")
    assert "converted 0, unchanged 2" in done.stderr
    assert {file: data for file, (_, data) in snapshot(small.root / "content", small.site).items()} == before


def test_two_archives_of_the_same_sources_are_the_same_bytes(small: Archive, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(small.root, other)
    for name in ("site", ".bantin", "content/bulletins", "content/browse", "content/ledger"):
        shutil.rmtree(other / name)
    assert bantin(other, "build").returncode == 0
    one, two = (
        {file.relative_to(root): data for file, (_, data) in snapshot(root / "content", root / "site").items()}
        for root in (small.root, other)
    )
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_only_what_changed_is_done(small: Archive) -> None:
    (small.root / "content" / "sources" / "3.txt").write_text(FIRST["3.txt"].replace("ổn định", "xuất sắc"), encoding="utf-8")
    done = bantin(small.root, "build")
    assert "converted 1, unchanged 1" in done.stderr
    assert "indexed 1, removed 0" in done.stderr
    assert "xuất sắc" in (small.site / THIRD / "index.html").read_text("utf-8")


def test_a_new_page_and_a_new_setting_are_published(small: Archive) -> None:
    (small.root / "content" / "gioi-thieu.md").write_text("# Về kho này\n\nDo chúng tôi viết.\n", encoding="utf-8")
    done = bantin(small.root, "build")
    assert "converted 0, unchanged 2" in done.stderr
    assert "site built" in done.stderr
    assert "Do chúng tôi viết." in (small.site / "gioi-thieu" / "index.html").read_text("utf-8")
    config = small.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("site_name: ", "site_name: Mới "), encoding="utf-8")
    assert "site built" in bantin(small.root, "publish").stderr


def test_a_warning_that_stays_does_not_build_the_site_again(small: Archive) -> None:
    about = small.root / "content" / "gioi-thieu.md"
    about.write_text("# Về kho này\n\nXem [trang kia](khong-co.md).\n", encoding="utf-8")
    first, second = bantin(small.root, "build", "-v"), bantin(small.root, "build", "-v")
    assert "khong-co.md" in first.stderr
    assert "khong-co.md" in second.stderr
    assert second.stderr.splitlines()[-1] == "Nothing changed."


# ---------------------------------------------------------------- content that people changed
def test_a_page_that_is_deleted_for_good_vanishes_everywhere(small: Archive) -> None:
    (small.root / "content" / f"{THIRD}.md").unlink()
    (small.root / "content" / "sources" / "3.txt").unlink()
    done = bantin(small.root, "build")
    assert done.returncode == 0
    assert "indexed 0, removed 1" in done.stderr
    assert not (small.site / THIRD).exists()
    assert not (small.root / "content" / "browse" / "nam" / "2022.md").exists()
    name = THIRD.rpartition("/")[2]
    assert [path for path, text in site_texts(small.root).items() if name in text] == []
    browse = (small.root / "content" / "browse").rglob("*.md")
    assert [str(file) for file in browse if name in file.read_text("utf-8")] == []
    assert json.loads(bantin(small.root, "search", "--json", "3-BC/ĐU").stdout)["total"] == 0


@pytest.mark.parametrize("damage", ["---\ntitle: [\n---\n\nchữ\n", "---\ntitle: x\n---\n\nchữ\n", "Chỉ có chữ.\n"])
def test_a_damaged_page_is_reported_and_the_others_are_published(small: Archive, damage: str) -> None:
    page = small.root / "content" / f"{THIRD}.md"
    page.write_text(damage, encoding="utf-8")
    done = bantin(small.root, "build")
    assert done.returncode == 0
    assert f"warning: {THIRD}.md: " in done.stderr
    assert "site built: 1 bulletins" in done.stderr
    assert page.read_text("utf-8") == damage
    assert "Tình hình ổn định" in (small.site / "bulletins" / "2021" / "bao-cao-cong-tac-thang-4" / "index.html").read_text(
        "utf-8"
    )
    assert bantin(small.root, "build", "--strict").returncode == 1
    told = json.loads(bantin(small.root, "build", "--json").stdout)
    assert [entry["path"] for entry in told["failed_pages"]] == [f"{THIRD}.md"]
    page.unlink()
    assert "converted 1, unchanged 1" in bantin(small.root, "build").stderr


def test_two_pages_of_one_id(small: Archive) -> None:
    copy = small.root / "content" / "bulletins" / "2023" / "chep.md"
    copy.parent.mkdir()
    shutil.copy(small.root / "content" / f"{THIRD}.md", copy)
    done = bantin(small.root, "build", "--strict")
    assert done.returncode == 1
    assert "warning: bulletins/2023/chep.md: the id 'bao-cao-cong-tac-thang-3' belongs to another page already" in done.stderr


def test_a_list_does_not_overwrite_somebodys_file(small: Archive) -> None:
    file = small.root / "content" / "browse" / "index.md"
    file.write_text("# Của tôi\n", encoding="utf-8")
    for _ in range(2):
        done = bantin(small.root, "build", "-v")
        assert "warning: browse/index.md: not written, a file that is no list of the builder is in its place" in done.stderr
    assert file.read_text("utf-8") == "# Của tôi\n"


# ---------------------------------------------------------------- reports
def test_strict_and_json(small: Archive) -> None:
    assert bantin(small.root, "build", "--strict").returncode == 0
    (small.root / "content" / "sources" / "5.txt").write_bytes(b"")
    (small.root / "content" / "sources" / "index.txt").write_text("Trang chủ\n", encoding="utf-8")
    done = bantin(small.root, "build", "--json", "--strict")
    assert done.returncode == 1
    assert "warning: content/sources/5.txt: the file is empty" in done.stderr
    told = json.loads(done.stdout)
    assert list(told) == ["warnings", "convert", "index", "publish", "failed_pages", "held"]
    assert (told["convert"]["converted"], told["convert"]["unchanged"]) == ([], 2)
    assert [entry["path"] for entry in told["convert"]["skipped"]] == ["content/sources/index.txt"]
    assert [entry["path"] for entry in told["convert"]["failed"]] == ["content/sources/5.txt"]
    assert told["index"] == {"indexed": 0, "removed": 0, "failed": []}
    assert (told["publish"]["bulletins"], told["publish"]["rebuilt"]) == (2, False)
    assert bantin(small.root, "build").returncode == 0


# ---------------------------------------------------------------- interruptions and things in the way
def test_what_an_interrupted_build_left_is_survived(small: Archive) -> None:
    (small.root / ".site.new" / "bulletins").mkdir(parents=True)
    (small.root / ".site.new" / ".bantin-building").touch()
    (small.root / ".site.new" / "half.html").write_text("<p>", encoding="utf-8")
    shutil.copytree(small.site, small.root / ".site.old")
    (small.root / ".bantin" / "whoosh.lock").touch()
    (small.root / ".bantin" / "whoosh" / "bantin_WRITELOCK").touch()
    (small.root / "content" / "bulletins" / ".half.md.x1.tmp").write_text("---\n", encoding="utf-8")
    (small.root / "content" / "gioi-thieu.md").write_text("# Mới\n", encoding="utf-8")
    (small.root / "content" / f"{THIRD}.md").unlink()
    done = bantin(small.root, "build")
    assert done.returncode == 0, done.stderr
    assert "site built: 2 bulletins" in done.stderr
    assert not (small.root / ".site.new").exists()
    assert not (small.root / ".site.old").exists()
    assert not list(small.site.rglob("half*"))


def test_a_swap_that_was_cut_in_two_is_mended(small: Archive) -> None:
    small.site.rename(small.root / ".site.old")
    done = bantin(small.root, "build")
    assert done.returncode == 0, done.stderr
    assert (small.site / "index.html").is_file()
    assert not (small.root / ".site.old").exists()


def test_a_killed_build_leaves_the_old_site(small: Archive) -> None:
    """Killed in the middle, at whatever point it is: site and pages are whole, and the next build goes on."""
    before = snapshot(small.site)
    (small.root / "content" / "gioi-thieu.md").write_text("# Mới\n", encoding="utf-8")
    program = subprocess.Popen([sys.executable, "-m", "builder", "build", "-q"], cwd=small.root)
    while program.poll() is None and not (small.root / ".site.new" / ".bantin-building").exists():
        pass
    program.kill()
    program.wait()
    assert snapshot(small.site) == before
    assert bantin(small.root, "build").returncode == 0
    assert "Mới" in (small.site / "gioi-thieu" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["ghi-chep.txt", "mkdocs.yml"])
def test_a_site_folder_with_foreign_files_is_refused(small: Archive, name: str) -> None:
    shutil.rmtree(small.site)
    small.site.mkdir()
    (small.site / name).write_text("của tôi", encoding="utf-8")
    done = bantin(small.root, "build")
    assert done.returncode == 1
    assert f"{small.site}: " in done.stderr
    assert "`site_dir` in mkdocs.yml" in done.stderr
    assert [file.name for file in small.site.iterdir()] == [name]
    assert not (small.root / ".site.new").exists()


def test_a_site_folder_that_is_the_archive_is_refused(small: Archive) -> None:
    config = small.root / "mkdocs.yml"
    for place in (".", "content", "content/sources"):
        config.write_text(config.read_text("utf-8").replace("site_dir: site", f"site_dir: {place}"), encoding="utf-8")
        before = snapshot(small.root / "content" / "bulletins", small.root / "content" / "sources")
        done = bantin(small.root, "build")
        assert done.returncode in (1, 2), place
        assert "site_dir" in done.stderr
        assert "Traceback" not in done.stderr
        assert snapshot(small.root / "content" / "bulletins", small.root / "content" / "sources") == before
        config.write_text(config.read_text("utf-8").replace(f"site_dir: {place}", "site_dir: site"), encoding="utf-8")


@pytest.fixture
def as_reader() -> list[str]:
    """What to put before a command so that file permissions hold for it, for root too."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv here")
    caps = "-dac_override,-dac_read_search,-fowner"
    return ["setpriv", f"--bounding-set={caps}", f"--inh-caps={caps}"]


@pytest.mark.parametrize("folder", ["content/bulletins/2022", "content/browse", ".", ".bantin"])
def test_a_folder_that_cannot_be_written_is_named(small: Archive, as_reader: list[str], folder: str) -> None:
    (small.root / "content" / "sources" / "3.txt").write_text(FIRST["3.txt"].replace("Công tác", "Công việc"), encoding="utf-8")
    (small.root / "content" / f"{THIRD}.md").unlink()
    before = snapshot(small.site)
    folders = [small.root / folder, *(f for f in (small.root / folder).rglob("*") if f.is_dir() and folder == "content/browse")]
    for path in folders:
        path.chmod(0o555)
    command = [*as_reader, sys.executable, "-m", "builder", "build"]
    done = subprocess.run(command, cwd=small.root, capture_output=True, text=True, check=False)
    for path in folders:
        path.chmod(0o755)
    assert "Traceback" not in done.stderr
    assert "Permission denied" in done.stderr
    assert str(small.root) in done.stderr or folder in done.stderr
    if folder == "content/bulletins/2022":
        assert (done.returncode, "site built: 1 bulletins" in done.stderr) == (0, True)
    else:
        assert done.returncode in (1, 2)
        assert snapshot(small.site) == before
    assert bantin(small.root, "build").returncode == 0


# ---------------------------------------------------------------- init
@pytest.mark.parametrize("sources", [0, 1])
@pytest.mark.parametrize("name", ["kho", "Kho bản tin xã Phú Cường & Đông Vọng #1"])
def test_every_command_works_in_a_new_archive(tmp_path: Path, name: str, sources: int) -> None:
    done = bantin(tmp_path, "init", name)
    assert done.returncode == 0, done.stderr
    root = tmp_path / name
    assert f"A new archive is in {name}" in done.stderr
    if sources:
        (root / "content" / "sources" / "tháng 3.txt").write_text(FIRST["3.txt"], encoding="utf-8")
    for command in ("build", "convert", "index", "publish"):
        done = bantin(root, command, "--strict")
        assert done.returncode == 0, (command, done.stderr)
    assert "Nothing changed." in bantin(root, "build").stderr
    told = json.loads(bantin(root, "search", "--json", "công", "tác").stdout)
    assert told["total"] == sources
    home = (root / "site" / "index.html").read_text("utf-8")
    assert name.replace("&", "&amp;") in home
    assert (root / "site" / THIRD / "index.html").is_file() == bool(sources)
    for path in ("tim-kiem/index.html", "browse/index.html", "browse/nam/index.html", "gioi-thieu/index.html", "404.html"):
        assert (root / "site" / path).is_file(), path


def test_init_refuses_a_used_folder(small: Archive) -> None:
    before = snapshot(small.root)
    done = bantin(small.root.parent, "init", str(small.root))
    assert done.returncode == 2
    assert f"{small.root}: the folder is not empty" in done.stderr
    assert snapshot(small.root) == before


def test_the_archive_can_be_named_from_elsewhere(small: Archive, tmp_path: Path) -> None:
    done = bantin(tmp_path, "build", "-f", str(small.root / "mkdocs.yml"))
    assert "Nothing changed." in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kho"]


# ---------------------------------------------------------------- a profile of one's own
def test_an_own_profile_is_used_by_the_build(small: Archive) -> None:
    config = small.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  archive:\n", "  archive:\n    profiles: cong\n"), encoding="utf-8")
    (small.root / "cong").mkdir()
    profile = (
        'name = "xa"\nextends = "generic"\n[[evidence]]\nselector = ".khung-xa"\nreason = "khung của cổng xã"\n'
        '[[view]]\nname = "bài"\nkind = "article"\nwhen = ".bai"\nbody = ".bai"\ntitle = ".dau-de"\npublished = ".ngay-xa"\n'
        'reason = "một bài"\n[[noise]]\nname = "banner"\nselector = ".bang-ron"\nreason = "quảng cáo"\n'
    )
    (small.root / "cong" / "xa.toml").write_text(profile, encoding="utf-8")
    text = "Nhân dân trong xã hăng hái thi đua lao động sản xuất. " * 6
    page = (
        "<html><body class='khung-xa'><b class='dau-de'>Ra quân làm đường</b><i class='ngay-xa'>05/06/2023 07:30</i>"
        f"<div class='bai'><p>{text}</p><div class='bang-ron'>Mua phân bón</div></div></body></html>"
    )
    (small.root / "content" / "sources" / "lam-duong.html").write_text(page, encoding="utf-8")
    done = bantin(small.root, "build")
    assert "converted 1, unchanged 2" in done.stderr
    made = (small.root / "content" / "bulletins" / "2023" / "ra-quan-lam-duong.md").read_text("utf-8")
    assert "portal: xa" in made
    assert "published: 2023-06-05T07:30:00+07:00" in made
    assert "phân bón" not in made


def test_what_a_killed_build_left_does_not_block_the_next(small: Archive) -> None:
    left = small.root / ".site.new"
    left.mkdir()
    (left / "half.html").write_text("<p>", encoding="utf-8")
    home = small.root / "content" / "index.md"
    home.write_text(home.read_text("utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
    done = bantin(small.root, "build")
    assert done.returncode == 0, done.stderr
    assert not left.exists()
    assert "Thêm một dòng." in (small.site / "index.html").read_text("utf-8")

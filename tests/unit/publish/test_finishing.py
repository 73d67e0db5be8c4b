"""What is written beside the pages: all of it, never over what is there, the same every time, and nothing unlisted."""

import hashlib
import json
import os
from collections.abc import Collection
from pathlib import Path

from builder.config import load_settings
from builder.publish.beside import Earlier, load_beside, save_beside
from builder.publish.finishing import Archive, Finished, finish_site
from builder.publish.permanent.moves import Moves, Spoken, settle
from builder.publish.permanent.record import Known, updated
from tests.unit.publish.machine_files import archive
from tests.unit.publish.pages import page

WHOLE = "site_name: Kho\nsite_url: https://kho.example.vn/a\nextra: {archive: {contact: a@kho.example.vn%s}}\n"
NAMES = {
    "feed.xml", "feed.json", "robots.txt", "_headers", "_redirects", ".nojekyll", "_nginx/http.conf", "_nginx/server.conf",
    "data/bulletins.csv", "data/bulletins.jsonl", "data/bulletins.schema.json",
}  # fmt: skip
WITH_ADDRESS = {"sitemap.xml", "sitemap-1.xml", "oai.xml"}


def site(
    folder: Path,
    config: str,
    *,
    unlisted: Collection[str] = (),
    beside: Earlier | None = None,
    own: dict[str, str] | None = None,
) -> tuple[Path, Finished]:
    """Pages as MkDocs would have left them, finished."""
    (folder / "mkdocs.yml").parent.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    settings = load_settings(folder / "mkdocs.yml")
    pages = [*archive(3), page("ban-tin-rieng", issued="2021-01-01", issuer="Cơ quan riêng")]
    record = updated({}, pages, {one.metadata.id: "0" * 64 for one in pages}, "2025-07-01")
    record["da-chuyen"] = Known("bulletins/2020/da-chuyen.md", "2025-07-01", "2025-07-01", "", "s", "http://h.example.vn/x?a=1")
    moves = settle(record, {one.metadata.id: one.path for one in pages}, Spoken({"da-chuyen": "ban-tin-0001"}))
    side = folder / "side"
    for name, text in {"index.html": "", "404.html": "", **(own or {})}.items():
        (side / name).parent.mkdir(parents=True, exist_ok=True)
        (side / name).write_text(text, "utf-8")
    for one in pages:
        file = side / one.path.removesuffix(".md") / "index.html"
        file.parent.mkdir(parents=True)
        file.touch()
    return side, finish_site(Archive(settings, pages, record, moves, unlisted), side, beside)


def files(side: Path) -> dict[str, bytes]:
    return {file.relative_to(side).as_posix(): file.read_bytes() for file in side.rglob("*") if file.is_file()}


def test_everything_is_there_when_the_site_knows_its_address(tmp_path: Path) -> None:
    side, found = site(tmp_path, WHOLE % "")
    names = set(files(side))
    assert names >= NAMES | WITH_ADDRESS
    assert {"nguon/h.example.vn/x/index.html", "bulletins/2020/da-chuyen/index.html"} <= names
    assert "feeds/co-quan/dang-uy-xa-phu-cuong.xml" in names
    assert found.warnings == ()
    assert found.notices == ("1 old addresses of the portals cannot be written as a path and lead to no page",)
    text = (side / "sitemap-1.xml").read_text("utf-8")
    assert "https://kho.example.vn/a/bulletins/2022/ban-tin-0001/</loc><lastmod>2025-07-01<" in text
    assert "nguon" not in text
    assert "da-chuyen" not in text
    assert "404" not in text


def test_without_an_address_what_needs_one_is_left_out_and_said(tmp_path: Path) -> None:
    side, found = site(tmp_path, "site_name: Kho\n")
    names = set(files(side))
    assert names >= NAMES
    assert not names & WITH_ADDRESS
    assert next(notice.partition(":")[0] for notice in found.notices) == "`site_url` is not set in mkdocs.yml"
    assert len([notice for notice in found.notices if "mkdocs.yml" in notice]) == 1


def test_without_a_contact_harvesters_get_nothing_wrong(tmp_path: Path) -> None:
    side, found = site(tmp_path, "site_name: Kho\nsite_url: https://kho.example.vn/\n")
    assert "oai.xml" not in files(side)
    assert found.notices[0].startswith("`extra.archive.contact` is not set")


def test_two_sites_of_one_archive_are_the_same_bytes(tmp_path: Path) -> None:
    one, two = (files(site(tmp_path / name, WHOLE % "")[0]) for name in "ab")
    assert one == two


def test_files_of_the_keeper_and_pages_that_are_there_stay(tmp_path: Path) -> None:
    own = {"robots.txt": "của tôi", "bulletins/2020/da-chuyen/index.html": "một trang"}
    side, found = site(tmp_path, WHOLE % "", own=own)
    assert {name: (side / name).read_text("utf-8") for name in own} == own
    assert found.warnings == (
        "robots.txt: not written, content/ has a file of that name",
        "1 old addresses are pages of the site now and lead nowhere else: bulletins/2020/da-chuyen/index.html",
    )


def test_what_search_engines_shall_leave_out_is_in_no_list_for_machines(tmp_path: Path) -> None:
    taken_down = {"bulletins/2021/da-go/index.html": ""}
    side, _ = site(tmp_path, WHOLE % "", unlisted={"ban-tin-rieng"}, own=taken_down)
    made = {name: data for name, data in files(side).items() if not name.startswith(("bulletins/", "nguon/"))}
    assert [name for name, data in made.items() if b"ban-tin-rieng" in data or b"da-go" in data] == []
    assert any(b"ban-tin-0001" in data for data in made.values())


def test_the_old_addresses_can_do_without_pages(tmp_path: Path) -> None:
    side, _ = site(tmp_path, WHOLE % ", old_addresses: false")
    assert not (side / "nguon").exists()
    assert "h.example.vn/x" in (side / "_nginx" / "http.conf").read_text("utf-8")


def test_an_archive_without_bulletins(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(WHOLE % "", "utf-8")
    side = tmp_path / "side"
    side.mkdir()
    (side / "index.html").touch()
    assert finish_site(Archive(load_settings(tmp_path / "mkdocs.yml"), (), {}, Moves({}, {})), side) == Finished()
    assert json.loads((side / "feed.json").read_text("utf-8"))["items"] == []
    assert not (side / "oai.xml").exists()


def test_files_of_the_site_before_stay_where_they_are_the_same(tmp_path: Path) -> None:
    old, found = site(tmp_path / "a", WHOLE % "")
    (old / "nguon" / "h.example.vn" / "x" / "index.html").write_text("khác", "utf-8")
    (old / "nguon" / "h.example.vn" / "y").write_text("ở đây nay là một thư mục", "utf-8")
    (old / "feeds" / "co-quan" / "co-quan-rieng.json.gz").write_text("cũ", "utf-8")
    record = tmp_path / "beside.json"
    others = ("nguon/h.example.vn/x/index.html", "nguon/h.example.vn/y")
    sums = {name: hashlib.sha256((old / name).read_bytes()).hexdigest() for name in others}
    save_beside(record, old, found.files | sums | {"feeds/gone.xml": ""})
    (old / "feeds" / "co-quan" / "co-quan-rieng.json.gz").write_text("ai đó đã sửa", "utf-8")
    beside = load_beside(record, old)
    assert "feeds/co-quan/co-quan-rieng.json.gz" not in beside.files
    clean = files(site(tmp_path / "b", WHOLE % "")[0])
    begun = {name: (old / name).read_text("utf-8") for name in beside.files}
    side = tmp_path / "c" / "side"
    for name in beside.files:
        (side / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(old / name, side / name)
    again, _ = site(tmp_path / "c", WHOLE % "", beside=beside)
    assert files(again) == clean
    same = [name for name in begun if name in clean and (again / name).samefile(old / name)]
    assert "feeds/co-quan/dang-uy-xa-phu-cuong.xml" in same
    assert "nguon/h.example.vn/x/index.html" not in same

"""Compressed copies that are the same bytes every time, and sites measured against what hosts take."""

import gzip
import os
from pathlib import Path

import brotli
import pytest

from builder.cli import main
from builder.publish.csp import header_policy
from builder.publish.hosting.compress import SMALLEST, Compressed, compress_folder
from builder.publish.hosting.limits import Host, fit, hosts, measure, notices
from builder.publish.hosting.rules import headers
from builder.publish.places import places

TEXT = "Đảng ủy xã Phú Cường báo cáo tình hình quý I. " * 100
BOTH = ("gzip", "brotli")


def silent(_stage: str, _done: int, _total: int) -> None:
    pass


def site(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def test_text_is_compressed_where_it_pays(tmp_path: Path) -> None:
    noise = os.urandom(5000)
    built = site(tmp_path / "site", {"a/index.html": TEXT, "short.html": "x" * (SMALLEST - 1), "a.png": TEXT, "noise.txt": noise})
    assert compress_folder(built, BOTH) == Compressed(2)
    assert sorted(file.name for file in built.rglob("*")) == [
        "a",
        "a.png",
        "index.html",
        "index.html.br",
        "index.html.gz",
        "noise.txt",
        "short.html",
    ]
    assert gzip.decompress((built / "a" / "index.html.gz").read_bytes()).decode() == TEXT
    assert brotli.decompress((built / "a" / "index.html.br").read_bytes()).decode() == TEXT


def test_copies_are_the_same_every_time_and_made_once(tmp_path: Path) -> None:
    one, other = (site(tmp_path / name, {"a.html": TEXT, "b.html": TEXT.upper()}) for name in ("one", "other"))
    assert compress_folder(one, ("gzip",)) == Compressed(2)
    assert compress_folder(one, BOTH) == Compressed(2)
    compress_folder(other, BOTH)
    assert {file.name: file.read_bytes() for file in one.iterdir()} == {file.name: file.read_bytes() for file in other.iterdir()}


def test_no_copies_where_none_are_wanted(tmp_path: Path) -> None:
    assert compress_folder(site(tmp_path, {"a.html": TEXT}), ()) == Compressed(0)
    assert [file.name for file in tmp_path.iterdir()] == ["a.html"]


def test_what_is_counted(tmp_path: Path) -> None:
    files = {
        "index.html": "x" * 10,
        "index.html.gz": b"y",
        "data.gz": b"z",
        "_redirects": "# a\n/a /b 301\n\n/c /d 301\n",
        "b/c.txt": "",
    }
    size = measure(site(tmp_path, files))
    assert size.folders == 1
    assert (size.files, size.copies, size.redirects, size.redirect_bytes, size.largest) == (5, 1, 2, 25, "_redirects")
    assert size.bytes == 10 + 1 + 1 + 25


def test_a_host_says_what_is_too_much(tmp_path: Path) -> None:
    small = Host("x", "X", "", "", files=2, file_bytes=5, site_bytes=8, redirects=1, redirect_bytes=10)
    built = site(tmp_path, {"index.html": "x" * 10, "index.html.gz": b"y", "_redirects": "/a /b 301\n/c /d 301\n"})
    found = fit(measure(built), small)
    assert found.faults == (
        "3 files; at most 2; 1 of them are spared by `extra.archive.precompress: false` (compressed copies)",
        "0.0 MB in all; at most 0.0 MB",
        "_redirects has 0.0 MB; at most 0.0 MB a file",
    )
    assert [note.partition(",")[0] for note in found.notes] == ["2 lines in _redirects", "_redirects has 20 bytes"]


def test_folders_count_where_a_host_counts_them(tmp_path: Path) -> None:
    size = measure(site(tmp_path, {"index.html": "", "a/index.html": "", "b/index.html": ""}))
    assert not fit(size, Host("x", "X", "", "", files=3)).faults
    (fault,) = fit(size, Host("x", "X", "", "", files=4, folders_count=True)).faults
    assert fault.startswith("5 files and folders; at most 4")


def test_a_build_tells_of_the_chosen_host_or_of_those_that_are_too_small(tmp_path: Path) -> None:
    built = site(tmp_path, {"index.html": "x"})
    assert list(notices(built, None)) == list(notices(built, "cloudflare-pages")) == []
    with (built / "lon.bin").open("wb") as stream:
        stream.truncate(30_000_000)
    assert list(notices(built, "cloudflare-pages")) == ["Cloudflare Pages: lon.bin has 30.0 MB; at most 26.2 MB a file"]
    assert list(notices(built, "s3")) == []
    assert next(notices(built, None)).startswith("too much for some hosts (Cloudflare Pages: lon.bin has")


def test_every_host_names_its_source() -> None:
    assert {"github-pages", "gitlab-pages", "cloudflare-pages", "netlify", "s3", "nginx"} <= set(hosts())
    assert all(host.source.startswith("https://") and host.reason for host in hosts().values())
    assert (hosts()["cloudflare-pages"].files, hosts()["github-pages"].site_bytes) == (20_000, 1_000_000_000)


def test_the_command_counts_and_judges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: Kho\n", "utf-8")
    assert main(["hosts", "-f", str(config)]) == 2
    assert "no site is built there yet" in capsys.readouterr().err
    site(tmp_path / "site", {"index.html": "x", **{f"{n}.txt": "" for n in range(20)}})
    assert main(["hosts", "cloudflare-pages", "-f", str(config)]) == 0
    assert "Cloudflare Pages: fits" in capsys.readouterr().out
    with (tmp_path / "site" / "lon.bin").open("wb") as stream:
        stream.truncate(30_000_000)
    assert main(["hosts", "cloudflare-pages", "--json", "-f", str(config)]) == 1
    assert '"lon.bin has 30.0 MB; at most 26.2 MB a file"' in capsys.readouterr().out
    assert main(["hosts", "-f", str(config)]) == 0
    assert main(["hosts", "khong-co", "-f", str(config)]) == 2
    assert "known: github-pages, " in capsys.readouterr().err


def test_the_header_rules_follow_the_sites_path() -> None:
    text = headers(places("https://kho.example.vn/luu-tru/", True))
    assert [line for line in text.splitlines() if line and not line.startswith(" ")] == [
        "/luu-tru/*",
        "/luu-tru/feed.xml",
        "/luu-tru/feed.json",
    ]
    assert text.count("Content-Security-Policy") == 1  # where rules add up, a second would narrow the first
    assert f"  Content-Security-Policy: {header_policy(search=True)}\n" in text
    assert max(map(len, text.splitlines())) < 2000  # Cloudflare reads no longer lines

"""The site as real servers serve it: nginx at the root and below a path, with the builder's own rules."""

import gzip
import http.client
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from lxml import html as lxml_html

from builder.config import load_settings
from builder.pipeline import publish, read_pages
from builder.publish.csp import header_policy
from builder.publish.permanent.portals import portal_addresses
from builder.publish.permanent.server_rules import move_rules, nginx_maps
from builder.publish.places import places
from tests.site import nginx as server
from tests.site.archive import Archive

PATH = "/luu-tru/"
LETTERS = " $host{};\"\\'~*()<>|&=+,!@#%[]^`é"


@dataclass(frozen=True, slots=True)
class Served:
    """A site behind nginx."""

    port: int
    path: str
    site: Path

    def get(self, address: str, host: str = "archive.example", **headers: str) -> http.client.HTTPResponse:
        """Ask for an address as it is; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", address, headers={"Host": host, **headers})
        answer = connection.getresponse()
        answer.read_text = answer.read()  # type: ignore[attr-defined]  # before the connection goes
        connection.close()
        return answer


@pytest.fixture(scope="session")
def nginx() -> str:
    found = server.find_nginx()
    if found is None:
        pytest.skip(server.MISSING)
    return found


@pytest.fixture(scope="session")
def moved_archive(built_site: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published archive with an address, in which one page then changed its year, one its id, and one went into another."""
    root = tmp_path_factory.mktemp("hosting") / "kho"
    shutil.copytree(built_site.root, root)
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("    sources:", "    contact: giu-kho@example.vn\n    sources:", 1)
    config.write_text(f"{text}\nsite_url: https://archive.example{PATH}\n", "utf-8")
    first, second, third, *_ = sorted((root / "content" / "bulletins" / "2023").glob("*.md"))
    undated = root / "content" / "bulletins" / "2020" / first.name
    undated.parent.mkdir()
    first.rename(undated)
    second.write_text(second.read_text("utf-8").replace(f"id: {second.stem}\n", "id: id-moi\n", 1), "utf-8")
    second.rename(second.with_name("id-moi.md"))
    third.unlink()
    (root / "content" / "records" / "redirects.csv").write_text(f"from,to\n{third.stem},id-moi\n", "utf-8")
    report, _ = publish(load_settings(config), lambda *_: None)
    assert report.warnings == ()
    (root / "names.json").write_text(json.dumps([first.stem, second.stem, third.stem]))
    return root


@pytest.fixture(scope="session", params=["/", PATH], ids=["at the root", "below a path"])
def served(
    request: pytest.FixtureRequest, nginx: str, built_site: Archive, moved_archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("nginx")
    site, root = built_site.site, built_site.site
    if request.param == PATH:
        site, root = moved_archive / "site", folder / "www"
        root.mkdir()
        (root / PATH.strip("/")).symlink_to(site)
    port = server.free_port()
    file = server.configuration(folder, root, site / "_nginx", port)
    assert server.check(nginx, file) == ""
    with server.running(nginx, file, port):
        yield Served(port, request.param, site)


def test_every_page_and_every_link_of_a_page_is_there(served: Served) -> None:
    answer = served.get(served.path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    seen, waiting = set(), [served.path]
    while waiting:
        address = waiting.pop()
        answer = served.get(address)
        assert answer.status == 200, address
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for element, _, link, _ in lxml_html.fromstring(answer.read_text).iterlinks():
            target = urljoin(f"http://x{address}", link).partition("#")[0].partition("?")[0]
            canonical = element.tag == "link" and element.get("rel") == "canonical"
            if target.startswith("http://x/") and not canonical and target not in seen:
                seen.add(target)
                waiting.append(target.removeprefix("http://x"))
    assert len(seen) > 40
    assert all(target.startswith(f"http://x{served.path}") for target in seen)


def test_pages_carry_the_policy_and_are_asked_for_again(served: Served) -> None:
    page = served.get(served.path)
    assert page.headers["Content-Security-Policy"] == header_policy()
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert served.get(f"{served.path}tim-kiem/").headers["Content-Security-Policy"] == header_policy(search=True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/atom+xml"),
        ("feed.json", "application/feed+json"),
        ("data/bulletins.jsonl", "application/jsonl"),
        ("data/bulletins.csv", "text/csv"),
        ("robots.txt", "text/plain"),
    ],
)
def test_files_have_their_types(served: Served, name: str, kind: str) -> None:
    answer = served.get(served.path + name)
    assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (200, kind)
    assert answer.headers["Content-Security-Policy"]


def test_compressed_copies_are_sent_as_they_are(served: Served) -> None:
    plain, packed = served.get(served.path), served.get(served.path, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.read_text == (served.site / "index.html.gz").read_bytes()
    assert gzip.decompress(packed.read_text) == plain.read_text
    assert brotli.decompress((served.site / "index.html.br").read_bytes()) == plain.read_text


def test_a_missing_page_looks_like_the_site_wherever_it_is_missed(served: Served) -> None:
    for address in ("khong-co", "bulletins/2022/khong-co/", "a/b/c/d.html"):
        answer = served.get(served.path + address)
        assert answer.status == 404
        page = lxml_html.fromstring(answer.read_text)
        styles = [
            urljoin(f"http://x{served.path}{address}", link.get("href"))
            for link in page.iter("link")
            if link.get("rel") == "stylesheet"
        ]
        assert styles
        assert {served.get(style.removeprefix("http://x")).status for style in styles} == {200}


def test_rules_are_not_served(served: Served) -> None:
    assert served.get(f"{served.path}_nginx/server.conf").status == 404


@pytest.mark.parametrize("served", [PATH], ids=["below a path"], indirect=True)  # only in this archive pages moved
def test_moved_pages_are_found(served: Served, moved_archive: Path) -> None:
    first, second, third = json.loads((moved_archive / "names.json").read_text())
    wanted = {
        first: f"{PATH}bulletins/2020/{first}/",
        second: f"{PATH}bulletins/2023/id-moi/",
        third: f"{PATH}bulletins/2023/id-moi/",
    }
    rules = dict(line.split(" ")[:2] for line in (served.site / "_redirects").read_text("utf-8").splitlines())
    for name, target in wanted.items():
        old = f"{PATH}bulletins/2023/{name}/"
        answer = served.get(old)
        assert (answer.status, answer.headers["Location"]) == (301, target)
        assert served.get(target).status == 200
        assert rules[old] == target
        stub = lxml_html.fromstring((served.site / "bulletins" / "2023" / name / "index.html").read_text("utf-8"))
        assert urljoin(f"http://x{old}", stub.find(".//a").get("href")) == f"http://x{target}"


def test_the_portals_addresses_are_found(served: Served) -> None:
    archive = served.site.parent
    pages = [page for page in read_pages(archive / "content").pages if page.metadata.source.url]
    assert pages
    for page in pages:
        target = f"{served.path}{page.path.removesuffix('.md')}/"
        _, _, rest = (page.metadata.source.url or "").partition("://")
        host, _, path = rest.partition("/")
        answer = served.get(f"{served.path}nguon/{rest}")
        assert (answer.status, answer.headers["Location"]) == (301, target)
        for name in (host, f"www.{host}"):
            answer = served.get(f"/{path}", host=name)
            assert (answer.status, answer.headers["Location"]) == (301, target), rest


def test_hostile_addresses_are_plain_keys_for_nginx(nginx: str, tmp_path: Path) -> None:
    page = "bulletins/2022/a.md"
    found = portal_addresses(
        [
            (f"http://h.example.vn/a%{ord(letter):02X}b" if ord(letter) < 128 else f"http://h.example.vn/a{letter}b", page)
            for letter in LETTERS
        ]
        + [("http://h.example.vn/A?x=$host;", page), ("http://h.example.vn/a?x=$HOST;", page), ("http://default.vn/", page)]
    )
    assert len(found.pages) > len(LETTERS) // 2
    where = places(None, True)
    (tmp_path / "server.conf").write_text("", "utf-8")
    (tmp_path / "http.conf").write_text(
        "".join(nginx_maps(move_rules({f"bulletins/{LETTERS}/x.md": page}, where), found.pages, where)), "utf-8"
    )
    port = server.free_port()
    file = server.configuration(tmp_path, tmp_path, tmp_path, port)
    assert server.check(nginx, file) == ""
    with server.running(nginx, file, port):
        served = Served(port, "/", tmp_path)
        for address in ("/a%24b", "/a%20b", "/a%7Bb", "/a%27b", "/A?x=$host;", "/a%C3%A9b"):
            answer = served.get(address, host="h.example.vn")
            assert (answer.status, answer.headers["Location"]) == (301, "/bulletins/2022/a/"), address
        assert served.get("/axb", host="h.example.vn").status == 404

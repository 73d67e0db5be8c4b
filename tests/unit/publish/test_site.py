"""The built site: whole or not at all, the same bytes twice, hostile pages harmless, problems named."""

import hashlib
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from builder.config import Settings, load_settings
from builder.content.page import page_text
from builder.errors import ConfigError, PublishError
from builder.model import Related
from builder.publish.browse import write_browse
from builder.publish.scaffold import create_archive
from builder.publish.shelf import shelf
from builder.publish.site import SiteReport, Wanted, build_site
from tests.unit.publish.pages import hostile_page, page

PAGES = [
    hostile_page(),
    page("a", issued="2022-05-24", issuer="Huyện ủy Lam Sơn", doc_type="Báo cáo"),
    page("b", doc_type="Tin tức"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Settings:
    create_archive(tmp_path / "kho", "Kho thử")
    settings = load_settings(tmp_path / "kho" / "mkdocs.yml")
    for each in PAGES:
        _write(settings, each.path, page_text(each.metadata, each.body))
    write_browse(settings.content, PAGES)
    return settings


def _write(settings: Settings, path: str, text: str) -> None:
    file = settings.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _build(settings: Settings) -> SiteReport:
    return build_site(settings, settings.state / "side", lambda *_: None, Wanted(shelf(PAGES)))


def _addresses(tree: lxml_html.HtmlElement) -> list[str]:
    """What a page asks for or leads to; the names of the Dublin Core vocabularies are addresses that nobody opens."""
    return [
        str(value)
        for value in tree.xpath(
            "//*[not(starts-with(@rel, 'schema.'))]/@*[name() = 'href' or name() = 'src' or name() = 'action']"
        )
    ]


def _hashes(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_every_page_is_built_and_progress_is_reported(archive: Settings) -> None:
    steps: list[tuple[str, int, int]] = []
    report = build_site(archive, archive.state / "side", lambda *step: steps.append(step), Wanted(shelf(PAGES)))
    assert report.bulletins == 3
    assert steps[-1] == ("publish", report.pages, report.pages)
    side = archive.state / "side"
    assert (side / "bulletins" / "2022" / "a" / "index.html").is_file()
    assert (side / "bulletins" / "2022" / "a" / "a.md").read_text("utf-8") == page_text(PAGES[1].metadata, PAGES[1].body)
    assert (side / "404.html").is_file()
    assert not list(side.rglob("*.map"))
    assert not (side / ".bantin-building").exists()


def test_two_builds_are_the_same_bytes(archive: Settings) -> None:
    archive.config_file.write_text(archive.config_file.read_text("utf-8") + "\nsite_url: https://example.org/kho/\n", "utf-8")
    settings = load_settings(archive.config_file)
    _build(settings)
    first = _hashes(settings.state / "side")
    _build(settings)
    assert _hashes(settings.state / "side") == first
    assert not [name for name in first if name.startswith("sitemap")]  # MkDocs' own would hold the day of the build


def test_sources_and_ledger_are_not_published(archive: Settings) -> None:
    _write(archive, "sources/x.html", "<p>thô</p>")
    _write(archive, "ledger/a.json", "{}")
    _build(archive)
    published = _hashes(archive.state / "side")
    assert not [path for path in published if path.startswith(("sources", "ledger"))]


def test_what_to_read_next_is_linked_once_and_harmless(archive: Settings) -> None:
    hostile = PAGES[0].metadata
    found = {"a": Related(documents=("b", hostile.id), previous="b", next="khong-co-trong-site")}
    side = archive.state / "side"
    build_site(archive, side, lambda *_: None, Wanted(shelf(PAGES, found)))
    root = lxml_html.fromstring((side / "bulletins" / "2022" / "a" / "index.html").read_text("utf-8"))
    items = [" ".join(item.text_content().split()) for item in root.xpath("//nav[@class='bt-related']//li")]
    assert len(items) == 2
    assert items[0] == f"Kỳ trước {PAGES[2].metadata.title}"
    assert " ".join(hostile.title.split()) in items[1]
    for link in root.xpath("//nav[@class='bt-related']//a/@href"):
        assert (side / "bulletins" / "2022" / "a" / link / "index.html").is_file()
    other = (side / PAGES[2].path).with_suffix("") / "index.html"
    assert "bt-related" not in other.read_text("utf-8")


def test_a_hostile_page_is_harmless(archive: Settings) -> None:
    _build(archive)
    for file in (archive.state / "side").rglob("*.html"):
        tree = lxml_html.fromstring(file.read_bytes())
        scripts = "//script[contains(., 'alert') and not(@type = 'application/ld+json')]"
        assert not tree.xpath(f"{scripts} | //iframe | //*[@onerror or @onclick]"), file
        assert not [script for script in tree.xpath("//script/text()") if set("<>&") & set(script)], file
        images = [str(value) for value in tree.xpath("//img/@src")]
        assert all(re.fullmatch(r"\.\./phan-\d+-\d{4}-\d{4}\.svg", image) for image in images), file  # the coverage picture
        addresses = _addresses(tree)
        assert not [address for address in addresses if address.startswith(("http", "//", "javascript:"))], file
        assert "Kho thử" in tree.findtext(".//title")


def test_the_bulletin_stands_in_its_own_element(archive: Settings) -> None:
    _build(archive)
    side = archive.state / "side"
    tree = lxml_html.fromstring((side / "bulletins" / "2022" / "a" / "index.html").read_bytes())
    assert [element.get("data-bulletin-id") for element in tree.xpath("//article")] == ["a"]
    assert tree.xpath("string(//article/h1)") == "BÁO CÁO a"
    assert "../../../browse/co-quan/huyen-uy-lam-son/" in tree.xpath("//dl//a/@href")
    others = [file for file in side.rglob("*.html") if "bulletins" not in file.parts]
    assert not [file for file in others if "data-bulletin-id" in file.read_text("utf-8")]


def test_every_link_resolves(archive: Settings) -> None:
    _build(archive)
    side = archive.state / "side"
    for file in side.rglob("index.html"):
        tree = lxml_html.fromstring(file.read_bytes())
        for address in _addresses(tree):
            path, _, anchor = address.partition("#")
            target = (file.parent / path).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            later = path.endswith("tim-kiem/") or target.name in ("feed.xml", "feed.json") or "/feeds/" in target.as_posix()
            assert target.is_file() or later, f"{file}: {address}"
            ids = lxml_html.fromstring(target.read_bytes()).xpath("//@id") if anchor else []
            assert not anchor or anchor in ids, f"{file}: {address}"


def test_broken_front_matter_is_a_warning_and_its_text_is_not_shown(archive: Settings) -> None:
    _write(archive, "bulletins/2022/a.md", "---\nid: [a\ntitle: x: y\n---\n\n# A\n\nbí mật\n")
    report = _build(archive)
    assert [line for line in report.warnings if line.startswith("bulletins/2022/a.md: the front matter is not valid YAML")]
    assert "bí mật" not in (archive.state / "side" / "bulletins" / "2022" / "a" / "index.html").read_text("utf-8")


def test_a_template_fault_names_the_page_and_keeps_the_old_site(archive: Settings) -> None:
    (archive.root / "theme_overrides" / "home.html").write_text(
        "{% extends 'main.html' %}{{ 1 / 0 }}{% block content %}{{ 1 / 0 }}{% endblock %}"
    )
    with pytest.raises(PublishError, match=r"index\.md"):
        _build(archive)
    (archive.root / "theme_overrides" / "home.html").write_text("{% extends 'main.html' %}")
    assert _build(archive).pages > 3


def test_a_theme_without_the_mark_of_the_search_page_is_told(archive: Settings) -> None:
    bulletin = archive.root / "theme_overrides" / "partials" / "bantin" / "bulletin.html"
    bulletin.write_text(bulletin.read_text("utf-8").replace("data-bulletin-id", "data-id"), encoding="utf-8")
    assert [
        line for line in _build(archive).warnings if line.startswith("bulletins/2022/a.md: its page lacks `data-bulletin-id`")
    ]


def test_a_setting_that_mkdocs_refuses_is_named(archive: Settings) -> None:
    archive.config_file.write_text(
        archive.config_file.read_text("utf-8").replace("use_directory_urls: true", "use_directory_urls: 7"), "utf-8"
    )
    with pytest.raises(ConfigError, match="use_directory_urls"):
        _build(load_settings(archive.config_file))


def test_the_side_folder_must_be_its_own(archive: Settings) -> None:
    with pytest.raises(PublishError, match="folder of its own"):
        build_site(archive, archive.root, lambda *_: None)
    assert archive.config_file.is_file()


def test_an_empty_archive_is_a_site(tmp_path: Path) -> None:
    create_archive(tmp_path / "kho", "Kho rỗng")
    settings = load_settings(tmp_path / "kho" / "mkdocs.yml")
    assert build_site(settings, settings.state / "side", lambda *_: None).bulletins == 0
    write_browse(settings.content, [])
    report = build_site(settings, settings.state / "side", lambda *_: None)
    assert [line for line in report.warnings if "tim-kiem" not in line] == []

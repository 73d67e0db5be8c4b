"""The sitemap: valid, split where the protocol says, dated by the content."""

from functools import cache
from pathlib import Path

from lxml import etree

from builder.publish.machine.sitemap import MOST, robots, site_pages, sitemaps
from builder.publish.places import places
from tests.unit.publish.machine_files import SCHEMAS, SITE

WHERE = places(SITE, True)
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@cache
def grammar(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def test_more_pages_than_one_part_may_hold() -> None:
    files = [f"bulletins/2022/tin-{n:06d}/index.html" for n in range(MOST + 7)]
    changed = {"bulletins/2022/tin-000003/": "2025-07-02", f"bulletins/2022/tin-{MOST:06d}/": "2025-07-09"}
    made = dict(sitemaps(files, changed, WHERE))
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = etree.fromstring(made["sitemap.xml"])
    assert grammar("siteindex.xsd").validate(index), grammar("siteindex.xsd").error_log
    assert index.xpath("s:sitemap/s:loc/text()", namespaces=SPACE) == [f"{SITE}sitemap-1.xml", f"{SITE}sitemap-2.xml"]
    assert index.xpath("s:sitemap/s:lastmod/text()", namespaces=SPACE) == ["2025-07-02", "2025-07-09"]
    parts = [etree.fromstring(made[f"sitemap-{number}.xml"]) for number in (1, 2)]
    for part in parts:
        assert grammar("sitemap.xsd").validate(part), grammar("sitemap.xsd").error_log
    found = [address for part in parts for address in part.xpath("s:url/s:loc/text()", namespaces=SPACE)]
    assert found == [f"{SITE}bulletins/2022/tin-{n:06d}/" for n in range(MOST + 7)]


def test_names_of_any_kind_are_encoded() -> None:
    made = dict(sitemaps(['a & b<c>/"d" é/index.html', "x?y#z.html"], {}, WHERE))
    part = etree.fromstring(made["sitemap-1.xml"])
    assert grammar("sitemap.xsd").validate(part)
    assert part.xpath("//s:loc/text()", namespaces=SPACE) == [
        f"{SITE}a%20%26%20b%3Cc%3E/%22d%22%20%C3%A9/",
        f"{SITE}x%3Fy%23z.html",
    ]


def test_the_pages_of_a_site_are_its_html_files_without_the_one_for_errors(tmp_path: Path) -> None:
    for name in ("index.html", "404.html", "b/index.html", "a/index.html", "a/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(site_pages(tmp_path)) == ["a/index.html", "b/index.html", "index.html"]


def test_robots_txt_names_the_sitemap_only_where_there_is_one() -> None:
    assert robots(WHERE) == f"User-agent: *\nAllow: /\n\nSitemap: {SITE}sitemap.xml\n"
    assert robots(places(None, True)) == "User-agent: *\nAllow: /\n"

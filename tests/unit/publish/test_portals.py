"""The portals' old addresses: taken apart, hostile ones refused, written so that nothing escapes."""

from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.publish.permanent.portals import OldAddress, old_address, portal_addresses, variants
from builder.publish.permanent.server_rules import move_rules, netlify, nginx_maps, portal_rules
from builder.publish.permanent.stubs import moved, portal_stubs
from builder.publish.places import places

PAGE = "bulletins/2022/a.md"
WHERE = places("https://kho.example.vn/luu-tru/", True)
GOOD = [
    ("http://huyen.example.vn/tin/a.html", OldAddress("huyen.example.vn", "tin/a.html")),
    ("https://WWW.Huyen.example.VN:8080//tin///a/", OldAddress("www.huyen.example.vn", "tin/a")),
    ("http://u:p@huyen.example.vn/?id=3&x=%C3%A1", OldAddress("huyen.example.vn", "", "id=3&x=%C3%A1")),
    ("http://huyen.example.vn/tin-t%E1%BB%A9c/b%20c", OldAddress("huyen.example.vn", "tin-tức/b c")),
    ("http://huyen.example.vn/$host{};#'", OldAddress("huyen.example.vn", "$host{};")),
    ("http://xn--huyn-1x5a.example.vn./a", OldAddress("xn--huyn-1x5a.example.vn", "a")),
]
BAD = [
    *("javascript:alert(1)", "ftp://huyen.example.vn/a", "", "/a", "http://", "http:///a", "http://[::1]/a", "http://[x/a"),
    *("http://localhost/a", "http://huyện.vn/a", "http://-a.vn/a", "http://a..vn/a"),
    *(f"http://huyen.example.vn/{path}" for path in ("../a", "%2e%2e/a", "a/%2e/b", "a%00b", "a%0Ab", "a%5Cb", "a%22b", "%ff")),
    *(
        f"http://huyen.example.vn/{path}"
        for path in ("a%E2%80%AEb", "a.", "%20a", "a" * 300, "a/" * 500, 'a?q="x', "a?q=á", "\ud83d")
    ),
]


@pytest.mark.parametrize(("url", "address"), GOOD)
def test_an_address_is_taken_apart(url: str, address: OldAddress) -> None:
    assert old_address(url) == address


@pytest.mark.parametrize("url", BAD)
def test_what_cannot_be_looked_up_safely_is_refused(url: str) -> None:
    assert old_address(url) is None


@pytest.mark.parametrize(
    ("path", "query", "others"),
    [
        ("a.aspx.html", "", [("a.aspx", "")]),
        ("tin/index.php.html", "id=3", [("tin/index.php", "id=3")]),
        ("tin/index.html", "", [("tin", "")]),
        ("x/dispform.aspx", "ItemID=3.html", [("x/dispform.aspx", "ItemID=3")]),
        ("a.html", "", []),
    ],
)
def test_a_mirrors_names_lead_to_the_same_page(path: str, query: str, others: list[tuple[str, str]]) -> None:
    first, *rest = variants(OldAddress("h.vn", path, query))
    assert first == OldAddress("h.vn", path, query)
    assert [(one.path, one.query) for one in rest] == others


def test_an_own_address_counts_more_than_a_variant_of_another() -> None:
    found = portal_addresses(
        [("http://h.vn/a.php.html", "1"), ("http://h.vn/a.php", "2"), ("http://h.vn/a.php", "3"), ("javascript:x", "4")]
    )
    assert found.pages == {OldAddress("h.vn", "a.php.html"): "1", OldAddress("h.vn", "a.php"): "2"}
    assert (found.shared, found.refused) == (1, 1)


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_moved_pages_stub_leads_on_in_three_ways() -> None:
    stub = moved("bulletins/2021/a/index.html", PAGE, WHERE)
    tags = Links(stub.html()).tags
    assert ("meta", {"http-equiv": "refresh", "content": "0; url=../../2022/a/"}) in tags
    assert ("link", {"rel": "canonical", "href": "https://kho.example.vn/luu-tru/bulletins/2022/a/"}) in tags
    assert ("meta", {"name": "robots", "content": "noindex"}) in tags
    assert ("a", {"href": "../../2022/a/"}) in tags
    assert not {"script", "style"} & {tag for tag, _ in tags}


def test_addresses_that_differ_behind_the_question_mark_share_a_page() -> None:
    pages = portal_addresses([(f"http://h.vn/xem.php?id={n}", f"bulletins/2022/{n}.md") for n in (1, 2)]).pages
    (stub,) = portal_stubs(pages, {"bulletins/2022/1.md": "Một <b>", "bulletins/2022/2.md": "Hai"}, WHERE)
    assert stub.file == "nguon/h.vn/xem.php/index.html"
    links = [attrs["href"] for tag, attrs in Links(stub.html()).tags if tag == "a"]
    assert links == ["../../../bulletins/2022/1/", "../../../bulletins/2022/2/"]
    assert "Một &lt;b&gt;" in stub.html()
    assert portal_rules(pages, WHERE) == []


def test_an_address_of_a_page_is_a_file_unless_others_lie_below_it() -> None:
    names = ("tin/a.html", "tin/b.html", "tin/b.html/in.html", "tin/index.html", "tin/c.aspx", "")
    pages = portal_addresses([(f"http://h.vn/{name}", f"bulletins/2022/{n}.md") for n, name in enumerate(names)]).pages
    files = {stub.file.removeprefix("nguon/h.vn/") for stub in portal_stubs(pages, {}, WHERE)}
    assert {
        "tin/a.html",
        "tin/b.html/index.html",
        "tin/b.html/in.html",
        "tin/index.html",
        "tin/c.aspx/index.html",
        "index.html",
    } <= files


_PIECES = ["x.html/", *"ab/.%?#\\\"'<>;{}$~*: \n\x00é", "%2e", "%2F", "%00", "%22", "../", "//"]
_PART = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


@given(_PART, _PART)
@example("../../etc/passwd", "")
@example('a";\nreturn 200 "x', "")
@example("%2e%2e%2f%2e%2e%2fx", "a=1")
def test_nothing_escapes(path: str, query: str) -> None:
    found = portal_addresses([(f"http://h.example.vn/{path}?{query}", PAGE)])
    stubs = list(portal_stubs(found.pages, {}, WHERE))
    for stub in stubs:
        parts = PurePosixPath(stub.file).parts
        assert parts[:2] == ("nguon", "h.example.vn")
        assert normpath(stub.file) == stub.file
        assert not {"..", "."} & set(parts)
        for tag, attrs in Links(stub.html()).tags:
            if tag == "a":
                assert urljoin(f"http://x/{stub.file}", attrs["href"]) == "http://x/bulletins/2022/a/"
    for line in netlify(portal_rules(found.pages, WHERE), WHERE):
        old, new, status = line.split(" ")
        assert old.startswith("/luu-tru/nguon/h.example.vn")
        assert not set("*:\\") & set(old)
        assert (new, status) == ("/luu-tru/bulletins/2022/a/", "301\n")
        file = unquote(old).removeprefix("/luu-tru/")
        assert {file, f"{file}/index.html"} & {stub.file for stub in stubs}


def test_moves_are_rules_below_the_sites_path() -> None:
    rules = move_rules({"bulletins/2021/a b*.md": PAGE}, WHERE)
    assert list(netlify(rules, WHERE)) == ["/luu-tru/bulletins/2021/a%20b%2A/ /luu-tru/bulletins/2022/a/ 301\n"]
    assert list(netlify(rules, places(None, False))) == ["/bulletins/2021/a%20b%2A/ /bulletins/2022/a/ 301\n"]


def test_nginx_maps_hold_each_key_once() -> None:
    pages = portal_addresses(
        [("http://h.vn/A", PAGE), ("http://h.vn/a", "bulletins/2022/b.md"), ("http://www.h.vn/a", PAGE)]
    ).pages
    keys = [line.split('"')[1].lower() for line in "".join(nginx_maps([], pages, WHERE)).splitlines() if line.startswith('    "')]
    assert len(keys) == len(set(keys))


def test_places_of_pages() -> None:
    assert [places(None, True).address(page) for page in ("index.md", "a/index.md", "a/b.md")] == ["", "a/", "a/b/"]
    assert [places(None, False).address(page) for page in ("index.md", "a/index.md", "a/b.md")] == ["", "a/", "a/b.html"]
    assert places("https://huyện.vn/lưu trữ", True).whole("a/") == "https://xn--huyn-nw5a.vn/l%C6%B0u%20tr%E1%BB%AF/a/"
    assert Path(places(None, True).file("a/b.md")) == Path("a/b/index.html")

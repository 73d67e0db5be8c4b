"""The last look at the built site: what it finds, and what it must not take for a fault."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.publish.site_links import base_of, links_of, lost_links


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "tin" / "có dấu").mkdir(parents=True)
    (tmp_path / "index.html").write_text("<h1 id=dau>Kho</h1><a href='tin/'>Tin</a>", encoding="utf-8")
    (tmp_path / "tin" / "index.html").write_text("<p id='muc-1'>1</p><a href='#muc-1'>1</a>", encoding="utf-8")
    (tmp_path / "tin" / "có dấu" / "index.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "tin" / "a.md").write_text("# A\n", encoding="utf-8")
    return tmp_path


def _with(site: Path, html: str, site_url: str | None = None) -> list[str]:
    (site / "tin" / "x.html").write_text(html, encoding="utf-8")
    files = [file for file in site.rglob("*.html") if file.is_file()]
    names = {file.relative_to(site).as_posix(): file for file in files}
    found = [links_of(file.read_bytes(), name, base_of(site_url)) for name, file in names.items()]
    return list(lost_links(site, found))


@pytest.mark.parametrize(
    "html",
    [
        "<a href='../#dau'>", "<a href='.'>", "<a href='./#muc-1'>", "<a href='a.md' download>",
        "<a href='c%C3%B3%20d%E1%BA%A5u/'>",
        "<a href='../index.html?q=1#dau'>", "<a href='#'>", "<a href='https://khac.example/x'>", "<a href='mailto:a@b.vn'>", "",
        "<p id='đây'></p><a href='#%C4%91%C3%A2y'>",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(site: Path, html: str) -> None:
    assert _with(site, html) == []


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ("<a href='khong-co/'>", "tin/khong-co/"), ("<a href='../#khong'>", "#khong"), ("<a href='#khong'>", "#khong"),
        ("<img src='anh.png'>", "tin/anh.png"), ("<script src='../a.js'></script>", "a.js"),
        ("<link rel=icon href='i.svg'>", "tin/i.svg"), ("<a href='./#khong'>", "tin/#khong"),
        ("<form action='tim/'></form>", "tin/tim/"), ("<a href='c%C3%B3 dấu'>", "tin/có dấu"),
    ],
)  # fmt: skip
def test_links_that_lead_nowhere_are_named_with_their_page(site: Path, html: str, address: str) -> None:
    assert _with(site, html) == [f"tin/x.html: the link to {address!r} leads nowhere"]


def test_the_sites_own_whole_addresses_are_known(site: Path) -> None:
    html = "<link rel=canonical href='https://kho.example/a/tin/x.html'><a href='/a/tin/'>1</a><a href='/tin/'>2</a>"
    assert _with(site, html, "https://kho.example/a") == []  # what lies beside the site on its host is not the site's business
    assert _with(site, "<a href='https://kho.example/a/mat/'>", "https://kho.example/a/") != []


def test_a_folder_may_be_named_like_a_page(site: Path) -> None:
    (site / "nguon" / "tin-1.html").mkdir(parents=True)
    (site / "nguon" / "tin-1.html" / "index.html").write_text("<a href='../../tin/'>Tin</a>", encoding="utf-8")
    assert _with(site, "<a href='../nguon/tin-1.html/'>x</a>") == []


def test_many_faults_are_counted_not_listed(site: Path) -> None:
    found = _with(site, "".join(f"<a href='mat-{number}/'>x</a>" for number in range(60)))
    assert len(found) == 51
    assert found[-1] == "10 more links lead nowhere"


_STEP = st.sampled_from(["..", ".", "", "a", "b-2", "ủy", "index.html", "%61", "x?y", "#c", "a:b", "c.html"])


@given(address=st.lists(_STEP, max_size=6).map("/".join), page=st.sampled_from(["index.html", "a/index.html", "a/b-2/c.html"]))
def test_a_plain_path_leads_where_urljoin_says(address: str, page: str) -> None:
    base = "https://kho.example.vn/kho/"
    leads = links_of(f'<a href="{address}">x</a>'.encode(), page, base).targets
    whole, _, anchor = urljoin(base + page, address).partition("#")
    target = unquote(urlsplit(whole.removeprefix(base)).path)
    here = (
        not whole.startswith(base)
        or whole == base + page
        or (target + "index.html" * target.endswith("/") or "index.html") == page
    )
    assert leads == (() if here else (f"{target}#{anchor}" if anchor else target,))

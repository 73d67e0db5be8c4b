"""The site's Content-Security-Policy: closed by default, open for the search page only where it must be."""

from builder.publish import csp


def _read(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def test_a_page_may_use_what_its_own_site_serves_and_nothing_else() -> None:
    read = _read(csp.policy(csp.PAGE))
    assert read["default-src"] == ["'none'"]
    assert {source for sources in read.values() for source in sources} == {"'none'", "'self'"}


def test_only_the_search_page_may_start_a_worker() -> None:
    page, search = _read(csp.header_policy()), _read(csp.header_policy(search=True))
    assert {name for name in search if search[name] != page.get(name)} == {"worker-src"}
    assert search["worker-src"] == ["'self'"]


def test_no_other_site_may_frame_a_page() -> None:
    assert _read(csp.header_policy())["frame-ancestors"] == ["'none'"]
    assert "frame-ancestors" not in csp.policy(csp.PAGE)  # browsers warn of it in a <meta>

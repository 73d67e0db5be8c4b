"""Hand-made pages for the tests of publishing."""

from builder.model import Citation, Metadata, Page, Period, Source

HOSTILE = (
    "</script><script>alert(1)</script> | *đậm* _nghiêng_ [x](javascript:alert(1)) ![y](//evil.example/y.png) "
    "{{ config }} {% raw %} --- `mã` \\ & \"kép\" 'đơn' <img src=x onerror=alert(2)> [^1] # # ~~"
)
SOURCE = Source(path="sources/a.html", sha256="0" * 64, media_type="text/html", encoding="utf-8")


def page(name: str, **fields: object) -> Page:
    """A page with the given metadata; the path follows the contract."""
    metadata = Metadata(**{"id": name, "title": f"BÁO CÁO {name}", "source": SOURCE} | fields)  # type: ignore[arg-type]
    year = (metadata.issued or metadata.published or "undated")[:4]
    folder = year if year.isdigit() else "undated"
    return Page(metadata, f"bulletins/{folder}/{name}.md", f"# {metadata.title}\n\nNội dung của {name}.\n")


def hostile_page() -> Page:
    """Every text field holds text that must stay text."""
    words = dict.fromkeys(("title", "doc_type", "number", "issuer", "parent_issuer", "place", "signer", "signer_role"), HOSTILE)
    lists = dict.fromkeys(("recipients", "locality", "categories", "letterhead", "warnings"), (HOSTILE,))
    source = Source(HOSTILE, HOSTILE, "text/html", "utf-8", url="javascript:alert(1)", captured=HOSTILE, portal=HOSTILE)
    cited = (Citation(HOSTILE, HOSTILE, None, HOSTILE),)
    period = Period(HOSTILE, "2024-01-01", "2024-01-31")
    return page("thu-dich", **words, **lists, issued="2024-02-29", source=source, citations=cited, period=period, marking=HOSTILE)

"""How to cite a bulletin: one sentence for people, BibTeX and RIS for reference managers."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model import Metadata
from builder.publish.dates import reader_date
from builder.publish.markdown_text import one_line
from builder.publish.web_text import web_address

# What has a meaning in a BibTeX value; everything else, Vietnamese letters included, stands for itself in UTF-8. BibTeX counts
# braces even behind a backslash, so that they need a name.
_BIBTEX = str.maketrans(
    {char: "\\" + char for char in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the archive keeps the bulletin."""

    archive: str
    """The archive's name."""
    url: str
    """Of the page, or empty while the site has no address."""


def sentence(metadata: Metadata, kept: Kept) -> str:
    """`Đảng ủy xã Phú Cường, Báo cáo số 12-BC/ĐU ngày 31/05/2022, “…”, Kho lưu trữ … (bản lưu không chính thức), https://….`"""
    number = f"số {metadata.number}" if metadata.number else ""
    date = _date(metadata)
    facts = " ".join(part for part in (metadata.doc_type or "", number, f"ngày {reader_date(date)}" if date else "") if part)
    parts = (metadata.issuer or "", facts, f"“{metadata.title}”", f"{kept.archive} (bản lưu không chính thức)", kept.url)
    return ", ".join(one_line(part) for part in parts if part) + "."


def bibtex(metadata: Metadata, kept: Kept) -> str:
    """A BibTeX entry in UTF-8, for BibTeX and biblatex alike. Its key is the bulletin's id."""
    kind = "techreport" if metadata.issuer and metadata.doc_type != "Tin tức" else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _bibtex_fields(metadata, kept) if value)
    return f"@{kind}{{{metadata.id},\n{fields}}}\n"


def _bibtex_fields(metadata: Metadata, kept: Kept) -> Iterator[tuple[str, str]]:
    date = _date(metadata)
    issuer = one_line(metadata.issuer or "").translate(_BIBTEX)
    yield "title", f"{{{one_line(metadata.title).translate(_BIBTEX)}}}"
    yield "author", f"{{{issuer}}}" if issuer else ""
    yield "institution", issuer
    yield "type", one_line(metadata.doc_type or "").translate(_BIBTEX)
    yield "number", one_line(metadata.number or "").translate(_BIBTEX)
    yield "year", date[:4]
    yield "month", date[5:7].lstrip("0")
    yield "day", date[8:10].lstrip("0")
    yield "language", "vietnamese"
    yield "url", one_line(kept.url).translate(_BIBTEX)
    yield "note", f"{one_line(kept.archive).translate(_BIBTEX)}, bản lưu không chính thức"


def ris(metadata: Metadata, kept: Kept) -> str:
    """A RIS record in UTF-8."""
    date = _date(metadata)
    fields = (
        ("TY", "NEWS" if metadata.doc_type == "Tin tức" else "RPRT"),
        ("ID", metadata.id),
        ("TI", metadata.title),
        ("AU", metadata.issuer),
        ("PB", metadata.issuer),
        ("M1", metadata.number),
        ("M3", metadata.doc_type),
        ("PY", date[:4]),
        ("DA", date.replace("-", "/")),
        ("CY", metadata.place),
        ("LA", metadata.language),
        ("DP", kept.archive),
        ("UR", kept.url),
        ("L2", web_address(metadata.source.url)),
        ("N1", "Bản lưu không chính thức"),
    )
    return "".join(f"{tag}  - {one_line(value)}\n" for tag, value in fields if value) + "ER  - \n"


def _date(metadata: Metadata) -> str:
    """The document's own date, else the event's or the publication's; empty when there is none."""
    return (metadata.issued or metadata.event_date or metadata.published or "")[:10]

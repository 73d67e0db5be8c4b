"""The files beside a bulletin's page: the same document as Markdown, JSON and plain text, and how to cite it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from builder.model import Metadata, Page
from builder.publish.cite import Kept, bibtex, ris
from builder.publish.dates import reader_date
from builder.publish.page_json import page_json


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which a bulletin can be taken away."""

    suffix: str
    media_type: str
    name: str
    """As the page's link says it."""


TEXT_FORMS = (
    Form(".md", "text/markdown", "Markdown"),
    Form(".json", "application/json", "JSON"),
    Form(".txt", "text/plain", "Văn bản thuần"),
)
CITATION_FORMS = (
    Form(".bib", "application/x-bibtex", "BibTeX"),
    Form(".ris", "application/x-research-info-systems", "RIS"),
)
FORMS = (*TEXT_FORMS, *CITATION_FORMS)


def write_downloads(folder: Path, page: Page, source: str, text: str, kept: Kept) -> None:
    """Write all forms into the folder of the page's HTML; `source` is the text of the page's file, `text` its body as plain text.

    The folder is that of a site which is being built and which nobody reads yet, so that a plain write will do.
    """
    name = PurePosixPath(page.path).stem
    made: Mapping[str, str] = {
        ".md": source,
        ".json": _a_key_a_line(page_json(page, text, kept.url)),
        ".txt": head_text(page.metadata, kept) + "\n" + text,
        ".bib": bibtex(page.metadata, kept),
        ".ris": ris(page.metadata, kept),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for form in FORMS:
        (folder / f"{name}{form.suffix}").write_bytes(made[form.suffix].encode("utf-8"))


def _a_key_a_line(values: Mapping[str, Any]) -> str:
    """JSON for people and programs; `indent` of the library would take the encoder that is not written in C."""
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def head_text(metadata: Metadata, kept: Kept) -> str:
    """The facts above the plain text, a line each, and where it comes from."""
    facts = (
        ("Số, ký hiệu", metadata.number),
        ("Loại", metadata.doc_type),
        ("Cơ quan ban hành", metadata.issuer),
        ("Ngày ban hành", reader_date(metadata.issued) if metadata.issued else None),
        ("Ngày đăng", reader_date(metadata.published) if metadata.published else None),
        ("Người ký", metadata.signer),
        ("Mức độ lưu hành", metadata.marking),
        ("Nguồn", metadata.source.url or metadata.source.path),
        ("Lưu tại", f"{kept.archive} (bản lưu không chính thức)"),
        ("Địa chỉ", kept.url),
    )
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts if value)

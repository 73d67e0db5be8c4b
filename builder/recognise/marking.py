"""`BẢN TIN NỘI BỘ`, `(Lưu hành nội bộ)`: circulation or secrecy marking in the title lines."""

import re
from dataclasses import replace

from builder.model import Document
from builder.recognise.lines import seen, text_of

_MARKING = re.compile(r"(?:tài liệu\s+|lưu hành\s+)?(nội bộ)(?!\w)", re.IGNORECASE)
_SECRET = re.compile(r"\(?\s*(TUYỆT MẬT|TỐI MẬT|MẬT)\s*\)?")


def marking(document: Document) -> Document:
    """Fill the marking from title and subtitle, or from a line of its own near the top."""
    metadata = document.metadata
    if metadata.marking is not None:
        return document
    for text in (metadata.title, metadata.subtitle or ""):
        match = _MARKING.search(text)
        if match and metadata.doc_type in ("Bản tin", "Thông tin", "Đề cương", None):
            return replace(
                document,
                metadata=replace(metadata, marking=match[1].lower()),
                evidence=(*document.evidence, seen("marking", text, "title")),
            )
    for block in document.blocks[:4]:
        secret = _SECRET.fullmatch(text_of(block))
        if secret:
            evidence = (*document.evidence, seen("marking", text_of(block), block.origin))
            return replace(document, metadata=replace(metadata, marking=secret[1]), evidence=evidence)
    return document

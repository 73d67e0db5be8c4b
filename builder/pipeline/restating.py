"""A page that was extracted before, under another id or with other captures: from its ledger, its source is not read again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from builder.content.ledger import extracted_page
from builder.content.page import page_text, parse_page
from builder.errors import PageError
from builder.model import Capture, Metadata, Page
from builder.pipeline.one_source import StoredImage


@dataclass(frozen=True, slots=True)
class Restated:
    """The page, and its ledger."""

    metadata: Metadata
    page: str
    record: Mapping[str, Any]
    images: tuple[StoredImage, ...] = ()


def page_of(record: Mapping[str, Any], where: str) -> Page:
    """The page of a ledger, as it was extracted. Raises PageError."""
    text = extracted_page(record)
    if text is None:
        raise PageError(f"{where}: the ledger does not hold its page; delete it and convert again")
    return parse_page(text, where)


def restated(record: Mapping[str, Any], page_id: str, captures: Sequence[Capture], folder: Path | None) -> Restated:
    """`folder` holds the images of the page as it is; without it they stay away. Raises PageError."""
    page = page_of(record, str(record["id"]))
    old, metadata, body = page.metadata.id, page.metadata, page.body
    images = tuple(image for image in metadata.images if image.file.startswith(f"{old}/"))
    stored = tuple(
        StoredImage(folder / image.file, page_id + image.file.removeprefix(old))
        for image in images
        if folder is not None and page_id != old and (folder / image.file).is_file()
    )
    if page_id != old:
        body = body.replace(f"]({old}/", f"]({page_id}/").replace(f"](<{old}/", f"](<{page_id}/")
        renamed = (replace(one, file=page_id + one.file.removeprefix(old)) if one in images else one for one in metadata.images)
        metadata = replace(metadata, images=tuple(renamed))
    metadata = replace(metadata, id=page_id, captures=tuple(captures))
    text = page_text(metadata, body)
    kept = {key: value for key, value in record.items() if key != "part"}
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Restated(metadata, text, {**kept, "id": page_id, "page_sha256": digest, "page": text.split("\n")}, stored)


def sum_of(captures: Iterable[Capture]) -> str:
    """A checksum by which other captures are told; empty for none."""
    text = "\n".join(map(repr, captures))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16] if text else ""

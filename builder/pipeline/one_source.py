"""One source -> the text of its page and of its ledger. A plain function: the same bytes always give the same page."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath

from builder.addresses import path_of
from builder.content.identity import slug
from builder.content.ledger import dump_ledger, ledger_text, unchanged
from builder.content.markdown import render_body
from builder.content.page import page_text, parse_page
from builder.content.proof import prove
from builder.errors import SourceError
from builder.limits import LARGEST_IMAGE, MOST_BLOCKS, MOST_CELLS
from builder.model import Document, Image, ImageRef, Metadata, RawItem, Table
from builder.portals import Profile
from builder.readers import NotADocument, read
from builder.recognise import recognise
from builder.vietnamese.text import plain

_END_OF_HEAD = "\n---\n\n"
_LONGEST_NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image file that goes along with its page."""

    file: Path
    name: str
    """Relative to the page's folder: `<id>/<file name>`."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A finished page."""

    metadata: Metadata
    page: str
    ledger: str
    images: tuple[StoredImage, ...] = ()


def extract(item: RawItem, profiles: tuple[Profile, ...]) -> Document | NotADocument:
    """Read one source and recognise what it says. Raises SourceError."""
    document = read(item, profiles).document
    if isinstance(document, NotADocument):
        return document
    if len(document.blocks) > MOST_BLOCKS:
        raise SourceError(f"{len(document.blocks):,} paragraphs; at most {MOST_BLOCKS:,} are converted")
    document = recognise(document)
    if not document.blocks:
        return NotADocument("empty", "no text of a document in this source", document.metadata.source.portal)
    cells = sum(len(row) for block in document.blocks if isinstance(block, Table) for row in block.rows)
    if cells > MOST_CELLS:
        raise SourceError(f"{cells:,} table cells; at most {MOST_CELLS:,} are converted")
    title = " ".join(plain(document.metadata.title).split())
    return replace(document, metadata=replace(document.metadata, title=title, id=slug(title)))


def finish(
    document: Document, page_id: str, fingerprint: str, file: Path, root: Path, clean: Callable[[str], str] = unchanged
) -> Converted:
    """Write the document under its id; `clean` takes out words that must not be published.

    Raises PageError when the page would not show the document's words.
    """
    document = replace(document, metadata=replace(document.metadata, id=page_id))
    document, images = _with_images(document, file, root, clean)
    body = render_body(document)
    prove(document, body)
    page = page_text(document.metadata, body)
    metadata = document.metadata
    if clean is not unchanged:
        page = clean(page)
        metadata = parse_page(page, page_id).metadata
    return Converted(metadata, page, ledger_text(document, fingerprint, page, clean), images)


def renamed(page: Converted, page_id: str) -> Converted | None:
    """What `finish` would have made under another id; None when images go along, since their names hold the id."""
    if page.images:
        return None
    metadata = replace(page.metadata, id=page_id)
    text = page_text(metadata, page.page.partition(_END_OF_HEAD)[2])
    changed = {"id": page_id, "page_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(), "page": text.split("\n")}
    return Converted(metadata, text, dump_ledger(json.loads(page.ledger) | changed))


def _with_images(
    document: Document, file: Path, root: Path, clean: Callable[[str], str]
) -> tuple[Document, tuple[StoredImage, ...]]:
    """Images that lie beside the source are kept with the page; others keep their file name only, never the portal's address."""
    stored: dict[str, StoredImage] = {}
    blocks = list(document.blocks)
    names: list[ImageRef] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Image):
            continue
        name = _file_name(clean(block.src))
        found = _local_file(block.src, file, root)
        if found is not None:
            name = _free_name(document.metadata.id, name, found, stored)
            stored[name] = StoredImage(found, name)
        blocks[index] = replace(block, src=name)
        names.append(ImageRef(name, block.caption))
    metadata = replace(document.metadata, images=tuple(names))
    return replace(document, blocks=tuple(blocks), metadata=metadata), tuple(stored.values())


def _free_name(page_id: str, name: str, file: Path, stored: Mapping[str, StoredImage]) -> str:
    """`<id>/anh.png`; of several files of one name the later ones are `<id>/2-anh.png` and so on."""
    names = (f"{page_id}/{number}-{name}" if number > 1 else f"{page_id}/{name}" for number in count(1))
    return next(free for free in names if free not in stored or stored[free].file == file)


def _file_name(src: str) -> str:
    """A file name that is safe in a path and in an address."""
    return re.sub(r"[^\w.()+-]+", "_", PurePosixPath(path_of(src)).name)[-_LONGEST_NAME:].lstrip(".") or "image"


def _local_file(src: str, file: Path, root: Path) -> Path | None:
    """The image's file: relative to the source, or to the mirror's host folder; never outside the folder of the sources."""
    path = path_of(src)
    bases = (
        [file.parent]
        if not path.startswith("/")
        else [parent for parent in file.parents if root == parent or root in parent.parents]
    )
    for base in bases:
        try:
            candidate = (base / path.lstrip("/")).resolve()
            if root in candidate.parents and candidate.is_file() and candidate.stat().st_size <= LARGEST_IMAGE:
                return candidate
        except (OSError, ValueError):  # no name that a file could have
            continue
    return None

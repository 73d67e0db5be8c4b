"""An image and the short line below it that says what it shows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from builder.addresses import path_of
from builder.model import Block, Document, Image, ImageRef, Paragraph, Removed
from builder.recognise.lines import MARKER, text_of, words_key
from builder.vietnamese.text import is_upper

_LONGEST = 260  # characters of a caption
_FEW_WORDS = 30


def captions(document: Document) -> Document:
    """Give each image its caption; list the images in the metadata."""
    blocks: list[Block] = []
    removed: list[Removed] = []
    waiting = list(document.blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Image) and not block.caption:
            following = _caption_block(waiting, document.metadata.source.media_type == "text/plain")
            if following is not None:
                waiting.pop(0)
                block = replace(block, caption=text_of(following))
                removed.append(Removed(text_of(following), following.origin, "field: images"))
            elif _is_file_name(block):
                block = replace(block, alt="")
        blocks.append(block)
    images = tuple(ImageRef(image_file(block.src), block.caption) for block in blocks if isinstance(block, Image))
    metadata = replace(document.metadata, images=images)
    return replace(document, blocks=tuple(blocks), metadata=metadata, removed=document.removed + tuple(removed))


def _caption_block(following: Sequence[Block], dump: bool) -> Paragraph | None:
    block = following[0] if following else None
    if not isinstance(block, Paragraph) or not _looks_like_caption(block, dump):
        return None
    again = any(words_key(text_of(other)) == words_key(text_of(block)) for other in following[1:4])
    return None if again else block


def _looks_like_caption(block: Paragraph, dump: bool) -> bool:
    text = text_of(block)
    if not text or len(text) > _LONGEST or MARKER.match(text) or is_upper(text):
        return False
    if block.centred or block.italic:
        return True
    return len(text.split()) <= _FEW_WORDS and (not text.endswith((".", ";", ":")) or "Ảnh:" in text) and (dump or not block.bold)


def _is_file_name(block: Image) -> bool:
    """An alternative text that a portal made of the file's name says nothing."""
    return words_key(block.alt) == words_key(PurePosixPath(image_file(block.src)).stem)


def image_file(src: str) -> str:
    """The file name at the end of an image's address."""
    return PurePosixPath(path_of(src)).name or src

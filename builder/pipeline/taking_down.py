"""`bantin takedown`: a page, or some words wherever they stand, out of everything that the archive holds and shows.

The originals (the sources) are evidence and not published; they stay, and are listed for the person who decides on them.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from builder.config import Settings
from builder.content.doubts import PATH as DOUBTS
from builder.content.ledger import FOLDER as LEDGER
from builder.content.ledger import dump_ledger, extracted_page, ledger_path, map_texts, new_extraction_path, read_ledger
from builder.content.originals import copy_path, forget_original
from builder.content.page import tombstone_text
from builder.content.versions import FOLDER as VERSIONS
from builder.errors import PageError, SourceError
from builder.files import discard, write_text
from builder.gate.leftovers import Leftover, leftovers
from builder.gate.redaction import Redaction, redact, redaction_of
from builder.gate.takedowns import Takedown, add_takedown, text_digest
from builder.model import Page, Progress, Source
from builder.pipeline.indexing import index
from builder.pipeline.publishing import publish
from builder.pipeline.reading import read_pages, read_versions
from builder.pipeline.writing import sha256_of
from builder.readers.words import stated_text
from builder.sources import read_source
from builder.vietnamese.encodings import decode


@dataclass(frozen=True, slots=True)
class TakedownReport:
    """What was done."""

    changed: tuple[str, ...]
    """Files of content/ that were changed, moved or removed; paths relative to content/ as they are now."""
    originals: tuple[str, ...]
    """Sources that still hold it, relative to the archive's folder."""
    left: tuple[str, ...]
    """Outputs in which it was found all the same: none, or the takedown has failed."""
    unproved: tuple[str, ...] = ()
    """Outputs that cannot be searched, each with the reason: none, or nothing is proved."""
    unread: tuple[str, ...] = ()
    """Sources that cannot be searched, each with the reason."""


def take_down_page(settings: Settings, page_id: str, reason: str, date: str, progress: Progress) -> TakedownReport:
    """Remove one page and all that was made of it; a tombstone keeps its address. Raises PageError when there is none."""
    page = next((page for page in read_pages(settings.content).pages if page.metadata.id == page_id), None)
    if page is None:
        raise PageError(f"{page_id}: no page has this id; `bantin search` finds the id of a page")
    sources: tuple[Source, ...] = (page.metadata.source, *page.metadata.captures)
    texts = (page, *read_versions(settings.content).get(page_id, ()))
    for digest, text in zip_longest([one.sha256 for one in sources], [text_digest(one.body) for one in texts]):
        add_takedown(settings.content, Takedown(date, reason, page_id, digest, text))
    _bury(settings.content, page, date)
    for one in sources:
        forget_original(settings.content, one.path)
    _rebuild(settings, progress)
    originals = [path for one in sources for path in _originals_of(settings, one)]
    return TakedownReport((page.path, ledger_path(page_id)), tuple(dict.fromkeys(originals)), ())


def _originals_of(settings: Settings, source: Source) -> Iterator[str]:
    """The source and its kept copy, where they are."""
    places = [settings.root / source.path, *([copy_path(settings.originals, source.sha256)] if settings.originals else [])]
    yield from (place.relative_to(settings.root).as_posix() for place in places if place.is_file())


def _bury(content: Path, page: Page, date: str) -> None:
    """The tombstone first: should the command be killed, no page comes back."""
    page_id = page.metadata.id
    write_text(content / page.path, tombstone_text(page_id, date))
    for path in (ledger_path(page_id), new_extraction_path(page_id)):
        (content / path).unlink(missing_ok=True)
    for file in (content / LEDGER).glob("*.*.json"):
        if read_ledger(file)["id"] == page_id:
            file.unlink()
    discard(content / VERSIONS / page_id)
    discard((content / page.path).with_suffix(""))
    (content / DOUBTS).unlink(missing_ok=True)  # it names sources; the next conversion makes it again


def take_down_text(settings: Settings, text: str, reason: str, date: str, progress: Progress) -> TakedownReport:
    """Take a run of words out of every page, ledger, record and name of content/, and of all that is made of them.

    Raises ConfigError for a text too short to be told from others.
    """
    redaction = redaction_of(text)
    add_takedown(settings.content, Takedown(date, redact(reason, [redaction]), redaction=redaction))
    changed = [path for file in list(_files(settings)) if (path := _redact_file(settings.content, file, redaction))]
    _rebuild(settings, progress)
    outputs = [*_files(settings), *(file for folder in (settings.site, settings.state) for file in _all_files(folder))]
    left = tuple(leftovers(outputs, settings.root, text, progress))
    kept = [settings.originals] if settings.originals else []
    evidence = [file for folder in (*settings.sources, *kept) for file in _all_files(folder)]
    originals = tuple(leftovers(evidence, settings.root, text, progress, _as_read))
    return TakedownReport(tuple(changed), _found(originals), _found(left), _sealed(left), _sealed(originals))


def _found(left: Iterable[Leftover]) -> tuple[str, ...]:
    return tuple(one.path for one in left if one.unproved is None)


def _sealed(left: Iterable[Leftover]) -> tuple[str, ...]:
    return tuple(f"{one.path}: {one.unproved}" for one in left if one.unproved is not None)


def _as_read(file: Path, data: bytes) -> Iterator[str]:  # noqa: ARG001 - a reading; the source's own limits count here
    """A source as it is converted: in its encoding, which may be none of Unicode's. What is no text is searched as it is."""
    try:
        item = read_source(file, "")
        html = item.media_type == "text/html"
        yield stated_text(decode(item.data, html=html).text, html=html)
    except SourceError:
        return


def _files(settings: Settings) -> Iterator[Path]:
    """Every file of content/ but the sources."""
    for file in _all_files(settings.content):
        if not any(file.is_relative_to(source) for source in settings.sources):
            yield file


def _all_files(folder: Path) -> Sequence[Path]:
    """The files below a folder, or the file itself; none where there is nothing."""
    if folder.is_file():
        return [folder]
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _redact_file(content: Path, file: Path, redaction: Redaction) -> str | None:
    """Rewrite and rename one file; its path below content/, or None when nothing was to be done."""
    path = file.relative_to(content).as_posix()
    new_path = redact(path, [redaction])
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:  # an image: only its name can hold words
        text = new = ""
    else:
        new = (
            _redact_ledger(file, redaction)
            if path.startswith(f"{LEDGER}/") and file.suffix == ".json"
            else redact(text, [redaction])
        )
    if new == text and new_path == path:
        return None
    if new_path != path:
        new_path = _move(content, path, new_path)
    if new != text:
        write_text(content / new_path, new)
    return new_path


def _redact_ledger(file: Path, redaction: Redaction) -> str:
    """The checksum of the page goes along with its text, so that an edited page still counts as edited and no other."""
    try:
        record = map_texts(read_ledger(file), lambda text: redact(text, [redaction]))
    except PageError:
        return redact(file.read_text(encoding="utf-8"), [redaction])
    page = extracted_page(record)
    return dump_ledger(record | ({"page_sha256": sha256_of(page.encode("utf-8"))} if page is not None else {}))


def _move(content: Path, path: str, new_path: str) -> str:
    """Rename; a name that is taken gets a number. The folders that this leaves empty go too."""
    target = content / new_path
    number = 2
    while target.exists():
        target = (content / new_path).with_stem(f"{Path(new_path).stem}-{number}")
        number += 1
    target.parent.mkdir(parents=True, exist_ok=True)
    (content / path).rename(target)
    for folder in (content / path).parents:
        if folder == content or any(folder.iterdir()):
            break
        folder.rmdir()
    return target.relative_to(content).as_posix()


def _rebuild(settings: Settings, progress: Progress) -> None:
    """The index, the site and every cache are made anew, so that no old segment or fragment keeps what was taken down."""
    for entry in settings.state.iterdir() if settings.state.is_dir() else ():
        if not entry.name.startswith("lock"):
            discard(entry)
    for folder in (settings.site, settings.site.with_name(f".{settings.site.name}.old"), settings.content / "browse"):
        shutil.rmtree(folder, ignore_errors=True)
    index(settings, progress)
    publish(settings, progress)

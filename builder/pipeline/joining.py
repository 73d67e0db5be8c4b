"""Captures of one article become one page: after all sources are converted, from their ledgers alone.

The page is made from the best capture of the newest text. Each other capture keeps its ledger, with every word accounted for, as
`ledger/<id>.<checksum of its path>.json`; an older text becomes a version. A page that a person edited is never taken away.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from builder.content.captures import Article, Doubt, Facts, articles, facts_from_json, facts_of, facts_to_json, likeness
from builder.content.identity import assign_id, slug
from builder.content.ledger import dump_ledger, ledger_path, part_path, read_ledger
from builder.content.versions import version_path
from builder.errors import PageError
from builder.files import discard, write_text
from builder.model import Capture
from builder.pipeline.record import Entry
from builder.pipeline.restating import Restated, page_of, restated, sum_of
from builder.pipeline.version_files import sweep_versions, write_versions
from builder.pipeline.writing import sha256_of


@dataclass(frozen=True, slots=True)
class Archive:
    """What is joined: the record of the conversion, and where its pages are."""

    output: Path
    entries: dict[str, Entry]
    there: Collection[str]
    """Paths of the sources that are there."""
    published: Collection[str]
    """Ids that have been published: of several, an article keeps one of these."""
    versions: Mapping[str, str]
    """See `made_versions`."""


@dataclass(frozen=True, slots=True)
class Remade:
    """A page to be written anew, since its captures are others now."""

    path: str
    """Of its source."""
    page: Restated


def join(archive: Archive) -> tuple[tuple[Remade, ...], tuple[Doubt, ...]]:
    """Bring parts, versions and the record up to date; gives the pages that are to be written, and the doubts."""
    facts = dict(_facts(archive))
    gone = facts.keys() - set(archive.there)
    found, doubts = articles(facts.values(), lambda one, other: _likeness(archive, one, other), gone)
    edited = [doubt for article in found if (doubt := _edited_twice(archive, article)) is not None]
    refused = {path for doubt in edited for path in doubt.paths}
    remade = [page for article in found if article.lead.path not in refused and (page := _settle(archive, article)) is not None]
    _sweep(archive)
    return tuple(remade), (*doubts, *edited)


def _facts(archive: Archive) -> Iterator[tuple[str, Facts]]:
    """Of every source that has a page or a part in one."""
    for path, entry in list(archive.entries.items()):
        if entry.page_id is None or not (archive.output / _ledger_of(path, entry)).is_file():
            continue
        if not entry.part and not (entry.page and (archive.output / entry.page).is_file()):
            continue
        try:
            yield path, facts_from_json(entry.facts) if entry.facts is not None else _read_facts(archive, path, entry)
        except (PageError, TypeError):  # damaged by hand; `bantin check` says so
            continue


def _read_facts(archive: Archive, path: str, entry: Entry) -> Facts:
    """After the state was lost: from the ledger."""
    page = page_of(read_ledger(archive.output / _ledger_of(path, entry)), path)
    facts = replace(facts_of(page.metadata, page.body), path=path)
    archive.entries[path] = replace(entry, facts=facts_to_json(facts), captures=sum_of(page.metadata.captures))
    return facts


def _ledger_of(path: str, entry: Entry) -> str:
    return part_path(entry.page_id or "", path) if entry.part else ledger_path(entry.page_id or "")


def _likeness(archive: Archive, one: Facts, other: Facts) -> float:
    files = [archive.output / _ledger_of(facts.path, archive.entries[facts.path]) for facts in (one, other)]
    return likeness(*(page_of(read_ledger(file), file.name).body for file in files))


# ---------------------------------------------------------------- one article
def _members(article: Article) -> tuple[Facts, ...]:
    return (article.lead, *article.others, *article.moved)


def _is_edited(archive: Archive, entry: Entry) -> bool:
    if entry.part or entry.page is None or entry.page_id is None:
        return False
    digest = sha256_of((archive.output / entry.page).read_bytes())
    return digest not in (entry.page_sha256, read_ledger(archive.output / ledger_path(entry.page_id))["page_sha256"])


def _edited_twice(archive: Archive, article: Article) -> Doubt | None:
    """Two pages with a person's edits cannot become one."""
    if len(_members(article)) == 1:
        return None
    edited = [one.path for one in _members(article) if _is_edited(archive, archive.entries[one.path])]
    if len(edited) < 2:
        return None
    return Doubt((edited[0], edited[1]), "the same article, and both pages were edited by hand")


def _page_id(archive: Archive, article: Article) -> str:
    """The id that stays: of an edited page, else one that was published, else the lead's title without a suffix."""
    entries = {one.path: archive.entries[one.path] for one in _members(article)}
    if len(entries) == 1 and (alone := entries[article.lead.path]).part:  # it has left its article
        owners = {entry.page_id: path for path, entry in archive.entries.items() if entry.page_id and not entry.part}
        page = page_of(read_ledger(archive.output / _ledger_of(article.lead.path, alone)), "")
        return assign_id(page.metadata.title, article.lead.path, owners)
    edited = {entry.page_id for entry in entries.values() if len(entries) > 1 and _is_edited(archive, entry)}
    ids = {entry.page_id for entry in entries.values() if entry.page_id}
    own = slug(article.lead.title)
    return min(
        ids, key=lambda name: (name not in edited, name not in archive.published, not name.startswith(own), len(name), name)
    )


def _settle(archive: Archive, article: Article) -> Remade | None:
    """Make the other captures parts; the page of the lead, if it is not what it should be."""
    page_id, path, entries = _page_id(archive, article), article.lead.path, archive.entries
    lead = entries[path]
    captures = tuple(_capture(archive, one, page_id, article) for one in article.others)
    is_right = lead.page_id == page_id and not lead.part and lead.captures == sum_of(captures)
    page = None if is_right else _restated(archive, path, page_id, captures)
    owner = next((e for one in _members(article) if (e := entries[one.path]).page_id == page_id and not e.part), None)
    for one, capture in zip(article.others, captures, strict=True):
        _demote(archive, one, page_id, capture.version)
    older = {text: found for text in article.older if (found := [one for one in article.others if one.text == text])}
    write_versions(archive.output, entries, archive.versions, page_id, older)
    for one in article.moved:
        _forget(archive, one.path, page_id)
    if page is None:
        return None
    if lead.page_id != page_id or lead.part:
        _drop(archive, path, lead)
    old = (owner.page, owner.page_sha256) if owner is not None else (None, None)
    entries[path] = replace(
        lead, page_id=page_id, page=old[0], page_sha256=old[1], part=False, version=None, captures=sum_of(captures)
    )
    return Remade(path, page)


def _capture(archive: Archive, one: Facts, page_id: str, article: Article) -> Capture:
    entry = archive.entries[one.path]
    source = page_of(read_ledger(archive.output / _ledger_of(one.path, entry)), one.path).metadata.source
    version = version_path(page_id, one.text) if one.text in article.older else None
    return Capture(**asdict(replace(source, path=one.path)), version=version)


def _restated(archive: Archive, path: str, page_id: str, captures: Sequence[Capture]) -> Restated:
    entry = archive.entries[path]
    folder = (archive.output / entry.page).parent if entry.page else None
    return restated(read_ledger(archive.output / _ledger_of(path, entry)), page_id, captures, folder)


def _demote(archive: Archive, one: Facts, page_id: str, version: str | None) -> None:
    """One more capture: its page goes, its ledger stays under another name."""
    entry = archive.entries[one.path]
    part = archive.output / part_path(page_id, one.path)
    if entry.part and (entry.page_id, entry.version) == (page_id, version):
        return
    page = restated(read_ledger(archive.output / _ledger_of(one.path, entry)), page_id, (), None)
    write_text(part, dump_ledger({**page.record, "part": version or ""}))
    if (entry.part or entry.page_id != page_id) and archive.output / _ledger_of(one.path, entry) != part:
        _drop(archive, one.path, entry)
    digest = sha256_of(page.page.encode("utf-8"))
    archive.entries[one.path] = replace(
        entry, page_id=page_id, page=None, page_sha256=digest, part=True, version=version, captures=""
    )


def _forget(archive: Archive, path: str, page_id: str) -> None:
    """A capture that was moved elsewhere."""
    entry = archive.entries.pop(path)
    if entry.part or entry.page_id != page_id:
        _drop(archive, path, entry)


def _drop(archive: Archive, path: str, entry: Entry) -> None:
    """Page, images and ledger of an entry."""
    (archive.output / _ledger_of(path, entry)).unlink(missing_ok=True)
    if entry.page is not None and not entry.part:
        page = archive.output / entry.page
        page.unlink(missing_ok=True)
        discard(page.with_suffix(""))
        if page.parent.is_dir() and not any(page.parent.iterdir()):
            page.parent.rmdir()


def _sweep(archive: Archive) -> None:
    """Versions and ledgers that are no part of any article any more."""
    parts = {part_path(entry.page_id or "", path) for path, entry in archive.entries.items() if entry.part}
    for file in sorted((archive.output / "ledger").glob("*.*.json")):
        if file.relative_to(archive.output).as_posix() not in parts and '"part": "' in file.read_text("utf-8", "replace"):
            file.unlink()
    sweep_versions(archive.output, archive.entries, archive.versions)

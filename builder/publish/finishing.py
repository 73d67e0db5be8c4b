"""What stands beside the pages of a built site: feeds, tables, sitemap, redirects, hosts' files.

Everything is made from content/ and the finished pages. A file that the keeper of the archive has put into content/ under
one of these names is theirs, and stays.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from builder.config import Settings
from builder.model import Head
from builder.publish.beside import Beside, Earlier
from builder.publish.browse_groups import ISSUERS, named
from builder.publish.browse_rows import rows_of
from builder.publish.hosting import rules
from builder.publish.machine.atom import atom
from builder.publish.machine.entries import Entry, entries
from builder.publish.machine.feeds import FOLDER, Feed, Identity, group_feeds, site_feed
from builder.publish.machine.json_feed import json_feed
from builder.publish.machine.oai import NAME as OAI
from builder.publish.machine.oai import static_repository
from builder.publish.machine.sitemap import robots, site_pages, sitemaps
from builder.publish.machine.tables import csv_lines, json_lines
from builder.publish.permanent.moves import Moves
from builder.publish.permanent.portals import Portals, portal_addresses
from builder.publish.permanent.record import Record
from builder.publish.permanent.server_rules import move_rules, netlify, nginx_maps, portal_rules
from builder.publish.permanent.stubs import FOLDER as STUBS
from builder.publish.permanent.stubs import Stub, moved, portal_stubs
from builder.publish.places import Places, places

_MANY = (f"{FOLDER}/", f"{STUBS}/")
"""Folders with files by the thousand."""
BULLETINS, VERSIONS = "bulletins", "versions"
"""The folder of content/ with the bulletins."""
CSV, JSONL, SCHEMA = "data/bulletins.csv", "data/bulletins.jsonl", "data/bulletins.schema.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """What the files are made from."""

    settings: Settings
    pages: Sequence[Head]
    record: Record
    moves: Moves
    unlisted: Collection[str] = ()
    """Ids of pages that search engines are asked to leave out: no list for machines has them."""

    @property
    def places(self) -> Places:
        """The addresses of the site."""
        return places(self.settings.site_url, self.settings.folders)


@dataclass(frozen=True, slots=True)
class Finished:
    """What the person who publishes should know."""

    notices: tuple[str, ...] = ()
    """How it is, and how it could be more."""
    warnings: tuple[str, ...] = ()
    """What should be looked at."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Those of what was written that may be the same in the next site: path -> SHA-256."""


def finish_site(archive: Archive, side: Path, earlier: Earlier | None = None) -> Finished:
    """Write the files into `side`, the folder with the finished pages, in which those of an earlier site may lie already."""
    earlier = earlier or Earlier()
    beside, theirs = Beside(side, earlier), list[str]()
    portals = _portals(archive)
    stubs = list(_stubs(archive, portals))
    beside.remove_earlier({stub.file for stub in stubs}, f"{STUBS}/")  # what was a file may have to be a folder now
    for name, data in itertools.chain(_machine_files(archive, side, earlier.files), _host_files(archive, portals)):
        if not beside.put(name, data):
            theirs.append(f"{name}: not written, content/ has a file of that name")
    blocked = [stub.file for stub in stubs if not beside.put(stub.file, [stub.html().encode("utf-8")])]
    beside.remove_earlier(beside.files)
    notices, warnings = tuple(_notices(archive, portals)), (*archive.moves.notes, *theirs, *_blocked(blocked))
    return Finished(notices, warnings, {name: checksum for name, checksum in beside.files.items() if name.startswith(_MANY)})


def _blocked(files: Sequence[str]) -> Iterator[str]:
    if files:
        yield f"{len(files)} old addresses are pages of the site now and lead nowhere else: {', '.join(files[:3])}"


# ---------------------------------------------------------------- for machines
def _machine_files(archive: Archive, side: Path, earlier: Collection[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    settings, where = archive.settings, archive.places
    listed = [page for page in archive.pages if page.metadata.id not in archive.unlisted]
    found = entries(listed, archive.record, where)
    identity = Identity(settings.site_name, where.site_url, settings.contact)
    for feed in _feeds(archive, found):
        yield f"{feed.file}.xml", [atom(feed, identity, where)]
        if not feed.current:
            yield f"{feed.file}.json", [json_feed(feed, identity, where)]
    yield CSV, csv_lines(listed, where)
    yield JSONL, json_lines(listed, where)
    yield SCHEMA, [resources.files("builder.publish.machine").joinpath("bulletins.schema.json").read_bytes()]
    yield "robots.txt", [robots(where).encode()]
    if where.site_url:
        changed = {entry.address: entry.changed for entry in found}
        files = {where.file(page.path) for page in listed}  # among the bulletins' pages are also those of what was taken down
        apart = (f"{BULLETINS}/", f"{VERSIONS}/")  # older texts are found from the newest one
        pages = (file for file in site_pages(side) if file not in earlier)
        shown = (file for file in pages if file in files or not file.startswith(apart))
        for name, data in sitemaps(shown, changed, where):
            yield name, [data]
        if settings.contact and found:
            yield OAI, static_repository(settings.site_name, settings.contact, settings.oai_gateway, found, where)


def _feeds(archive: Archive, found: Sequence[Entry]) -> Iterator[Feed]:
    yield from site_feed(archive.settings.site_name, found)
    lists: dict[str, tuple[str, str, str]] = {}
    for group in named(rows_of(archive.pages), ISSUERS):
        file = f"{FOLDER}/{group.path.removeprefix('browse/').removesuffix('.md')}"
        lists |= {row.page.metadata.id: (group.name, file, archive.places.address(group.path)) for row in group.rows}
    yield from group_feeds(archive.settings.site_name, found, lists)


# ---------------------------------------------------------------- for hosts
def _host_files(archive: Archive, portals: Portals) -> Iterator[tuple[str, Iterable[bytes]]]:
    where = archive.places
    moves = move_rules(archive.moves.targets, where)
    redirects = netlify([*moves, *portal_rules(portals.pages, where)], where)
    yield "_redirects", (line.encode("utf-8") for line in redirects)
    yield rules.HEADERS, [rules.headers(where).encode()]
    yield rules.NO_JEKYLL, [b""]
    yield rules.NGINX, [rules.nginx_server(where).encode()]
    yield rules.NGINX_MAPS, (line.encode("utf-8") for line in nginx_maps(moves, portals.pages, where))


def _portals(archive: Archive) -> Portals:
    """Every address that a portal gave to a page that is there, or that went into one; the longest published first."""
    now = {page.metadata.id: page.path for page in archive.pages}
    known = sorted(archive.record.items(), key=lambda entry: (entry[0] not in now, entry[1].since, entry[0]))
    stated = [(one.url, now[archive.moves.ids[id_]]) for id_, one in known if one.url and id_ in archive.moves.ids]
    others = [(one.url, page.path) for page in archive.pages for one in page.metadata.captures if one.url]
    return portal_addresses((*stated, *others))


def _stubs(archive: Archive, portals: Portals) -> Iterator[Stub]:
    where = archive.places
    for old, page in sorted(archive.moves.targets.items()):
        yield moved(where.file(old), page, where)
    if archive.settings.old_addresses:
        titles = {page.path: page.metadata.title for page in archive.pages}
        yield from portal_stubs(portals.pages, titles, where)


def _notices(archive: Archive, portals: Portals) -> Iterator[str]:
    if not archive.settings.site_url:
        yield (
            "`site_url` is not set in mkdocs.yml: sitemap and oai.xml are left out, and addresses in feeds are relative; "
            "a site below a path needs it for its 404 page, too"
        )
    elif not archive.settings.contact:
        yield "`extra.archive.contact` is not set in mkdocs.yml: oai.xml is left out, for harvesters want an e-mail address"
    if portals.refused:
        yield f"{portals.refused} old addresses of the portals cannot be written as a path and lead to no page"
    if portals.shared:
        yield f"{portals.shared} old addresses of the portals belong to several bulletins and lead to the first of them"

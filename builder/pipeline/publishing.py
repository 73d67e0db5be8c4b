"""From content/ to the site: lists, pages, the search page's index, what stands beside them, and the swap."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import metadata as packages
from pathlib import Path
from types import MappingProxyType
from typing import Any

from builder import __version__
from builder.config import Settings
from builder.content import originals
from builder.content.versions import find_versions
from builder.errors import ConfigError
from builder.executor import Executor
from builder.files import discard, write_text
from builder.gate.takedowns import load_takedowns
from builder.model import Head, Progress
from builder.pipeline.gating import Gated
from builder.pipeline.quick import save_whole
from builder.pipeline.reading import Pages
from builder.pipeline.record import checksum_of
from builder.pipeline.surveying import Survey, survey
from builder.publish import browse
from builder.publish.beside import Earlier, load_beside, save_beside
from builder.publish.browse_files import BrowseReport
from builder.publish.files import refuse_foreign, swap
from builder.publish.finishing import Archive, Finished, finish_site
from builder.publish.hosting import limits
from builder.publish.hosting.compress import compress_folder
from builder.publish.instruments import Instruments, instruments
from builder.publish.permanent.moves import read_redirects, settle
from builder.publish.permanent.record import Known, Record, read_record, today, updated, write_record
from builder.publish.reuse import Before, Text, load_known, save_known
from builder.publish.reuse import Known as Made
from builder.publish.shards import APART
from builder.publish.shelf import shelf
from builder.publish.site import SiteReport, Wanted, build_site
from builder.publish.site_links import lost_links
from builder.publish.spare import Identity, keep_only
from builder.search import browser_index

PUBLISHING = ("content", "gate", "publish", "search", "model.py", "raw_html.py")
"""The parts of the builder that a site is made with."""


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What became of the site."""

    bulletins: int
    rebuilt: bool
    warnings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """What could be more, told when the site was built."""
    complete: bool = True
    """False: the search page has no up-to-date index, which the next build tries again."""


def publish(settings: Settings, progress: Progress, executor: Executor | None = None) -> tuple[PublishReport, Pages[Head]]:
    """Bring the site up to date."""
    check_host(settings)
    begun = begin_site(settings, survey(settings, executor), progress, executor)
    return complete_site(begun, progress, executor), begun.gated.pages


def check_host(settings: Settings) -> None:
    """Raises ConfigError for a setting that would else be found wrong after all the work."""
    if settings.host:
        limits.find_host(settings.host)


def site_size(settings: Settings) -> limits.Size:
    """What is counted of the built site. Raises ConfigError when there is none."""
    if not (settings.site / "index.html").is_file():
        raise ConfigError(f"{settings.site}: no site is built there yet; run `bantin build` first")
    return limits.measure(settings.site)


@dataclass(frozen=True, slots=True)
class Begun:
    """The lists are written, and the pages of the new site lie beside the published one.

    What only pages are made from (what to read next, who cites what) is as much as all front matter, and forgotten by now: what
    stands beside them takes as much again.
    """

    settings: Settings
    gated: Gated[Head]
    known: Record
    stamp: str
    """Checksum of what the site is made from."""
    blocked: tuple[str, ...]
    """Warnings of lists that could not be written."""
    site: SiteReport | None = None
    """None: the published site is as it should be."""
    beside: Earlier = field(default_factory=Earlier)
    """Files beside the pages of the published site that may be the same."""


def begin_site(settings: Settings, found: Survey, progress: Progress, executor: Executor | None = None) -> Begun:
    """Write the lists, and make the pages of the site anew where anything changed."""
    save_whole(settings, None)  # what it says of the site is true no more, and may name what was taken down
    pages = found.gated.pages
    cited = instruments(pages.pages)
    lists = browse.write_browse(settings.content, pages.pages, cited)
    blocked = tuple(f"{path}: not written, a file that is no list of the builder is in its place" for path in lists.in_the_way)
    known = _remember(settings, found.gated)
    read = {settings.content / head.path: pages.fingerprints[head.metadata.id] for head in pages.pages}
    begun = Begun(settings, found.gated, known, _site_stamp(settings, _inputs(settings), read), blocked)
    if _held(settings).get("stamp") == begun.stamp and (settings.site / "index.html").is_file():
        return begun
    refuse_foreign(settings.site)
    discard(_side(settings))  # what an interrupted build left there
    beside = load_beside(_beside_record(settings), settings.site).within(partial(_is_ours, settings))
    site = build_site(settings, _side(settings), progress, _wanted(settings, found, cited, lists, beside.files), executor)
    return replace(begun, site=site, beside=beside)


def complete_site(begun: Begun, progress: Progress, executor: Executor | None = None) -> PublishReport:
    """Write what stands beside the pages, and put the site in the place of the published one."""
    if begun.site is None:
        warnings = (*begun.blocked, *_held(begun.settings).get("warnings", ()))
        return PublishReport(len(begun.gated.pages.pages), False, warnings)
    made = _complete(begun, begun.site, progress, executor)
    # A site whose search is not complete is built again by the next run; other warnings wait for a change of the content.
    held = {"stamp": begun.stamp if made.complete else None, "warnings": made.warnings}
    write_text(_record(begun.settings), json.dumps(held, ensure_ascii=False))
    return replace(made, warnings=(*begun.blocked, *made.warnings))


def _complete(begun: Begun, site: SiteReport, progress: Progress, executor: Executor | None) -> PublishReport:
    """Index the new site for the browser, write the rest of its files, swap."""
    settings, side = begun.settings, _side(begun.settings)
    missing = _index_for_browser(settings, side, begun.gated.pages, _places(site.known), progress, executor)
    more = _finish(begun, side)
    lost = lost_links(side, site.links)
    swap(side, settings.site, _spare(settings))
    save_known(_pages_record(settings), site.known)
    save_beside(_beside_record(settings), settings.site, more.files)
    # Nothing that readers see no more is kept, neither what a page said nor a page that is gone.
    keep_only(_spare(settings), {**load_beside(_beside_record(settings), settings.site).files, **site.same})
    return PublishReport(site.bulletins, True, (*site.warnings, *more.warnings, *lost, *missing), more.notices, not missing)


def _record(settings: Settings) -> Path:
    return settings.state / "site.json"


def _pages_record(settings: Settings) -> Path:
    return settings.state / "site-pages.json"


def _beside_record(settings: Settings) -> Path:
    return settings.state / "site-beside.json"


def _side(settings: Settings) -> Path:
    return settings.site.with_name(f".{settings.site.name}.new")


def _wanted(settings: Settings, found: Survey, cited: Instruments, lists: BrowseReport, beside: Mapping[str, Identity]) -> Wanted:
    """What the new site is to hold, and what is known of the site before."""
    gated, made = found.gated, load_known(_pages_record(settings))
    left_out = (*(held.path for held in gated.held), *_versions_out(settings, gated))
    before = Before(settings.site, _site_stamp(settings, _frame(settings)), made, _texts(found, lists), beside, _spare(settings))
    return Wanted(shelf(gated.pages.pages, found.related, gated.unlisted, cited, gated.versions), left_out, before)


def _is_ours(settings: Settings, name: str) -> bool:
    """Whether nothing of content/ comes to lie in the folder of the site in which a file is."""
    return not (settings.content / name.partition("/")[0]).exists()


def _spare(settings: Settings) -> Path:
    """Where the site before lies until the next build; with the rest of the state it goes when something is taken down."""
    return settings.state / "site-before"


def _versions_out(settings: Settings, gated: Gated[Head]) -> Iterator[str]:
    """Older texts that are not shown: of pages that are held back or gone, or not readable."""
    shown = {version.path for version in gated.versions}
    paths = (file.relative_to(settings.content).as_posix() for file in find_versions(settings.content))
    yield from (path for path in paths if path not in shown)


def _remember(settings: Settings, gated: Gated[Head]) -> dict[str, Known]:
    """Note in content/records/addresses.json what is published now; what was taken down is forgotten there, too."""
    pages = gated.pages
    taken_down = {entry.page_id for entry in load_takedowns(settings.content)} - set(pages.fingerprints)
    before = {id_: one for id_, one in read_record(settings.content).items() if id_ not in taken_down}
    known = updated(before, pages.pages, pages.fingerprints, today())
    write_record(settings.content, known)
    return known


def _finish(begun: Begun, side: Path) -> Finished:
    """The files beside the pages, with their compressed copies; a word on hosts that would not take so much."""
    settings, gated, known, pages = begun.settings, begun.gated, begun.known, begun.gated.pages.pages
    spoken = read_redirects(settings.content)
    moves = settle(known, {page.metadata.id: page.path for page in pages}, spoken, {held.page_id for held in gated.held})
    found = finish_site(Archive(settings, pages, known, moves, gated.unlisted), side, begun.beside)
    compress_folder(side, settings.precompress, leave_out=APART)
    return replace(found, notices=(*found.notices, *limits.notices(side, settings.host)))


def _index_for_browser(
    settings: Settings,
    side: Path,
    pages: Pages[Head],
    made: Mapping[str, browser_index.Published],
    progress: Progress,
    executor: Executor | None,
) -> tuple[str, ...]:
    """Bulletins that the search page lacks are reported."""
    metas = [page.metadata for page in pages.pages]
    known = {page.metadata.id: made[page.path] for page in pages.pages if page.path in made}
    earlier = browser_index.Held(settings.state / "search-page.db", settings.site, known)
    report = browser_index.build(side, metas, progress, earlier, executor)
    return tuple(f"{page_id}: has no page in the site, so that the search page cannot find it" for page_id in report.missing)


def _places(known: Mapping[str, Made]) -> dict[str, browser_index.Published]:
    """Path of a page below content/ -> what is known of it in the site."""
    return {path: browser_index.Published(one.page.links.page, one.stamp) for path, one in known.items()}


def _texts(found: Survey, lists: BrowseReport) -> dict[str, Text]:
    """What has been read already, and what has just been written: a list names only what is there."""
    return {**found.texts, **{path: Text(checksum) for path, checksum in lists.checksums.items()}}


def _held(settings: Settings) -> Mapping[str, Any]:
    """The stamp of the site as it was last built, and the warnings of that build."""
    try:
        held = json.loads(_record(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _site_stamp(settings: Settings, files: Iterable[Path], read: Mapping[Path, str] = MappingProxyType({})) -> str:
    """Checksum of files that the site is made of, and of builder and MkDocs versions; `read` has those of files read already."""
    digest = hashlib.sha256(f"{__version__} {checksum_of(PUBLISHING)}".encode())
    for name in ("mkdocs", "mkdocs-material", "markdown-it-py", "mdit-py-plugins", "lxml", "brotli", "nh3", "tinycss2"):
        digest.update(f"{name} {packages.version(name)}\n".encode())
    for file in files:
        digest.update(f"\0{file.relative_to(settings.root).as_posix()}\0".encode())
        digest.update(read[file].encode() if file in read else file.read_bytes())
    return digest.hexdigest()


def _inputs(settings: Settings) -> Iterator[Path]:
    """The files that the site is made of, in a stable order; sources, ledger and record of originals are none of them."""
    yield from _frame(settings)
    left_out = {*settings.sources, settings.content / "ledger", settings.content / originals.PATH}
    for folder, names, files in os.walk(settings.content):
        names[:] = sorted(name for name in names if Path(folder, name) not in left_out)
        yield from (path for name in sorted(files) if (path := Path(folder, name)) not in left_out)


def _frame(settings: Settings) -> Iterator[Path]:
    """The files that every page is made of: settings and theme."""
    yield settings.config_file
    theme = settings.mkdocs.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(custom, str):
        yield from sorted(file for file in (settings.root / custom).rglob("*") if file.is_file())

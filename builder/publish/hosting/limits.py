"""Whether a site fits a host: its files counted and measured against what the host takes (hosts.toml)."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from builder.errors import ConfigError

_TABLE = "hosts.toml"


@dataclass(frozen=True, slots=True)
class Host:
    """One host of static sites; None: no limit."""

    key: str
    name: str
    source: str
    reason: str
    files: int | None = None
    folders_count: bool = False
    """Whether folders count as files."""
    file_bytes: int | None = None
    site_bytes: int | None = None
    redirects: int | None = None
    redirect_bytes: int | None = None
    compresses: bool = False
    """Whether it compresses by itself, so that copies made beforehand are of no use there."""


@dataclass(frozen=True, slots=True)
class Size:
    """What is counted of a site."""

    files: int
    folders: int
    bytes: int
    largest: str
    largest_bytes: int
    redirects: int
    redirect_bytes: int
    copies: int
    """How many of the files are compressed copies of others."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a host has to say to a site."""

    host: Host
    faults: tuple[str, ...]
    """Why the site cannot be published there as it is."""
    notes: tuple[str, ...]
    """What works less well there."""


@cache
def hosts() -> Mapping[str, Host]:
    """All hosts that are known, by key."""
    table = tomllib.loads(resources.files(__package__).joinpath(_TABLE).read_text(encoding="utf-8"))
    return MappingProxyType({key: Host(key, **values) for key, values in table.items()})


def find_host(key: str) -> Host:
    """The host of that key. Raises ConfigError that names those that are known."""
    try:
        return hosts()[key]
    except KeyError:
        raise ConfigError(f"no host is called {key!r}; known: {', '.join(hosts())}") from None


def measure(site: Path) -> Size:
    """Count the files of a built site."""
    folders = files = total = copies = 0
    largest, name = 0, ""
    for folder, inner, names in os.walk(site):
        found = [(os.stat(path).st_size, path) for path in (f"{folder}{os.sep}{one}" for one in names)]  # noqa: PTH116 - many
        folders, files, total = folders + len(inner), files + len(found), total + sum(size for size, _ in found)
        largest, name = max([(largest, name), *found])
        there = set(names)
        copies += sum(1 for one in names if one.endswith((".gz", ".br")) and one.rpartition(".")[0] in there)
    rules = site / "_redirects"
    lines = [line for line in _lines(rules) if line.strip() and not line.startswith("#")]
    return Size(
        files=files,
        folders=folders,
        bytes=total,
        largest=Path(name).relative_to(site).as_posix() if name else "",
        largest_bytes=largest,
        redirects=len(lines),
        redirect_bytes=rules.stat().st_size if rules.is_file() else 0,
        copies=copies,
    )


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def fit(size: Size, host: Host) -> Fit:
    """Compare a site with a host."""
    return Fit(host, tuple(_faults(size, host)), tuple(_notes(size, host)))


def _faults(size: Size, host: Host) -> Iterator[str]:
    count = size.files + (size.folders if host.folders_count else 0)
    if host.files is not None and count > host.files:
        kinds = "files and folders" if host.folders_count else "files"
        yield f"{count:,} {kinds}; at most {host.files:,}{_saved(size, host)}"
    if host.site_bytes is not None and size.bytes > host.site_bytes:
        yield f"{_mb(size.bytes)} in all; at most {_mb(host.site_bytes)}"
    if host.file_bytes is not None and size.largest_bytes > host.file_bytes:
        yield f"{size.largest} has {_mb(size.largest_bytes)}; at most {_mb(host.file_bytes)} a file"


def _saved(size: Size, host: Host) -> str:
    """What can be done about too many files."""
    if not size.copies:
        return "; `extra.archive.old_addresses: false` leaves out the pages of the portals' old addresses"
    why = "the host compresses by itself" if host.compresses else "compressed copies"
    return f"; {size.copies:,} of them are spared by `extra.archive.precompress: false` ({why})"


def _notes(size: Size, host: Host) -> Iterator[str]:
    rules, room = host.redirects, host.redirect_bytes
    if rules is not None and size.redirects > rules:
        yield f"{size.redirects:,} lines in _redirects, of which {rules:,} are heeded; the pages of the old addresses lead on"
    if room is not None and size.redirect_bytes > room:
        yield f"_redirects has {size.redirect_bytes:,} bytes, more than the {room:,} that are read; the pages lead on"


def notices(site: Path, host: str | None) -> Iterator[str]:
    """A line for the chosen host if the site does not fit it; else one that names the hosts that would not take the site."""
    size = measure(site)
    if host:
        found = fit(size, find_host(host))
        yield from (f"{found.host.name}: {line}" for line in (*found.faults, *found.notes))
        return
    full = [one for one in (fit(size, each) for each in hosts().values()) if one.faults]
    if full:
        names = "; ".join(f"{one.host.name}: {one.faults[0]}" for one in full)
        yield f"too much for some hosts ({names}); `bantin hosts` tells more"


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def as_json(size: Size, fits: tuple[Fit, ...]) -> dict[str, Any]:
    """The finding for scripts."""
    return {
        "files": size.files,
        "folders": size.folders,
        "bytes": size.bytes,
        "largest": {"file": size.largest, "bytes": size.largest_bytes},
        "redirects": size.redirects,
        "copies": size.copies,
        "hosts": {
            one.host.key: {"fits": not one.faults, "faults": list(one.faults), "notes": list(one.notes)}
            | {"source": one.host.source, "reason": one.host.reason}
            for one in fits
        },
    }

"""The settings of one archive: its mkdocs.yml, with the builder's own keys under `extra.archive`, read and checked once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

import yaml

from builder.addresses import split_address
from builder.errors import ConfigError, shown
from builder.limits import SECONDS

ARCHIVE_KEYS = (
    "sources", "profiles", "state", "keep_originals", "seconds_per_source", "hold", "contact", "host", "precompress",
    "old_addresses", "oai_gateway",
)  # fmt: skip
ENCODINGS = ("gzip", "brotli")
ORIGINALS = "originals"
"""The folder of the kept originals: beside content/, so that nothing can publish it."""
_MAIL = re.compile(r"[^@\s<>\"',;:()\\]+@[^@\s<>\"',;:()\\]+\.[^@\s<>\"',;:()\\]+")
_ARCHIVE = "extra.archive."
_LONGEST = 86_400  # seconds: a day for one source


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an archive keeps its things; every path is absolute."""

    config_file: Path
    root: Path
    """The folder of mkdocs.yml."""
    content: Path
    """`docs_dir`: pages, ledger, lists and hand-written pages."""
    site: Path
    """`site_dir`: the published site."""
    sources: tuple[Path, ...]
    """`extra.archive.sources`: folders and files to convert."""
    state: Path
    """`extra.archive.state`: fingerprints and the search index; can be deleted at any time."""
    profiles: Path | None
    """`extra.archive.profiles`: a folder with portal profiles of one's own."""
    originals: Path | None
    """`extra.archive.keep_originals`: the folder beside content/ in which a copy of every original is kept, by its checksum."""
    seconds: float
    """`extra.archive.seconds_per_source`: after so much processor time a source is given up."""
    hold: tuple[str, ...] | None
    """`extra.archive.hold`: rules of the publication gate that are in force; None: all that are not optional."""
    site_name: str
    site_url: str | None
    folders: bool = True
    """`use_directory_urls`: a page is `a/b/`, otherwise `a/b.html`."""
    contact: str | None = None
    """`extra.archive.contact`: the keeper's e-mail address, for feeds and harvesters."""
    host: str | None = None
    """`extra.archive.host`: where the site will be, by its name in publish/hosting/hosts.toml."""
    precompress: tuple[str, ...] = ENCODINGS
    """`extra.archive.precompress`: which compressed copies stand beside the files of the site."""
    old_addresses: bool = True
    """`extra.archive.old_addresses`: whether every address of the old portals gets a page below nguon/."""
    oai_gateway: str | None = None
    """`extra.archive.oai_gateway`: address of the OAI-PMH gateway that serves the archive's static repository."""
    mkdocs: Mapping[str, Any] = field(default_factory=dict)
    """The whole of mkdocs.yml; values behind a YAML tag are None."""


class _TolerantLoader(yaml.SafeLoader):
    """Reads the plain values of mkdocs.yml; what stands behind a tag (`!!python/name:`, `!ENV`) is MkDocs' business."""


_TolerantLoader.add_multi_constructor("!", lambda loader, suffix, node: None)
_TolerantLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


def load_settings(config_file: Path) -> Settings:
    """Read mkdocs.yml. Raises ConfigError that names the file, the key and what is allowed."""
    config = _read_yaml(config_file)
    root = config_file.resolve().parent
    archive = _archive_section(config, config_file)
    profiles = _text(archive, "profiles", config_file, _ARCHIVE)
    content = root / (_text(config, "docs_dir", config_file) or "content")
    if root not in content.resolve().parents:
        raise ConfigError(f"{config_file}: `docs_dir` is {str(content)!r}; it must be a folder inside the archive's own")
    return Settings(
        config_file=config_file.resolve(),
        root=root,
        content=content,
        site=root / (_text(config, "site_dir", config_file) or "site"),
        sources=tuple(root / name for name in _text_list(archive, "sources", config_file, _ARCHIVE) or ["content/sources"]),
        state=root / (_text(archive, "state", config_file, _ARCHIVE) or ".bantin"),
        profiles=root / profiles if profiles else None,
        originals=root / ORIGINALS if _flag(archive, "keep_originals", config_file, _ARCHIVE, default=False) else None,
        seconds=_seconds(archive, config_file),
        hold=tuple(_text_list(archive, "hold", config_file, _ARCHIVE)) if archive.get("hold") is not None else None,
        site_name=_site_name(config, config_file),
        site_url=_web_address(config, "site_url", config_file),
        folders=_flag(config, "use_directory_urls", config_file),
        contact=_mail(archive, config_file),
        host=_text(archive, "host", config_file, _ARCHIVE),
        precompress=_encodings(archive, config_file),
        old_addresses=_flag(archive, "old_addresses", config_file, _ARCHIVE),
        oai_gateway=_web_address(archive, "oai_gateway", config_file, _ARCHIVE),
        mkdocs=config,
    )


def _read_yaml(config_file: Path) -> dict[str, Any]:
    try:
        text = config_file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"{config_file}: no such file; run the command in an archive's folder, name its mkdocs.yml with -f, "
            "or make a new archive with `bantin init DIR`"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{config_file}: cannot be read: {error}") from error
    try:
        config = yaml.load(text, Loader=_TolerantLoader)  # noqa: S506 - a SafeLoader subclass
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError(f"{config_file}: not valid YAML: {error}") from error
    if not isinstance(config, dict):
        raise ConfigError(f"{config_file}: expected `key: value` lines, found {type(config).__name__}")
    return config


def _archive_section(config: Mapping[str, Any], config_file: Path) -> Mapping[str, Any]:
    extra = config.get("extra") or {}
    archive = extra.get("archive") or {} if isinstance(extra, dict) else None
    if not isinstance(archive, dict):
        raise ConfigError(f"{config_file}: `extra.archive` must hold `key: value` lines; allowed keys: {', '.join(ARCHIVE_KEYS)}")
    for key in archive:
        if key not in ARCHIVE_KEYS:
            raise ConfigError(f"{config_file}: unknown key `extra.archive.{key}`; allowed keys: {', '.join(ARCHIVE_KEYS)}")
    return archive


def _site_name(config: Mapping[str, Any], config_file: Path) -> str:
    name = _text(config, "site_name", config_file)
    if not name:
        raise ConfigError(f"{config_file}: `site_name` is missing; it must be the archive's name")
    return name


def _text(section: Mapping[str, Any], key: str, config_file: Path, where: str = "") -> str | None:
    value = section.get(key)
    if value is not None and not isinstance(value, str):
        raise ConfigError(f"{config_file}: `{where}{key}` is {shown(value)}; it must be text")
    return value


def _text_list(section: Mapping[str, Any], key: str, config_file: Path, where: str) -> list[str]:
    value = section.get(key) or []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ConfigError(f"{config_file}: `{where}{key}` is {shown(value)}; it must be a path or a list of paths")
    return value


def _flag(section: Mapping[str, Any], key: str, config_file: Path, where: str = "", *, default: bool = True) -> bool:
    """A switch; a value behind a tag is MkDocs' business."""
    value = section.get(key)
    if value is not None and not isinstance(value, bool):
        raise ConfigError(f"{config_file}: `{where}{key}` is {shown(value)}; it must be true or false")
    return default if value is None else value


def _seconds(archive: Mapping[str, Any], config_file: Path) -> float:
    value = archive.get("seconds_per_source")
    if value is None:
        return SECONDS
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= _LONGEST:
        raise ConfigError(
            f"{config_file}: `extra.archive.seconds_per_source` is {shown(value)}; it must be a number from 1 to {_LONGEST:,}"
        )
    return float(value)


def _web_address(section: Mapping[str, Any], key: str, config_file: Path, where: str = "") -> str | None:
    value = _text(section, key, config_file, where)
    if not value:
        return None
    parts = split_address(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or not _has_port(parts):
        raise ConfigError(
            f"{config_file}: `{where}{key}` is {shown(value)}; it must be a web address like https://example.org/kho/"
        )
    return value


def _has_port(parts: SplitResult) -> bool:
    """Whether the port, if there is one, is a port's number."""
    try:
        return parts.port != 0
    except ValueError:
        return False


def _mail(archive: Mapping[str, Any], config_file: Path) -> str | None:
    value = _text(archive, "contact", config_file, _ARCHIVE)
    if value and not _MAIL.fullmatch(value):
        raise ConfigError(f"{config_file}: `extra.archive.contact` is {shown(value)}; it must be an e-mail address")
    return value or None


def _encodings(archive: Mapping[str, Any], config_file: Path) -> tuple[str, ...]:
    value = archive.get("precompress")
    if value is None or value is True:
        return ENCODINGS
    chosen = [] if value is False else [value] if isinstance(value, str) else value
    if not isinstance(chosen, list) or any(one not in ENCODINGS for one in chosen):
        raise ConfigError(
            f"{config_file}: `extra.archive.precompress` is {shown(value)}; it must be a list of {', '.join(ENCODINGS)}, or false"
        )
    return tuple(one for one in ENCODINGS if one in chosen)

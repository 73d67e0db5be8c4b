"""Reading and checking profile files. A wrong profile stops the command: it would damage every page."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from cssselect import HTMLTranslator, SelectorError

from builder.errors import ProfileError
from builder.portals.profile import EvidenceRule, LineRule, NoiseRule, Profile, View

_T = TypeVar("_T")
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "evidence": ("selector", "line", "weight", "reason"),
    "view": ("name", "kind", "when", "body", "title", "lead", "published", "categories", "reason"),
    "noise": ("name", "selector", "reason"),
    "line": ("name", "pattern", "place", "strong", "article", "reason"),
}
_TOP_KEYS = ("name", "software", "extends", *_SECTIONS)
_KINDS = ("article", "list", "home", "error")
_IN_WORDS: Mapping[object, str] = {str: "text", int: "a whole number", bool: "true or false"}
_NOT_TEXT = {field.name: field.type for rule in (EvidenceRule, LineRule) for field in fields(rule) if field.type in (int, bool)}
_ORDERED = ("body", "title", "lead", "published")
"""Selectors whose alternatives a reader tries in their order."""
_PLACES = ("head", "after", "border", "tail", "both", "prefix")


def load_profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """The built-in profiles and those of `folder` (a file of the same name replaces the built-in one).

    Sorted by name with `generic` last. Raises ProfileError that names the file, the entry and what is allowed.
    """
    texts = {
        entry.name: entry.read_text("utf-8")
        for entry in resources.files("builder.portals").iterdir()
        if entry.name.endswith(".toml")
    }
    if folder is not None:
        texts |= _own_profiles(folder)
    tables = {name: _parse(name, text) for name, text in texts.items()}
    profiles = [_profile(name, tables, texts) for name in tables]
    return tuple(sorted(profiles, key=lambda profile: (profile.name == "generic", profile.name)))


def _own_profiles(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise ProfileError(f"{folder}: no such folder; `extra.archive.profiles` must name a folder of TOML files")
    return {file.name: _read(file) for file in sorted(folder.glob("*.toml"))}


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{file}: cannot be read: {error}; a TOML file in UTF-8 is expected") from error


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name}: not valid TOML: {error}") from error
    _check_keys(name, "the profile", table, _TOP_KEYS)
    if table.get("name") != name.removesuffix(".toml"):
        raise ProfileError(f"{name}: `name` is {table.get('name')!r}; it must equal the file's name without .toml")
    return table


def _check_keys(name: str, where: str, table: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for key in table:
        if key not in allowed:
            raise ProfileError(f"{name}: unknown key `{key}` in {where}; allowed keys: {', '.join(allowed)}")


def _profile(name: str, tables: Mapping[str, dict[str, Any]], texts: Mapping[str, str]) -> Profile:
    table = tables[name]
    base = _base(name, table, tables, texts)
    return Profile(
        name=table["name"],
        software=str(table.get("software") or table["name"]),
        evidence=base.evidence + _entries(name, table, "evidence", _evidence),
        views=_entries(name, table, "view", _view) + base.views,
        noise=_entries(name, table, "noise", _noise) + base.noise,
        lines=_entries(name, table, "line", _line) + base.lines,
        fingerprint=hashlib.sha256((texts[name] + base.fingerprint).encode("utf-8")).hexdigest(),
    )


def _base(name: str, table: Mapping[str, Any], tables: Mapping[str, dict[str, Any]], texts: Mapping[str, str]) -> Profile:
    extends = table.get("extends")
    if extends is None:
        return Profile("", "")
    if f"{extends}.toml" not in tables or tables[f"{extends}.toml"].get("extends"):
        raise ProfileError(f"{name}: `extends` is {extends!r}; it must name a profile that extends no other")
    return _profile(f"{extends}.toml", tables, texts)


def _entries(name: str, table: Mapping[str, Any], section: str, make: Callable[[str, dict[str, Any]], _T]) -> tuple[_T, ...]:
    entries = table.get(section, [])
    if not isinstance(entries, list):
        raise ProfileError(f"{name}: `{section}` must be written as [[{section}]]")
    for entry in entries:
        if not isinstance(entry, dict):
            raise ProfileError(f"{name}: `{section}` must be written as [[{section}]]")
        _check_keys(name, f"[[{section}]]", entry, _SECTIONS[section])
        _check_values(name, section, entry)
        if not entry.get("reason"):
            raise ProfileError(f"{name}: [[{section}]] {entry.get('name') or entry} lacks its `reason`")
    return tuple(make(name, entry) for entry in entries)


def _check_values(name: str, section: str, entry: Mapping[str, Any]) -> None:
    """Every value is text, but for a weight and a flag; every selector is CSS."""
    for key, value in entry.items():
        kind = _NOT_TEXT.get(key, str)
        if type(value) is not kind:
            raise ProfileError(f"{name}: `{key}` is {value!r} in a [[{section}]]; it must be {_IN_WORDS[kind]}")
    for key in ("selector", "when", "categories"):
        if key in entry:
            _check_selector(name, key, entry[key])
    for key in _ORDERED:
        for part in entry[key].split(",") if key in entry else ():
            _check_selector(name, key, part)


def _check_selector(name: str, key: str, selector: str) -> None:
    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        hint = "; its parts between commas are tried one by one, so no part may hold a comma" if key in _ORDERED else ""
        reason = str(error).partition("\n")[0]
        raise ProfileError(f"{name}: `{key}` is {selector!r}, which is no CSS selector{hint}: {reason}") from error


def _evidence(name: str, entry: dict[str, Any]) -> EvidenceRule:
    if ("selector" in entry) == ("line" in entry):
        raise ProfileError(f"{name}: [[evidence]] {entry} needs either `selector` or `line`")
    line = _pattern(name, entry["line"]) if "line" in entry else None
    return EvidenceRule(entry["reason"], entry.get("selector"), line, entry.get("weight", 1))


def _view(name: str, entry: dict[str, Any]) -> View:
    _check_choice(name, entry, "kind", _KINDS)
    return View(**_required(name, entry, "name", "kind", "when", *(("body", "title") if entry["kind"] == "article" else ())))


def _noise(name: str, entry: dict[str, Any]) -> NoiseRule:
    return NoiseRule(**_required(name, entry, "name", "selector"))


def _line(name: str, entry: dict[str, Any]) -> LineRule:
    _check_choice(name, entry, "place", _PLACES)
    checked = _required(name, entry, "name", "pattern", "place")
    return LineRule(**(checked | {"pattern": _pattern(name, checked["pattern"])}))


def _required(name: str, entry: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        if not entry.get(key):
            raise ProfileError(f"{name}: an entry lacks `{key}`: {entry}")
    return entry


def _check_choice(name: str, entry: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> None:
    if entry.get(key) not in allowed:
        raise ProfileError(f"{name}: `{key}` is {entry.get(key)!r} in {dict(entry)}; allowed: {', '.join(allowed)}")


def _pattern(name: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ProfileError(f"{name}: {text!r} is not a valid pattern: {error}") from error

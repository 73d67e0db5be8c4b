"""Metadata <-> the YAML front matter of the page contract, every key always present."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

import yaml

from builder.errors import PageError, shown
from builder.model import Capture, Citation, ImageRef, Metadata, Period, Source

# The keys in the order of the page contract; the names equal those of Metadata.
KEYS = (
    "id", "title", "subtitle", "lead", "doc_type", "number", "issuer", "parent_issuer", "place", "issued", "published",
    "event_date", "period", "plan_period", "signer", "signer_role", "signing_authority", "recipients", "locality", "marking",
    "categories", "images", "citations", "letterhead", "language", "source", "captures", "warnings",
)  # fmt: skip
_DATES = ("issued", "event_date")
_PERIODS = ("period", "plan_period")
_TEXT_LISTS = ("recipients", "locality", "categories", "letterhead", "warnings")
_SOURCE_KEYS = ("path", "url", "captured", "sha256", "media_type", "encoding", "portal")
_MAPS = ("images", "citations", "source", "captures")
_TEXTS = tuple(key for key in KEYS if key not in (*_DATES, *_PERIODS, *_TEXT_LISTS, *_MAPS, "published"))


# libyaml is many times faster; both loaders and both dumpers are the safe ones.
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dumper(_SafeDumper):  # type: ignore[misc]  # either of two classes
    """Safe YAML with ISO 8601 date-times."""

    def ascend_resolver(self) -> None:
        """Nothing: no tag depends on where a value stands."""

    def descend_resolver(self, node: Any, index: Any) -> None:
        """Nothing, as above."""


def _datetime_node(dumper: Any, value: datetime.datetime) -> yaml.Node:
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())
    return node


_Dumper.add_representer(datetime.datetime, _datetime_node)


def dump(metadata: Metadata) -> str:
    """The front matter as YAML text, without the `---` lines."""
    return dump_map({key: _to_yaml(key, getattr(metadata, key)) for key in KEYS})


def dump_map(values: Mapping[str, Any]) -> str:
    """A map as YAML text, a key a line."""
    return str(yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6))


def _to_yaml(key: str, value: Any) -> Any:
    if value is None:
        return None
    if key in _WRITERS:
        return _WRITERS[key](value)
    return list(value) if isinstance(value, tuple) else value


def _period_to_yaml(period: Period) -> dict[str, Any]:
    start, end = datetime.date.fromisoformat(period.start), datetime.date.fromisoformat(period.end)
    return {"label": period.label, "from": start, "to": end}


def _citation_to_yaml(citation: Citation) -> dict[str, Any]:
    date = datetime.date.fromisoformat(citation.date) if citation.date else None
    return {"type": citation.type, "number": citation.number, "date": date, "issuer": citation.issuer}


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    "issued": datetime.date.fromisoformat,
    "event_date": datetime.date.fromisoformat,
    "published": datetime.datetime.fromisoformat,
    "period": _period_to_yaml,
    "plan_period": _period_to_yaml,
    "citations": lambda entries: [_citation_to_yaml(entry) for entry in entries],
    "images": lambda entries: [{"file": entry.file, "caption": entry.caption} for entry in entries],
    "source": lambda source: {name: getattr(source, name) for name in _SOURCE_KEYS},
    "captures": lambda entries: [{name: getattr(entry, name) for name in (*_SOURCE_KEYS, "version")} for entry in entries],
}


def load(text: str, where: str) -> Metadata:
    """Read front matter. Raises PageError that names the page, the key, its value and what is allowed."""
    try:
        values = yaml.load(text, Loader=_SafeLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PageError(f"{where}: front matter is not valid YAML: {error}") from error
    if not isinstance(values, dict):
        raise PageError(f"{where}: front matter must be `key: value` lines, found {type(values).__name__}")
    missing = [key for key in ("id", "title", "source") if not values.get(key)]
    if missing:
        raise PageError(f"{where}: front matter lacks `{missing[0]}`; a page needs id, title and source")
    return _metadata(values, where)


def _metadata(values: Mapping[str, Any], where: str) -> Metadata:
    read: dict[str, Any] = {key: _text(values, key, where) for key in _TEXTS}
    read |= {key: _date(values, key, where) for key in _DATES}
    published = _moment(values, "published", where)
    read["published"] = published.isoformat() if published else None
    read |= {key: _period(values, key, where) for key in _PERIODS}
    read |= {key: _texts(values, key, where) for key in _TEXT_LISTS}
    read["images"] = tuple(
        ImageRef(_text(m, "file", where) or "", _text(m, "caption", where) or "") for m in _maps(values, "images", where)
    )
    read["citations"] = tuple(_citation(entry, where) for entry in _maps(values, "citations", where))
    read["source"] = _source(values["source"], where)
    read["captures"] = tuple(_capture(entry, where) for entry in _maps(values, "captures", where))
    read["language"] = read["language"] or "vi"
    return Metadata(**read)


def _text(values: Mapping[str, Any], key: str, where: str) -> str | None:
    value = values.get(key)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float | datetime.date):
        return str(value)
    raise PageError(f"{where}: `{key}` is {shown(value)}; it must be text")


def _date(values: Mapping[str, Any], key: str, where: str) -> str | None:
    """A day; of a person's `2022-03-31 08:00` the day."""
    moment = _moment(values, key, where)
    return moment.date().isoformat() if moment else None


def _moment(values: Mapping[str, Any], key: str, where: str) -> datetime.datetime | None:
    value = values.get(key)
    if isinstance(value, datetime.datetime):
        return value
    text = value.isoformat() if isinstance(value, datetime.date) else value
    try:
        return datetime.datetime.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise PageError(f"{where}: `{key}` is {shown(value)}; it must be an ISO date like 2022-03-31") from None


def _period(values: Mapping[str, Any], key: str, where: str) -> Period | None:
    value = values.get(key)
    if value is None:
        return None
    start = _date(value, "from", where) if isinstance(value, dict) else None
    end = _date(value, "to", where) if isinstance(value, dict) else None
    if not start or not end:
        raise PageError(f"{where}: `{key}` is {shown(value)}; it must be a map of label, from and to")
    return Period(_text(value, "label", where) or "", start, end)


def _texts(values: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = values.get(key) or []
    if not isinstance(value, list):
        raise PageError(f"{where}: `{key}` is {shown(value)}; it must be a list")
    return tuple(text for entry in value if (text := _text({key: entry}, key, where)) is not None)


def _maps(values: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    value = values.get(key) or []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise PageError(f"{where}: `{key}` is {shown(value)}; it must be a list of maps")
    return value


def _citation(entry: Mapping[str, Any], where: str) -> Citation:
    number = _text(entry, "number", where)
    if not number:
        raise PageError(f"{where}: a citation lacks its `number`: {shown(dict(entry))}")
    return Citation(_text(entry, "type", where), number, _date(entry, "date", where), _text(entry, "issuer", where))


def _capture(value: Mapping[str, Any], where: str) -> Capture:
    return Capture(**asdict(_source(value, where)), version=_text(value, "version", where))


def _source(value: Any, where: str) -> Source:
    if not isinstance(value, dict):
        raise PageError(f"{where}: `source` is {shown(value)}; it must be a map of {', '.join(f.name for f in fields(Source))}")
    known = {f.name: _text(value, f.name, where) for f in fields(Source)}
    path, sha256, media_type, encoding = (known[name] or "" for name in ("path", "sha256", "media_type", "encoding"))
    url, captured, portal = (known[name] or None for name in ("url", "captured", "portal"))
    return Source(path, sha256, media_type, encoding, url, captured, portal)

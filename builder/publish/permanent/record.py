"""content/records/addresses.json: every bulletin that was ever published, where and since when. It belongs to the archive.

An id is promised for good, so the record outlives site/ and .bantin/: it tells which page an old address meant when
a page's year changed, its id was corrected by hand, or it was merged with another.
"""

import datetime
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from builder.errors import PublishError
from builder.files import write_text
from builder.model import Head
from builder.publish.json_text import json_line

NAME = "records/addresses.json"


@dataclass(frozen=True, slots=True)
class Known:
    """One id that was published."""

    path: str
    """Of its page below content/, as it was last published: `bulletins/2022/x.md`."""
    since: str
    """The day on which it was first published (ISO)."""
    changed: str
    """The day since which the page has its present text (ISO)."""
    sha256: str
    """Of the page's file."""
    source: str
    """The path of the scraped file that it was made from."""
    url: str | None = None
    """The portal's address of the page."""
    formerly: tuple[str, ...] = ()
    """Paths below content/ that it had before."""
    successor: str | None = None
    """The id that took its place, once it has no page of its own any more."""


Record = Mapping[str, Known]
"""Id -> what is known of it."""


def today() -> str:
    """The day of this publication in UTC (ISO); SOURCE_DATE_EPOCH (seconds, reproducible-builds.org) stands for it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return datetime.datetime.now(datetime.UTC).date().isoformat()
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise PublishError(f"SOURCE_DATE_EPOCH is {given[:40]!r}; it must be the seconds since 1970 of a day") from error


def read_record(content: Path) -> dict[str, Known]:
    """The record of an archive; empty before the first publication.

    Raises PublishError when it is damaged: addresses that were promised may not be forgotten without a word.
    """
    file = content / NAME
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        return {page_id: _known(value) for page_id, value in values["bulletins"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PublishError(
            f"{file}: the record of published addresses cannot be read ({type(error).__name__}: {error}); "
            "restore it from version control, or delete it to begin anew without redirects"
        ) from error


def _known(value: Mapping[str, Any]) -> Known:
    known = Known(**{**value, "formerly": tuple(value.get("formerly", ()))})
    texts = (known.path, known.since, known.changed, known.sha256, known.source, *known.formerly)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("path, since, changed, sha256, source and formerly must be text")
    return known


def write_record(content: Path, record: Record) -> None:
    """Write the record, one id a line, unless it is there already."""
    lines = [f"  {json_line(page_id).decode()}: {_line(record[page_id])}" for page_id in sorted(record)]
    text = '{\n "about": "every bulletin that was ever published: keep this file with the archive",\n "bulletins": {\n'
    text += ",\n".join(lines) + "\n }\n}\n"
    file = content / NAME
    try:
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            write_text(file, text)
    except OSError as error:
        raise PublishError(f"{file}: cannot be written: {error.strerror or error}") from error


def _line(known: Known) -> str:
    """Keys without a value are left out."""
    return json_line({key: value for key, value in asdict(known).items() if value}).decode("utf-8")


def updated(record: Record, pages: Iterable[Head], fingerprints: Mapping[str, str], today: str) -> dict[str, Known]:
    """The record after publishing `pages`; `fingerprints` maps their ids to the checksums of their files.

    An id that has no page any more is succeeded by the new id of a page of the same source, if there is just one, or by the
    page that took in its source as one more capture.
    """
    present = {page.metadata.id: page for page in pages}
    renewed = {id_: _published(record.get(id_), page, fingerprints[id_], today) for id_, page in present.items()}
    heirs: dict[str, list[str]] = {}
    for id_, known in renewed.items():
        if id_ not in record and known.source:
            heirs.setdefault(known.source, []).append(id_)
    joined = {one.path: id_ for id_, page in present.items() for one in (page.metadata.source, *page.metadata.captures)}
    for id_, known in record.items():
        if id_ not in present:
            found = heirs.get(known.source) or ([joined[known.source]] if known.source in joined else [])
            renewed[id_] = replace(known, successor=found[0]) if len(found) == 1 else known
    return renewed


def _published(before: Known | None, page: Head, sha256: str, today: str) -> Known:
    source = page.metadata.source
    if before is None:
        return Known(page.path, today, today, sha256, source.path, source.url)
    earlier = (*before.formerly, before.path) if before.path != page.path else before.formerly
    formerly = tuple(path for path in dict.fromkeys(earlier) if path != page.path)
    changed = before.changed if before.sha256 == sha256 else today
    return Known(page.path, before.since, changed, sha256, source.path, source.url or before.url, formerly)

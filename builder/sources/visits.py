"""When a file was scraped, where its path or the program that saved it says so; never guessed from the clock of a file system.

visits/2023-01-05/xa.example.vn/a.html, 20230105103000/…      a folder named by its day
<!-- Mirrored from xa.example.vn/a by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 05 Jan 2023 03:30:00 GMT -->
<!-- … saved date: Thu Jan 05 2023 10:30:00 GMT+0700 (…) -->  SingleFile
"""

import datetime
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

_WITHIN = 20_000
"""Bytes at each end of a file, where the programs write their comment."""
_FOLDER = re.compile(
    r"(?:\D{0,20}\D)?(20\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?:[-_T ]?([0-2]\d)[-_:.]?([0-5]\d)[-_:.]?([0-5]\d)?Z?)?(?:\D.{0,20})?"
)
_HTTRACK = re.compile(
    rb"<!-- Mirrored from [^>]{1,2000}? by HTTrack[^>]{1,200}?, ([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT) ?-->"
)
_SINGLE_FILE = re.compile(rb"saved date: ([A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} [\d:]{8} GMT[+-]\d{4})")


def captured_at(folders: Sequence[str], data: bytes) -> str | None:
    """ISO 8601: a day, or a moment with its offset. `folders` are those of the visit."""
    return _stated(data) or next((day for part in reversed(folders) if (day := _day(part))), None)


def _stated(data: bytes) -> str | None:
    ends = data[:_WITHIN] + data[-_WITHIN:]
    try:
        if match := _HTTRACK.search(ends):
            return parsedate_to_datetime(match[1].decode("ascii")).isoformat()
        if match := _SINGLE_FILE.search(ends):
            return datetime.datetime.strptime(match[1].decode("ascii"), "%a %b %d %Y %H:%M:%S GMT%z").isoformat()
    except ValueError:  # no day of any calendar
        return None
    return None


def _day(name: str) -> str | None:
    match = _FOLDER.fullmatch(name) if len(name) < 100 else None
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    try:
        if match[5] is None:
            return datetime.date(year, month, day).isoformat()
        moment = datetime.datetime(year, month, day, int(match[5]), int(match[6]), int(match[7] or 0), tzinfo=datetime.UTC)
    except ValueError:
        return None
    return moment.isoformat()

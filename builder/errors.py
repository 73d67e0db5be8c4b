"""The exception tree. A message names the file, the offending value and what is allowed.

ArchiveError
├── ConfigError      mkdocs.yml or its extra.archive section cannot be used: the command stops (exit 2)
├── ProfileError     a portal profile or another rule file is wrong: the command stops (exit 2)
├── SourceError      one source cannot be read: it is reported, counted and left where it is
├── PageError        one page of content/ cannot be read: it is reported, counted and left where it is
├── SearchError      the search index is missing, locked or damaged
├── PublishError     the site cannot be written
└── LockedError      another command is at work in the archive
"""

import reprlib
from typing import Any

_SHOWN = reprlib.Repr()
_SHOWN.maxstring = _SHOWN.maxother = _SHOWN.maxlong = 200
_SHOWN.maxlevel = 3


def shown(value: Any) -> str:
    """A value for a message: as Python writes it, cut short. Some lines of YAML can mean more values than there are atoms."""
    return _SHOWN.repr(value)


class ArchiveError(Exception):
    """Whatever the builder itself reports; the message is written for the person who runs it."""


class ConfigError(ArchiveError):
    """The configuration cannot be used."""


class ProfileError(ArchiveError):
    """A rule file (portal profile, abbreviations, encodings) is wrong."""


class SourceError(ArchiveError):
    """One source cannot be read or holds no text."""


class GivenUpError(SourceError):
    """A source takes more time than it may."""


class PageError(ArchiveError):
    """One page of the archive cannot be read."""


class SearchError(ArchiveError):
    """The search index cannot be read or written."""


class PublishError(ArchiveError):
    """The site cannot be written."""


class LockedError(ArchiveError):
    """Another command is at work in the archive."""

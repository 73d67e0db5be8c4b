"""Which feeds there are: one of the whole archive and one of every issuer, each as Atom (RFC 4287) and JSON Feed 1.1.

The Atom feed of the whole archive goes on in archive documents (RFC 5005, section 4). They are filled from the oldest
entry on, and only full ones are written, so that they do not change when bulletins are added; the feed itself holds what
is in none of them, and at least the newest. An issuer's feed ends with its newest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.publish.machine.entries import Entry
from builder.publish.names import slug

NEWEST = 50
"""Entries of a feed: at least of the whole archive's, at most of an issuer's."""
ARCHIVED = 100
"""Entries of an archive document."""
NAME, FOLDER = "feed", "feeds"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a feed and its entries are called, for good."""

    site_name: str
    site_url: str | None
    contact: str | None = None

    def of(self, address: str, name: str) -> str:
        """The permanent address; without `site_url` a tag URI (RFC 4151) made of the archive's name and the thing's.

        The authority of the tag is a name that nobody can own (RFC 2606), so that it is no other's tag by chance.
        """
        if self.site_url:
            return self.site_url + address
        return f"tag:bantin.invalid,2025:{slug(self.site_name)}/{name}"


@dataclass(frozen=True, slots=True)
class Feed:
    """One document: what is in it, and how it hangs together with others."""

    title: str
    file: str
    """Its path below the site, without its end: `feeds/co-quan/<slug>`."""
    home: str
    """The page of the site that shows the same, relative to the site."""
    entries: tuple[Entry, ...]
    current: str | None = None
    """For an archive document: the feed that it belongs to."""
    previous: str | None = None
    following: str | None = None


def site_feed(site_name: str, found: Sequence[Entry]) -> tuple[Feed, ...]:
    """The feed of the whole archive, then its archive documents, oldest first."""
    full = len(found) // ARCHIVED
    names = [f"{FOLDER}/archive-{number}" for number in range(1, full + 1)]
    rest = max(len(found) - full * ARCHIVED, NEWEST)
    newest = Feed(site_name, NAME, "", tuple(found[:rest]), previous=names[-1] if names else None)
    oldest = found[::-1]
    archive = []
    for at, name in enumerate(names):
        part = tuple(oldest[at * ARCHIVED : (at + 1) * ARCHIVED][::-1])
        before, after = names[at - 1] if at else None, names[at + 1] if at + 1 < full else None
        archive.append(Feed(site_name, name, "", part, NAME, before, after))
    return (newest, *archive)


def group_feeds(site_name: str, found: Sequence[Entry], lists: Mapping[str, tuple[str, str, str]]) -> Iterator[Feed]:
    """A feed for every list. `lists` maps bulletin ids to (name, feed file, address of the list)."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in found:
        if entry.metadata.id in lists:
            groups.setdefault(lists[entry.metadata.id], []).append(entry)
    for (name, file, home), members in sorted(groups.items(), key=lambda group: group[0][1]):
        yield Feed(f"{name} – {site_name}", file, home, tuple(members[:NEWEST]))

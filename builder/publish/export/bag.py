"""The Markdown of the archive with its ledger, as a bag in a ZIP file (BagIt 1.0, RFC 8493): what archives hand to one another.

The manifest holds a checksum of every file, so that in fifty years one can tell that nothing was lost or changed.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

from builder import __version__
from builder.publish.export.archive_file import add, new_zip
from builder.publish.export.selection import Selection, images_of
from builder.publish.markdown_text import one_line
from builder.publish.names import slug
from builder.publish.permanent import moves, record

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "bantin"
_RECORDS = (record.NAME, moves.NAME)
_COMPRESSED = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp"))


@dataclass(slots=True)
class _Bag:
    """A bag that is being filled."""

    archive: zipfile.ZipFile
    root: str
    sums: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0

    def put(self, path: str, data: bytes) -> None:
        """Add a file of the payload."""
        name = f"data/{path}"
        add(self.archive, f"{self.root}/{name}", data, stored=Path(path).suffix.lower() in _COMPRESSED)
        self.sums.append((hashlib.sha256(data).hexdigest(), name))
        self.size += len(data)

    def close(self, chosen: Selection) -> None:
        """Add the files that describe the bag, and the checksums of those."""
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": _info(chosen, self).encode("utf-8"),
            "manifest-sha256.txt": _manifest(self.sums),
        }
        sums = [(hashlib.sha256(data).hexdigest(), name) for name, data in tags.items()]
        for name, data in (*tags.items(), ("tagmanifest-sha256.txt", _manifest(sums))):
            add(self.archive, f"{self.root}/{name}", data)


def write_bag(chosen: Selection, target: Path) -> int:
    """Write the bag; gives the number of its files. Files of content/ are read one after another."""
    with new_zip(target) as archive:
        bag = _Bag(archive, slug(chosen.name, "kho"))
        for path in _files(chosen):
            bag.put(path, (chosen.content / path).read_bytes())
        bag.close(chosen)
        archive.comment = f"{AGENT} markdown".encode()
        return len(bag.sums)


def _files(chosen: Selection) -> Iterator[str]:
    """Page, images, ledgers and older texts of each bulletin; of a whole archive also what else people wrote, and the record of
    addresses."""
    for page in chosen.pages:
        yield page.path
        yield from dict.fromkeys(images_of(page, chosen.content))
        ledger = f"ledger/{page.metadata.id}.json"
        if "/" not in page.metadata.id and (chosen.content / ledger).is_file():
            yield ledger
            parts = sorted(chosen.content.glob(f"ledger/{escape(page.metadata.id)}.*.json"))
            yield from (part.relative_to(chosen.content).as_posix() for part in parts)
        versions = dict.fromkeys(one.version for one in page.metadata.captures if one.version)
        yield from (path for path in versions if _is_version(path) and (chosen.content / path).is_file())
    if not chosen.asked:
        written = sorted(file.name for file in chosen.content.glob("*.md"))
        names = (*_RECORDS, *written)
        yield from (name for name in names if (chosen.content / name).is_file())


def _is_version(path: str) -> bool:
    """A front matter may be written by hand: nothing else is taken along in its name."""
    return path.startswith("versions/") and ".." not in path.split("/")


def _info(chosen: Selection, bag: _Bag) -> str:
    found = (
        ("Source-Organization", chosen.name),
        ("External-Description", f"{len(chosen.pages)} bulletins as Markdown with their ledgers{_asked(chosen)}"),
        ("External-Identifier", chosen.places.site_url or ""),
        ("Payload-Oxum", f"{bag.size}.{len(bag.sums)}"),
        ("Bag-Software-Agent", f"{AGENT} {__version__}"),
    )
    return "".join(f"{label}: {one_line(value)}\n" for label, value in found if value)


def _asked(chosen: Selection) -> str:
    return f"; selected by: {chosen.asked}" if chosen.asked else ""


def _manifest(sums: list[tuple[str, str]]) -> bytes:
    """Line ends and percent signs in names are encoded (RFC 8493, section 2.1.3)."""
    lines = (f"{digest}  {_name(path)}\n" for digest, path in sorted(sums, key=lambda entry: entry[1]))
    return "".join(lines).encode("utf-8", "surrogateescape")


def _name(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")

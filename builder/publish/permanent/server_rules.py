"""Redirects as servers read them: the `_redirects` file of Netlify, Cloudflare and GitLab, and maps for nginx."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from builder.publish.hosting.nginx_text import quoted
from builder.publish.permanent.portals import OldAddress, with_www
from builder.publish.permanent.stubs import FOLDER
from builder.publish.places import Places

Rule = tuple[str, str]
"""Old and new address, both relative to the site and percent-encoded."""


def move_rules(targets: Mapping[str, str], places: Places) -> list[Rule]:
    """For the pages of the archive that moved."""
    return [(places.address(old), places.address(targets[old])) for old in sorted(targets)]


def portal_rules(addresses: Mapping[OldAddress, str], places: Places) -> list[Rule]:
    """For the portals' addresses that differ in their paths; behind `?` no `_redirects` file looks."""
    pages: dict[str, set[str]] = {}
    for address, page in addresses.items():
        pages.setdefault(_portal_path(address), set()).add(page)
    return [(path, places.address(found.pop())) for path, found in sorted(pages.items()) if len(found) == 1]


def _portal_path(address: OldAddress) -> str:
    return quote("/".join(part for part in (FOLDER, address.host, address.path) if part), safe="/-._~")


def netlify(rules: Iterable[Rule], places: Places) -> Iterator[str]:
    """Lines of a `_redirects` file. `*` and `:` mean something there; percent-encoded as they are, they mean themselves."""
    for old, new in rules:
        yield f"{places.prefix}{old} {places.prefix}{new} 301\n"


def nginx_maps(moves: Iterable[Rule], addresses: Mapping[OldAddress, str], places: Places) -> Iterator[str]:
    """The `http` part of an nginx configuration, line by line: three maps, and sizes that hold them.

    `$bantin_moved` leads from an address of this site to where its page is now; `$bantin_portal` from an address of the
    old portals, for a server to which their names lead.
    """
    plain = dict(_folded((f"{places.prefix}{unquote(old)}", places.prefix + new) for old, new in moves))
    portal = list(_portal_entries(addresses, places))
    for key, target in _folded((f"{places.prefix}{FOLDER}/{key}", target) for key, target in _single(portal)):
        plain.setdefault(key, target)
    query = dict(_folded((f"{places.prefix}{FOLDER}/{key}", target) for key, target in portal if "?" in key))
    hosts = dict(_folded(portal))
    longest = max((len(key.encode()) for part in (plain, query, hosts) for key in part), default=0)
    entries = max(len(plain), len(query), len(hosts), 1)
    # Room for many keys in a bucket, else nginx takes seconds to find an arrangement, or none.
    yield f"map_hash_bucket_size {_power(16 * (longest + 16))};\nmap_hash_max_size {_power(entries + 2048)};\n"
    yield from _map("$uri", "$bantin_moved_path", plain, '""')
    yield from _map("$uri$is_args$args", "$bantin_moved", query, "$bantin_moved_path")
    yield from _map("$host$uri$is_args$args", "$bantin_portal", hosts, '""')


def _portal_entries(addresses: Mapping[OldAddress, str], places: Places) -> Iterator[tuple[str, str]]:
    """`host/path?query` -> address, for hosts with and without `www.`, with and without a slash at the end."""
    for address, page in addresses.items():
        query = f"?{address.query}" if address.query else ""
        target = places.prefix + places.address(page)
        for one in with_www(address):
            for path in (address.path, f"{address.path}/") if address.path else ("",):
                yield f"{one.host}/{path}{query}", target


def _single(portal: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Paths that lead to one page whatever stands behind `?`."""
    pages: dict[str, set[str]] = {}
    for key, target in portal:
        pages.setdefault(key.partition("?")[0], set()).add(target)
    return ((key, found.pop()) for key, found in pages.items() if len(found) == 1)


def _folded(entries: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first of those that nginx takes for one key: it ignores the case of ASCII letters and refuses a second."""
    seen: set[bytes] = set()
    for key, target in entries:
        folded = key.encode().lower()
        if folded not in seen:
            seen.add(folded)
            yield key, target


def _map(source: str, name: str, entries: Mapping[str, str], default: str) -> Iterator[str]:
    # Keys begin with `/` or a host's name, so that none is taken for a pattern or a keyword; targets are percent-encoded.
    yield f'map "{source}" {name} {{\n    default {default};\n'
    yield from (f"    {quoted(key)} {quoted(target)};\n" for key, target in sorted(entries.items()))
    yield "}\n"


def _power(number: int) -> int:
    return 1 << max(6, (number - 1).bit_length())

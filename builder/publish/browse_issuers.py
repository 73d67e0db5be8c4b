"""What the list of an issuer says above its rows, and the tree of issuers: which body stands above which, as printed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.publish.browse_groups import ISSUERS, Group
from builder.publish.browse_index import META, entry_link, index_item
from builder.publish.browse_lists import pages_of
from builder.publish.browse_rows import Section, relative
from builder.publish.markdown_text import escape, link
from builder.publish.names import alphabetical
from builder.vietnamese.keys import name_key

TREE_PATH = f"{ISSUERS.folder}/cap-tren.md"
_TREE_TITLE = "Cơ quan theo cấp trên"
_SHOWN = 20
# A Party organisation acts through its committee (Điều lệ Đảng): what is printed as the one and the other is one body.
_COMMITTEES = (
    ("đảng bộ tỉnh ", "tỉnh ủy "),
    ("đảng bộ huyện ", "huyện ủy "),
    ("đảng bộ quận ", "quận ủy "),
    ("đảng bộ thị xã ", "thị ủy "),
    ("đảng bộ thành phố ", "thành ủy "),
    ("đảng bộ xã ", "đảng ủy xã "),
    ("đảng bộ thị trấn ", "đảng ủy thị trấn "),
    ("đảng bộ phường ", "đảng ủy phường "),
)


@dataclass(frozen=True, slots=True)
class Tree:
    """Issuers and the bodies printed above them."""

    parents: Mapping[str, tuple[str, ...]]
    """Path of an issuer's list -> names of the bodies above, the most frequent first."""
    children: Mapping[str, tuple[Group, ...]]
    """Key of a body's name -> the issuers below it, in alphabetical order."""
    by_name: Mapping[str, Group]
    """Key of a name -> the issuer that alone bears it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree."""

    depth: int
    name: str
    group: Group | None
    """None for a body that has issued nothing in the archive."""


def _body_key(name: str) -> str:
    key = name_key(name)
    return next((committee + key.removeprefix(start) for start, committee in _COMMITTEES if key.startswith(start)), key)


def tree_of(issuers: Sequence[Group]) -> Tree:
    """Who stands above whom; an issuer is put below the body most often printed above it."""
    parents = {group.path: _parents(group) for group in issuers if group.spellings}
    children: defaultdict[str, list[Group]] = defaultdict(list)
    for group in issuers:
        if parents.get(group.path):
            children[_body_key(parents[group.path][0])].append(group)
    by_name = {_body_key(group.spellings[0]): group for group in issuers if group.spellings and group.is_alone}
    return Tree(parents, {key: tuple(found) for key, found in children.items()}, by_name)


def _parents(group: Group) -> tuple[str, ...]:
    found = Counter(" ".join((row.page.metadata.parent_issuer or "").split()) for row in group.rows)
    own = {_body_key(spelling) for spelling in group.spellings}
    ordered = sorted((name for name in found if name and _body_key(name) not in own), key=lambda name: (-found[name], name))
    first: dict[str, str] = {}
    for name in ordered:
        first.setdefault(_body_key(name), name)
    return tuple(first.values())


def issuer_notes(group: Group, tree: Tree) -> Iterator[str]:
    """The bodies printed above an issuer, and the issuers below it."""
    above = [_named(name, tree, group.path) for name in tree.parents.get(group.path, ())]
    if above:
        more = f"; và {len(above) - 5} cơ quan khác" if len(above) > 5 else ""
        yield f"Cơ quan cấp trên ghi trên văn bản: {'; '.join(above[:5])}{more}."
    below = tree.children.get(_body_key(group.spellings[0]), ()) if group.spellings and group.is_alone else ()
    if below:
        rest = len(below) - _SHOWN
        more = f"; {link(f'và {rest} cơ quan khác', relative(TREE_PATH, group.path))}" if rest > 0 else ""
        yield f"Cơ quan cấp dưới: {'; '.join(entry_link(each, group.path) for each in below[:_SHOWN])}{more}."


def _named(name: str, tree: Tree, path: str) -> str:
    group = tree.by_name.get(_body_key(name))
    return entry_link(group, path) if group else escape(name)


def tree_pages(tree: Tree) -> Iterator[tuple[str, str]]:
    """The tree as a nested list; empty when no bulletin names a body above its issuer."""
    nodes = tuple(_walk(tree))
    if not nodes:
        return
    note = "Xếp theo cơ quan ghi phía trên tên cơ quan ban hành ở đầu văn bản; mỗi cơ quan đứng dưới cơ quan được ghi nhiều nhất."
    way = {"title": ISSUERS.title, "path": f"{ISSUERS.folder}/index"}
    yield from pages_of(_TREE_TITLE, TREE_PATH, (Section("", nodes),), _node_text, META | {"list": "tree", "way": way}, (note,))


def _node_text(node: Node, path: str) -> str:
    text = index_item(node.group, path) if node.group else f"- {escape(node.name)}\n"
    return "    " * node.depth + text


def _walk(tree: Tree) -> Iterator[Node]:
    """Every body of the tree once, those with nobody above first; of a ring of bodies, the first by name opens it."""
    seen: set[str] = set()
    below = {_body_key(group.spellings[0]) for found in tree.children.values() for group in found if group.is_alone}
    names = {_body_key(name): name for found in tree.parents.values() for name in found[:1]}
    order = sorted(tree.children, key=lambda key: (key in below, alphabetical(names[key])))
    for key in order:
        if key not in seen:
            seen.add(key)
            yield Node(0, names[key], tree.by_name.get(key))
            yield from _below(key, 1, tree, seen)


def _below(key: str, depth: int, tree: Tree, seen: set[str]) -> Iterator[Node]:
    for group in tree.children.get(key, ()):
        own = _body_key(group.spellings[0]) if group.is_alone else group.path
        if own in seen:
            continue
        seen.add(own)
        yield Node(depth, group.name, group)
        yield from _below(own, depth + 1, tree, seen)


def issuer_facts(group: Group, tree: Tree, path: str) -> Sequence[str]:
    """For the index: the body above."""
    return tuple(_named(name, tree, path) for name in tree.parents.get(group.path, ())[:1])

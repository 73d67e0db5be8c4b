"""CSS selectors of portal profiles, compiled once: an index of the page gives the few elements that may match, and a test
decides on each. XPath, which cssselect translates to, goes through all elements of a page for each step of a selector.

What is seldom (`:nth-child`, `+`, `~`) goes through XPath all the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from cssselect import HTMLTranslator, SelectorError
from cssselect import parser as css
from lxml import etree

from builder.errors import ProfileError
from builder.readers.elements import Element

_Test = Callable[[Element], bool]
_OPERATORS: Mapping[str, Callable[[str, str], bool]] = MappingProxyType({
    "=": lambda value, wanted: value == wanted,
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
})  # fmt: skip


class Index:
    """The elements of a page by tag, `#id` and `.class`, each in document order."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements: list[Element] = list(root.iter(etree.Element))  # while they are held, lxml makes no others of them
        self._named: defaultdict[str, list[Element]] = defaultdict(list, {"": self.elements})
        self._valued: dict[tuple[str, str], list[tuple[str, Element]]] = {}
        self._selected: dict[str, list[Element]] = {}
        for element in self.elements:
            self._named[element.tag].append(element)
        for value, element in self._values("", "id"):
            self._named[f"#{value}"].append(element)
        for value, element in self._values("", "class"):
            for name in _class_names(value):
                self._named[name].append(element)

    def _under(self, name: str) -> Sequence[Element]:
        return self._named.get(name, ())

    def _values(self, name: str, attribute: str) -> Sequence[tuple[str, Element]]:
        """The values of an attribute of the elements under a name."""
        if (name, attribute) not in self._valued:
            found = [(value, element) for element in self._under(name) if (value := element.get(attribute)) is not None]
            self._valued[name, attribute] = found
        return self._valued[name, attribute]

    def select(self, part: str) -> list[Element]:
        """The elements that match a selector, in document order. Raises ProfileError for what is no selector."""
        if part not in self._selected:
            self._selected[part] = list(self._matches(_matcher(part)))
        return self._selected[part]

    def _matches(self, matcher: "_Matcher | etree.XPath") -> Iterable[Element]:
        if isinstance(matcher, etree.XPath):
            return cast("list[Element]", matcher(self.root))
        if not all(map(self._under, matcher.needed)):
            return ()
        return self._candidates(matcher) if matcher.is_name else filter(matcher.test, self._candidates(matcher))

    def _candidates(self, matcher: "_Matcher") -> Sequence[Element]:
        """The elements that may match, as few as can be told without looking at them."""
        fewest = min(matcher.names, key=lambda name: len(self._under(name)))
        if matcher.attribute is None:
            return self._under(fewest)
        attribute, holds = matcher.attribute
        return [element for value, element in self._values(fewest, attribute) if holds(value)]


@lru_cache(maxsize=4096)
def _class_names(value: str) -> tuple[str, ...]:
    return tuple(f".{name}" for name in dict.fromkeys(value.split()))


@dataclass(frozen=True, slots=True)
class _Matcher:
    names: tuple[str, ...]
    """Where in the index the elements stand that may match: under each of these names."""
    is_name: bool
    """Whether to stand there is all that is asked of an element."""
    attribute: tuple[str, Callable[[str], bool]] | None
    """An attribute that each must have, and what its value must be."""
    needed: tuple[str, ...]
    """Names that the page must hold for one of them to match."""
    test: _Test


@lru_cache(maxsize=2048)
def parts_of(selector: str) -> tuple[str, ...]:
    """The parts of a selector list; commas in brackets or quotes separate nothing."""
    parts = re.findall(r"""(?:[^,"'\[\]()]|"[^"]*"|'[^']*'|\[[^\]]*\]|\([^)]*\))+""", selector)
    return tuple(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=2048)
def _matcher(part: str) -> _Matcher | etree.XPath:
    try:
        (selector,) = css.parse(part)
        tree = selector.parsed_tree
        test = None if selector.pseudo_element else _test_of(tree)
        if test is not None:
            names = tuple(_names_of(tree))
            return _Matcher(names or ("",), _is_name(tree), _attribute_of(tree), tuple(_outer_names_of(tree)), test)
        return etree.XPath(HTMLTranslator().css_to_xpath(part, prefix="descendant-or-self::"))
    except (SelectorError, ValueError) as error:
        raise ProfileError(f"{part!r} is not a CSS selector that can be used: {error}") from error


def _compounds_of(tree: css.Tree) -> Iterator[css.Tree]:
    """The conditions on the element that a selector selects."""
    while isinstance(tree, css.CombinedSelector):
        tree = tree.subselector
    while not isinstance(tree, css.Element):
        yield tree
        tree = tree.selector
    yield tree


def _names_of(tree: css.Tree) -> Iterator[str]:
    """The names in the index under which an element that matches stands."""
    for condition in _compounds_of(tree):
        match condition:
            case css.Element() if condition.element:
                yield condition.element.lower()
            case css.Hash():
                yield f"#{condition.id}"
            case css.Class():
                yield f".{condition.class_name}"


def _is_name(tree: css.Tree) -> bool:
    """`.menu`, `#menu` or `nav`, and nothing beside it."""
    bare = tree.selector if isinstance(tree, css.Hash | css.Class) else tree
    return isinstance(bare, css.Element) and len(list(_names_of(tree))) == 1


def _attribute_of(tree: css.Tree) -> tuple[str, Callable[[str], bool]] | None:
    conditions = [(one.attrib.lower(), _value_test(one)) for one in _compounds_of(tree) if isinstance(one, css.Attrib)]
    return next(((name, test) for name, test in conditions if test is not None), None)


def _outer_names_of(tree: css.Tree) -> Iterator[str]:
    """The names of the elements around it, and its own."""
    while isinstance(tree, css.CombinedSelector):
        yield from _names_of(tree)
        tree = tree.selector
    yield from _names_of(tree)


def _test_of(tree: css.Tree) -> _Test | None:
    """None where only XPath can tell."""
    if isinstance(tree, css.CombinedSelector):
        return _combined(tree)
    if isinstance(tree, css.Element):
        return None if tree.namespace else _has_tag(tree.element)
    own = _own_test(tree)
    rest = _test_of(tree.selector) if isinstance(tree, css.Hash | css.Class | css.Attrib | css.Negation) else None
    if own is None or rest is None or rest is _is_any:
        return None if rest is None else own
    return lambda element: own(element) and rest(element)


def _own_test(tree: css.Tree) -> _Test | None:
    """The last condition of a compound selector."""
    match tree:
        case css.Hash():
            return lambda element: element.get("id") == tree.id
        case css.Class():
            return lambda element: tree.class_name in (element.get("class") or "").split()
        case css.Attrib():
            return _has_attribute(tree)
        case css.Negation():
            inner = _test_of(tree.subselector)
            return None if inner is None else lambda element: not inner(element)
        case _:
            return None


def _is_any(_: Element) -> bool:
    return True


def _has_tag(name: str | None) -> _Test:
    wanted = name.lower() if name else None
    return _is_any if wanted is None else lambda element: element.tag == wanted


def _has_attribute(tree: css.Attrib) -> _Test | None:
    name, holds = tree.attrib.lower(), _value_test(tree)
    return None if holds is None else lambda element: (value := element.get(name)) is not None and holds(value)


def _value_test(tree: css.Attrib) -> Callable[[str], bool] | None:
    """What an attribute condition asks of a value; None where only XPath can tell."""
    compare = _OPERATORS.get(tree.operator)
    if tree.operator == "exists":
        return lambda _: True
    if compare is None or tree.value is None or tree.value.value is None or tree.namespace or getattr(tree, "flag", None):
        return None
    wanted = tree.value.value
    return lambda value: compare(value, wanted)


def _combined(tree: css.CombinedSelector) -> _Test | None:
    outer, inner = _test_of(tree.selector), _test_of(tree.subselector)
    if outer is None or inner is None:
        return None
    if tree.combinator == " ":
        return lambda element: inner(element) and any(map(outer, element.iterancestors()))
    if tree.combinator == ">":
        return lambda element: inner(element) and element.getparent() is not None and outer(element.getparent())
    return None

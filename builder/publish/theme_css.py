"""A style sheet without the rules that cannot match: Material's serves every feature of the theme, our pages use few."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import tinycss2
from tinycss2.ast import AtRule, Declaration, LiteralToken, Node, QualifiedRule

_NESTED = ("media", "supports", "layer", "container")
"""At-rules that hold rules."""
_READ_VALUE = re.compile(r"var\(\s*(--[\w-]+)")

Wanted = Callable[[str], bool]


def subset(css: str, words: frozenset[str]) -> str:
    """The style sheet without rules that ask for a class which is none of `words`, and without values that nothing reads then.

    Declarations that a browser would not understand are left out, too.
    """
    text = _written(css, words, lambda _name: True)
    while True:
        read = frozenset(_READ_VALUE.findall(text))
        smaller = _written(text, words, read.__contains__)
        if smaller == text:
            return text
        text = smaller


def _written(css: str, words: frozenset[str], wanted: Wanted) -> str:
    return _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words, wanted)


def _rules(rules: Iterable[Node], words: frozenset[str], wanted: Wanted) -> str:
    return "".join(_rule(rule, words, wanted) for rule in rules)


def _rule(rule: Node, words: frozenset[str], wanted: Wanted) -> str:
    if isinstance(rule, QualifiedRule):
        selectors = [tinycss2.serialize(part).strip() for part in _selectors(rule.prelude) if _may_match(part, words)]
        inside = _declarations(rule.content, wanted) if selectors else ""
        return f"{','.join(selectors)}{{{inside}}}" if inside else ""
    if isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTED and rule.content is not None:
        nested = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        inside = _rules(nested, words, wanted)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{inside}}}" if inside else ""
    return str(rule.serialize()) if isinstance(rule, AtRule) else ""


def _selectors(prelude: Sequence[Node]) -> list[list[Node]]:
    """The parts between top-level commas."""
    parts: list[list[Node]] = [[]]
    for token in prelude:
        if isinstance(token, LiteralToken) and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _may_match(selector: Sequence[Any], words: frozenset[str]) -> bool:
    """Whether every class that the selector asks for is known; what stands in `:is(…)`, `:not(…)` or `[…]` is not asked."""
    dots = (place for place, token in enumerate(selector) if isinstance(token, LiteralToken) and token.value == ".")
    return all(selector[place + 1].value in words for place in dots)


def _declarations(content: Sequence[Node], wanted: Wanted) -> str:
    """The declarations of a rule; of custom properties only the wanted ones."""
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    declared = [one for one in found if isinstance(one, Declaration)]
    return ";".join(one.serialize() for one in declared if not one.name.startswith("--") or wanted(one.name))

"""Writing plain text into generated Markdown so that it stays text, however hostile, for CommonMark and Python-Markdown."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import yaml

# Both dialects read a backslash before these as "the character itself"; the others become character references.
_ESCAPES = str.maketrans(
    {letter: "\\" + letter for letter in "\\`*_{}[]()#!"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;", "$": "&#36;", "^": "&#94;"}
)
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ue000-\uf8ff]+")


def escape(text: str) -> str:
    """One line of Markdown that shows `text` and nothing else, anywhere but at the start of a line."""
    return one_line(text).translate(_ESCAPES)


def one_line(text: str) -> str:
    """The text without control characters, its blanks single."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def link(words: str, path: str) -> str:
    """A Markdown link; `words` is plain text, `path` a relative path with forward slashes."""
    return linked(escape(words) or "…", path)


def linked(markdown: str, path: str) -> str:
    """A link around words that are Markdown already."""
    return f"[{markdown}]({quote(path, safe='/#.-_~')})"


def front_matter(values: Mapping[str, Any], note: str) -> str:
    """A YAML front matter with a comment in its first line."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(dict(values), Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n# {note}\n{text}---\n"

"""Vietnamese text as Pagefind needs it: what the throw-away copy that it indexes is written in.

Pagefind 1.6.0 never folds đ, takes any word that begins like the one typed for an answer, ignores words it does not know,
and knows no tone placement. So in the copy (never in the site itself)

- every word stands in its canonical spelling, and đ is ď (U+010F), which loses its mark like any other letter;
- every word ends in ǁ (U+01C1, a letter): `bộǁ` is no beginning of another word, and nothing but `bộǁ` begins with it;
- the word ǂǁ, which nobody types, ends a line, so that no phrase runs on.

The search page's script spells its questions the same way; shared test vectors keep both equal.
"""

from collections.abc import Iterable

_END = "\u01c1"  # ǁ ends every word
_DOT, _COMMA = "\u01c3", "\u01c0"  # ǃ and ǀ for the point and the comma inside a figure
_LINE_END = "\u01c2"  # ǂ
_LETTERS = str.maketrans({".": _DOT, ",": _COMMA, "đ": "ď"})


def encode(line: Iterable[str]) -> str:
    """The exact keys of a line and its end."""
    return " ".join(map(query_word, [*line, _LINE_END]))


def query_word(key: str) -> str:
    """A search key as a word of the copy."""
    return key.translate(_LETTERS) + _END

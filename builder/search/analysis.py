"""Text to tokens, independent of any engine: words and document numbers with their place in the text.

The site's script holds a twin of this module (theme_overrides/assets/search-core.mjs); shared test vectors keep them equal.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from builder.search.document_numbers import NumberMatch, find_numbers
from builder.vietnamese import keys

VERSION = "5"
"""Part of every fingerprint: raise it when tokens, keys or zones change, and every index is built anew."""

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_WORDS_AND_GAPS = re.compile(f"({_WORD.pattern})")


class Token(NamedTuple):
    """One word or one whole document number, with its place in the text."""

    text: str
    """The exact key: `ủy`, `52-bc-đu`."""
    folded: str
    """The key without marks: `uy`, `52-bc-du`."""
    start: int
    end: int
    whole_number: bool = False


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> tuple[str, str]:
    """The exact and the folded key of one word; remembered, because a language has few syllables."""
    exact = keys.canonical(word)
    return exact, keys.unmarked(exact)


def nfc(text: str) -> str:
    """The text as the analysis wants it; places of tokens are places in this text."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1 << 10)
def words(text: str) -> tuple[Token, ...]:
    """The words of NFC text; the parts of a document number are words too. Remembered, as a line is read several times."""
    return tuple(Token(*word_keys(match[0]), match.start(), match.end()) for match in _WORD.finditer(text))


def exact_keys(text: str) -> list[str]:
    """The exact keys of the words of NFC text, for whoever needs no places: five times as fast as `words`."""
    return list(printed_keys(text)[1])


@lru_cache(maxsize=1 << 10)
def printed_keys(text: str) -> tuple[list[str], list[str]]:
    """The words of NFC text as printed, and their exact keys."""
    printed = _WORD.findall(text)
    return printed, [word_keys(word)[0] for word in printed]


def spans(text: str) -> list[tuple[int, int]]:
    """Where each word of NFC text begins and ends."""
    return [match.span() for match in _WORD.finditer(text)]


def gaps(text: str) -> list[str]:
    """What stands behind each word of NFC text, up to the next one."""
    return _WORDS_AND_GAPS.split(text)[2::2]


@lru_cache(maxsize=1 << 16)
def folded(exact: str) -> str:
    """The folded key that belongs to an exact one."""
    return keys.unmarked(exact)


@lru_cache(maxsize=1 << 10)
def number_tokens(text: str) -> tuple[Token, ...]:
    """Each document number in the text as one token."""
    return tuple(map(number_token, find_numbers(text)))


def number_token(number: NumberMatch) -> Token:
    """The whole-number token of a found number."""
    return Token(number.key, keys.unmarked(number.key), number.start, number.end, whole_number=True)


def tokens(text: str) -> list[Token]:
    """Whole numbers and words in the order of the text; a whole number stands before its parts."""
    found = [*number_tokens(text), *words(text)]
    return sorted(found, key=lambda token: (token.start, not token.whole_number, token.end))

"""Words that must not be published: known by a salted checksum only, found in any spelling, taken out of any text.

The record of a redaction holds none of its words, so that the archive can forget a name and still know it when the same
source is converted again. A run of words is found with or without capitals, in every tone placement, written without
marks, and with hyphens, markup or line ends between its words (addresses, file names, Markdown).
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from builder.errors import ConfigError
from builder.vietnamese.keys import canonical, final_y, fold, other_tone_placement, unmarked

_WORD = re.compile(r"[^\W_]+")
_WIDEST_GAP = 8  # characters between two words of one run: a blank, a hyphen, `** `, `%20`
_BETWEEN = rf"[\W_]{{1,{_WIDEST_GAP}}}"
_GONE, _GONE_IN_ADDRESS = "(đã gỡ)", "da-go"
_FEWEST_LETTERS = 5  # of all words together: a shorter run would take out half the archive


@dataclass(frozen=True, slots=True)
class Redaction:
    """A run of words, as checksums."""

    words: int
    salt: str
    marked: str
    """SHA-256 of salt and words, marks kept."""
    bare: str
    """SHA-256 of salt and words without marks; compared with words that are written without any."""
    hints: tuple[str, str]
    """Two digits of the SHA-256 of salt and first word, with and without marks: too little to tell the word from 1 in 256
    others, enough to pass over nearly all other words quickly."""


def redaction_of(text: str, salt: str | None = None) -> Redaction:
    """The redaction of a text. Raises ConfigError for one that is too short to be told from other text."""
    words = _words(text)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        raise ConfigError(f"{text!r} is too short to be taken out everywhere; give at least {_FEWEST_LETTERS} letters or digits")
    salt = salt or secrets.token_hex(16)
    hints = (_hint(salt, canonical(words[0])), _hint(salt, fold(words[0])))
    return Redaction(len(words), salt, _digest(salt, map(canonical, words)), _digest(salt, map(fold, words)), hints)


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(unicodedata.normalize("NFC", text))]


def _digest(salt: str, words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join((salt, *words)).encode("utf-8")).hexdigest()


@lru_cache(maxsize=1 << 16)
def _hint(salt: str, word: str) -> str:
    return _digest(salt, (word,))[:2]


@lru_cache(maxsize=1 << 16)
def _may_begin(word: str, salt: str, hints: tuple[str, str]) -> bool:
    return _hint(salt, canonical(word)) == hints[0] or (word.isascii() and _hint(salt, fold(word)) == hints[1])


def redact(text: str, redactions: Sequence[Redaction]) -> str:
    """The text (NFC) without the runs: `(đã gỡ)` in their place, `da-go` inside of addresses and file names."""
    for redaction in redactions:
        parts, end = list[str](), 0
        for start, stop in find_runs(text, redaction):
            parts += [text[end:start], _GONE_IN_ADDRESS if _is_in_address(text, start, stop) else _GONE]
            end = stop
        text = "".join([*parts, text[end:]]) if parts else text
    return text


def _is_in_address(text: str, start: int, stop: int) -> bool:
    """Whether the run stands between the hyphens, slashes or dots of an address."""
    around = text[start - 1 : start] + text[stop : stop + 1]
    return text[start:stop].isascii() and (" " not in text[start:stop]) and any(char in "-_/%" for char in around)


def find_runs(text: str, redaction: Redaction) -> Iterator[tuple[int, int]]:
    """(start, end) of each run in a text (NFC), from the left, without overlaps."""
    spans = [match.span() for match in _WORD.finditer(text)]
    end = 0
    for first, (start, stop) in enumerate(spans):
        if start < end or not _may_begin(text[start:stop], redaction.salt, redaction.hints):
            continue
        run = spans[first : first + redaction.words]
        if len(run) == redaction.words and _is_close(run) and _is_run(text, run, redaction):
            end = run[-1][1]
            yield start, end


def _is_close(run: Sequence[tuple[int, int]]) -> bool:
    return all(after[0] - before[1] <= _WIDEST_GAP for before, after in pairwise(run))


def _is_run(text: str, run: Sequence[tuple[int, int]], redaction: Redaction) -> bool:
    words = [text[start:stop] for start, stop in run]
    if _digest(redaction.salt, map(canonical, words)) == redaction.marked:
        return True
    return "".join(words).isascii() and _digest(redaction.salt, map(fold, words)) == redaction.bare


def pattern_of(text: str) -> re.Pattern[str]:
    """A pattern that finds what the redaction of the text takes out; for a search while the words are still known."""
    words = [_spellings(canonical(word)) for word in _words(text)]
    bare = [{unmarked(spelling) for spelling in spellings} for spellings in words]
    runs = (_BETWEEN.join(f"(?:{'|'.join(map(re.escape, sorted(spellings)))})" for spellings in run) for run in (words, bare))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(runs)})(?![^\W_])", re.IGNORECASE)


def _spellings(key: str) -> set[str]:
    """All spellings of a word with this key."""
    if key.isdecimal():
        return {f"0{zeros}{key}" for zeros in ("", "0", "00")} | {key}
    spellings = {key, final_y(key)}
    return spellings | {other_tone_placement(spelling) for spelling in spellings}

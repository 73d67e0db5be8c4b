"""The words of the index, and which of them are one letter away from a mistyped one."""

import re
import string
from collections.abc import Iterable, Iterator

_USUAL = string.ascii_lowercase + string.digits
_FOREIGN = re.compile(r"[^\x00-\x7f]")


class Vocabulary:
    """All folded words; to look at the few hundred that a slip can lead to takes less time than to walk through all."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words and the letters that they are written with."""
        self._words = frozenset(words)
        self._letters = "".join(sorted({*_USUAL, *_FOREIGN.findall("".join(self._words))}))

    def neighbours(self, word: str) -> list[str]:
        """The words that one letter more, less or other makes of a word, the same first letter before others."""
        found = self._words.intersection(self._slips(word)) - {word}
        return sorted(found, key=lambda term: (term[:1] != word[:1], term))

    def _slips(self, word: str) -> Iterator[str]:
        for at in range(len(word) + 1):
            before, after = word[:at], word[at:]
            yield before + after[1:]
            for letter in self._letters:
                yield before + letter + after
                yield before + letter + after[1:]

"""Counting words: the accounts that page, ledger and source must agree on."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from builder.content.shown import shown_text
from builder.model import ImageRef

_WORD = re.compile(r"[^\W_]+")
_SUPERSCRIPTS = {ord(char): f" {digit}" for digit, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


def count_words(text: str) -> Counter[str]:
    """The words of a text with their counts; superscript digits count as digits.

    A word ends where a capital follows a small letter: markup that a plain reading leaves out glues words (`Trang chủVăn bản`).
    """
    text = unicodedata.normalize("NFC", text).translate(_SUPERSCRIPTS)
    return Counter(part for word in _WORD.findall(text) for part in _split_at_capitals(word))


def _split_at_capitals(word: str) -> list[str]:
    parts, start = list[str](), 0
    for index in range(1, len(word)):
        if word[index].isupper() and not word[index - 1].isupper():
            parts.append(word[start:index])
            start = index
    return [*parts, word[start:]]


def unaccounted(
    source: str, body: str, removed: Iterable[Mapping[str, Any]], images: Iterable[ImageRef], alternatives: str = ""
) -> tuple[Counter[str], Counter[str]]:
    """(words of the source that are neither in the body nor in the ledger, words of the body that are not in the source).

    `alternatives`: texts that the body may show and need not (those of images without a caption).
    Footnotes are numbered anew (`*`, or `1` on each page), so that their labels count as found and are never invented. The title
    may be the beginning of a paragraph that is shown whole, too; its words are compared with the front matter (founding.py).
    """
    wanted, shown = count_words(source), count_words(shown_text(body))
    kept = shown.copy()
    for entry in removed:
        kept.update(count_words(str(entry["text"])))
    for image in images:
        kept.update(count_words(image.file))
    return wanted - kept, count_words(shown_text(body.partition("\n")[2], labels=False)) - wanted - count_words(alternatives)

"""Hostile text costs no more than its length: four times the text must not take nine times the work, in no stage.

The measure is this process's own CPU time, the best of several runs, and only where there is enough of it to measure.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builder.model import Document, Metadata, Source
from builder.portals import load_profiles
from builder.readers import NotADocument
from builder.readers.plaintext import read_plaintext
from builder.recognise import RECOGNISERS
from builder.vietnamese.encodings import decode
from builder.vietnamese.text import tidy

METADATA = Metadata("a", "A", Source("a.txt", "0", "text/plain", "utf-8"))
HEAD = "HUYỆN ỦY A\nSố 1-BC/HU\nA, ngày 1 tháng 1 năm 2020\nBÁO CÁO\nvề việc\n\nMột đoạn văn bản mở đầu để có văn bản.\n"
LENGTH = 2000  # characters of the shorter text
MOST = 9.0  # linear work gives 4, quadratic 16
LEAST_TIME = 0.04  # seconds of the longer text below which nothing is measured
PIECES = (
    " ", "\u00a0", "\t", "-", "_", ".", "…", "1", "1.", "(", "[1]", "(1)", "*", "**", "A", "À ", "a", "¹",
    ",", "“", "|", "µ", "\u00ad", "\\",
    "số ", "Số: ", "ngày 1 tháng ", "1/1/2020 ", "Quyết định số 1, ", "12-", "12-QĐ", "12/", "của ", "T/M ",
    "- ", "BÁO CÁO ", "huyện A ",
    "Lê ", "Nơi nhận: ", "I. ", "a) ", "Điều 1. ", "từ ngày 1/1 ", "<sup>", "&#", "$^", "![", "https://", "PHỤ LỤC ",
    "• ", "1 - ",
)  # fmt: skip
FORMS: tuple[Callable[[str], str], ...] = (
    lambda text: f"{HEAD}x {text} y\n\nĐoạn cuối.\n",
    lambda text: HEAD + "\n".join(text[start : start + 60] for start in range(0, len(text), 60)) + "\nĐoạn cuối.\n",
)


def _clock(work: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    best, found = float("inf"), None
    for _ in range(3):
        tidy.cache_clear()
        start = time.process_time()
        found = work(*given)
        best = min(best, time.process_time() - start)
        if best < LEAST_TIME:
            break
    return best, found


def _stages(text: str) -> Iterator[tuple[str, float]]:
    """(stage, seconds) of reading a text and of each recogniser."""
    seconds, decoded = _clock(decode, text.encode("utf-8"))
    yield "decode", seconds
    seconds, document = _clock(read_plaintext, decoded.text, METADATA, load_profiles())
    yield "read", seconds
    if isinstance(document, NotADocument):
        return
    for recogniser in RECOGNISERS:
        recognised: Callable[[Document], Document] = recogniser
        seconds, document = _clock(recognised, document)
        yield recogniser.__name__, seconds


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_work_grows_with_the_length(piece: str) -> None:
    for form in FORMS:
        short, long = (piece * (length // len(piece) + 1) for length in (LENGTH, 4 * LENGTH))
        first = dict(_stages(form(short)))
        second = dict(_stages(form(long)))
        slow = {name: (first.get(name), second[name]) for name in second if second[name] > LEAST_TIME}
        assert {name: pair for name, pair in slow.items() if pair[0] and pair[1] > MOST * pair[0]} == {}

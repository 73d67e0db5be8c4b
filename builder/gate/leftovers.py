"""The proof of a takedown: every file searched for the words, packed ones unpacked, whatever the words are written with."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from builder.gate.redaction import pattern_of
from builder.gate.unpacking import SealedError, unpacked
from builder.model import Progress

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
Reading = Callable[[Path, bytes], Iterable[str]]
"""What else the bytes of a file say: to one who knows more of files than is known here."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file that is not proved to be free of the words."""

    path: str
    unproved: str | None = None
    """Why it could not be searched; None: it holds them."""


def leftovers(
    files: Iterable[Path], root: Path, text: str, progress: Progress, read: Reading = lambda _file, _data: ()
) -> Iterator[Leftover]:
    """The files that hold the words of `text` in their name or, in any form, in their bytes, or that cannot be searched.

    Paths are relative to `root`.
    """
    pattern = pattern_of(text)
    for done, file in enumerate(files, 1):
        name = file.relative_to(root).as_posix()
        try:
            if any(pattern.search(form) for shown in chain([name], _texts(file, read)) for form in _forms(shown)):
                yield Leftover(name)
        except SealedError as error:
            yield Leftover(name, str(error))
        progress("prove", done, 0)


def _texts(file: Path, read: Reading) -> Iterator[str]:
    """What a file says: as it is, as `read` understands it, and unpacked."""
    whole = file.read_bytes()
    yield from read(file, whole)
    for data in unpacked(whole, file.suffix):
        yield data.decode("utf-8", errors="replace")
        if b"\0" in data:
            yield data.decode("utf-16-le", errors="replace")
            yield data.decode("utf-16-be", errors="replace")


def _forms(text: str) -> Iterator[str]:
    """The text, and what it means to a reader of HTML, of addresses and of JSON."""
    text = unicodedata.normalize("NFC", text)
    yield text
    if "\ufffd" in text:  # no text at all: nothing in it is written as HTML or an address
        return
    for decoded in (html.unescape(text), unquote(text), _without_escapes(text)):
        if decoded != text:
            yield unicodedata.normalize("NFC", decoded)


def _without_escapes(text: str) -> str:
    r"""`\u1eaf` and `\n` as the characters that they stand for in JSON."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\\n", " ")

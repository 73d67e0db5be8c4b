"""Numbers in short: `Chỉ thị 05`, `CT 05`, `52 BC`, `số 52`, and the short terms under which a full number is found.

`5-ct` is the term of type and number, `so-52` that of a bulletin's own number, `sd-52` that of one that it names.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from builder.search.analysis import Token, folded, gaps
from builder.search.document_numbers import codes
from builder.search.units import Term
from builder.vietnamese import keys

OWN, NAMED = "so", "sd"
_NAMED_GAIN = 0.4  # a bulletin that names the number, beside the one that bears it
_SAY_NUMBER = "số"
# What follows a figure that counts or dates something and numbers no document: `kế hoạch 5 năm`, `báo cáo 6 tháng`.
_MEASURES = frozenset("năm tháng tuần ngày quí giờ triệu tỉ nghìn người hộ buổi cuộc nam thang tuan ngay qui".split())
_OF_MONTHS = frozenset(("bc", "kh", "ctr"))
"""Types whose documents are about a month as often as they are numbered."""
_JOINTS = frozenset("/-.\u2013")
_LONGEST_NAME = 4  # words of the name of a type


@dataclass(frozen=True, slots=True)
class ShortNumber:
    """A number named in short: its terms and the words that say it, as a range of positions."""

    terms: tuple[Term, ...]
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as these rules read it: both keys, and whether a dash, a slash or a point joins it to the next."""

    exact: str
    folded: str
    joined: bool = False


def number_words(exact: Sequence[str], gaps: Sequence[str]) -> list[Word]:
    """Words as these rules read them, from their exact keys and what stands behind each."""
    return [Word(key, folded(key), gap.strip() in _JOINTS) for key, gap in zip(exact, gaps, strict=True)]


@cache
def type_names() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The exact keys of a type's name -> its folded codes."""
    source = resources.files("builder.search") / "data" / "number_codes.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        if row["side"] == "type":
            name = tuple(keys.canonical(word) for word in row["meaning"].split())
            found[name] = (*found.get(name, ()), keys.fold(row["code"]))
    return found


@cache
def _unmarked_names() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return {tuple(map(keys.unmarked, name)): short for name, short in type_names().items()}


def partial_keys(key: str) -> tuple[str, ...]:
    """The terms of a full number's folded key besides itself: `14-2023-nq-hdnd` -> `14-nq`, `14-nq-hdnd`."""
    number, *parts = key.split("-")
    if parts and len(parts[0]) == 4 and parts[0].isdigit():
        parts = parts[1:]
    short = next((f"{number}-{part}" for part in parts if part in codes().types), None)
    whole = "-".join([number, *parts])
    return tuple(dict.fromkeys(term for term in (short, whole) if term and term != key and "-" in term))


def named(line: str, row: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The numbers that a line of text names: `Chỉ thị số 05-CT/TW` -> `5-ct`, `sd-5`, each with a range of positions.

    `row` holds the exact keys of its words. Most lines name none, and are told by the words alone.
    """
    if _before_numbers().isdisjoint(row):
        return
    places = [at for at, word in enumerate(row) if at and word[0].isdecimal() and row[at - 1] in _before_numbers()]
    behind = gaps(line) if places else []
    for at in places:
        before = max(0, at - 1 - _LONGEST_NAME)
        words = number_words(row[before : at + 3], behind[before : at + 3])
        yield from ((term, before + first, before + end) for term, first, end in _named(words, at - before))


def _named(row: Sequence[Word], at: int) -> Iterator[tuple[str, int, int]]:
    if not _is_number(row, at):
        return
    said = row[at - 1].exact == _SAY_NUMBER
    if said:
        yield f"{NAMED}-{row[at].folded}", at - 1, at + 1
    for first in range(max(0, at - said - _LONGEST_NAME), at - said):
        for code in type_names().get(tuple(word.exact for word in row[first : at - said]), ()):
            yield f"{row[at].folded}-{code}", first, at + 1


@cache
def _before_numbers() -> frozenset[str]:
    """The words that can stand before the figure of a number: `số`, and the last ones of the names of types."""
    return frozenset({_SAY_NUMBER, *(name[-1] for name in type_names())})


def typed_numbers(row: Sequence[Word]) -> Iterator[ShortNumber]:
    """The numbers that a reader names in short; a figure alone is one."""
    for index in range(len(row)):
        found = _after_name(row, index) or _with_code(row, index) or _bare(row, index)
        if found:
            yield found


def numbers_before_years(row: Sequence[Word]) -> Iterator[ShortNumber]:
    """`Chỉ thị 05 2022`: a number and its year, where the figures alone would say a month. Reports and plans are of months."""
    for one in typed_numbers(row):
        typed = {term.key.partition("-")[2] for term in one.terms if term.key[0].isdecimal()}
        if typed and typed.isdisjoint(_OF_MONTHS) and _is_year(row, one.end):
            yield one


def _after_name(row: Sequence[Word], index: int) -> ShortNumber | None:
    """`Chỉ thị (số) 05`."""
    for size in range(_LONGEST_NAME, 0, -1):
        name = tuple(word.folded for word in row[index : index + size])
        at = index + size
        if len(name) < size or name not in _unmarked_names():
            continue
        at += at < len(row) and row[at].folded == keys.unmarked(_SAY_NUMBER)
        if _is_number(row, at):
            return ShortNumber(tuple(Term(f"{row[at].folded}-{code}") for code in _unmarked_names()[name]), index, at + 1)
    return None


def _with_code(row: Sequence[Word], index: int) -> ShortNumber | None:
    """`CT 05`, `CT số 05`, `52 BC`."""
    if is_type_code(row[index]):
        at = index + 1 + any(word.folded == keys.unmarked(_SAY_NUMBER) for word in row[index + 1 : index + 2])
        return ShortNumber((Term(f"{row[at].folded}-{row[index].folded}"),), index, at + 1) if _is_number(row, at) else None
    if index + 1 < len(row) and is_type_code(row[index + 1]) and _is_number(row, index):
        return ShortNumber((Term(f"{row[index].folded}-{row[index + 1].folded}"),), index, index + 2)
    return None


def is_type_code(word: Word | Token) -> bool:
    """A code of a type, with its own marks or none: `đã` is not ĐA."""
    exact = word.exact if isinstance(word, Word) else word.text
    return word.folded in codes().types and (exact == word.folded or exact in type_codes())


@cache
def type_codes() -> frozenset[str]:
    """The exact keys of the codes of types."""
    source = resources.files("builder.search") / "data" / "number_codes.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return frozenset(keys.canonical(row["code"]) for row in rows if row["side"] == "type")


def _bare(row: Sequence[Word], index: int) -> ShortNumber | None:
    """`số 52` anywhere, `52` alone. One digit alone is no number that anybody cites."""
    said = row[index].folded == keys.unmarked(_SAY_NUMBER) and _is_number(row, index + 1)
    alone = len(row) == 1 and _is_number(row, 0)
    if not said and not alone:
        return None
    number = row[index + said].folded
    if said and _is_year(row, index + 1):
        return None  # `chuyển đổi số 2023`
    own = Term(f"{OWN}-{number}")
    named = (Term(f"{NAMED}-{number}", _NAMED_GAIN),) if said or len(number) > 1 else ()
    return ShortNumber((own, *named), index, index + 1 + said)


def _is_number(row: Sequence[Word], index: int) -> bool:
    """A figure that may number a document."""
    if index >= len(row):
        return False
    figure = row[index].folded
    if not figure[:1].isdecimal():
        return False
    digits = figure.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not digits.isdecimal() or len(digits) > 5 or len(figure) - len(digits) > 1:
        return False
    following = row[index + 1] if index + 1 < len(row) else None
    if following is None:
        return True
    if following.folded == "nam" and _is_year(row, index + 2):
        return True
    return following.exact not in _MEASURES and not (row[index].joined and int(digits) <= 12 and _is_year(row, index + 1))


def _is_year(row: Sequence[Word], index: int) -> bool:
    return index < len(row) and len(row[index].folded) == 4 and row[index].folded[:2] in ("19", "20")

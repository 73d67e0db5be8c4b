"""What a reader may have meant by words that stand in no document: keys of an input method, a missing blank, a slip."""

import itertools
from collections.abc import Iterator, Sequence

from builder.search import analysis
from builder.search.parse import Parsed, parse
from builder.search.units import Unit
from builder.search.whoosh_index.reading import Reader
from builder.vietnamese.telex import typed_keys

_TRIED = 6  # readings of one word
_MOST_TRIED = 24  # readings of a query
_SHORTEST, _SHORTEST_AMONG_MANY = 4, 3  # letters of a word with a slip
_SHORTEST_SUGGESTED = 3
_MOST_UNKNOWN = 3
_UNKNOWN_SHARE = 3  # one word in so many, one at least, may be wrong: with more, the rest does not tell what was meant
_FEWEST_WORDS, _MOST_WORDS = 3, 6  # of a query in which every word may be the wrong one


def typed_raw(reader: Reader, parsed: Parsed, unknown: Sequence[Unit]) -> Parsed | None:
    """The query read as Telex keys (`uyr ban nhaan daan`), where that makes every unknown word a known one."""
    spelled = {unit.typed: typed_keys(unit.typed) for unit in unknown if unit.word}
    if len(spelled) < len(unknown) or not all(word and _known(reader, word) for word in spelled.values()):
        return None
    return parse(" ".join(spelled.get(unit.typed) or unit.typed for unit in parsed.units))


def readings(reader: Reader, parsed: Parsed, unknown: Sequence[Unit]) -> Iterator[tuple[Parsed, str]]:
    """The query with its unknown words replaced, and what was put in their place."""
    most = min(_MOST_UNKNOWN, max(1, len(parsed.required) // _UNKNOWN_SHARE))
    if not 0 < len(unknown) <= most or not all(_correctable(unit) for unit in unknown):
        return
    options = [_options(reader, unit, parsed)[:_TRIED] for unit in unknown]
    for chosen in itertools.islice(itertools.product(*options), _MOST_TRIED):
        replaced = dict(zip(unknown, chosen, strict=True))
        units = itertools.chain.from_iterable(replaced.get(unit, (unit,)) for unit in parsed.units)
        yield Parsed(tuple(units)), " ".join(unit.exact[0] for row in chosen for unit in row)


def slips(reader: Reader, parsed: Parsed) -> Iterator[tuple[Parsed, Unit, str]]:
    """The query with one of its words, each in turn, replaced by a neighbour: the slip made another word."""
    words = [unit for unit in parsed.required if _correctable(unit) and _long_enough(unit, parsed)]
    if _words(parsed) < _FEWEST_WORDS or len(parsed.required) > _MOST_WORDS:
        return
    for wrong in words:
        for near in reader.vocabulary.neighbours(wrong.folded[0])[:_TRIED]:
            put = Unit((near,), (near,), typed=near)
            yield Parsed(tuple(put if unit is wrong else unit for unit in parsed.units)), wrong, near


def _options(reader: Reader, unit: Unit, parsed: Parsed) -> list[tuple[Unit, ...]]:
    word = unit.folded[0]
    near = (
        [(Unit((one,), (one,), typed=one),) for one in reader.vocabulary.neighbours(word)] if _long_enough(unit, parsed) else []
    )
    return [*_split(reader, unit), *near]


def _split(reader: Reader, unit: Unit) -> Iterator[tuple[Unit, ...]]:
    """`nôngthôn` -> `nông thôn`."""
    word = unit.exact[0]
    for at in range(2, len(word) - 1):
        pair = parse(f"{word[:at]} {word[at:]}").units
        if len(pair) == 2 and all(_known(reader, part.exact[0]) for part in pair):
            yield pair


def _words(parsed: Parsed) -> int:
    return sum(unit.word for unit in parsed.required)


def _long_enough(unit: Unit, parsed: Parsed) -> bool:
    return len(unit.folded[0]) >= (_SHORTEST if _words(parsed) < _FEWEST_WORDS else _SHORTEST_AMONG_MANY)


def _correctable(unit: Unit) -> bool:
    return unit.word and unit.folded[0].isalpha()


def _known(reader: Reader, word: str) -> bool:
    exact, _ = analysis.word_keys(word)
    return bool(reader.term("exact", exact))


def nearest(reader: Reader, unit: Unit) -> str | None:
    """What to suggest for a word that stands nowhere."""
    if not _correctable(unit) or len(unit.folded[0]) < _SHORTEST_SUGGESTED:
        return None
    return next(iter(reader.vocabulary.neighbours(unit.folded[0])), None)

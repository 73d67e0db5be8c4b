"""One analysis on both sides: the shared vectors through Python and through the site's script (node)."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.search import snippet
from builder.search.analysis import exact_keys
from builder.search.cited_filter import wanted
from builder.search.citing import Cited
from builder.search.document_numbers import codes, find_numbers
from builder.search.parse import function_phrases, function_words, parse
from builder.search.short_numbers import type_names
from builder.search.terms import places
from builder.search.units import Unit
from builder.vietnamese import keys
from builder.vietnamese.telex import typed_keys

HERE = Path(__file__).parent
SCRIPTS = Path(__file__).parents[3] / "theme_overrides" / "assets"
VECTORS: dict[str, Any] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """What the script makes of the vectors. The browser tests cover a machine without node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; tests/site runs the same script in the browser")
    command = [node, str(HERE / "vectors.mjs"), str(SCRIPTS), str(HERE / "vectors.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize(("word", "exact", "folded"), VECTORS["keys"])
def test_keys(word: str, exact: str, folded: str) -> None:
    assert (keys.canonical(word), keys.fold(word)) == (exact, folded)


@pytest.mark.parametrize(("text", "typed", "expected"), VECTORS["numbers"])
def test_numbers(text: str, typed: bool, expected: list[str]) -> None:
    assert [found.key for found in find_numbers(text, typed=typed)] == expected


@pytest.mark.parametrize(("text", "expected"), VECTORS["queries"])
def test_queries(text: str, expected: list[str]) -> None:
    assert [_shown(unit) for unit in parse(text).units] == expected


@pytest.mark.parametrize(("text", "key", "date", "meant"), VECTORS["cited"])
def test_cited_documents(text: str, key: str, date: str, meant: bool) -> None:
    asked, cited = wanted(text), Cited("", key)
    assert (asked.means(cited) and asked.fits(cited, date)) == meant


@pytest.mark.parametrize(("printed", "words"), VECTORS["words"])
def test_words(printed: str, words: str) -> None:
    assert exact_keys(printed) == words.split()


@pytest.mark.parametrize(("lines", "query", "width", "expected"), VECTORS["snippets"])
def test_snippets(lines: list[str], query: str, width: int, expected: list[list[object]]) -> None:
    pieces = snippet.snippet(lines, parse(query).units, width)
    assert [[piece.text, piece.marked] for piece in pieces] == expected


@pytest.mark.parametrize(("line", "expected"), VECTORS["said"])
def test_numbers_and_periods_in_a_line(line: str, expected: list[str]) -> None:
    assert sorted(f"{key} {start} {end}" for key, (start, end) in places(line).items()) == expected


@pytest.mark.parametrize(("typed", "expected"), VECTORS["telex"])
def test_keys_of_an_input_method(typed: str, expected: str | None) -> None:
    assert typed_keys(typed) == expected


@pytest.mark.parametrize("section", ["keys", "numbers", "queries", "words", "snippets", "said", "telex", "cited"])
def test_the_script_agrees(script: dict[str, Any], section: str) -> None:
    for ours, theirs in zip(VECTORS[section], script[section], strict=True):
        assert theirs == ours


def test_the_script_knows_the_same_data(script: dict[str, Any]) -> None:
    assert script["codes"] == [sorted(codes().types), sorted(codes().issuers)]
    assert {name: tuple(short) for name, short in script["types"]} == {
        " ".join(name): short for name, short in type_names().items()
    }
    assert script["functionWords"] == sorted(function_words())
    assert script["functionPhrases"] == sorted(map(" ".join, function_phrases()))


def _shown(unit: Unit) -> str:
    if unit.terms:
        return f"{'@' if unit.period else '#'}{' '.join(f'{term.key}*{term.gain:g}' for term in unit.terms)}"
    if len(unit.exact) > 1:
        return f'"{" ".join(unit.exact)}"'
    return f"({unit.exact[0]})" if unit.optional else unit.exact[0]

"""The judged queries, on the command line's engine: never worse than the floors, and odd queries answer."""

import pytest

from tests.search import judged
from tests.search.evaluate import FLOORS, below_floor, evaluate, scores
from tests.search.judged import Judged


def test_there_are_enough_queries_of_every_class() -> None:
    queries = judged.load()
    assert len(queries.queries) + queries.left_out >= 120
    assert len({query.kind for query in queries.queries}) >= 13


@pytest.mark.slow
def test_whoosh_is_not_below_its_floor() -> None:
    queries, done = evaluate("whoosh", 0)
    if queries.left_out:
        assert min(done.scores["all"].ndcg, done.scores["all"].recall) > 0.95
    else:
        assert below_floor("whoosh", done.scores["all"]) is None


@pytest.mark.site
@pytest.mark.parametrize("distracting", [0, 1000])
def test_the_search_page_is_not_below_its_floor(distracting: int) -> None:
    queries, done = evaluate("browser", distracting)
    if queries.left_out:
        assert min(done.scores["all"].ndcg, done.scores["all"].recall) > 0.95
    else:
        assert below_floor(f"browser+{distracting}" if distracting else "browser", done.scores["all"]) is None


def test_the_measures() -> None:
    query = Judged("x", "q", {"a": 3, "b": 1})
    assert judged.ndcg(query, ["a", "b"]) == 1.0
    assert 0 < judged.ndcg(query, ["b", "a"]) < 1
    assert judged.recall(query, ["c", "b"]) == 0.5
    nothing = Judged("x", "q", {})
    assert (judged.ndcg(nothing, []), judged.ndcg(nothing, ["a"])) == (1.0, 0.0)
    assert scores([query, nothing], [["a", "b"], ["a"]])["all"].ndcg == 0.5


def test_floors_are_figures() -> None:
    assert "whoosh" in FLOORS.read_text(encoding="utf-8")
    bad = scores([Judged("x", "q", {"a": 1})], [[]])["all"]
    assert "the floor is" in (below_floor("whoosh", bad) or "")

"""`python -m tests.search.evaluate`: how well both engines answer the judged queries, by class, and where they differ.

--engine whoosh|browser   one engine only        --distractors N   among so many documents that answer nothing
--missed                  each query that is not answered as judged        --raise   write better figures to floors.json
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.model import Page
from tests.search import archive, judged
from tests.search.engines import Answer, ask_browser, ask_whoosh
from tests.search.judged import Judged

ENGINES: Mapping[str, Callable[[Sequence[Page], Sequence[str]], list[Answer]]] = {"whoosh": ask_whoosh, "browser": ask_browser}
FLOORS = Path(__file__).with_name("floors.json")
_MARGIN = 0.001  # figures are kept with four digits


@dataclass(frozen=True, slots=True)
class Score:
    """The mean over the queries of one class, or of all."""

    ndcg: float
    recall: float
    queries: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One engine's answers, by short names, and its scores by class (`all` for the whole)."""

    answers: tuple[tuple[str, ...], ...]
    totals: tuple[int, ...]
    scores: Mapping[str, Score]


def evaluate(engine: str, distracting: int) -> tuple[judged.QuerySet, Evaluation]:
    """Ask one engine everything."""
    queries = judged.load()
    made = archive.convert(queries, distracting)
    answers = ENGINES[engine](made.pages, [query.text for query in queries.queries])
    named = tuple(tuple(made.names.get(id_, id_) for id_ in answer.ids) for answer in answers)
    return queries, Evaluation(named, tuple(answer.total for answer in answers), scores(queries.queries, named))


def scores(queries: Sequence[Judged], answers: Sequence[Sequence[str]]) -> dict[str, Score]:
    """The scores by class."""
    rows: dict[str, list[tuple[float, float]]] = {}
    for query, found in zip(queries, answers, strict=True):
        row = judged.ndcg(query, found), judged.recall(query, found)
        for name in (query.kind, "all"):
            rows.setdefault(name, []).append(row)
    return {
        name: Score(sum(row[0] for row in found) / len(found), sum(row[1] for row in found) / len(found), len(found))
        for name, found in rows.items()
    }


def below_floor(key: str, score: Score, *, raise_: bool = False) -> str | None:
    """What is worse than floors.json allows for `whoosh`, `browser+1000` …; with `raise_`, better figures are written there."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    floor = floors.get(key, {"ndcg": 0.0, "recall": 0.0})
    if score.ndcg + _MARGIN < floor["ndcg"] or score.recall + _MARGIN < floor["recall"]:
        return (
            f"{key}: nDCG@10 {score.ndcg:.4f}, recall@10 {score.recall:.4f}; the floor is {floor['ndcg']} and {floor['recall']}"
        )
    if raise_:
        better = {name: max(floor[name], round(value, 4)) for name, value in (("ndcg", score.ndcg), ("recall", score.recall))}
        FLOORS.write_text(json.dumps(floors | {key: better}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return None


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; exit 1 below a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=sorted(ENGINES))
    parser.add_argument("--distractors", type=int, default=0)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--raise", dest="raise_", action="store_true")
    options = parser.parse_args(argv)
    done: dict[str, Evaluation] = {}
    faults = []
    for engine in [options.engine] if options.engine else ENGINES:
        queries, done[engine] = evaluate(engine, options.distractors)
        _print(engine, queries, done[engine], missed=options.missed)
        key = f"{engine}+{options.distractors}" if options.distractors else engine
        faults += [fault for fault in [below_floor(key, done[engine].scores["all"], raise_=options.raise_)] if fault]
    if len(done) == len(ENGINES):
        _print_equality(queries.queries, done)
    print("\n".join(faults))
    return 1 if faults else 0


def _print(engine: str, queries: judged.QuerySet, done: Evaluation, *, missed: bool) -> None:
    print(f"== {engine} ({queries.left_out} queries left out)\n{'class':16} {'queries':>7} {'nDCG@10':>8} {'recall@10':>9}")
    for name, score in done.scores.items():
        print(f"{name:16} {score.queries:7} {score.ndcg:8.4f} {score.recall:9.4f}")
    for query, found, total in zip(queries.queries, done.answers, done.totals, strict=True) if missed else ():
        if judged.ndcg(query, found) < 0.999:
            print(f"  [{query.kind}] {query.text!r}: {total}: {' '.join(found)} | wanted {dict(query.worth)}")


def _print_equality(queries: Sequence[Judged], done: Mapping[str, Evaluation]) -> None:
    """In how many queries both engines find as many documents, the same first one, the same first ten."""
    first, second = (done[name] for name in ENGINES)
    pairs = list(zip(queries, first.answers, second.answers, first.totals, second.totals, strict=True))
    print(f"== equality over {len(pairs)} queries")
    print(f"same number found    {sum(a == b for *_, a, b in pairs)}")
    print(f"same first document  {sum(a[:1] == b[:1] for _, a, b, *_ in pairs)}")
    print(f"same first ten (set) {sum(set(a) == set(b) for _, a, b, *_ in pairs)}")
    for query, one, other, a, b in pairs:
        if a != b:
            print(f"  [{query.kind}] {query.text!r}: whoosh {a}, browser {b}: {' '.join(sorted(set(one) ^ set(other)))}")


if __name__ == "__main__":
    sys.exit(main())

"""The files of the look-up: what goes in comes out, by the format that lookup_postings.py describes."""

import bisect
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search import lookup
from builder.search.article import HtmlLine
from builder.search.lookup_postings import Postings
from builder.search.lookup_terms import terms_of, texts_of, weight_code
from builder.vietnamese import keys
from tests.unit.search.samples import notice, seed_page

KEYS = st.sampled_from(["đảng", "đang", "dang", "đảng bộ", "52-bc-du", "ủy", "uy", "a", "𝒳", "ﬁ", "zz"])
BULLETINS = st.lists(st.dictionaries(KEYS, st.integers(1, 255), max_size=6), max_size=40)


def spellings(data: bytes) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """The folded key, the exact key and the postings of each line of a file."""
    start = 4 + int.from_bytes(data[:4], "little")
    for line in data[4:start].decode("utf-8").split("\n"):
        folded, exact, count, size = line.split("\t")
        row = data[start : start + int(size)]
        yield folded, exact or folded, list(zip(numbers(row[: -int(count)]), row[-int(count) :], strict=True))
        start += int(size)
    assert start == len(data)


def numbers(gaps: bytes) -> Iterator[int]:
    number, gap, shift = -1, 0, 0
    for byte in gaps:
        gap |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            number += gap
            yield number
            gap = shift = 0


def held(bulletins: list[dict[str, int]]) -> list[tuple[str, bytes]]:
    postings = Postings()
    for number, terms in enumerate(bulletins):
        postings.add(number * 1000, terms)
    return list(postings.files())


@given(BULLETINS)
def test_what_goes_in_comes_out(bulletins: list[dict[str, int]]) -> None:
    found = {exact: row for _, data in held(bulletins) for _, exact, row in spellings(data)}
    wanted: dict[str, list[tuple[int, int]]] = {}
    for number, terms in enumerate(bulletins):
        for key, code in terms.items():
            wanted.setdefault(key, []).append((number * 1000, code))
    assert found == wanted


def test_a_key_is_in_the_last_file_that_begins_before_it() -> None:
    postings = Postings()
    words = [f"từ{number:05}" for number in range(5000)] + ["đảng", "dáng", "𝒳", "ﬁ"]
    for number in range(3):
        postings.add(number, dict.fromkeys(words, 7))
    files = list(postings.files())
    firsts = [first.encode("utf-16-be") for first, _ in files]  # the order of a browser's strings
    assert len(files) > 3
    assert firsts == sorted(firsts)
    for word in words:
        folded = keys.unmarked(word)
        _, data = files[bisect.bisect_right(firsts, folded.encode("utf-16-be")) - 1]
        assert word in {exact for key, exact, _ in spellings(data) if key == folded}


@given(st.floats(0.07, 100))
def test_a_weight_is_kept_to_some_per_cent(weight: float) -> None:
    code = weight_code(weight)
    back = (code if code <= 48 else 48 * 2 ** ((code - 48) / 24)) / 16
    assert back == pytest.approx(weight, rel=0.04, abs=1 / 32)


def test_pairs_do_not_run_across_lines_and_know_the_title() -> None:
    page = notice(1, title="Kế hoạch năm")
    terms = terms_of(page.metadata, texts_of(page.metadata, [HtmlLine("Kế hoạch năm", 1), HtmlLine("một hai"), HtmlLine("ba")]))
    assert (terms["kế hoạch"], terms["một hai"]) == (2, 1)
    assert "hai ba" not in terms
    assert "năm một" not in terms


def test_the_newest_is_the_first_number_and_columns_point_at_values(tmp_path: Path) -> None:
    pages = [seed_page(), notice(1), notice(2, issued=None, doc_type=None), notice(3)]
    bulletins = lookup.in_order(lookup.Bulletin(page.path, page.metadata, lambda: [HtmlLine("Chữ", 0)]) for page in pages)
    lookup.write(tmp_path, bulletins, lambda *_: None)
    read = lambda name: json.loads(gzip.decompress((tmp_path / f"{name}.bin").read_bytes()))  # noqa: E731 - one line, used below
    facts = read("facts")
    dates = [facts["date"]["values"][code] if code != [] else "" for code in facts["date"]["codes"]]
    assert dates == sorted(dates, reverse=True)
    assert facts["type"]["codes"][-1] == []
    assert [read(lookup.text_name(number).removesuffix(".bin"))["id"] for number in range(4)] == [
        one.meta.id for one in bulletins
    ]

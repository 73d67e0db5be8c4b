"""The files of the look-up: what goes in comes out, by the format that lookup_postings.py describes."""

import bisect
import gzip
import json
import random
from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.executor import InProcess
from builder.search import lookup, lookup_postings, lookup_state
from builder.search.article import HtmlLine
from builder.search.facts import Facts
from builder.search.lookup_lists import encoded
from builder.search.lookup_postings import Files, place_of
from builder.search.lookup_state import Entry, Source
from builder.search.lookup_terms import IN_TEXT, KIND_BITS, follower_bit, terms_of, texts_of, weight_code
from builder.vietnamese import keys
from tests.unit.search.samples import notice, seed_page

KEYS = st.sampled_from(["đảng", "đang", "dang", "đảng bộ", "52-bc-du", "ủy", "uy", "a", "𝒳", "ﬁ", "zz"])
BULLETINS = st.lists(st.dictionaries(KEYS, st.integers(1, 255), max_size=6), max_size=40)


FACTS = Facts("", "", (), "", "", ())
SIZES = st.integers(0, 90)


def rows(data: bytes) -> Iterator[tuple[str, str, int, bytes]]:
    """The folded key, the exact key, the number of bulletins and the list of each line of a file."""
    start = 4 + int.from_bytes(data[:4], "little")
    lines = [line.split("\t") for line in data[4:start].decode("utf-8").split("\n")] if start > 4 else []
    ends = [*(int(line[3]) for line in lines[1:]), len(data) - start]
    for (folded, exact, count, first), end in zip(lines, ends, strict=False):
        yield folded, exact or folded, int(count), data[start + int(first) : start + end]


def gaps(data: bytes, count: int) -> tuple[list[int], bytes]:
    """So many numbers from the gaps between them, and what stands behind."""
    found, gap, shift, at = [-1], 0, 0, 0
    while len(found) <= count:
        gap |= (data[at] & 0x7F) << shift
        shift += 7
        if data[at] < 0x80:
            found.append(found[-1] + gap)
            gap = shift = 0
        at += 1
    return found[1:], data[at:]


def postings(data: bytes, count: int, size: int) -> dict[int, int]:
    """A list as lookup_lists.py describes it."""
    most = 2 * count > size
    named, rest = gaps(data, size - count if most else count)
    holders = [number for number in range(size) if number not in set(named)] if most else named
    base, rest = rest[0], rest[1:]
    if len(rest) == count and count:
        return dict(zip(holders, rest, strict=True))
    found = dict.fromkeys(holders, base)
    place = -1
    while rest:
        (gap,), rest = gaps(rest, 1)
        place += gap + 1
        found[holders[place]], rest = rest[0], rest[1:]
    return found


def held(bulletins: list[dict[str, int]], size: int) -> Files:
    """The files of bulletins with these terms, and of some more with none."""
    all_terms = [*bulletins, *[{}] * (size - len(bulletins))]
    with lookup_state.opened(None, "1") as state:
        sources = [Source(str(number), "x") for number in range(size)]
        lookup_state.update(state, sources, (Entry(terms, frozenset(terms), FACTS) for terms in all_terms))
        return _read(lookup_postings.files(partial(lookup_state.groups, state), size))


def _read(files: Files) -> Files:
    """While the state is open."""
    return Files(files.common, iter(list(files.words)))


@given(BULLETINS, SIZES)
def test_what_goes_in_comes_out(bulletins: list[dict[str, int]], more: int) -> None:
    size = len(bulletins) + more
    files = held(bulletins, size)
    data = [files.common, *(data for _, data in files.words)]
    found = {exact: postings(row, count, size) for one in data for _, exact, count, row in rows(one)}
    wanted: dict[str, dict[int, int]] = {}
    for number, terms in enumerate(bulletins):
        for key, code in terms.items():
            wanted.setdefault(key, {})[number] = code
    assert found == wanted


@pytest.mark.parametrize("size", [1100, 1500, 9000])
def test_long_lists_keep_their_bulletins_and_say_less_of_each(size: int) -> None:
    chance = random.Random(size)  # noqa: S311 - no secret
    codes = {number: chance.randint(1, 255) for number in sorted(chance.sample(range(size), 1050))}
    row = array("I", [number << 8 | code for number, code in codes.items()])
    pairs = postings(encoded(row, size, weights=False), len(codes), size)
    assert pairs == {number: code | 0b11111100 for number, code in codes.items()}
    words = postings(encoded(row, size, weights=True), len(codes), size)
    assert words.keys() == codes.keys()
    if len(codes) > 0.9 * size:
        assert len(set(words.values())) == 1
    else:
        assert all(abs(weight(words[at]) - weight(code)) <= 0.1 * weight(code) + 0.13 for at, code in codes.items())


def test_a_pair_tells_which_words_follow_it() -> None:
    page = notice(1, title="Kế hoạch năm")
    terms = terms_of(page.metadata, texts_of(page.metadata, [HtmlLine("tổ dân phố và tổ dân cư"), HtmlLine("tổ dân")]))
    assert terms["tổ dân"] == IN_TEXT | (follower_bit("phố") | follower_bit("cư")) << KIND_BITS
    assert terms["dân cư"] == IN_TEXT
    assert follower_bit("phố") == follower_bit("pho") != follower_bit("và")
    assert {word: follower_bit(word) for word in FOLLOWERS} == FOLLOWERS  # the script has the same


def test_a_key_is_common_or_in_the_last_file_that_begins_before_it() -> None:
    words = [f"từ{number:05}" for number in range(4000)] + ["đảng", "dáng", "𝒳", "ﬁ"]
    pairs = [f"xã {word}" for word in words[:500]] + ["xã hội", "hội xã"]
    bulletins = [dict.fromkeys([*words, *pairs, "xã"] if not number else ["xã"], 7) for number in range(9)]
    files = held(bulletins, 9)
    words_files = list(files.words)
    firsts = [first.encode("utf-16-be") for first, _ in words_files]  # the order of a browser's strings
    common = {folded for folded, *_ in rows(files.common)}
    assert common == {"xa"}
    assert len(firsts) > 3
    assert firsts == sorted(firsts)
    for word in [*words, *pairs]:
        folded = keys.unmarked(word)
        at = bisect.bisect_right(firsts, place_of(folded, common).encode("utf-16-be")) - 1
        assert word in {exact for key, exact, *_ in rows(words_files[at][1]) if key == folded}


def test_a_pair_stands_beside_its_word_that_is_not_common() -> None:
    assert place_of("xa hoi", {"xa"}).startswith("hoi")
    assert place_of("hoi xa", {"xa"}) == "hoi xa"
    assert place_of("xa hoi", {"xa", "hoi"}) == "xa hoi"


FOLLOWERS = {"phố": 1, "và": 32, "cư": 16, "xã": 8, "dân": 4, "đảng": 2}


def weight(code: int) -> float:
    return (code if code <= 48 else 48 * 2 ** ((code - 48) / 24)) / 16


@given(st.floats(0.07, 100))
def test_a_weight_is_kept_to_some_per_cent(exact_weight: float) -> None:
    code = weight_code(exact_weight)
    assert weight(code) == pytest.approx(exact_weight, rel=0.04, abs=1 / 32)


def test_pairs_do_not_run_across_lines_and_know_the_title() -> None:
    page = notice(1, title="Kế hoạch năm")
    terms = terms_of(page.metadata, texts_of(page.metadata, [HtmlLine("Kế hoạch năm", 1), HtmlLine("một hai"), HtmlLine("ba")]))
    assert (terms["kế hoạch"] & 3, terms["một hai"] & 3) == (2, 1)
    assert "hai ba" not in terms
    assert "năm một" not in terms


def test_columns_begin_with_the_newest_and_texts_with_the_oldest(tmp_path: Path) -> None:
    pages = [seed_page(), notice(1), notice(2, issued=None, doc_type=None), notice(3)]
    bulletins = lookup.in_order(lookup.Bulletin(page.path, "x", page.metadata, lambda: [HtmlLine("Chữ", 0)]) for page in pages)
    with lookup_state.opened(None, "1") as state:
        lookup.write(tmp_path, bulletins, state, None, lookup.Doing(InProcess(), lambda _: None))
    read = lambda name: json.loads(gzip.decompress((tmp_path / f"{name}.bin").read_bytes()))  # noqa: E731 - one line, used below
    facts = read("facts")
    dates = [facts["date"]["values"][code] if code != [] else "" for code in facts["date"]["codes"]]
    assert dates == sorted(dates, reverse=True)
    assert facts["type"]["codes"][-1] == []
    assert [read(lookup.text_name(number).removesuffix(".bin"))["id"] for number in range(4)] == [
        one.meta.id for one in bulletins
    ]

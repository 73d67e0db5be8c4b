"""The look-up after changes is that of a clean start, and nothing of what went stays in its state."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.search import lookup_postings, lookup_state
from builder.search.browser_index import Held, build
from builder.search.facts import Facts
from builder.search.lookup_state import Entry, Source
from tests.unit.search.samples import notice
from tests.unit.search.test_browser_index import files, publish, quiet

FACTS = Facts("Báo cáo", "", ("xã An Bình",), "", "2021-01-01", ())
TERMS = st.dictionaries(
    st.sampled_from(["đảng", "dang", "bộ", "đảng bộ", "đảng viên", "52-bc-du", "xã", "xã hội"]), st.integers(1, 255)
)
ARCHIVES = st.lists(st.dictionaries(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), TERMS, max_size=26), min_size=1, max_size=5)


Archive = dict[str, dict[str, int]]
Lists = tuple[bytes, list[tuple[str, bytes]]]


def entry(terms: dict[str, int]) -> Entry:
    return Entry(terms, frozenset(key for key in terms if " " not in key), FACTS)


def made(state_file: Path | None, states: Sequence[Archive]) -> tuple[Lists, set[str], list[Facts]]:
    """The lists after one state and the next, each from the file that the one before left; a checksum says all of a bulletin."""
    for last in states:
        with lookup_state.opened(state_file, "1") as base:
            sources = [Source(place, repr(terms)) for place, terms in sorted(last.items())]
            lookup_state.update(base, sources, [entry(last[place]) for place in lookup_state.unknown(base, sources)])
            files = lookup_postings.files(partial(lookup_state.groups, base), len(last))
            found = files.common, list(files.words)
            rest = lookup_state.vocabulary(base), lookup_state.all_facts(base)
    return found, *rest


@settings(max_examples=60, deadline=None)
@given(ARCHIVES)
def test_what_changed_step_by_step_is_what_is_made_at_once(archives: list[Archive]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert made(Path(folder) / "state.db", archives) == made(None, archives[-1:])


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_lists_made_in_parts_are_those_made_at_once(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = {str(number): {"xã": 16, "đảng": 1 + number, f"từ{number}": 4, "xã hội": 5} for number in range(7)}
    whole = made(None, [archive])
    monkeypatch.setattr(lookup_state, "_AT_ONCE", at_once)
    assert made(None, [archive]) == whole


def test_a_small_change_of_a_large_archive_is_patched() -> None:
    archive = {f"{number:04}": {"xã": 16, "đảng": 1 + number % 9, f"từ{number}": 4} for number in range(60)}
    changed = archive | {"0030": {"xã": 200, "mới": 3}, "9999": {"xã": 7}}
    with tempfile.TemporaryDirectory() as folder:
        assert made(Path(folder) / "state.db", [archive, changed]) == made(None, [changed])


def test_an_index_from_a_state_is_that_of_a_clean_start(tmp_path: Path) -> None:
    state, site = tmp_path / "state.db", tmp_path / "site"
    pages = [notice(number, f"Chữ số {number}.") for number in range(1, 12)]
    metas = publish(site, *pages)
    build(site, metas, quiet, Held(state))
    publish(site, notice(3, "Chữ khác."))
    assert build(site, metas, quiet, Held(state)).rebuilt
    publish(tmp_path / "clean", *pages[:2], notice(3, "Chữ khác."), *pages[3:])
    build(tmp_path / "clean", metas, quiet)
    assert files(site / "search-index") == files(tmp_path / "clean" / "search-index")


def test_a_damaged_state_costs_only_time(tmp_path: Path) -> None:
    state, site = tmp_path / "state.db", tmp_path / "site"
    metas = publish(site, notice(1), notice(2))
    state.write_bytes(b"no database at all" * 99)
    build(site, metas, quiet, Held(state))
    before = files(site / "search-index")
    publish(site, notice(1, "Chữ mới."))
    build(site, metas, quiet, Held(state))
    publish(site, notice(1))
    build(site, metas, quiet, Held(state))
    assert files(site / "search-index") == before


def test_nothing_of_a_bulletin_that_went_stays_in_the_state(tmp_path: Path) -> None:
    state, site = tmp_path / "state.db", tmp_path / "site"
    secret = notice(1, "Lời khai của Hoàng Bí Mật.", signer="Hoàng Bí Mật")
    metas = publish(site, secret, *(notice(number) for number in range(2, 12)))
    build(site, metas, quiet, Held(state))
    assert "bí mật".encode() in state.read_bytes()
    publish(site, notice(1))
    build(site, [notice(1).metadata, *metas[1:]], quiet, Held(state))
    assert "bí mật".encode() not in state.read_bytes()
    assert "Bí Mật".encode() not in state.read_bytes()

"""The inputs that once failed, and what hypothesis makes of the fuzzers' seeds: every target takes them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import CORPUS, kept, seeds
from tests.fuzz.targets import TARGETS
from tests.fuzz.words import WORDS

PIECES = [word.encode("utf-8") for word in WORDS]
FAILED = [(name, data) for name in TARGETS for data in kept(name)]
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=8)), max_size=6)


def test_every_kept_input_belongs_to_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir() if folder.is_dir()} <= set(TARGETS)
    assert len(FAILED) == sum(1 for file in CORPUS.glob("*/*") if file.is_file())


@pytest.mark.parametrize(("name", "data"), FAILED, ids=[name for name, _ in FAILED])
def test_what_once_failed_is_taken(name: str, data: bytes) -> None:
    """A target asserts what its result must be, and lets pass what no reader may raise."""
    TARGETS[name](data)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_and_changed_seeds_are_taken(name: str) -> None:
    first = sorted((data for data in seeds(name) if len(data) < 20_000), key=len) or [b""]

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=200) | st.builds(changed, st.sampled_from(first), CHANGES))
    def takes(data: bytes) -> None:
        TARGETS[name](data)

    takes()


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """A seed with pieces cut out and others put in."""
    for place, cut, piece in changes:
        start = int(place * len(data))
        data = data[:start] + piece + data[start + cut :]
    return data

"""One source that takes too long is given up and reported; the others get their pages."""

import gc
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from builder.errors import GivenUpError, SourceError
from builder.executor import InProcess, LocalProcesses, Lost
from builder.pipeline.watchdog import time_limit
from tests.hostile.inputs import sizes
from tests.unit.executor.jobs import deaf
from tests.unit.pipeline.archive import Archive, new_archive, report

_SLOW = sizes(500_000)["brackets.txt"]


@pytest.fixture(autouse=True)
def _no_callbacks_of_others() -> Iterator[None]:
    """Tools of other tests hang on the collector; an interruption within them is swallowed, and pytest takes it for a fault."""
    kept = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = kept


def _loop() -> None:
    while True:
        pass


def _swallow() -> None:
    while True:
        try:
            _loop()
        except Exception:  # noqa: BLE001, S112 - what a careless library does
            continue


def _backtrack() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


@pytest.mark.parametrize("work", [_loop, _swallow, _backtrack])
def test_what_does_not_end_is_ended(work: object) -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(SourceError, match=r"given up after 0\.2 s"), time_limit(0.2):
        work()  # type: ignore[operator]
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_time_that_others_use_does_not_count() -> None:
    slept = False
    with time_limit(0.05):
        time.sleep(0.2)
        slept = True
    assert slept
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def _in_thread(work: Callable[[], object]) -> list[object]:
    """What it gives, or the error that it raises, in a thread as a Dask worker has them."""
    told: list[object] = []

    def run() -> None:
        try:
            told.append(work())
        except SourceError as error:
            told.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return told


@pytest.mark.parametrize("work", [_loop, _swallow])
def test_what_does_not_end_in_another_thread_is_ended(work: Callable[[], object]) -> None:
    def limited() -> None:
        with time_limit(0.2):
            work()

    (found,) = _in_thread(limited)
    assert isinstance(found, GivenUpError)
    assert "given up after 0.2 s" in str(found)


def test_what_ends_in_another_thread_is_left_alone() -> None:
    def often() -> int:
        done = 0
        for _ in range(200):
            with time_limit(0.002):
                done += 1
        return done

    assert _in_thread(often) == [200]


def test_time_that_another_thread_sleeps_does_not_count() -> None:
    def asleep() -> str:
        with time_limit(0.05):
            time.sleep(0.3)
        return "awake"

    assert _in_thread(asleep) == ["awake"]


@pytest.mark.slow
def test_a_worker_that_hears_no_signal_is_ended_and_the_others_go_on() -> None:
    """`deaf` stands for a library that does not come back: it lets no signal through for one of the values."""
    with LocalProcesses(2) as processes:
        found = list(processes.map(deaf, 17, range(24)))
    assert [number for number, one in enumerate(found) if isinstance(one, Lost)] == [17]
    assert [one for one in found if not isinstance(one, Lost)] == [number for number in range(24) if number != 17]


@pytest.fixture
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = new_archive(tmp_path_factory.mktemp("hasty") / "kho", "seconds_per_source: 1")
    archive.put("b.txt", _SLOW)
    for name in "ac":
        archive.put(f"{name}.txt", report(f"Công tác {name}", number="3-BC/ĐU"))
    return archive


@pytest.mark.parametrize("executor", [None, InProcess(), LocalProcesses(2)], ids=["default", "here", "processes"])
def test_a_source_is_given_up_and_the_build_goes_on(hasty: Archive, executor: object) -> None:
    for number in range(16):
        hasty.put(f"d{number}.txt", report(f"Công tác tháng {number}", number="3-BC/ĐU"))
    told = hasty.convert(executor)  # type: ignore[arg-type]
    assert [one.path for one in told.failed] == ["content/sources/b.txt"]
    assert "given up after 1 s" in told.failed[0].reason
    assert len(told.converted) == 18


def test_a_source_that_was_given_up_is_not_tried_again_until_it_or_its_limit_changes(hasty: Archive) -> None:
    first = hasty.convert()
    second = hasty.convert()
    assert [one.path for one in second.failed] == [one.path for one in first.failed]
    assert "given up in an earlier build after 1 s" in second.failed[0].reason
    hasty.put("b.txt", _SLOW + b"\n")
    assert "given up after 1 s" in hasty.convert().failed[0].reason
    hasty.put("b.txt", report("Công tác b", number="3-BC/ĐU"))
    assert hasty.convert().failed == ()

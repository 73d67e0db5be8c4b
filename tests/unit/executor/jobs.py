"""What the tests have workers do; in a module of its own, for workers import it by name."""

import os
import signal
import time
from pathlib import Path

from builder.pipeline.watchdog import time_limit


def doubled(context: int, value: int) -> int:
    """Small values take longer, so that results come back out of order."""
    time.sleep(0.002 if value % 7 == 0 else 0)
    return context * value


def process_of(context: None, value: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def refusing(context: None, value: int) -> int:
    if value == 30:
        raise ValueError("thirty")
    return value


def dying(context: str, value: int) -> int:
    """Kills its process: each time for 20, the first time only for 40."""
    once = Path(context)
    if value == 20 or (value == 40 and not once.exists()):
        once.touch() if value == 40 else None
        os.kill(os.getpid(), signal.SIGKILL)
    return value


def waiting(context: str, value: int) -> None:
    """Says who it is, and works for long."""
    (Path(context) / str(os.getpid())).touch()
    time.sleep(60)


def deaf(chosen: int, number: int) -> int:
    """The number; for the chosen one, no answer, and no signal gets through."""
    with time_limit(0.2):
        if number == chosen:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
            time.sleep(3600)
    return number

"""Processor time and memory of the conversion of each hostile source, beside a good document in the same run."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile.inputs import GOOD, hostile
from tests.hostile.more_inputs import more

_SHOWN = 10
_MUCH = 200_000


def main() -> None:
    """Print the slowest, as multiples of a good document; the bound for an input of 1 MB is 10 s, for any 60 s."""
    good = _seconds("good.txt", next(iter(GOOD.values())))
    sources = {**hostile(_MUCH), **more(_MUCH)}
    spent = sorted(((_seconds(name, data), len(data), name) for name, data in sources.items()), reverse=True)
    print(f"{len(sources)} hostile sources; a good document takes {good:.2f} s of processor time, start-up included")
    for seconds, size, name in spent[:_SHOWN]:
        print(f"  {seconds:6.2f} s  {seconds / good:6.1f} times  {size / 1e6:5.2f} MB  {name}")
    print(f"  most memory of any process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


def _seconds(name: str, data: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / ("in.html" if name.endswith(".html") else "in.txt")
        source.write_bytes(data)
        before = os.times()
        command = [sys.executable, "-m", "builder", "convert", str(source), "--output", f"{folder}/out", "-q"]
        subprocess.run(command, check=False, timeout=120, capture_output=True)
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system

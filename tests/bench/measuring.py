"""What a command takes, all its processes together: clock, processors' time, the memory of its largest process."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from os import sysconf
from pathlib import Path

_TICKS = sysconf("SC_CLK_TCK")
_LOOK = 0.1  # seconds between two looks at its processes


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds, seconds, MB."""

    wall: float
    cpu: float
    peak: float


def measure(command: Sequence[str], folder: Path) -> Taken:
    """Run a command to its end; ends this one with its output when it fails. Linux only: it reads /proc."""
    times: dict[int, float] = {}
    peaks: dict[int, float] = {}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as stream:
        running = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=stream, start_new_session=True)
        while running.poll() is None:
            for pid in _session(running.pid):
                _look(pid, times, peaks)
            time.sleep(_LOOK)
        wall = time.perf_counter() - start
        if running.returncode:
            stream.seek(0)
            told = stream.read().decode("utf-8", "replace")[-3000:]
            sys.exit(f"{' '.join(command)}: exit {running.returncode}\n{told}")
    return Taken(wall, sum(times.values()), max(peaks.values(), default=0.0))


def _session(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader:
                found.append(int(folder.name))
    return found


def _look(pid: int, times: dict[int, float], peaks: dict[int, float]) -> None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return
    times[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
    peak = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    peaks[pid] = max(peaks.get(pid, 0.0), int(peak.split()[1]) / 1024)  # at its end a process has none left

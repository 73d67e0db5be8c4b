"""BENCHMARKS.md: a section for each measurement, written when it is run; the others stay as they are."""

import os
import platform
import re
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "BENCHMARKS.md"
_HEAD = """# Benchmarks

Written by `make bench`, one section for each measurement; each compares in one run on one machine. Seconds say little elsewhere,
ratios more.
"""


def put_section(title: str, text: str) -> None:
    """Write a section in the place of the one with the same title, or at the end."""
    machine = f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"
    section = f"## {title}\n\n{machine}\n\n{text.strip()}\n"
    whole = FILE.read_text(encoding="utf-8") if FILE.is_file() else _HEAD
    parts = re.split(r"^(?=## )", whole, flags=re.MULTILINE)
    kept = [part for part in parts[1:] if not part.startswith(f"## {title}\n")]
    place = next((index for index, part in enumerate(parts[1:]) if part.startswith(f"## {title}\n")), len(kept))
    kept.insert(place, section)
    FILE.write_text("\n".join(part.strip() + "\n" for part in (parts[0], *kept)), encoding="utf-8")

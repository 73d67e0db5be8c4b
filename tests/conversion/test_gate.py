"""No figure of the conversion falls below its floor (floors.json); gate.py raises the floors."""

import json
from pathlib import Path

from tests.conversion.gate import FLOORS, TOLERANCE, figures


def test_no_figure_falls_below_its_floor(shared: Path) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = figures(shared)
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor - TOLERANCE} == {}
    assert set(found) == set(floors)

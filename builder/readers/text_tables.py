"""Tables in a text dump: a row a line, its cells apart by tabs."""

import re
from collections.abc import Sequence

from builder.model import Cell

LONGEST_TABLE = 400  # lines; the rest of a longer one is a table of its own
# Letterhead and recipients stand in two columns, too, and are no table.
_TWO_COLUMNS = re.compile(
    r"Nơi nhận|ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐOÀN TNCS", re.IGNORECASE
)
_LONGEST_CELL_LINE = 40  # characters of a cell's first line that stands above its row
Rows = tuple[tuple[Cell, ...], ...]


def table_rows(lines: Sequence[tuple[str, bool]]) -> tuple[Rows, int]:
    """(rows, lines used) of the table that begins here; none when fewer than two rows follow each other.

    A line is (text, whether a blank line stands before it). A dump writes two tabs between cells: four tabs are an empty cell.
    A line without tabs directly above a row is the first line of that row's first cell.
    """
    rows: list[tuple[Cell, ...]] = []
    above: tuple[str, ...]
    used = 0
    while used < len(lines):
        above = (lines[used][0].strip(),) if rows and _is_cell_line(lines, used) else ()
        text = lines[used + len(above)][0]
        cells = _cells(text)
        if _TWO_COLUMNS.search(text):
            return (), 0
        if len(cells) < 2 or not any(cells) or cells[0].startswith("-") or not _fits(rows, cells):
            break
        used += 1 + len(above)
        rows.append((Cell(above + ((cells[0],) if cells[0] else ())), *(Cell((cell,) if cell else ()) for cell in cells[1:])))
    return (tuple(rows), used) if len(rows) >= 2 else ((), 0)


def _cells(text: str) -> list[str]:
    runs = re.findall(r"\t+", text)
    if not runs:
        return []
    doubled = all(len(run) % 2 == 0 for run in runs)
    parts = re.split(r"\t\t", text) if doubled else re.split(r"\t+", text.strip("\t "))
    return [part.strip(" \t\u00a0") for part in parts]


def _fits(rows: Sequence[tuple[Cell, ...]], cells: Sequence[str]) -> bool:
    """A row has as many cells as the one above, or, below a head with merged cells, more of them."""
    if not rows:
        return bool(cells[0])
    return len(cells) == len(rows[-1]) or (len(rows) <= 2 and 3 <= len(rows[-1]) < len(cells))


def _is_cell_line(lines: Sequence[tuple[str, bool]], index: int) -> bool:
    text, gap = lines[index]
    short = (
        "\t" not in text
        and bool(text.strip())
        and len(text.strip()) <= _LONGEST_CELL_LINE
        and not text.lstrip().startswith(("•", "-", "+"))
    )
    return short and not gap and index + 1 < len(lines) and "\t" in lines[index + 1][0] and not lines[index + 1][1]

"""Tables in a text dump: a row a line, its cells apart by tabs."""

import re
from collections.abc import Callable, Sequence

from builder.model import Cell
from builder.vietnamese.names import starts_like_role
from builder.vietnamese.text import is_upper

LONGEST_TABLE = 400  # lines; the rest of a longer one is a table of its own
# Letterhead and recipients stand in two columns, too, and are no table.
_TWO_COLUMNS = re.compile(
    r"Nơi nhận|ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐOÀN TNCS", re.IGNORECASE
)
_SIGNING = re.compile(
    r"(?:T\s?/\s?[ML]|K\s?/\s?T|T\s?/?\s?U\s?/?\s?Q|TM|KT|TL)\b\s*[./]?\s*\w|\(\s*(?:đã\s+)?k[ýí](?!\w)[^()]{0,60}\)$",
    re.IGNORECASE,
)
_FEWEST_ABOVE_SIGNATURES = 2  # rows of a table directly above signatures; one row is a line of them
_LONGEST_CELL_LINE = 40  # characters of a cell's first line that stands above its row
Rows = tuple[tuple[Cell, ...], ...]


def table_rows(lines: Sequence[tuple[str, bool]]) -> tuple[Rows, int]:
    """(rows, lines used) of the table that begins here; none when fewer than two rows follow each other.

    A line is (text, whether a blank line stands before it). A dump writes two tabs between cells, so that four are an empty
    cell; other texts one, or as many as bring the cells below each other. Of these readings the one with the most rows, and
    the most rows of one width, is right.
    A line without tabs directly above a row is the first line of that row's first cell.
    """
    if not lines or "\t" not in lines[0][0]:
        return (), 0
    readings = [_read(lines, split) for split in _SPLITS]
    rows, used, _ = max(readings, key=lambda reading: reading[1:])
    return (tuple(map(tuple, rows)), used) if len(rows) >= 2 else ((), 0)


def _read(lines: Sequence[tuple[str, bool]], split: Callable[[str], list[str]]) -> tuple[list[list[Cell]], int, int]:
    """(rows, lines used, rows as wide as the first one) with one way of telling cells apart."""
    rows: list[list[Cell]] = []
    used = full = 0
    while used < len(lines):
        above = (lines[used][0].strip(),) if rows and _is_cell_line(lines, used) else ()
        cells = split(lines[used + len(above)][0])
        if _is_layout(lines[used + len(above)][0]):
            return (rows, used, full) if len(rows) >= _FEWEST_ABOVE_SIGNATURES else ([], 0, 0)
        if len(cells) < 2 or not any(cells) or cells[0].startswith("-") or not _fits(rows, cells):
            break
        used += 1 + len(above)
        full += not rows or len(cells) == len(rows[0])
        cells += [""] * (len(rows[-1]) - len(cells) if rows else 0)
        rows.append([Cell((*above, *filter(None, cells[:1]))), *(Cell((cell,) if cell else ()) for cell in cells[1:])])
    return rows, used, full


def _by_two(text: str) -> list[str]:
    """Two tabs between cells; nothing where a run of tabs is odd."""
    return [] if any(len(run) % 2 for run in re.findall(r"\t+", text)) else _stripped(text.split("\t\t"))


def _by_one(text: str) -> list[str]:
    """One tab between cells; those at the end of a line say nothing."""
    return _stripped(text.rstrip("\t \u00a0").split("\t")) if "\t" in text else []


def _by_runs(text: str) -> list[str]:
    """Any run of tabs between cells."""
    return _stripped(re.split(r"\t+", text.strip("\t \u00a0"))) if "\t" in text else []


_SPLITS = (_by_two, _by_runs, _by_one)  # of readings alike the first is right


def _stripped(cells: Sequence[str]) -> list[str]:
    return [cell.strip(" \t\u00a0") for cell in cells]


def _is_layout(line: str) -> bool:
    """Whether tabs only bring two columns of a letterhead, or signatures, beside each other."""
    return bool(_TWO_COLUMNS.search(line)) or _are_signatures(_by_runs(line))


def _are_signatures(cells: Sequence[str]) -> bool:
    """`TM. BAN THƯỜNG VỤ | TM. BAN CHẤP HÀNH`, `BÍ THƯ | CHỦ TỊCH`, `(đã ký) | (đã ký)`: nothing but what stands over names."""
    cells = [cell for cell in cells if cell]
    return bool(cells) and all(_SIGNING.match(cell) or (is_upper(cell) and starts_like_role(cell)) for cell in cells)


def _fits(rows: Sequence[Sequence[Cell]], cells: Sequence[str]) -> bool:
    """A row has as many cells as the one above, less some at its end, or, below a head with merged cells, more of them."""
    if not rows:
        return bool(cells[0])
    width = len(rows[-1])
    return len(cells) == width or (width > 2 and 2 <= len(cells) < width) or (len(rows) <= 2 and 3 <= width < len(cells))


def _is_cell_line(lines: Sequence[tuple[str, bool]], index: int) -> bool:
    text, gap = lines[index]
    short = (
        "\t" not in text
        and bool(text.strip())
        and len(text.strip()) <= _LONGEST_CELL_LINE
        and not text.lstrip().startswith(("•", "-", "+"))
        and not text.rstrip().endswith((".", ";", ":"))
    )
    return short and not gap and index + 1 < len(lines) and "\t" in lines[index + 1][0] and not lines[index + 1][1]

"""Tables as CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for), harmless to open in a spreadsheet.

A cell that begins with = + - @ a tab or a line break would run as a formula; it gets an apostrophe before it, as OWASP advises
(CSV Injection).
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as one text; each cell as it is, but for the apostrophe."""
    file = StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return BOM + file.getvalue()


def safe_cell(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell

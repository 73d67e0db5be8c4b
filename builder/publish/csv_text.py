"""Tables as CSV (RFC 4180, UTF-8), harmless to open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"), and so does one that
begins with an apostrophe: to read the text back, take one apostrophe from the start of a cell.
"""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the wide forms count, too


def csv_line(cells: Iterable[str]) -> bytes:
    """One row; it ends with CR LF as the RFC wants it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return buffer.getvalue().encode("utf-8", "replace")


def safe_cell(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell

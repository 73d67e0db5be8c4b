"""HTML tables: layout tables give their columns, data tables become rows of cells."""

import re
from collections.abc import Callable, Iterator

from builder.model import Cell
from builder.readers.elements import Element, children, has_any, text_of, texts_of
from builder.vietnamese.encodings import repair
from builder.vietnamese.text import to_unicode

# Words of a letterhead or a signature, which no data table holds.
_LAYOUT_WORDS = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập\s*-\s*Tự do|ĐOÀN TNCS|ĐOÀN THANH NIÊN CỘNG SẢN|Nơi nhận|Nơi gửi"
    r"|\b(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.)\s",
    re.IGNORECASE,
)
# Lines of a letterhead that may as well stand in a list of documents or in a schedule.
_NUMBER_LINE = re.compile(r"^\s*Số\s*:?\s*\d", re.IGNORECASE | re.MULTILINE)
_DATE_LINE = re.compile(r"ngày\s*\d{0,2}\s*tháng\s*\d{0,2}\s*năm", re.IGNORECASE)
_RULED = re.compile(r"MsoTableGrid|table-bordered|ms-rteTable-default|tablegrid", re.IGNORECASE)
_NO_LINE = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)
_MAX_LAYOUT_ROWS = 12
_MOST_SIGNER_WORDS = 40  # of offices and names of two signers together
_MAX_SPAN = 100  # columns or rows; larger numbers in a source are mistakes or attacks


def rows_of(table: Element) -> Iterator[list[Element]]:
    """The rows of a table as lists of cells, without the rows of nested tables."""
    for child in children(table, "tr", "tbody", "thead", "tfoot"):
        rows = [child] if child.tag == "tr" else children(child, "tr")
        for row in rows:
            yield children(row, "td", "th")


def outside_cells(table: Element) -> list[Element | str]:
    """The caption, and what stands between rows and cells, where HTML allows nothing: a browser shows it above the table."""
    found: list[Element | str] = [table.text or ""]
    for child in table:
        if child.tag in ("tr", "thead", "tbody", "tfoot"):
            rows = [child] if child.tag == "tr" else list(child)
            found += [] if child.tag == "tr" else [child.text or ""]
            for row in rows:
                found += _outside_of(row) if row.tag == "tr" else [row]
                found += [] if row is child else [row.tail or ""]
        elif child.tag not in ("colgroup", "col"):
            found.append(child)
        found.append(child.tail or "")
    return [part for part in found if (part.strip() if isinstance(part, str) else isinstance(part.tag, str))]


def _outside_of(row: Element) -> list[Element | str]:
    found: list[Element | str] = [row.text or ""]
    for cell in row:
        found += [cell.tail or ""] if cell.tag in ("td", "th") else [cell, cell.tail or ""]
    return found


def is_layout(table: Element) -> bool:
    """Whether a table only places things: one cell, images, other tables, a letterhead, recipients beside a signature."""
    rows = list(rows_of(table))
    widest = max((len(row) for row in rows), default=0)
    if widest <= 1:
        return True
    if has_any(table, "table"):
        return (len(rows) <= 2 or widest <= 2) and not (_is_ruled(table) and _is_filled(rows))
    if has_any(table, "img"):
        return not _is_illustrated(rows, widest) and all(
            has_any(cell, "img") or len(text_of(cell).split()) < 60 for row in rows for cell in row
        )
    filled = max(sum(1 for cell in row if text_of(cell).strip()) for row in rows)
    is_placed = _is_head_or_end(table, filled) or (not _is_ruled(table) and _are_signers(rows))
    return filled <= 2 and len(rows) <= _MAX_LAYOUT_ROWS and is_placed


def _are_signers(rows: list[list[Element]]) -> bool:
    """Offices in capitals side by side, over names: few words, no figures, the last ones written as names."""
    cells = [[text.strip() for text in texts_of(cell) if text.strip()] for row in rows for cell in row]
    filled = [lines for lines in cells if lines]
    if len(filled) < 2 or not all(lines[0].isupper() for lines in filled[:2]):
        return False
    words = " ".join(text for lines in filled for text in lines)
    return (
        len(words.split()) <= _MOST_SIGNER_WORDS
        and not re.search(r"\d", words)
        and all(lines[-1].istitle() for lines in filled[-2:])
    )


def _is_head_or_end(table: Element, filled: int) -> bool:
    """Whether the words are a letterhead's or a signature's: a number and a date, or a date alone in its column."""
    text = to_unicode(repair("\n".join(texts_of(table))))
    if _LAYOUT_WORDS.search(text):
        return True
    has_date = bool(_DATE_LINE.search(text))
    return has_date and not _is_ruled(table) and (filled == 1 or bool(_NUMBER_LINE.search(text)))


def _is_ruled(table: Element) -> bool:
    """Whether the table shows lines between its cells."""
    style = str(table.get("style") or "")
    if str(table.get("border") or "0").strip() not in ("", "0"):
        return not _NO_LINE.search(style)
    return bool(_RULED.search(str(table.get("class") or ""))) or table.get("rules") in ("all", "rows", "cols")


def _is_filled(rows: list[list[Element]]) -> bool:
    """At least two rows with more than one cell that says something."""
    return sum(1 for row in rows if sum(1 for cell in row if text_of(cell).strip()) > 1) > 1


def _is_illustrated(rows: list[list[Element]], widest: int) -> bool:
    """A data table with a column of pictures: a head without any, and one picture a row beside two other columns at least."""
    pictures = [sum(1 for cell in row if has_any(cell, "img")) for row in rows]
    return widest > 2 and len(rows) > 1 and pictures[0] == 0 and max(pictures) == 1


def layout_columns(table: Element) -> tuple[list[Element], list[Element]] | None:
    """The cells of the left and of the right column of a two-column layout table, else None."""
    rows = [[cell for cell in row if text_of(cell).strip() or has_any(cell, "img")] for row in rows_of(table)]
    if max((len(row) for row in rows), default=0) != 2 or has_any(table, "table", "img"):
        return None
    left = [row[0] for row in rows if row]
    right = [row[1] for row in rows if len(row) > 1]
    return left, right


def gallery(table: Element) -> list[Element]:
    """The cells row by row; a row of captions below a row of pictures is dealt out to the pictures."""
    rows = list(rows_of(table))
    cells: list[Element] = []
    while rows:
        row = rows.pop(0)
        captions = rows.pop(0) if rows and _are_captions(row, rows[0]) else []
        cells += [cell for pair in zip(row, captions, strict=True) for cell in pair] if captions else row
    return cells


def _are_captions(pictures: list[Element], below: list[Element]) -> bool:
    return (
        len(pictures) == len(below) > 1
        and all(has_any(cell, "img") and not text_of(cell).strip() for cell in pictures)
        and not any(has_any(cell, "img") for cell in below)
    )


def read_table(table: Element, lines_of: Callable[[Element], tuple[str, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """A data table; rows without any cell are left out."""
    rows = [tuple(_cell(cell, lines_of) for cell in row) for row in rows_of(table)]
    return tuple(row for row in rows if row)


def _cell(cell: Element, lines_of: Callable[[Element], tuple[str, ...]]) -> Cell:
    return Cell(lines_of(cell), _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th")


def _span(cell: Element, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() and len(value) < 10 else 1

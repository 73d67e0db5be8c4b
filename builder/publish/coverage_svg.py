"""The coverage picture: a row for every issuer and every series, a column for every month, as one SVG file.

Written by ElementTree. It carries its own light ground and dark ink, since an image knows nothing of the page's colours, and no
style, script or link, so that it passes any content policy. Held, missing and busy differ in form as well as in colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

from builder.publish.markdown_text import one_line
from builder.publish.series import Series, Slot

NAMESPACE = "http://www.w3.org/2000/svg"
YEARS = 10
"""The most years of one picture."""
_LABEL, _MONTH, _ROW, _TOP, _EDGE = 250, 8, 15, 26, 8
_LETTERS = 40
_GROUND, _INK, _QUIET, _LINE, _HELD, _MISSING = "#fffdf9", "#221d18", "#5f564b", "#e0d7c7", "#7d1a12", "#b07d1a"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the picture."""

    label: str
    months: Mapping[tuple[int, int], int]
    """For an issuer: how many bulletins there are of each month."""
    series: Series | None = None


def is_seen(line: Line, first: int, last: int) -> bool:
    """Whether a row has anything in the years of a picture."""
    if line.series:
        return any(
            int(slot.start[:4]) <= last and int(slot.end[:4]) >= first for slot in (*line.series.held, *line.series.missing)
        )
    return any(first <= year <= last for year, _ in line.months)


def lines_of(series: Sequence[Series], label: str, rows_months: Mapping[tuple[int, int], int]) -> tuple[Line, ...]:
    """An issuer's row, below it one for each of its series."""
    return (Line(label, rows_months), *(Line(f"  {one.name}", {}, one) for one in series))


def picture(lines: Sequence[Line], first: int, last: int, title: str, note: str) -> str:
    """The SVG of the years `first` to `last`; `note` is a comment at its head."""
    years = range(first, last + 1)
    width, height = _LABEL + len(years) * 12 * _MONTH + _EDGE, _TOP + len(lines) * _ROW + _EDGE
    size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    root = ET.Element("svg", {"xmlns": NAMESPACE, **size, "role": "img", "font-family": "sans-serif", "font-size": "10"})
    ET.SubElement(root, "title").text = one_line(title)
    _rect(root, (0, 0, width, height), fill=_GROUND)
    for place, year in enumerate(years):
        x = _LABEL + place * 12 * _MONTH
        _rect(root, (x, _TOP - 6, 1, height - _TOP - _EDGE + 6), fill=_LINE)
        _text(root, x + 3, _TOP - 8, str(year), fill=_QUIET)
    for place, line in enumerate(lines):
        _line(root, line, _TOP + place * _ROW, years)
    return _written(root, note)


def _line(root: ET.Element, line: Line, y: int, years: range) -> None:
    label = one_line(line.label)
    shown = label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
    indent = _EDGE + (10 if line.series else 0)
    _text(root, indent, y + 10, shown, fill=_QUIET if line.series else _INK, **({} if line.series else {"font-weight": "bold"}))
    for (year, month), count in sorted(line.months.items()):
        if year in years:
            height = 3 if count == 1 else 6 if count < 5 else 10
            _rect(root, (_x(year, month, years), y + 11 - height, _MONTH - 1, height), fill=_QUIET)
    if line.series:
        _slots(root, line.series.held, y, years, {"fill": _HELD})
        _slots(root, line.series.missing, y, years, {"fill": _GROUND, "stroke": _MISSING, "stroke-dasharray": "2 1"})


def _slots(root: ET.Element, slots: Iterable[Slot], y: int, years: range, look: Mapping[str, str]) -> None:
    inset = 0.5 if "stroke" in look else 0
    for slot in slots:
        left, right = _day(slot.start, years, 0), _day(slot.end, years, 1)
        if int(slot.end[:4]) >= years.start and int(slot.start[:4]) < years.stop:
            box = (left + inset, y + 2 + inset, max(right - left - 0.75, 0.75) - 2 * inset, 9 - 2 * inset)
            mark = _rect(root, box, **look)
            ET.SubElement(mark, "title").text = slot.label + (" (thiếu)" if inset else "")


def _x(year: int, month: int, years: range) -> int:
    return _LABEL + ((year - years.start) * 12 + month - 1) * _MONTH


def _day(iso: str, years: range, after: int) -> float:
    """Where a day begins, or (`after` 1) ends; days outside the picture at its edge."""
    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:10])
    x = _x(year, month, years) + _MONTH * (day - 1 + after) / 31
    x = _x(year, month, years) + _MONTH if after and day >= 28 else x
    return round(min(max(x, _LABEL), _LABEL + len(years) * 12 * _MONTH), 2)


def _rect(parent: ET.Element, box: tuple[float, float, float, float], **look: str) -> ET.Element:
    places = dict(zip(("x", "y", "width", "height"), (f"{round(value, 2):g}" for value in box), strict=True))
    return ET.SubElement(parent, "rect", places | look)


def _text(parent: ET.Element, x: int, y: int, words: str, **look: str) -> None:
    ET.SubElement(parent, "text", {"x": str(x), "y": str(y), **look}).text = words


def _written(root: ET.Element, note: str) -> str:
    file = BytesIO()
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    head, _, rest = file.getvalue().decode("utf-8").partition("\n")
    return f"{head}\n<!-- {note} -->\n{rest}\n"

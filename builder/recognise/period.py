"""`quý I … nhiệm vụ trọng tâm quý II năm 2022`: the span reported on and the span planned.

Read from the title only (for news from the first paragraph, too): month, quarter, half-year, nine months, week, year, term.
"""

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.model import Document, Paragraph, Period
from builder.recognise.lines import seen, text_of
from builder.vietnamese.dates import find_dates, iso_date
from builder.vietnamese.doc_types import opening_type

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:/|,?\s*năm\s+|-\s*)(?P<{0}>(?:19|20)\d\d))?"
_DAY = (
    r"(?P<d{0}>\d{{1,2}})(?:\s*(?:[/.-]|tháng)\s*(?P<m{0}>\d{{1,2}}))?(?:\s*(?:[/.-]|,?\s*năm)\s*(?P<y{0}>(?:19|20)\d\d))?(?!\d)"
)
_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?(?:phút)?)?\s*)?"
_COUNT = "0?[2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern.replace("{Y}", _YEAR.format("y")), re.IGNORECASE))
    for name, pattern in (
        ("days", rf"(?:(?<!\w)từ\s+{_HOUR}(?:ngày\s+)?|(?P<bracket>\()\s*(?:ngày\s+)?){_DAY.format(1)}\s*"
                 rf"(?:đến(?:\s+hết)?|-|–)\s*(?:hết\s+)?{_HOUR}(?:ngày\s+)?{_DAY.format(2)}"),
        ("term", r"(?:nhiệm kỳ|nhiệm kì|giai đoạn)\s+(?P<y1>(?:19|20)\d\d)\s*[-–]\s*(?P<y2>(?:19|20)\d\d)"),
        ("week", r"tuần(?:\s+(?:thứ|lễ))?\s+(?P<w>\d{1,2})(?!\d){Y}"),
        ("months", rf"(?<![\w./,-])(?<!ngày )(?P<n>{_COUNT})\s+tháng\s+(?P<part>đầu|cuối)\s+năm"
                   r"(?:\s*/?,?\s*(?P<y>(?:19|20)\d\d))?(?!\w)"),
        ("months", r"(?<![\w./,-])(?<!ngày )(?P<n>0?6|sáu|0?9|chín)\s+tháng(?!\s+(?:\d|thực|triển|thi|kể|qua))(?P<part>)"
                   r"(?:\s*/\s*|,?\s*năm\s+)?(?P<y>(?:19|20)\d\d)?(?!\w)"),
        ("quarter", r"quý\s+(?P<q>IV|I{1,3}|[1-4])(?!\w){Y}"),
        ("month", r"tháng\s+(?P<m>\d{1,2})(?!\w)(?!\s*/\s*\d{1,2}\s*/)(?!\s*[-–]\s*\d{1,2}\s*/){Y}"),
        ("year", r"(?:(?<!cuối )(?<!đầu )năm\s+|(?<=nhiệm vụ )|(?<=phương hướng ))(?P<y>(?:19|20)\d\d)(?!\d|\s*[-–]\s*\d{4})"),
    )
)  # fmt: skip
_PLAN = re.compile(r"nhiệm vụ|phương hướng|kế hoạch|chương trình|dự kiến|giải pháp|triển khai", re.IGNORECASE)
_REPORTED = re.compile(r"sơ kết|tổng kết|kết quả|đánh giá|báo cáo", re.IGNORECASE)
_SCHEDULES = ("Lịch công tác", "Lịch làm việc", "Lịch tiếp công dân")  # the span of a schedule is a planned one
_NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_AHEAD = re.compile(r"phương hướng(?:[\s,và]+(?:nhiệm vụ|giải pháp|mục tiêu|trọng tâm|công tác))*\s*$", re.IGNORECASE)
_LONGEST_BRACKET = 62  # days of a span in brackets without `từ`; a longer one is a lifetime or an anniversary


@dataclass(frozen=True, slots=True)
class _Span:
    kind: str
    match: re.Match[str]
    year: int | None

    @property
    def place(self) -> tuple[int, int]:
        return self.match.span()


def period(document: Document) -> Document:
    """Fill period and plan_period."""
    news = not document.metadata.letterhead and document.metadata.doc_type in (None, "Tin tức")
    for text, origin in _texts(document):
        spans = [span for span in _with_years(_spans(text), document) if not (news and span.kind == "year")]
        reported, planned = _roles(text, spans)
        first, second = _value(reported), _value(planned)
        if first is None and second is None:
            continue
        if document.metadata.doc_type in _SCHEDULES or (reported and _AHEAD.search(text[: reported.place[0]])):
            second = second or first
        evidence = tuple(
            seen(field, value.label, origin) for field, value in (("period", first), ("plan_period", second)) if value
        )
        metadata = replace(document.metadata, period=first, plan_period=second)
        return replace(document, metadata=metadata, evidence=document.evidence + evidence)
    return document


def _texts(document: Document) -> list[tuple[str, str]]:
    """Where a period is read from: printed title, headline, first paragraph of a news item; one that names days comes first."""
    return sorted(_candidates(document), key=lambda text: all(span.kind != "days" for span in _spans(text[0])))


def _candidates(document: Document) -> Iterator[tuple[str, str]]:
    paragraphs = [block for block in document.blocks[:3] if isinstance(block, Paragraph)]
    printed = next((block for block in paragraphs[:1] if block.bold and block.centred and opening_type(text_of(block))), None)
    if printed is not None:
        yield text_of(printed), printed.origin
    yield document.metadata.title, "title"
    if any(span.kind == "days" for span in _spans(f"({document.metadata.subtitle})")):
        yield f"({document.metadata.subtitle})", "subtitle"
    if (
        not document.metadata.letterhead
        and document.metadata.source.portal
        and paragraphs
        and _REPORTED.search(text_of(paragraphs[0]))
    ):
        half_years = [span for span in _spans(text_of(paragraphs[0])) if span.kind in ("months", "quarter")]
        if half_years:
            yield text_of(paragraphs[0])[half_years[0].place[0] :], paragraphs[0].origin


def _spans(text: str) -> list[_Span]:
    """All spans of a text in order; a longer form hides the shorter ones in it, and a full date is none."""
    found: list[_Span] = []
    dates = [(date.start, date.end) for date in find_dates(text)]
    for kind, pattern in _PATTERNS:
        taken = [span.place for span in found] + ([] if kind == "days" else dates)
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken) and not _is_lifetime(match):
                found.append(_Span(kind, match, int(match["y"]) if match.groupdict().get("y") else None))
    return sorted(found, key=lambda span: span.place)


def _is_lifetime(match: re.Match[str]) -> bool:
    """`(03/02/1930 - 03/02/2022)`, or days without a month."""
    if "d2" not in match.groupdict():
        return False
    if not match["m2"]:
        return True
    ends = _days(match, 2000)
    length = (datetime.date.fromisoformat(ends[1]) - datetime.date.fromisoformat(ends[0])).days if ends else 0
    return bool(match["bracket"]) and length > _LONGEST_BRACKET


def _days(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    """First and last day; month and year of the last count for the first where it has none."""
    last = match["y2"] or str(year)
    start = iso_date(match["d1"], match["m1"] or match["m2"], match["y1"] or last)
    end = iso_date(match["d2"], match["m2"], last)
    return (start, end) if start and end and start <= end else None


def _with_years(spans: Sequence[_Span], document: Document) -> list[_Span]:
    """A span without a year takes the next span's, else the year of the document's own date."""
    done: list[_Span] = []
    following: _Span | None = None
    for span in reversed(spans):
        year = span.year
        if year is None and following is not None and following.year is not None:
            year = following.year - (1 if _later_in_year(span, following) else 0)
        if year is None and document.metadata.issued:
            year = _nearest_year(span, document.metadata.issued)
        following = replace(span, year=year)
        done.insert(0, following)
    return done


def _nearest_year(span: _Span, issued: str) -> int:
    """The year that brings a month or quarter nearest to the date of issue: `tháng 12` in a report of January is last year's."""
    year, month = int(issued[:4]), int(issued[5:7])
    if span.kind not in ("month", "quarter"):
        return year
    middle = sum(_months(span)) / 2
    return min((year, year - 1, year + 1), key=lambda one: abs((one - year) * 12 + middle - month))


def _later_in_year(span: _Span, following: _Span) -> bool:
    """`tháng 12, nhiệm vụ tháng 1 năm 2023`: December belongs to the year before."""
    if span.kind == following.kind == "month":
        return int(span.match["m"]) > int(following.match["m"])
    if span.kind == following.kind == "quarter":
        return _QUARTERS[span.match["q"].lower()] > _QUARTERS[following.match["q"].lower()]
    return False


def _roles(text: str, spans: Sequence[_Span]) -> tuple[_Span | None, _Span | None]:
    """(reported, planned): the second span is planned when words of planning stand between the two."""
    spans = [span for span in spans if span.kind != "year" or not _is_part_of_name(text, span)]
    if not spans:
        return None, None
    first = spans[0]
    second = next(
        (span for span in spans[1:] if span.kind not in ("days",) and _PLAN.search(text[first.place[1] : span.place[0]])), None
    )
    days = next((span for span in spans if span.kind == "days"), None)
    return (days if days and first.kind == "week" else first), second


def _is_part_of_name(text: str, span: _Span) -> bool:
    """`tầm nhìn đến năm 2030`, `Nghị quyết … ngày … năm 2021`: years that are no period of the document."""
    before = text[: span.place[0]].rstrip().casefold()
    return before.endswith(("đến", "trước", "từ", "tầm nhìn", "sau")) or bool(re.search(r"tháng\s*\d{1,2}$", before))


def _value(span: _Span | None) -> Period | None:
    if span is None:
        return None
    ends = _ends(span)
    return Period(" ".join(span.match[0].split()), *ends) if ends else None


def _ends(span: _Span) -> tuple[str, str] | None:
    match, year = span.match, span.year
    if span.kind == "term":
        return f"{match['y1']}-01-01", f"{match['y2']}-12-31"
    if span.kind == "days":
        return _days(match, year) if year or match["y2"] else None
    if year is None:
        return None
    if span.kind == "week":
        return _week(year, int(match["w"]))
    first, last = _months(span)
    return _month_ends(year, first, last) if 1 <= first <= last <= 12 else None


def _months(span: _Span) -> tuple[int, int]:
    if span.kind == "month":
        return int(span.match["m"]), int(span.match["m"])
    if span.kind == "quarter":
        quarter = _QUARTERS[span.match["q"].lower()]
        return 3 * quarter - 2, 3 * quarter
    if span.kind == "months":
        count = _NUMBERS.get(span.match["n"].lower()) or int(span.match["n"])  # of months from the start or to the end of a year
        return (13 - count, 12) if (span.match["part"] or "").lower() == "cuối" else (1, count)
    return 1, 12


def _month_ends(year: int, first: int, last: int) -> tuple[str, str]:
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def _week(year: int, week: int) -> tuple[str, str] | None:
    """Weeks run from Monday to Sunday (ISO 8601), as Vietnamese calendars number them."""
    try:
        monday = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()

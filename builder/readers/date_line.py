"""The line in which a portal says when it published an article, in the forms that portals have for it."""

import re

from builder.vietnamese.dates import MONTH_WORDS, portal_datetime
from builder.vietnamese.text import tidy

_LABEL = (
    r"(?:(?:Tin |Bài |Được )?(?:Ngày (?:đăng(?: tin| bài)?|cập nhật|xuất bản|tạo|gửi|viết)|Đăng(?: (?:ngày|lúc|vào))?|"
    r"Cập nhật(?: (?:ngày|lúc|lần cuối))?|Xuất bản|Thời gian(?: đăng)?|Date|Posted(?: on)?)\s*:?\s*)"
)
_AUTHOR = (
    r"(?:(?:(?:Đăng|Viết|Gửi) bởi|Người (?:đăng|viết|gửi)|Tác giả|Posted by)\s*:?\s*"
    r"[^\d:|,\-–]{1,40}?\s*[,|\-–]?\s*(?:lúc\s+|vào\s+)?)"
)
_WEEKDAY = r"(?:(?:Thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|Chủ nhật|T[2-7]|CN)\s*[-,|]?\s*)"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_HALF = r"(?:\s*(?:AM|PM|SA|CH)\b)"
_VIEWS = r"(?:(?:Đã xem|(?:Số )?lượt (?:xem|đọc|truy cập)|Số lần xem)\s*:?\s*[\d.,]+|[\d.,]+ lượt (?:xem|đọc))"
_SIZES = r"(?:\s+A[-+]?(?=\s|$))*"  # buttons for the size of letters
_BETWEEN = r"\s*[|,\-–]?\s*"
_DAY = (
    r"(?:(?:ngày\s*)?\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{4}|"
    rf"\d{{1,2}}\s+tháng\s+(?:\d{{1,2}}|{MONTH_WORDS}),?\s+\d{{4}})"
)
# `Thứ sáu - 25/03/2022 16:19 141 0`, `16/11/2023 10:10`, `06/11/2024| Đã xem: 318`, `Được đăng: 23 Tháng 5 2022`
_LINE = re.compile(
    rf"\(?(?:{_VIEWS}{_BETWEEN})?{_AUTHOR}?{_LABEL}?{_WEEKDAY}?(?:{_TIME}{_HALF}?{_BETWEEN})?{_DAY}"
    rf"(?:{_BETWEEN}(?:lúc\s*)?{_TIME}{_HALF}?)?(?:\s*\(?GMT\s*\+\s*0?7\)?)?\)?(?:{_BETWEEN}{_VIEWS})?(?:\s+[\d.,]+){{0,3}}{_SIZES}",
    re.IGNORECASE,
)
_OWN = re.compile(rf"\(?{_WEEKDAY}?{_DAY}\)?", re.IGNORECASE)


def is_date_line(line: str) -> bool:
    """Whether the line says nothing but a day, its time, who published and how many have looked."""
    text = tidy(line)
    return bool(_LINE.fullmatch(text)) and portal_datetime(text) is not None


def may_be_the_texts_own(line: str) -> bool:
    """Whether a date line is a mere day, as a document or a week's plan has it, too."""
    return bool(_OWN.fullmatch(tidy(line)))

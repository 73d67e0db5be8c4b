"""The trail of categories that a portal shows above an article: `Trang chủ » Tin tức » Hoạt động`."""

import re
from collections.abc import Iterable, Sequence

from builder.vietnamese.text import tidy

_HOME = frozenset(("trang chủ", "trang nhất", "home", "trang chính", "cổng thông tin"))
# A stroke parts only between blanks: `Tin tức/Sự kiện` may be one name.
_BETWEEN = re.compile(r"[»›>]|\s/\s")
# Categories that stand first in the breadcrumbs of party and government portals.
_TOP_CATEGORIES = ("Tin tức - Sự kiện", "Tin tức sự kiện", "Tin tức", "Tin hoạt động", "Văn bản", "Thông báo", "Giới thiệu")


def categories(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, without that of the start page."""
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in _HOME))


def parts_of(line: str) -> tuple[str, ...]:
    """The names between the marks of a trail; a bullet is none."""
    return tuple(part.strip() for part in _BETWEEN.split(tidy(line).removeprefix("• ")) if part.strip())


def is_home(names: Sequence[str]) -> bool:
    """Whether a line names the start page alone, with which a trail begins."""
    return len(names) == 1 and names[0].casefold() in _HOME


def split_breadcrumb(line: str) -> tuple[str, ...]:
    """`Tin tức - Sự kiện Tin hoạt động của Lãnh đạo Tỉnh` -> its names; blanks alone separate them in a dump."""
    text = tidy(line)
    parts = parts_of(text)
    if len(parts) > 1:
        return parts
    top = next((name for name in _TOP_CATEGORIES if text.startswith(name + " ")), None)
    return (top, text.removeprefix(top).strip()) if top else (text,)

"""The site's navigation: the skeleton of mkdocs.yml with the years filled in, and without pages that do not exist (yet)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from builder.errors import ConfigError

YEARS_INDEX = "browse/nam/index.md"
DEFAULT: Sequence[Any] = (
    {"Trang chủ": "index.md"},
    {"Tìm kiếm": "tim-kiem.md"},
    {"Duyệt kho": "browse/index.md"},
    {"Theo năm": YEARS_INDEX},
    {"Theo cơ quan": "browse/co-quan/index.md"},
    {"Theo loại": "browse/loai/index.md"},
    {"Theo địa bàn": "browse/dia-ban/index.md"},
    {"Theo người ký": "browse/nguoi-ky/index.md"},
    {"Văn bản được viện dẫn": "browse/vien-dan/index.md"},
    {"Độ phủ": "browse/do-phu/index.md"},
    {"Giới thiệu": "gioi-thieu.md"},
)
_YEAR = re.compile(r"\d{4}")


def site_nav(skeleton: Any, content: Path) -> list[Any]:
    """The `nav` for MkDocs. `skeleton` is the one of mkdocs.yml; every year's list stands below the list of years."""
    if skeleton is not None and not isinstance(skeleton, list):
        raise ConfigError(f"mkdocs.yml: `nav` is {skeleton!r}; it must be a list of `- Title: page.md`")
    return [found for entry in skeleton or DEFAULT if (found := _entry(entry, content)) is not None]


def pages_of(nav: Any) -> Iterator[str]:
    """The pages that stand in a `nav`, at any depth."""
    if isinstance(nav, str):
        if nav.endswith(".md") and "//" not in nav:
            yield nav
    elif isinstance(nav, list | dict):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from pages_of(entry)


def _entry(entry: Any, content: Path) -> Any:
    if isinstance(entry, dict):
        pairs = {title: found for title, value in entry.items() if (found := _target(value, content))}
        return pairs or None
    return entry if _exists(entry, content) else None


def _target(value: Any, content: Path) -> Any:
    if isinstance(value, list):
        return [found for entry in value if (found := _entry(entry, content)) is not None]
    if not _exists(value, content):
        return None
    return [value, *_years(content)] if value == YEARS_INDEX else value


def _exists(value: Any, content: Path) -> bool:
    """Whether a page exists; addresses of other sites and odd entries are for MkDocs to judge."""
    return not isinstance(value, str) or not value.endswith(".md") or "//" in value or (content / value).is_file()


def _years(content: Path) -> list[dict[str, str]]:
    folder = (content / YEARS_INDEX).parent
    found = sorted((file.stem for file in folder.glob("*.md") if _YEAR.fullmatch(file.stem)), reverse=True)
    return [{year: f"browse/nam/{year}.md"} for year in found]

"""The filter by a cited document: `05-CT/TW`, `05 ct tw`, `Chỉ thị 05`, `05`; with a day or year behind it, that document alone.

Its twin is theme_overrides/assets/search-cited.mjs.
"""

import re
from dataclasses import dataclass

from builder.search import analysis
from builder.search.citing import Cited
from builder.search.document_numbers import number_key
from builder.search.parse import parse
from builder.vietnamese import keys

_DATE = re.compile(
    r"[\s,(]+(?:ngày|ngay|năm|nam)?\s*"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?:(?P<day>\d{1,2})(?:[/.-]|\s+(?:tháng|thang)\s+)(?P<month>\d{1,2})(?:[/.-]|\s+(?:năm|nam)\s+))?(?P<year>(?:19|20)\d\d))"
    r"[\s)]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE = re.compile(r"^s[od]-")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document whose citing bulletins are asked for."""

    keys: tuple[tuple[str, ...], ...]
    """Any of them is enough; each in its parts."""
    date: str
    """ISO day or year; "" for any."""

    def means(self, cited: Cited) -> bool:
        """Whether the number is that of a cited document."""
        found = cited.keys.rpartition("/")[0].split()
        return any(_covers(wanted, key) for wanted in self.keys for key in found)

    def fits(self, cited: Cited, bulletin_date: str) -> bool:
        """Whether a document cited by a bulletin of this date can be of the time that is wanted."""
        date = cited.keys.rpartition("/")[2]
        if date.startswith("~"):
            return not self.date or (bool(bulletin_date) and 0 <= int(bulletin_date[:4]) - int(self.date[:4]) <= int(date[1:]))
        return self.date.startswith(date[: len(self.date)])


def wanted(text: str) -> Wanted:
    """Read the filter's value; what names no number is met by nothing."""
    clean = analysis.nfc(text)
    date = _DATE.search(clean)
    if date and not re.search(r"\d", clean[: date.start()]):
        date = None  # `Kế hoạch 2021`: the figure is the number
    rest = clean[: date.start()] if date else clean
    unit = next((unit for unit in parse(rest).units if unit.number), None)
    found = [term.key for term in unit.terms] if unit else [keys.unmarked(number_key(rest))]
    split = dict.fromkeys(tuple(_BARE.sub("", key).split("-")) for key in found if key)
    return Wanted(tuple(split), _iso(date) if date else "")


def _iso(date: re.Match[str]) -> str:
    if date["iso"]:
        return date["iso"]
    return f"{date['year']}-{int(date['month']):02d}-{int(date['day']):02d}" if date["day"] else date["year"]


def _covers(wanted: tuple[str, ...], key: str) -> bool:
    """`5`, `5-ct` and `5-ct-tw` cover `5-ct-tw`; `14-nq` covers `14-2023-nq-hdnd`."""
    parts = key.split("-")
    if _YEAR.fullmatch("".join(parts[1:2])) and not _YEAR.fullmatch("".join(wanted[1:2])):
        del parts[1]
    return tuple(parts[: len(wanted)]) == wanted

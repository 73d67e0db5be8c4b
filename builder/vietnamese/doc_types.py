"""Document types and their codes (data/doc_types.toml)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from builder.errors import ProfileError


@dataclass(frozen=True, slots=True)
class DocTypes:
    """The names, and the name that a code in a document number stands for."""

    names: tuple[str, ...]
    """Longest first."""
    by_code: Mapping[str, str]
    opening: re.Pattern[str]
    """Matches a text that begins with a type name, in any capitals."""


@cache
def doc_types() -> DocTypes:
    """The table of document types. Raises ProfileError when the data file is wrong."""
    text = resources.files("builder.vietnamese").joinpath("data/doc_types.toml").read_text("utf-8")
    entries = tomllib.loads(text)["type"]
    if not all(entry.get("name") and entry.get("reason") for entry in entries):
        raise ProfileError("doc_types.toml: every [[type]] needs `name` and `reason`")
    names = sorted((entry["name"] for entry in entries), key=lambda name: (-len(name), name))
    by_code = {code: entry["name"] for entry in entries for code in entry["codes"]}
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return DocTypes(tuple(names), by_code, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE))


def opening_type(text: str) -> str | None:
    """The type name that a text begins with: `BÁO CÁO Kết quả …` -> `Báo cáo`."""
    match = doc_types().opening.match(text)
    if not match:
        return None
    found = " ".join(match[0].casefold().split())
    return next(name for name in doc_types().names if name.casefold() == found)


def type_of_number(number: str) -> str | None:
    """The type that a document number's code stands for: `52-BC/ĐU`, `118/BC-UBND` -> `Báo cáo`."""
    codes = re.findall(r"[^\W\d_]+", number)
    return next((doc_types().by_code[code] for code in codes if code in doc_types().by_code), None)

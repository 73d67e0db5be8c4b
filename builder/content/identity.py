"""Permalinks: lower-case ASCII words and hyphens, unique, never changed once given."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

_LONGEST = 100  # characters, cut at a word


def slug(text: str) -> str:
    """`Báo cáo quý I/2022` -> `bao-cao-quy-i-2022`."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii").lower())
    joined = "-".join(words)
    if len(joined) > _LONGEST:
        joined = joined[: _LONGEST + 1].rsplit("-", 1)[0][:_LONGEST]
    return joined or "van-ban"


def assign_id(title: str, source_path: str, owners: Mapping[str, str]) -> str:
    """The id for a new page. `owners` maps ids in use to their source's path.

    A taken name gets a suffix made of the source's path, so that it does not depend on the order of the sources.
    """
    name = slug(title)
    if owners.get(name, source_path) == source_path:
        return name
    return f"{name}-{hashlib.sha256(source_path.encode('utf-8')).hexdigest()[:8]}"

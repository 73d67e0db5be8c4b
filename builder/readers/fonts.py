"""Fonts of the TCVN3 family that draw small letters as capitals: `.VnTimeH`, `.VnArialH`; the set has no capitals with marks."""

import re

_FAMILY = re.compile(r"font(?:-family)?\s*:[^;]*?['\"]?\s*(\.?Vn[A-Za-z ]+)", re.IGNORECASE)
_ANY_FAMILY = re.compile(r"font-family\s*:", re.IGNORECASE)


def in_capitals(style: str, face: str, inherited: bool) -> bool:
    """Whether an element with this `style` and this `face` (of `<font>`) draws small letters as capitals."""
    match = _FAMILY.search(style) if style else None
    if match is None and not face and not (style and _ANY_FAMILY.search(style)):
        return inherited
    name = (match[1] if match else face.partition(",")[0]).strip(" '\"")
    return name.lower().startswith((".vn", "vn")) and name.endswith("H")

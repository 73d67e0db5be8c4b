"""Fonts that tell the encoding of a run of text: those of TCVN3 (`.VnTime`) and of VNI (`VNI-Times`).

Names that end in H draw small letters as capitals (`.VnTimeH`, `.VnArialH`), since TCVN3 has no capitals with marks.
"""

import re

ANY, LEGACY, CAPITALS = range(3)
"""Kinds of fonts."""
_FAMILY = re.compile(r"font(?:-family)?\s*:[^;]*?['\"]?\s*(\.Vn[A-Za-z ]+|VNI[- ]\w+)", re.IGNORECASE)
_MARKS = (".Vn", ".VN", ".vnt", ".vnT", ".vna", ".vnA", "VNI", "Vni", "vni")
_ANY_FAMILY = re.compile(r"font-family\s*:", re.IGNORECASE)


def font_of(style: str, face: str, inherited: int) -> int:
    """The kind of font in an element with this `style` and this `face` (of `<font>`)."""
    match = _FAMILY.search(style) if style else None
    if match is None and not face and not (style and _ANY_FAMILY.search(style)):
        return inherited
    name = (match[1] if match else face.partition(",")[0]).strip(" '\"")
    if not name.lower().startswith((".vn", "vni-", "vni ")):
        return ANY
    return CAPITALS if name.startswith(".") and name.endswith("H") else LEGACY


def may_name_legacy(markup: str) -> bool:
    """Whether a page may name a font that tells an encoding; quick, and wrong only by saying yes."""
    return any(mark in markup for mark in _MARKS)

"""Text of a source on its way into a page's head: JSON inside a script element, one line, an address that may be followed."""

import json
from typing import Any

from builder.addresses import split_address
from builder.publish.markdown_text import one_line

# Inside a script element a parser looks for `</script` and `<!--`; the two separators end a line in older JavaScript.
_IN_SCRIPT = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def script_json(value: Any) -> str:
    """The value as JSON that may stand inside `<script>`; reading it back gives the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def short(text: str, length: int = 200) -> str:
    """The text on one line, cut between words to at most `length` characters."""
    line = one_line(text)
    if len(line) <= length:
        return line
    return (line[:length].rpartition(" ")[0] or line[: length - 1]).rstrip(" ,;:-") + "…"


def web_address(address: str | None) -> str | None:
    """The address if it is one of the web (http, https), else None."""
    text = one_line(address or "")
    return text if split_address(text).scheme in ("http", "https") else None

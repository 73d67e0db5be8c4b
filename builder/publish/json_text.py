"""JSON that can always be written as UTF-8, whatever the text holds."""

import json
from typing import Any


def json_line(value: Any) -> bytes:
    """The value on one line, without a line end. Halves of a character, which UTF-8 cannot hold, come as `\\ud83d`."""
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value).encode("ascii")

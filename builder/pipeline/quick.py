"""Whether index and site are those of the archive as it is: told from the sizes and times of its files alone.

A build that finds them so ends at once; one that finds otherwise reads what there is, and makes the same in either case.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from builder.config import Settings
from builder.content import originals
from builder.files import write_text
from builder.stamps import tree_stamp

_RECORD = "whole.json"
_MADE = ("browse", "records/addresses.json")
"""What publishing writes into content/, from the rest of it."""
_MOMENT = 0.15  # seconds after which the times of a file prove something


@dataclass(frozen=True, slots=True)
class Whole:
    """An archive that is built as a whole, without a page that failed or waits."""

    inputs: str
    """Stamp of what index and site are made from."""
    made: str
    """Stamp of what publishing wrote into content/."""
    bulletins: int
    warnings: tuple[str, ...]


def inputs_of(settings: Settings, rules: str) -> str | None:
    """The stamp of all that index and site are made from; `rules` of the builder itself. None: something changes just now."""
    theme = settings.mkdocs.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    no_inputs = (settings.content / "ledger", settings.content / originals.PATH)
    apart = {str(path) for path in (*settings.sources, *no_inputs, *_made(settings))}
    places = [settings.config_file, settings.content, *([settings.root / custom] if isinstance(custom, str) else [])]
    found = tree_stamp(places, apart.__contains__)
    if found is None:  # the conversion has just written its last page
        time.sleep(_MOMENT)
        found = tree_stamp(places, apart.__contains__)
    return f"{rules} {found}" if found else None


def made_of(settings: Settings) -> str:
    """The stamp of what publishing wrote; nobody else writes there, so that it does not matter how long ago that was."""
    return tree_stamp(_made(settings), lambda _path: False, fresh=True) or ""


def _made(settings: Settings) -> list[Path]:
    return [settings.content / name for name in _MADE]


def load_whole(settings: Settings) -> Whole | None:
    """What the last build left, if the site is there still."""
    if not (settings.site / "index.html").is_file():
        return None
    try:
        held = json.loads((settings.state / _RECORD).read_text(encoding="utf-8"))
        return Whole(held["inputs"], held["made"], held["bulletins"], tuple(held["warnings"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save_whole(settings: Settings, whole: Whole | None) -> None:
    """Write it down, or forget it: what there is now has to be looked at by the next build."""
    file = settings.state / _RECORD
    if whole is None:
        file.unlink(missing_ok=True)
    else:
        values = {"inputs": whole.inputs, "made": whole.made, "bulletins": whole.bulletins, "warnings": whole.warnings}
        write_text(file, json.dumps(values, ensure_ascii=False))

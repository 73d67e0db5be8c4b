"""The quality gate: figures of the conversion, and floors under them that only rise.

python -m tests.conversion.gate            print the figures beside their floors
python -m tests.conversion.gate --raise    write the figures as new floors; a lower one is refused
python -m tests.conversion.gate --lower    write them all the same, and say so in the commit
"""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from builder.content.page import page_text, parse_page
from builder.content.shown import shown_text
from builder.model import Page
from builder.pipeline.one_source import extract, finish
from builder.portals import load_profiles
from builder.readers import NotADocument
from builder.sources import read_source
from tests.conversion.compare import key

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.0005  # of a figure, for rounding


def figures(shared: Path) -> dict[str, float]:
    """Name -> figure between 0 and 1."""
    return dict(_gold(shared)) | dict(_portal_pages(shared, "html")) | dict(_portal_pages(shared, "text"))


def _convert(file: Path, shown: str) -> Page | None:
    document = extract(read_source(file, shown), load_profiles())
    if isinstance(document, NotADocument):
        return None
    written = finish(document, document.metadata.id, "0" * 64, file.resolve(), file.resolve().parent)
    return parse_page(written.page, "page.md")


def _gold(shared: Path) -> Iterator[tuple[str, float]]:
    score = _scorer(shared)
    for name, (gold, noise, checks) in score.load_gold(shared / "gold").items():
        page = _convert(shared / "seeds" / f"{name}.txt", f"seeds/{name}.txt")
        text = page_text(page.metadata, page.body) if page else ""
        yield f"gold {name}: overall", score.score(text, gold, noise, checks)["overall"]


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _portal_pages(shared: Path, folder: str) -> Iterator[tuple[str, float]]:
    """Ordered F1 of the words and shares of right fields over all article pages."""
    score, found = _scorer(shared), list[tuple[float, bool, bool]]()
    for truth in json.loads((shared / "portal-pages" / "truth.json").read_text(encoding="utf-8")):
        if truth.get("key"):
            file = shared / "portal-pages" / folder / Path(truth["txt_file" if folder == "text" else "file"]).name
            page = _convert(file, file.name)
            found.append(_compare(score, page, truth) if page else (0.0, False, False))
    yield f"portal {folder}: worst ordered F1", min(f1 for f1, _, _ in found)
    yield f"portal {folder}: mean ordered F1", sum(f1 for f1, _, _ in found) / len(found)
    yield f"portal {folder}: titles right", sum(title for _, title, _ in found) / len(found)
    if folder == "html":
        yield f"portal {folder}: published right", sum(published for _, _, published in found) / len(found)


def _compare(score: ModuleType, page: Page, truth: Mapping[str, Any]) -> tuple[float, bool, bool]:
    """The body, with or without its title line: a portal's headline is no part of the true body."""
    wanted = _without(score.toks(truth["body_text"]), [score.toks(line) for line in _elsewhere(page)])
    body = score.toks(re.sub(r"!?\[\^?([^\]]*)\](\([^)]*\))?", r"\1", shown_text(page.body)))
    title = score.toks(page.metadata.title)
    f1 = max(2 * score.lcs(wanted, words) / (len(wanted) + len(words)) for words in (body, body[len(title) :]))
    return f1, key(page.metadata.title) == key(truth["title"]), page.metadata.published == truth["published"]


def _elsewhere(page: Page) -> list[str]:
    """Lines of the document that are front matter only."""
    recipients = ["Nơi nhận", *page.metadata.recipients] if page.metadata.recipients else []
    return [*page.metadata.letterhead, *recipients, "(đã ký)"]


def _without(words: list[str], lines: list[list[str]]) -> list[str]:
    for line in lines:
        place = next((index for index in range(len(words)) if line and words[index : index + len(line)] == line), None)
        if place is not None:
            words = words[:place] + words[place + len(line) :]
    return words


def main(arguments: list[str]) -> int:
    """Print the figures; with --raise or --lower write the floors."""
    found = figures(SHARED)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    for name, figure in found.items():
        print(f"{figure:.4f}  floor {floors.get(name, 0):.4f}  {name}")
    fallen = [name for name, floor in floors.items() if found.get(name, 0.0) < floor - TOLERANCE]
    if fallen and "--lower" not in arguments:
        print(f"below the floor: {', '.join(fallen)}")
        return 1
    if "--raise" in arguments or "--lower" in arguments:
        rounded = {name: int(figure * 10_000) / 10_000 for name, figure in found.items()}
        FLOORS.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

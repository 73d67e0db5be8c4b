"""The quality gate: figures of the conversion, and floors under them that only rise.

python -m tests.conversion.gate            print the figures beside their floors
python -m tests.conversion.gate --pages    and what is wrong on each page
python -m tests.conversion.gate --raise    write the figures as new floors; a lower one is refused
python -m tests.conversion.gate --lower    write them all the same, and say so in the commit
"""

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from builder.content.page import page_text, parse_page
from builder.model import Page, RawItem
from builder.pipeline.one_source import extract, finish
from builder.portals import load_profiles
from builder.readers import NotADocument
from builder.sources import read_source
from tests.conversion.portal_truth import Compared, Truth, compare_page
from tests.conversion.unknown_portal import anonymous, without_evidence

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.0005  # of a figure, for rounding
_UNKNOWN, _FLAT, _BARE = "of no profile", "of no profile, flat", "text of no profile"
_DUMPS = ("text", _BARE)
_KINDS = ("html", "text", _UNKNOWN, _FLAT, _BARE)
"""The pages as they are, as text dumps, as an unknown portal would show them, without an element for the text, and as a dump."""


def figures(shared: Path) -> dict[str, float]:
    """Name -> figure between 0 and 1."""
    return dict(_gold(shared)) | {name: figure for kind in _KINDS for name, figure in _portal_pages(shared, kind)}


def _convert(item: RawItem, file: Path) -> Page | None:
    document = extract(item, load_profiles())
    if isinstance(document, NotADocument):
        return None
    written = finish(document, document.metadata.id, "0" * 64, file.resolve(), file.resolve().parent)
    return parse_page(written.page, "page.md")


def _gold(shared: Path) -> Iterator[tuple[str, float]]:
    score = _scorer(shared)
    for name, (gold, noise, checks) in score.load_gold(shared / "gold").items():
        file = shared / "seeds" / f"{name}.txt"
        page = _convert(read_source(file, f"seeds/{name}.txt"), file)
        text = page_text(page.metadata, page.body) if page else ""
        yield f"gold {name}: overall", score.score(text, gold, noise, checks)["overall"]


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _portal_pages(shared: Path, kind: str) -> Iterator[tuple[str, float]]:
    """Shares of the article pages on which a thing is right, and of their fields; list and start pages must give no page."""
    articles, others = _converted(shared, kind)
    count, stated = len(articles), sum(page.stated for page in articles)
    yield f"portal {kind}: worst ordered F1", min(page.f1 for page in articles)
    yield f"portal {kind}: mean ordered F1", sum(page.f1 for page in articles) / count
    yield f"portal {kind}: titles right", sum(page.title for page in articles) / count
    yield f"portal {kind}: pages without a line of the portal", sum(not page.noise for page in articles) / count
    yield (
        f"portal {kind}: pages with each ambiguous string as often as true",
        sum(not one.ambiguous for one in articles) / count,
    )
    yield f"portal {kind}: stated fields right", 1 - sum(len(page.wrong) for page in articles) / stated
    yield f"portal {kind}: pages without an invented field", sum(not page.invented for page in articles) / count
    yield f"portal {kind}: pages that are no article and gave none", sum(others) / len(others)
    if kind not in _DUMPS:
        yield f"portal {kind}: published right", sum(page.published for page in articles) / count
        keys = {page.name.rpartition("_a")[2][:2] for page in articles}
        yield f"portal {kind}: articles with one body on all portals", sum(_is_one(articles, key) for key in keys) / len(keys)


def _converted(shared: Path, kind: str) -> tuple[list[Compared], list[bool]]:
    """(article pages beside their truth, whether each other page gave no page)"""
    score, articles, others = _scorer(shared), list[Compared](), list[bool]()
    for truth in json.loads((shared / "portal-pages" / "truth.json").read_text(encoding="utf-8")):
        place = ("text", "txt_file") if kind in _DUMPS else ("html", "file")
        file = shared / "portal-pages" / place[0] / Path(truth[place[1]]).name
        item = read_source(file, file.name)
        page = _convert(replace(item, data=_changed(item.data, kind, truth)), file)
        if not truth.get("key"):
            others.append(page is None)
        elif page is None:
            articles.append(Compared(file.name, 0.0, False, False, (), (), ("no page",), (), 1, ""))
        else:
            articles.append(compare_page(score, file.name, page, truth, html=kind not in _DUMPS))
    return articles, others


def _changed(data: bytes, kind: str, truth: Truth) -> bytes:
    if kind == _BARE:
        return without_evidence(data, load_profiles())
    return anonymous(data, truth.get("body_container") if kind == _FLAT else None) if kind in (_UNKNOWN, _FLAT) else data


def _is_one(pages: list[Compared], key: str) -> bool:
    return len({page.body for page in pages if f"_a{key}" in page.name}) == 1


def _print_faults(shared: Path) -> None:
    """A table of what is wrong on each article page."""
    for kind in _KINDS:
        for page in _converted(shared, kind)[0]:
            faults = [f"noise: {line}" for line in page.noise] + [*page.ambiguous, *page.wrong, *page.invented]
            faults += [] if page.title else ["title"]
            faults += [] if page.published else ["published"]
            if faults or page.f1 < 1:
                print(f"{page.f1:.4f}  {kind} {page.name}  {'; '.join(faults)}")


def main(arguments: list[str]) -> int:
    """Print the figures; with --raise or --lower write the floors."""
    found = figures(SHARED)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    for name, figure in found.items():
        print(f"{figure:.4f}  floor {floors.get(name, 0):.4f}  {name}")
    fallen = [name for name, floor in floors.items() if found.get(name, 0.0) < floor - TOLERANCE]
    if fallen or "--pages" in arguments:
        _print_faults(SHARED)
    if fallen and "--lower" not in arguments:
        print(f"below the floor: {', '.join(fallen)}")
        return 1
    if "--raise" in arguments or "--lower" in arguments:
        rounded = {name: int(figure * 10_000) / 10_000 for name, figure in found.items()}
        FLOORS.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

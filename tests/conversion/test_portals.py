"""Each folder of tests/portals: a page as scraped, and what must be read from it."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from builder.content.shown import shown_text
from builder.model import Document, Page
from builder.readers import NotADocument
from tests.conversion.compare import key

PROJECT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"(?<!!)\[((?:[^\]\\]|\\.)*)\]\(<([^>]*)>\)")
CASES = sorted(file.parent for file in (PROJECT / "tests" / "portals").glob("*/expected.json"))
TEXTS = (
    "title",
    "subtitle",
    "lead",
    "doc_type",
    "issuer",
    "parent_issuer",
    "place",
    "signer",
    "signer_role",
    "signing_authority",
    "marking",
)
EXACT = ("number", "issued", "published", "event_date")
Convert = Callable[[Path], tuple[Document, Page] | NotADocument]


def _case(folder: Path) -> tuple[dict[str, Any], Path]:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    source = expected["source"]
    return expected, PROJECT / source if source.startswith("content/") else folder / source


def _ids(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", CASES, ids=_ids)
def test_page_of_a_portal(folder: Path, convert_one: Convert) -> None:
    expected, source = _case(folder)
    result = convert_one(source)
    if expected["kind"] != "article":
        assert isinstance(result, NotADocument)
        assert result.kind == expected["kind"]
        return
    assert not isinstance(result, NotADocument), result
    _, page = result
    assert _differences(expected, page) == {}


@pytest.mark.parametrize("folder", [folder for folder in CASES if "same_body_as" in _case(folder)[0]], ids=_ids)
def test_views_of_one_article_have_one_body(folder: Path, convert_one: Convert) -> None:
    expected, source = _case(folder)
    other = _case(folder.parent / expected["same_body_as"])[1]
    results = [convert_one(file) for file in (source, other)]
    bodies = [shown_text(result[1].body) for result in results if not isinstance(result, NotADocument)]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


def _differences(expected: dict[str, Any], page: Page) -> dict[str, Any]:
    """Name -> (found, expected) of everything that differs."""
    found = _found(expected, page)
    wanted = {name: value for name, value in _wanted(expected).items() if name in found and name not in expected.get("open", [])}
    return {name: (found[name], value) for name, value in wanted.items() if found[name] != value}


def _wanted(expected: dict[str, Any]) -> dict[str, Any]:
    wanted = {name: expected[name] for name in EXACT if name in expected}
    wanted |= {name: key(expected[name]) for name in TEXTS if name in expected}
    for name in ("period", "plan_period"):
        if name in expected:
            wanted[name] = (expected[name]["from"], expected[name]["to"]) if expected[name] else None
    wanted |= {"recipients": [key(line) for line in expected.get("recipients", [])]}
    wanted |= {"citations": sorted(_symbol(number) for number in expected.get("citations", []))}
    wanted |= {"headings": [(level, key(text)) for level, text in expected.get("headings", [])]}
    wanted |= {"notes": [key(text) for text in expected.get("notes", [])], "encoding": expected.get("encoding")}
    wanted |= {name: expected[name] for name in ("links", "captions", "tables") if name in expected}
    portal = expected.get("portal")
    return wanted | {"portal": None if portal in ("generic", "null") else portal, "lost": [], "noise": [], "displaced": []}


def _found(expected: dict[str, Any], page: Page) -> dict[str, Any]:
    metadata, text = page.metadata, shown_text(page.body)
    found: dict[str, Any] = {name: getattr(metadata, name) for name in EXACT}
    found |= {name: key(getattr(metadata, name)) for name in TEXTS}
    for name in ("period", "plan_period"):
        period = getattr(metadata, name)
        found[name] = (period.start, period.end) if period else None
    lines = {key(line) for line in text.split("\n")}
    phrases = [*expected.get("body_has", []), *expected.get("body_joins", [])]
    return found | {
        "recipients": [key(line) for line in metadata.recipients],
        "citations": sorted(_symbol(citation.number) for citation in metadata.citations),
        "headings": _headings(page.body),
        "notes": [key(note) for note in re.findall(r"^\[\^\w+\]: (.+)$", page.body, re.MULTILINE)],
        "encoding": metadata.source.encoding,
        "portal": metadata.source.portal,
        "links": [[re.sub(r"\\(.)", r"\1", words), address] for words, address in _LINK.findall(page.body)],
        "captions": [image.caption for image in metadata.images],
        "tables": [line for line in page.body.split("\n") if line.startswith(("| ", "<tr>"))],
        "displaced": _displaced(expected.get("order", []), key(text)),
        "lost": [phrase for phrase in phrases if key(phrase) not in key(text)],
        "noise": [line for line in expected.get("body_lacks", []) if key(line) and key(line) in lines],
    }


def _displaced(phrases: list[str], text: str) -> list[str]:
    """The phrases that do not stand behind the one before them."""
    start, displaced = 0, []
    for phrase in phrases:
        place = text.find(key(phrase), start)
        displaced += [phrase] if place < 0 else []
        start = max(place, start)
    return displaced


def _symbol(number: str) -> str:
    return re.sub(r"\s", "", number).casefold()


def _headings(body: str) -> list[tuple[int, str]]:
    tokens = MarkdownIt("commonmark").parse(re.sub(r"\[\^\w+\]", "", body))
    heads = [(int(token.tag[1]), following.content) for token, following in pairwise(tokens) if token.type == "heading_open"]
    return [(level, key(re.sub(r"\\(.)", r"\1", text))) for level, text in heads[1:]]

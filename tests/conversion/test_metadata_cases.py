"""What the recognisers must read from short documents and lines: cases/*.toml, one `[[case]]` a text.

`input` is a whole document; `heading` only a title (`issued` then gives the year); `line` a sentence with its `citations`;
`surface` a run of text as it was scraped, with its `text` in Unicode.
A key that a case of a whole document leaves out must be empty, except `letterhead`, `locality` and `title`. `body` is the
whole Markdown body without its empty lines, `warnings` all that a person is told.
"""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.content.markdown import render_body
from builder.model import Document, Metadata, RawItem
from builder.pipeline.one_source import extract
from builder.portals import Profile, load_profiles
from builder.readers import NotADocument
from builder.recognise.citations import find_citations
from builder.vietnamese.encodings import decode, repair
from builder.vietnamese.text import tidy, to_unicode

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
PLAIN = (
    "title", "subtitle", "doc_type", "number", "issuer", "parent_issuer", "place", "issued", "event_date", "signer",
    "signer_role", "signing_authority", "marking",
)  # fmt: skip
LISTS = ("recipients", "locality", "categories", "letterhead")
FREE = ("title", "letterhead", "locality")
_HEADED = """HUYỆN ỦY KIM SƠN THƯỢNG
*
Số 77-BC/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Kim Sơn Thượng, {issued}

BÁO CÁO
{heading}

Thực hiện chương trình công tác, Ban Thường vụ Huyện ủy báo cáo như sau:

Các chi bộ đã sinh hoạt đầy đủ theo quy định và hoàn thành nhiệm vụ được giao.
"""


@cache
def _profiles() -> tuple[Profile, ...]:
    return load_profiles()


def load(file: Path) -> list[dict[str, Any]]:
    """The cases of a file; every one has a name of its own."""
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["case"])


def found_of(case: dict[str, Any]) -> dict[str, Any]:
    """What the recognisers read."""
    if "surface" in case:
        return {"text": repair(case["surface"]), "decoded": decode(case["surface"].encode("utf-8")).text}
    if "line" in case:
        return {"citations": [_citation(found.citation) for found in find_citations(tidy(to_unicode(case["line"])))]}
    document = _document(case)
    body = "\n".join(line for line in render_body(document).split("\n") if line)
    return _fields(document.metadata) | {"body": body, "warnings": list(document.metadata.warnings)}


def wanted_of(case: dict[str, Any]) -> dict[str, Any]:
    """What the case expects."""
    if "surface" in case:
        return {"text": case["text"], "decoded": case["text"]}
    if "line" in case:
        return {"citations": case["citations"]}
    if "heading" in case:
        return {name: case.get(name) for name in ("period", "plan_period")}
    wanted: dict[str, Any] = {name: case.get(name) for name in PLAIN if name in case or name not in FREE}
    wanted |= {name: case.get(name, []) for name in LISTS if name in case or name not in FREE}
    wanted |= {name: case.get(name) for name in ("period", "plan_period")}
    wanted |= {name: case[name] for name in ("citations", "warnings") if name in case}
    return wanted | ({"body": case["body"].strip("\n")} if "body" in case else {})


def _document(case: dict[str, Any]) -> Document:
    text = case.get("input") or _HEADED.format(heading=case["heading"], issued=case.get("issued", "ngày    tháng    năm 2020"))
    media_type = "text/html" if case.get("html") else "text/plain"
    data = text.encode("utf-8")
    document = extract(RawItem("case", data, hashlib.sha256(data).hexdigest(), media_type), _profiles())  # type: ignore[arg-type]
    assert not isinstance(document, NotADocument), document
    return document


def _fields(metadata: Metadata) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(metadata, name) for name in PLAIN}
    fields |= {name: list(getattr(metadata, name)) for name in LISTS}
    for name in ("period", "plan_period"):
        period = getattr(metadata, name)
        fields[name] = f"{period.start}..{period.end}" if period else None
    return fields | {"citations": [_citation(citation) for citation in metadata.citations]}


def _citation(citation: Any) -> str:
    return " | ".join((citation.type or "-", citation.number, citation.date or "-", citation.issuer or "-"))


CASES = [(file, case) for file in FILES for case in load(file)]


@pytest.mark.parametrize(("file", "case"), CASES, ids=lambda value: value["name"] if isinstance(value, dict) else value.stem)
def test_metadata(file: Path, case: dict[str, Any]) -> None:
    found = found_of(case)
    assert {name: (found[name], value) for name, value in wanted_of(case).items() if found[name] != value} == {}

"""Beyond a limit a source is refused in words that name the limit; at the limit it is read."""

import hashlib
from typing import Literal

import pytest

from builder import limits
from builder.errors import SourceError
from builder.model import Document, RawItem
from builder.pipeline.one_source import extract
from builder.portals import load_profiles
from tests.hostile.inputs import article, report


def _extract(data: bytes, media_type: Literal["text/html", "text/plain"]) -> object:
    return extract(RawItem("a", data, hashlib.sha256(data).hexdigest(), media_type), load_profiles())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (article("Tin", "<p>" * 2100 + "sâu"), None),
        (article("Tin", "<div>" * 2100 + "sâu"), "nested more than 2,048 deep"),
        (article("Tin", "<br>" * limits.MOST_TAGS), f"at most {limits.MOST_TAGS:,} are read"),
        (article("Tin", f"<p {'a=1 ' * 1200}{' '.join(f'b{n}=1' for n in range(1200))}>Chữ"), "more than 1000 attributes"),
        (
            article("Tin", "<table>" + ("<tr>" + "<td>1" * 100) * (limits.MOST_CELLS // 100 + 1) + "</table>"),
            f"at most {limits.MOST_CELLS:,} are converted",
        ),
        (article("Tin", "a<br>" * (limits.MOST_BLOCKS + 1)), f"paragraphs; at most {limits.MOST_BLOCKS:,} are converted"),
    ],
    ids=["paragraphs end each other", "nesting", "tags", "attributes", "cells", "paragraphs"],
)
def test_pages(data: bytes, says: str | None) -> None:
    if says is None:
        assert isinstance(_extract(data, "text/html"), Document)
    else:
        with pytest.raises(SourceError, match=says):
            _extract(data, "text/html")


def test_texts() -> None:
    with pytest.raises(SourceError, match=f"at most {limits.MOST_LINES:,} are read"):
        _extract(report("Báo cáo", "\n" * limits.MOST_LINES), "text/plain")


def test_every_limit_has_its_reason(project: object) -> None:
    names = [name for name in vars(limits) if name.isupper()]
    text = limits.__spec__.loader.get_source(limits.__name__)  # type: ignore[union-attr]
    assert all(f"{name} = " in text and text.split(f"{name} = ")[1].split("\n")[1].startswith('"""') for name in names)

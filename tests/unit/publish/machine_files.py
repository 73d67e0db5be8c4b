"""An archive in memory with hostile pages in it, and what the builder writes of it for machines."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from builder.model import Page
from builder.publish.machine.entries import Entry, entries
from builder.publish.permanent.record import updated
from builder.publish.places import Places, places
from tests.unit.publish.pages import hostile_page, page

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
SITE = "https://kho.example.vn/luu-tru/"
DAY = "2025-07-01"
CONTROL = "Báo\x00 cáo\x1b[31m \ufffe\uffff \ud83d ]]> <![CDATA[ &amp; &#0; \u2028 <b>đậm</b> 😀 =1+1"
"""What no XML holds, and what looks like markup."""


def control_page() -> Page:
    """Text fields hold what cannot be written down everywhere."""
    words = dict.fromkeys(("title", "issuer", "doc_type", "number", "signer", "subtitle", "place"), CONTROL)
    return page("ky-tu-la", **words, categories=(CONTROL, "\x00"), locality=(CONTROL,), issued="2023-01-01")


def archive(count: int = 0) -> list[Page]:
    """Two hostile pages, one that states nothing, and `count` plain ones."""
    plain = [
        page(f"ban-tin-{n:04d}", issued=f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}", issuer="Đảng ủy xã Phú Cường")
        for n in range(count)
    ]
    return [hostile_page(), control_page(), page("khong-ngay"), *plain]


def entries_of(pages: Sequence[Page], where: Places | None = None) -> tuple[Entry, ...]:
    """The bulletins as feeds see them, all published on one day."""
    record = updated({}, pages, {one.metadata.id: "0" * 64 for one in pages}, DAY)
    return entries(pages, record, where or places(SITE, True))


def since(found: Sequence[Entry], day: str) -> list[Entry]:
    """The same entries as if first published on another day."""
    return [replace(entry, since=day, changed=day) for entry in found]

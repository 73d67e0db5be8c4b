"""What a build keeps in mind of pages: read anew when a file changed, and only then; nothing stays of what went."""

import pickle
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.config import Settings, load_settings
from builder.executor import InProcess
from builder.pipeline import convert, read_pages
from builder.pipeline.digests import digest_pages
from builder.search.related import terms_of
from tests.unit.pipeline.archive import Archive, report

_MOMENT = 0.15  # seconds after which the times of a file prove something


class Counting:
    """Runs what it is given here, and notes the values."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def map(self, function: Any, context: Any, values: Sequence[Any], batch: int = 1) -> Iterator[Any]:
        """See Executor."""
        self.seen += values
        return InProcess().map(function, context, values, batch)


@pytest.fixture
def settings(archive: Archive) -> Settings:
    """Of an archive of two pages."""
    archive.put("a.txt", report("tháng 5 năm 2022"))
    archive.put("b.txt", report("tháng 6 năm 2022", number="13-BC/ĐU"))
    found = load_settings(archive.root / "mkdocs.yml")
    convert(found, lambda *_: None)
    time.sleep(_MOMENT)
    return found


def looked_at(settings: Settings) -> list[Any]:
    executor = Counting()
    digest_pages(settings, executor)
    return executor.seen


def a_page(settings: Settings) -> Path:
    return min((settings.content / "bulletins").rglob("*.md"))


def test_digests_say_what_the_pages_say(settings: Settings) -> None:
    for _ in range(2):  # from the pages, then from the store
        found, whole = digest_pages(settings), read_pages(settings.content)
        assert [(head.path, head.metadata) for head in found.pages.pages] == [(page.path, page.metadata) for page in whole.pages]
        assert found.pages.fingerprints == whole.fingerprints
        assert found.terms == {page.metadata.id: terms_of(page) for page in whole.pages}


def test_what_pages_have_in_common_is_in_memory_once(settings: Settings) -> None:
    for _ in range(2):
        first, second = (head.metadata for head in digest_pages(settings).pages.pages)
        assert first.issuer is second.issuer
        assert first.doc_type is second.doc_type


def test_only_what_changed_is_read(settings: Settings) -> None:
    looked_at(settings)
    assert looked_at(settings) == []
    page = a_page(settings)
    page.write_text(page.read_text("utf-8") + "\nThêm một đoạn.\n", "utf-8")
    assert looked_at(settings) == [page.relative_to(settings.content).as_posix()]


def test_a_damaged_store_costs_only_time(settings: Settings) -> None:
    whole = digest_pages(settings)
    store = settings.state / "pages.db"
    store.write_bytes(b"no database")
    assert digest_pages(settings) == whole
    with sqlite3.connect(store) as base:
        base.execute("UPDATE page SET digest = x'00'")
    assert digest_pages(settings) == whole


def test_a_store_can_run_nothing(settings: Settings, tmp_path: Path) -> None:
    digest_pages(settings)
    mark = tmp_path / "run"

    class Harm:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (mark,)

    with sqlite3.connect(settings.state / "pages.db") as base:
        base.execute("UPDATE page SET digest = ?", (pickle.dumps(Harm()),))
    assert len(digest_pages(settings).pages.pages) == 2
    assert not mark.exists()


def test_nothing_of_a_page_that_went_stays(settings: Settings) -> None:
    digest_pages(settings)
    page = a_page(settings)
    signs = next(head for head in read_pages(settings.content).pages if head.path.endswith(page.name)).metadata.id.encode()
    assert signs in (settings.state / "pages.db").read_bytes()
    page.unlink()
    digest_pages(settings)
    assert signs not in (settings.state / "pages.db").read_bytes()


def test_what_could_not_be_read_is_looked_at_again(settings: Settings) -> None:
    page = a_page(settings)
    page.write_text("no front matter", encoding="utf-8")
    time.sleep(_MOMENT)
    path = page.relative_to(settings.content).as_posix()
    assert [one.path for one in digest_pages(settings).pages.failed] == [path]
    assert looked_at(settings) == [path]

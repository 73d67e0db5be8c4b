"""Addresses stay: the record, where moved pages went, what the keeper says, loops, chains, collisions."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.errors import PublishError
from builder.model import Page, Source
from builder.publish.permanent.moves import Moves, Spoken, read_redirects, settle
from builder.publish.permanent.record import Known, read_record, today, updated, write_record
from tests.unit.publish.pages import page

SOURCE = Source(path="sources/a.html", sha256="0" * 64, media_type="text/html", encoding="utf-8", url="http://huyen.example.vn/a")


def one(name: str, year: str = "2022", source: str = "a") -> Page:
    return page(name, issued=f"{year}-01-01", source=replace(SOURCE, path=f"sources/{source}.html"))


class Keeper:
    """Publishes again and again, as days go by."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.day = 0

    def publish(self, *pages: Page, text: str = "x") -> Moves:
        self.day += 1
        sums = {page.metadata.id: text for page in pages}
        write_record(self.content, updated(read_record(self.content), pages, sums, f"2025-07-{self.day:02d}"))
        return settle(read_record(self.content), {p.metadata.id: p.path for p in pages}, read_redirects(self.content))

    def say(self, *rows: str) -> None:
        (self.content / "records").mkdir(exist_ok=True)
        (self.content / "records" / "redirects.csv").write_text("\n".join(["from,to", *rows]) + "\n", "utf-8")


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path)


def test_a_page_is_remembered_with_its_days(keeper: Keeper) -> None:
    keeper.publish(one("a"))
    keeper.publish(one("a"), one("b", source="b"))
    keeper.publish(one("a"), one("b", source="b"), text="y")
    found = read_record(keeper.content)
    assert found["a"] == Known("bulletins/2022/a.md", "2025-07-01", "2025-07-03", "y", "sources/a.html", SOURCE.url)
    assert found["b"].since == "2025-07-02"


def test_publishing_the_same_again_writes_nothing(keeper: Keeper) -> None:
    keeper.publish(one("a"))
    before = (keeper.content / "records" / "addresses.json").stat().st_mtime_ns
    assert keeper.publish(one("a")) == Moves({}, {"a": "a"})
    assert (keeper.content / "records" / "addresses.json").stat().st_mtime_ns == before


def test_a_page_whose_year_changed_is_found_under_all_its_addresses(keeper: Keeper) -> None:
    for year in ("2021", "2022"):
        keeper.publish(one("a", year))
    moves = keeper.publish(one("a", "2023"))
    now = "bulletins/2023/a.md"
    assert moves.targets == {"bulletins/2021/a.md": now, "bulletins/2022/a.md": now}
    assert keeper.publish(one("a", "2021")).targets == {now: "bulletins/2021/a.md", "bulletins/2022/a.md": "bulletins/2021/a.md"}


def test_an_id_that_was_corrected_by_hand_leads_on(keeper: Keeper) -> None:
    keeper.publish(one("a"), one("khac", source="b"))
    keeper.publish(one("b"), one("khac", source="b"))
    moves = keeper.publish(one("c"), one("khac", source="b"))
    assert moves.targets == {"bulletins/2022/a.md": "bulletins/2022/c.md", "bulletins/2022/b.md": "bulletins/2022/c.md"}
    assert moves.ids == {"a": "c", "b": "c", "c": "c", "khac": "khac"}
    assert moves.notes == ()


def test_a_page_that_vanished_is_asked_for_until_the_keeper_answers(keeper: Keeper) -> None:
    keeper.publish(one("a"), one("b", source="b"))
    (note,) = keeper.publish(one("b", source="b")).notes
    assert note == (
        "bulletins/2022/a.md: was published and has no page any more; "
        "name its successor, or nothing, in content/records/redirects.csv"
    )
    keeper.say("a,")
    assert keeper.publish(one("b", source="b")) == Moves({}, {"b": "b"})
    keeper.say("a,b")
    assert keeper.publish(one("b", source="b")).targets == {"bulletins/2022/a.md": "bulletins/2022/b.md"}


@pytest.mark.parametrize(
    "name", ["a", "/bulletins/2022/a/", "bulletins/2022/a.md", "bulletins/2022/a.html", "bulletins/2022/a/index.html"]
)
def test_the_keeper_may_name_a_page_in_any_way(keeper: Keeper, name: str) -> None:
    keeper.publish(one("a"), one("b", source="b"))
    keeper.say(f"{name},bulletins/2022/b/")
    moves = keeper.publish(one("b", source="b"))
    assert (moves.targets, moves.notes) == ({"bulletins/2022/a.md": "bulletins/2022/b.md"}, ())


def test_chains_are_one_step_and_loops_are_reported(keeper: Keeper) -> None:
    keeper.publish(*(one(name, source=name) for name in "abcde"))
    keeper.say("a,b", "b,c", "d,e", "e,d")
    moves = keeper.publish(one("c", source="c"))
    assert moves.targets == {f"bulletins/2022/{name}.md": "bulletins/2022/c.md" for name in "ab"}
    assert sorted(moves.notes) == [
        "bulletins/2022/d.md: the redirects lead in a circle: d → e → d",
        "bulletins/2022/e.md: the redirects lead in a circle: e → d → e",
    ]


def test_an_address_that_is_a_page_again_stays_one(keeper: Keeper) -> None:
    keeper.publish(one("a", "2021"))
    keeper.publish(one("a", "2022"))
    other = replace(one("moi", source="b"), path="bulletins/2021/a.md")
    assert keeper.publish(one("a", "2022"), other).targets == {}
    keeper.say("a,moi")
    (note,) = keeper.publish(one("a", "2022"), other).notes
    assert note == "records/redirects.csv: 'a' is still a page of the archive, so its address stays"


def test_a_page_that_is_held_back_is_not_asked_for(keeper: Keeper) -> None:
    keeper.publish(one("a"), one("b", source="b"))
    assert settle(read_record(keeper.content), {"b": "bulletins/2022/b.md"}, Spoken({}), {"a"}) == Moves({}, {"b": "b"})


def test_two_new_pages_of_one_source_are_no_answer(keeper: Keeper) -> None:
    keeper.publish(one("a"))
    moves = keeper.publish(one("b"), one("c"))
    assert moves.targets == {}
    assert len(moves.notes) == 1


def test_rows_that_make_no_sense_are_named(keeper: Keeper) -> None:
    keeper.publish(one("a"))
    keeper.say("# lời ghi", "", "x", "a,b,c", "la,a", "a,khong-co", "a,lai")
    notes = keeper.publish(one("b", source="b")).notes
    assert [note for note in notes if note.startswith("records/")] == [
        "records/redirects.csv: row 4 is 'x'; it must be `from,to`",
        "records/redirects.csv: row 5 is 'a,b,c'; it must be `from,to`",
        "records/redirects.csv: row 8 names 'a' a second time; the first row counts",
        "records/redirects.csv: 'la' is no id or address that was ever published",
        "records/redirects.csv: 'khong-co', to which 'a' shall lead, is no id or address of the archive",
    ]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"bulletins": {"a": {}}}', '{"bulletins": {"a": {"path": 1}}}', '{"bulletins": []}']
)
def test_a_damaged_record_stops_the_publication(tmp_path: Path, text: str) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "addresses.json").write_text(text, "utf-8")
    with pytest.raises(PublishError, match=r"addresses\.json: the record of published addresses cannot be read"):
        read_record(tmp_path)


def test_the_day_can_be_given_for_builds_that_must_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1751328000")
    assert today() == "2025-07-01"

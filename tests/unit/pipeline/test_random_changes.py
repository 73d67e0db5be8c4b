"""Any sequence of changes, converted step by step, ends where one conversion of the last state ends."""

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from builder.content.page import parse_page
from tests.unit.pipeline.archive import Archive, new_archive, report, snapshot

NAMES = [f"{folder}{name}.txt" for folder in ("", "xa/", "zz/") for name in "abc"]
SUBJECTS = st.sampled_from(["Công tác tháng 3", "Công tác tháng 4"])
YEARS = st.sampled_from(["2021", "2022"])
TEXTS = st.sampled_from(["Tình hình ổn định.", "Tình hình có chuyển biến.", "Kinh tế phát triển."])
UNREADABLE = [b"", b"\x00\x01\x02\x00", "Trang chủ\n".encode()]


class Changes(RuleBasedStateMachine):
    """Sources are added, edited, damaged, renamed and deleted, pages deleted, the state folder lost."""

    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="bantin-changes-"))
        self.archive = new_archive(self.folder / "kho")
        self.ids: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(target=files)
    def begin(self) -> object:
        for name in NAMES[:2]:
            self.archive.put(name, report("Công tác tháng 3"))
        return multiple(*NAMES[:2])

    @rule(target=files, name=st.sampled_from(NAMES), subject=SUBJECTS, year=YEARS, text=TEXTS)
    def write(self, name: str, subject: str, year: str, text: str) -> str:
        self.archive.put(name, report(subject, date=f"5 tháng 5 năm {year}", text=text))
        return name

    @rule(name=consumes(files), data=st.sampled_from(UNREADABLE))
    def damage(self, name: str, data: bytes) -> None:
        if (self.archive.sources / name).exists():
            self.archive.put(name, data)

    @rule(name=consumes(files))
    def delete(self, name: str) -> None:
        (self.archive.sources / name).unlink(missing_ok=True)

    @rule(target=files, name=consumes(files), new=st.sampled_from(NAMES))
    def rename(self, name: str, new: str) -> object:
        file = self.archive.sources / name
        if not file.exists() or (self.archive.sources / new).exists():
            return multiple()
        self.archive.put(new, file.read_bytes())
        file.unlink()
        return new

    @rule(data=st.data())
    def delete_a_page(self, data: st.DataObject) -> None:
        pages = self.archive.pages()
        if pages:
            (self.archive.bulletins / data.draw(st.sampled_from(pages))).unlink()

    @rule()
    def lose_the_state(self) -> None:
        shutil.rmtree(self.archive.root / ".bantin", ignore_errors=True)

    @rule()
    def convert(self) -> None:
        self.archive.convert()
        told = self.archive.convert()
        assert (told.converted, told.kept) == ((), ()), "a second run had something to do"

    @invariant()
    def agrees_with_one_conversion(self) -> None:
        """For each readable source: the page of a clean conversion, but for its id, which once given does not change while the
        page is of this source alone, and for captures that are gone by now."""
        self.archive.convert()
        clean = new_archive(self.folder / "sạch")
        shutil.copytree(self.archive.sources, clean.sources, dirs_exist_ok=True)
        clean.convert()
        ours, wanted = by_source(self.archive), by_source(clean)
        shutil.rmtree(clean.root)
        assert {source: ours[source].plain() for source in wanted} == {source: found.plain() for source, found in wanted.items()}
        groups = (
            {frozenset(found.paths & wanted.keys()) for found in pages.values()} - {frozenset()} for pages in (ours, wanted)
        )
        assert next(groups) == next(groups)
        alone = {source: found.page_id for source, found in ours.items() if len(found.paths) == 1}
        for source, page_id in self.ids.items():
            assert alone.get(source, page_id) == page_id, "an id has changed"
        self.ids = {source: page_id for source, page_id in self.ids.items() if source not in ours or source in alone} | alone


@dataclass(frozen=True)
class Found:
    """The page of a source."""

    page_id: str
    path: str
    text: str
    paths: frozenset[str]
    """Of its captures."""

    def plain(self) -> tuple[str, str]:
        """Path and text without what tells the id and the captures."""
        text = re.sub(r"(?ms)^(source|captures):.*?(?=^\w)", "", self.text.replace(f"id: {self.page_id}\n", "id: ID\n"))
        return self.path.replace(self.page_id, "ID"), text


def by_source(archive: Archive) -> dict[str, Found]:
    """Source path -> its page, for all captures of every page, each with its ledger."""
    found: dict[str, Found] = {}
    for path in archive.pages():
        text = (archive.bulletins / path).read_text("utf-8")
        metadata = parse_page(text, path).metadata
        paths = frozenset(one.path for one in (metadata.source, *metadata.captures))
        folder = archive.root / "content" / "ledger"
        assert json.loads((folder / f"{metadata.id}.json").read_text("utf-8"))["source"]["path"] == metadata.source.path
        parts = {json.loads(file.read_text("utf-8"))["source"]["path"] for file in folder.glob(f"{metadata.id}.*.json")}
        assert parts == paths - {metadata.source.path}
        assert not paths & found.keys(), "two pages of one source"
        found |= dict.fromkeys(paths, Found(metadata.id, path, text, paths))
    return found


Changes.TestCase.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
TestChanges = Changes.TestCase


def test_two_archives_of_the_same_sources_are_the_same_bytes(tmp_path: Path) -> None:
    archives = [new_archive(tmp_path / name) for name in ("a", "b")]
    for archive in archives:
        for name in NAMES:
            archive.put(name, report("Công tác tháng 3", number=f"{len(name)}-BC/ĐU"))
        archive.convert()
    one, two = (
        {file.relative_to(archive.root): data for file, (_, data) in snapshot(archive.root / "content").items()}
        for archive in archives
    )
    assert one == two

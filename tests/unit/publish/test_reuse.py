"""A site for which pages of the one before were taken over has the bytes of one that was made anew."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builder.config import Settings, load_settings
from builder.content.page import page_text
from builder.model import Citation, Page
from builder.publish.browse import write_browse
from builder.publish.files import swap
from builder.publish.instruments import instruments
from builder.publish.links import targets
from builder.publish.reuse import Before, load_known, save_known
from builder.publish.scaffold import create_archive
from builder.publish.shelf import shelf
from builder.publish.site import SiteReport, Wanted, build_site
from builder.search.related import related, terms_of
from tests.unit.publish.pages import page

Pages = dict[str, Page]


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


def _page(number: int, text: str = "Lời.") -> Page:
    cited = (Citation("Chỉ thị", "05-CT/TW"), Citation("Báo cáo", f"{number % 3}-BC/HU"))
    made = page(f"p{number}", issued=f"{2020 + number % 4}-05-24", issuer="Huyện ủy Lam Sơn", doc_type="Báo cáo",
                number=f"{number}-BC/HU", citations=cited)  # fmt: skip
    return replace(made, body=f"# {made.metadata.title}\n\nTheo Chỉ thị 05-CT/TW. {text}\n")


def _write(settings: Settings, pages: Pages) -> None:
    wanted = {settings.content / one.path: page_text(one.metadata, one.body) for one in pages.values()}
    for file in (settings.content / "bulletins").rglob("*.md"):
        if file not in wanted:
            file.unlink()
    for file, text in wanted.items():
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def _build(settings: Settings, side: Path, pages: Pages, before: Before | None) -> SiteReport:
    ordered = sorted(pages.values(), key=lambda one: one.path)
    cited = instruments(ordered)
    write_browse(settings.content, ordered, cited)
    terms = {page.metadata.id: terms_of(page) for page in ordered}
    return build_site(
        settings,
        side,
        _silent,
        Wanted(shelf(ordered, related(ordered, terms), (), cited), (), before),
    )


def _tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _edit(pages: Pages, _content: Path, chance: random.Random) -> None:
    name = chance.choice(sorted(pages))
    pages[name] = replace(pages[name], body=pages[name].body + f"\nThêm {chance.randint(1, 999)}, xem [hình](p1/a.png).\n")


def _retitle(pages: Pages, _content: Path, chance: random.Random) -> None:
    name = chance.choice(sorted(pages))
    known = replace(pages[name].metadata, title=f"BÁO CÁO đổi {chance.randint(1, 999)}", number=f"{chance.randint(1, 9)}-BC/HU")
    pages[name] = replace(pages[name], metadata=known)


def _add(pages: Pages, _content: Path, chance: random.Random) -> None:
    number = chance.randint(100, 999)
    pages[f"p{number}"] = _page(number)


def _delete(pages: Pages, _content: Path, chance: random.Random) -> None:
    del pages[chance.choice(sorted(pages))]


def _image(_pages: Pages, content: Path, _chance: random.Random) -> None:
    file = content / "bulletins" / "2021" / "p1" / "a.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink() if file.exists() else file.write_bytes(b"\x89PNG")


def _rename_a_page_of_the_navigation(_pages: Pages, content: Path, chance: random.Random) -> None:
    (content / "gioi-thieu.md").write_text(f"# Giới thiệu {chance.randint(1, 999)}\n\nLời.\n", encoding="utf-8")


CHANGES: tuple[Callable[[Pages, Path, random.Random], None], ...] = (
    _edit, _retitle, _add, _delete, _image, _rename_a_page_of_the_navigation,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_the_site_is_that_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    create_archive(tmp_path / "kho", "Kho thử")
    settings = load_settings(tmp_path / "kho" / "mkdocs.yml")
    pages = {f"p{number}": _page(number) for number in range(12)}
    record, spare, chance, taken_over = tmp_path / "known.json", tmp_path / "spare", random.Random(seed), 0  # noqa: S311
    for change in chance.sample([*CHANGES, *CHANGES], 6):
        _write(settings, pages)
        report = _build(settings, settings.root / ".new", pages, Before(settings.site, "rules", load_known(record), spare=spare))
        _build(settings, settings.root / ".clean", pages, None)
        assert _tree(settings.root / ".new") == _tree(settings.root / ".clean"), change
        swap(settings.root / ".new", settings.site, spare)
        save_known(record, report.known)
        taken_over += report.taken_over
        change(pages, settings.content, chance)
    assert taken_over > 12, "nothing was taken over, so that nothing was shown"


def test_a_file_that_somebody_changed_in_the_site_is_made_anew(tmp_path: Path) -> None:
    create_archive(tmp_path / "kho", "Kho thử")
    settings = load_settings(tmp_path / "kho" / "mkdocs.yml")
    pages = {f"p{number}": _page(number) for number in range(3)}
    _write(settings, pages)
    first = _build(settings, settings.root / ".new", pages, None)
    swap(settings.root / ".new", settings.site)
    assert first.known == {}, "without a site before nothing is kept in mind"
    second = _build(settings, settings.root / ".new", pages, Before(settings.site, "rules"))
    swap(settings.root / ".new", settings.site)
    links = {one.page: one.targets for one in second.links}["bulletins/2020/p0/index.html"]
    assert "browse/" in links
    assert not [one for one in links if one.startswith("bulletins/2020/p0/")], "of its own files the shard has seen to"
    (settings.site / "bulletins" / "2020" / "p0" / "p0.txt").write_text("khác", encoding="utf-8")
    (settings.site / "bulletins" / "2021" / "p1" / "index.html").unlink()
    third = _build(settings, settings.root / ".new", pages, Before(settings.site, "rules", second.known))
    assert third.taken_over == len(second.known) - 2
    assert (settings.root / ".new" / "bulletins" / "2021" / "p1" / "index.html").is_file()
    assert "khác" not in (settings.root / ".new" / "bulletins" / "2020" / "p0" / "p0.txt").read_text("utf-8")
    assert _build(settings, settings.root / ".new", pages, Before(settings.site, "other rules", second.known)).taken_over == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](x.md)[b](../y.md#z)", {"bulletins/x.md", "y.md"}),
        ("![a](<b c.png>) [d](e%20f.md)", {"bulletins/b c.png", "bulletins/e f.md"}),
        ("[a](b(1).md).", {"bulletins/b(1).md"}),
        ("[a][1]\n\n[1]: g.md", {"bulletins/g.md"}),
        ("[a](b\\_c.md) [d](e&amp;f.md)", {"bulletins/b_c.md", "bulletins/e&f.md"}),
        ("[a](https://x.vn/y) [b](#z) (c.md)", set()),
    ],
)
def test_no_link_of_a_text_is_overlooked(text: str, expected: set[str]) -> None:
    found = set(targets(text, "bulletins/a.md"))
    assert expected <= found
    assert found if expected else not found


def test_brackets_in_any_number_give_few_addresses() -> None:
    assert r"x).md" in targets(r"[a](x\).md)", "a.md")
    assert len(targets("[a](" + "b)" * 100_000, "a.md")) < 5  # each as long as the text, they would fill the memory
    assert len(targets("](" * 100_000, "a.md")) <= 1_024

"""Which captures are one article: facts in any order give the same articles, and what contradicts is never joined."""

import itertools
import random
from dataclasses import replace

import pytest

from builder.content.article_address import article_address
from builder.content.captures import Article, Facts, articles, likeness

A = Facts(
    "a.html", "1", "x", 100, "báo cáo tháng 3", address="xa.vn/a-1", captured="2023-01-01", number="3-BC/ĐU", issued="2022-03-31"
)


def _joined(*captures: Facts, like: float = 1.0, gone: tuple[str, ...] = ()) -> tuple[tuple[Article, ...], int]:
    """The articles, the same for every order of the captures; and how many doubts."""
    orders = list(itertools.permutations(captures)) if len(captures) < 5 else [captures]
    found = [articles(order, lambda one, other: like, gone) for order in orders]
    assert all(one == found[0] for one in found)
    return found[0][0], len(found[0][1])


def test_a_print_view_and_another_portal_are_one_article_with_the_page_itself_first() -> None:
    others = (replace(A, path="0/print/a.html", sha256="2", rank=1), replace(A, path="b.txt", sha256="3", address=None, rank=2))
    (article,), doubts = _joined(A, *others)
    assert (article.lead, {one.path for one in article.others}, article.older, doubts) == (
        A,
        {"0/print/a.html", "b.txt"},
        frozenset(),
        0,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"title": "báo cáo tháng 4"},
        {"number": "4-BC/ĐU"},
        {"issued": "2022-04-30"},
        {"period": "2022-04-01 2022-04-30"},
        {"signer": "b"},
    ],
)
@pytest.mark.parametrize("address", ["xa.vn/a-1", "xa.vn/b-2"])
def test_what_contradicts_is_never_one_document_though_the_words_agree(change: dict[str, str], address: str) -> None:
    first = replace(A, period="2022-03-01 2022-03-31", signer="a")
    other = replace(first, path="b.html", sha256="2", address=address, **change)
    found, doubts = _joined(first, other)
    assert (len(found), doubts > 0) == (2, True)
    found, _ = _joined(first, replace(other, text="y"), like=0.9)
    assert len(found) == 2


def test_a_field_that_one_capture_does_not_state_contradicts_nothing_but_may_not_bridge_two() -> None:
    bare = replace(A, path="b.html", sha256="2", number=None, issued=None)
    assert len(_joined(A, bare)[0]) == 1
    other = replace(A, path="c.html", sha256="3", number="4-BC/ĐU", address="xa.vn/c-3")
    found, doubts = _joined(A, bare, other)
    assert not any({A, other} <= {one.lead, *one.others} for one in found)
    assert doubts


def test_a_version_that_does_not_state_a_field_may_not_bridge_two_that_contradict() -> None:
    bare = replace(A, path="b.html", sha256="2", text="y", number=None)
    other = replace(A, path="c.html", sha256="3", text="z", number="4-BC/ĐU")
    found, doubts = articles((A, bare, other), lambda one, other: 0.9)
    assert [{one.path for one in (article.lead, *article.others)} for article in found] == [{"a.html", "b.html"}, {"c.html"}]
    assert [(doubt.paths, doubt.reason) for doubt in doubts] == [(("a.html", "c.html"), "the same address, but another number")]


def test_titles_that_are_one_title_cut_short_in_two_ways_are_two() -> None:
    """The cut one alone agrees with both."""
    cut = replace(A, path="b.html", sha256="2", title="báo cáo kết quả công tác")
    two = [replace(A, path=f"{name}.html", sha256=name, title=f"báo cáo kết quả công tác {name}") for name in ("a", "c")]
    found, doubts = _joined(cut, *two)
    assert (len(found), doubts) == (3, 1)


def test_a_short_text_is_one_with_the_same_title_alone() -> None:
    short = replace(A, words=8, number=None, issued=None, address=None)
    assert len(_joined(short, replace(short, path="b.html", sha256="2"))[0]) == 1
    assert len(_joined(short, replace(short, path="b.html", sha256="2", title="khác"))[0]) == 2


def test_the_same_bytes_are_one_whatever_they_say() -> None:
    assert len(_joined(A, replace(A, path="b.html", words=1, title="khác"))[0]) == 1


def test_a_later_text_under_the_same_address_takes_the_place_of_the_older_one() -> None:
    later = replace(A, path="0.html", sha256="2", text="y", captured="2023-06-01")
    (article,), doubts = _joined(A, later, like=0.6)
    assert (article.lead, article.others, article.older, doubts) == (later, (A,), frozenset("x"), 0)


def test_without_days_the_paths_tell_the_order() -> None:
    texts = [
        replace(A, path=f"lan-{number}/a.html", sha256=str(number), text=str(number), captured=None) for number in (2, 10, 9)
    ]
    (article,), _ = _joined(*texts)
    assert (article.lead.path, [one.path for one in article.others]) == ("lan-10/a.html", ["lan-2/a.html", "lan-9/a.html"])


def test_another_text_under_the_same_address_is_another_page_and_a_doubt() -> None:
    found, doubts = _joined(replace(A, number=None), replace(A, path="b.html", sha256="2", text="y"), like=0.4)
    assert (len(found), doubts) == (2, 1)


def test_one_number_day_and_title_with_nearly_the_same_words_is_one_document_without_versions() -> None:
    other = replace(A, path="b.html", sha256="2", text="y", address="tinh.vn/9", captured="2024-01-01")
    (article,), doubts = _joined(A, other, like=0.9)
    assert (article.lead, article.older, doubts) == (A, frozenset(), 0)
    assert _joined(A, other, like=0.8)[1] == 1


def test_an_address_with_very_many_texts_is_no_articles() -> None:
    texts = [replace(A, path=f"{n:02}.html", sha256=str(n), text=str(n), number=None, issued=None) for n in range(30)]
    found, doubts = _joined(*texts)
    assert (len(found), doubts) == (30, 1)


def test_a_capture_that_is_gone_gives_way_and_one_that_moved_is_forgotten() -> None:
    other = replace(A, path="b.html", sha256="2", lacking=3)
    (article,), _ = _joined(A, other, gone=("a.html",))
    assert (article.lead, article.others) == (other, (A,))
    (article,), _ = _joined(A, replace(other, sha256="1"), gone=("a.html",))
    assert (article.lead.path, article.others, article.moved) == ("b.html", (), (A,))


def test_any_facts_in_any_order_give_the_same_articles() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(300):
        captures = [
            replace(
                A, path=f"{n}.html", sha256=str(chance.randrange(6)), text=chance.choice("xyz"), words=chance.choice((5, 90)),
                address=chance.choice((None, "a.vn/1", "a.vn/2")), captured=chance.choice((None, "2023", "2024")),
                number=chance.choice((None, "1", "2")), title=chance.choice(("a", "b")), rank=chance.randrange(3),
            )
            for n in range(6)
        ]  # fmt: skip
        gone = tuple(one.path for one in captures if chance.random() < 0.2)
        found = articles(captures, _like, gone)
        chance.shuffle(captures)
        assert articles(captures, _like, gone) == found
        assert sorted(one.path for article in found[0] for one in (article.lead, *article.others, *article.moved)) == [
            f"{n}.html" for n in range(6)
        ]


def test_no_article_has_two_that_contradict_whatever_the_facts() -> None:
    chance = random.Random(8)  # noqa: S311 - no secret
    for _ in range(500):
        captures = [
            replace(
                A, path=f"{n}.html", sha256=str(n), text=chance.choice("xyz"), address=chance.choice((None, "a.vn/1", "a.vn/2")),
                number=chance.choice((None, "1", "2")), issued=chance.choice((None, "2022-03-31")),
                signer=chance.choice((None, "a", "b")),
            )
            for n in range(6)
        ]  # fmt: skip
        for article in articles(captures, _like)[0]:
            members = (article.lead, *article.others, *article.moved)
            assert all(len({getattr(one, name) for one in members} - {None}) < 2 for name in ("number", "issued", "signer"))


def _like(one: Facts, other: Facts) -> float:
    return 0.9 if "z" not in (one.text, other.text) else 0.1


def test_likeness() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười"
    assert likeness(text, text) == likeness(text, f"{text} và thêm nữa") == 1.0
    assert likeness(text, "chẳng có gì giống") == likeness("", text) == 0.0


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://www.xa.example.vn/bao-cao/quy-1-98.html", "xa.example.vn/bao-cao/quy-1-98"),
        ("https://m.xa.example.vn/print/bao-cao/quy-1-98.html?in=1&utm_source=zalo", "xa.example.vn/bao-cao/quy-1-98"),
        ("http://xa.example.vn:80/savefile/bao-cao/quy-1-98.html/", "xa.example.vn/bao-cao/quy-1-98"),
        ("http://xa.example.vn/tin/dispform.aspx?ItemID=2214&print=true", "xa.example.vn/tin/dispform?ItemID=2214"),
        ("http://xa.example.vn/?id=7&tab=2", "xa.example.vn/?id=7&tab=2"),
        ("http://xa.example.vn/", None),
        ("http://xa.example.vn/index.php", None),
        ("http://m.vn/a", "m.vn/a"),
        ("http://[::1", None),
        ("javascript:x", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, address: str | None) -> None:
    assert article_address(url) == address

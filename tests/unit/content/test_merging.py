"""Merging a page that a person corrected with a new extraction."""

from hypothesis import given
from hypothesis import strategies as st

from builder.content.merging import Merged, merge

HEAD = (
    "id: a\ntitle: Báo cáo\nnumber: {number}\nissuer: {issuer}\nrecipients:\n- Huyện ủy\n"
    "source:\n  path: a.txt\n  sha256: {sha}\n"
)
PARAGRAPHS = ("Một.", "Hai.", "Ba.", "Bốn.", "Năm.")


def page(*paragraphs: str, number: str = "1-BC/ĐU", issuer: str = "Đảng ủy", sha: str = "0") -> str:
    head = HEAD.format(number=number, issuer=issuer, sha=sha)
    return f"---\n{head}---\n\n# Báo cáo\n" + "".join(f"\n{text}\n" for text in paragraphs)


def test_changes_of_neighbouring_keys_do_not_touch_one_another() -> None:
    merged = merge(page(), page(number="2-BC/ĐU", sha="1"), page(issuer="Đảng uỷ xã"))
    assert merged == Merged(page(number="2-BC/ĐU", issuer="Đảng uỷ xã", sha="1"))


def test_both_changed_one_key() -> None:
    hand = page(number="3-BC/ĐU")
    assert merge(page(), page(number="2-BC/ĐU"), hand) == Merged(hand, ("number",))


def test_a_key_with_a_list_is_one_thing() -> None:
    hand = page().replace("- Huyện ủy\n", "- Huyện ủy\n- Lưu VP\n")
    assert merge(page(), page(number="2-BC/ĐU"), hand).text == page(number="2-BC/ĐU").replace(
        "- Huyện ủy\n", "- Huyện ủy\n- Lưu VP\n"
    )


def test_a_comment_above_the_keys_and_a_key_of_the_person_stay() -> None:
    hand = page().replace("---\nid:", "---\n# đã đối chiếu bản giấy\nid:").replace("source:\n", "ghi_chu: x\nsource:\n")
    merged = merge(page("Một."), page("Hai."), hand.replace("# Báo cáo\n", "# Báo cáo\n\nMột.\n"))
    assert "# đã đối chiếu bản giấy\nid: a\n" in merged.text
    assert "ghi_chu: x\n" in merged.text
    assert "Hai." in merged.text


def test_a_deleted_paragraph_that_the_source_changed_is_a_conflict() -> None:
    hand = page("Một.", "Ba.")
    merged = merge(page("Một.", "Hai.", "Ba."), page("Một.", "Hai rưỡi.", "Ba."), hand)
    assert (merged.text, merged.conflicts) == (hand, ("“Hai rưỡi.”",))


def test_without_an_ancestor_or_a_readable_front_matter_the_page_stays() -> None:
    for base, hand in ((None, page("Một.")), (page(), "Của tôi.\n"), (page(), "---\nid: [\n---\n\nx\n")):
        merged = merge(base, page("Hai."), hand)
        assert merged.text == hand
        assert merged.conflicts[0].startswith("the whole page")


TEXTS = st.lists(st.sampled_from(PARAGRAPHS), max_size=5, unique=True).map(lambda paragraphs: page(*paragraphs))


@given(base=TEXTS, other=TEXTS)
def test_the_side_that_changed_wins(base: str, other: str) -> None:
    assert merge(base, other, base) == Merged(other)
    assert merge(base, base, other) == Merged(other)
    assert merge(base, other, other) == Merged(other)


@given(base=TEXTS, new=TEXTS, hand=TEXTS)
def test_no_line_of_a_person_is_lost_but_by_the_extraction_alone(base: str, new: str, hand: str) -> None:
    merged = merge(base, new, hand)
    added = set(hand.splitlines()) - set(base.splitlines())
    assert added <= set(merged.text.splitlines())
    if not merged.conflicts:
        assert set(new.splitlines()) - set(base.splitlines()) <= set(merged.text.splitlines())

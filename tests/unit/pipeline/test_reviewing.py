"""What a person should look at: the reasons, their order, and source and result side by side."""

from builder.config import Settings, load_settings
from builder.pipeline import compare, review
from builder.publish.review_page import ReviewEntry, review_page
from tests.unit.pipeline.archive import Archive, report

GOOD = report("Công tác tháng 3")
NAMELESS = report("Công tác tháng 4").replace("T/M", "Nơi nhận:\n- Lưu VP.\n\nT/M").replace("Nguyễn Văn An\n", "")
UNNUMBERED = report("Công tác tháng 5", number="    /BC-ĐU", date="    tháng     năm 2022").replace("I. TÌNH", "IV. TÌNH")


def _settings(archive: Archive) -> Settings:
    archive.put("a.txt", GOOD)
    archive.put("b.txt", NAMELESS)
    archive.put("c.txt", UNNUMBERED)
    archive.convert()
    return load_settings(archive.root / "mkdocs.yml")


def test_the_worst_page_comes_first_and_a_good_one_not_at_all(archive: Archive) -> None:
    found, failed = review(_settings(archive))
    assert failed == ()
    assert [one.title for one in found] == ["BÁO CÁO Công tác tháng 5", "BÁO CÁO Công tác tháng 4"]
    assert found[0].score > found[1].score
    assert found[1].reasons == ("an office signs without a name",)
    assert [reason.partition(":")[0] for reason in found[0].reasons] == [
        "Không đọc được số, ký hiệu", "Ngày ký không đầy đủ", "Đánh số không liên tục", "no date was found",
    ]  # fmt: skip


def test_each_line_of_the_source_tells_where_it_went(archive: Archive) -> None:
    settings = _settings(archive)
    shown = compare(settings, review(settings)[0])[0]
    rules = {text.strip(): rule for text, rule in shown.source}
    assert rules["ĐẢNG BỘ HUYỆN LAM SƠN"] == "field: letterhead"
    assert rules["-----"] is not None
    assert rules["Tình hình ổn định."] is None
    assert ("signer", "Nguyễn Văn An", "line 18") in shown.evidence
    assert "## IV. TÌNH HÌNH CHUNG" in shown.result


def test_a_lost_original_is_said(archive: Archive) -> None:
    settings = _settings(archive)
    (archive.sources / "b.txt").unlink()
    shown = next(one for one in compare(settings, review(settings)[0]) if "thang-4" in one.review.path)
    assert shown.source == (("(the original is gone: content/sources/b.txt)", None),)


def test_the_page_shows_hostile_text_as_text() -> None:
    hostile = '<script>alert("x")</script>'
    lines, evidence = ((hostile, f"field: {hostile}"), (hostile, None)), ((hostile, hostile, hostile),)
    entry = ReviewEntry(hostile, hostile, 3, (hostile,), lines, evidence, hostile)
    page = review_page(hostile, [entry])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 12
    assert "default-src 'none'" in page

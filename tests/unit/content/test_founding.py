"""A value of the front matter whose words the source does not hold is found."""

from dataclasses import fields, replace

import pytest

from builder.content.founding import DATES, EXEMPT, LISTS, TEXTS, unfounded
from builder.model import Citation, Metadata, Period, Source

SOURCE = """HUYỆN ỦY LÂM SƠN * Số 12-BC/HU Lâm Sơn, ngày 05 tháng 4 năm 2023 BÁO CÁO công tác quý I năm 2023
Thực hiện Kế hoạch số 7-KH/TU của Tỉnh ủy. Nơi nhận: - Như trên, BÍ THƯ Lê Văn Tám"""
METADATA = Metadata(
    "bao-cao", "Báo cáo công tác quý I năm 2023", Source("a.txt", "0" * 64, "text/plain", "utf-8"),
    doc_type="Báo cáo", number="12-BC/HU", issuer="Huyện ủy Lâm Sơn", place="Lâm Sơn", issued="2023-04-05",
    period=Period("quý I năm 2023", "2023-01-01", "2023-03-31"), signer="Lê Văn Tám", signer_role="Bí thư",
    recipients=("Như trên",), citations=(Citation("Kế hoạch", "7-KH/TU", None, "Tỉnh ủy"),),
    warnings=("Không có phần thể thức",),
)  # fmt: skip


def test_values_that_the_source_states_are_founded() -> None:
    assert unfounded(METADATA, SOURCE) == {}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("issuer", "Huyện ủy Kim Sơn", ("kim",)),
        ("signer", "Lê Văn Chín", ("chín",)),
        ("number", "13-BC/HU", ("13",)),
        ("issued", "2023-04-06", ("6",)),
        ("published", "2022-04-05T08:00:00+07:00", ("2022",)),
        ("event_date", "2022-04-09", ("9",)),
        ("recipients", ("Như trên", "Lưu"), ("lưu",)),
        ("locality", ("xã Phú Cường",), ("xã", "phú", "cường")),
        ("period", Period("quý II năm 2023", "2023-04-01", "2023-06-30"), ("ii",)),
        ("citations", (Citation("Kế hoạch", "7-KH/TU", None, "Ban Bí thư"),), ("ban",)),
    ],
)
def test_an_invented_value_is_named_with_its_words(key: str, value: object, words: tuple[str, ...]) -> None:
    assert unfounded(replace(METADATA, **{key: value}), SOURCE) == {key: words}  # type: ignore[arg-type]


def test_every_key_is_compared_or_exempt_with_a_reason() -> None:
    compared = {*TEXTS, *LISTS, *DATES, "period", "plan_period", "citations"}
    assert compared | set(EXEMPT) == {field.name for field in fields(Metadata)}
    assert not compared & set(EXEMPT)
    assert all(EXEMPT.values())

"""Symbols taken apart, codes and names of issuers, terms."""

import pytest

from builder.vietnamese.symbols import issuer_code, known_instruments, parse_symbol
from builder.vietnamese.terms import term_of


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("05-CT/TW", "p CT 5  TW centre"),
        ("05-ct/tư", "p CT 5  TW centre"),
        ("52-BC/ĐU", "p BC 52  ĐU own"),
        ("19 - CT/HU", "p CT 19  HU district"),
        ("27-NQ/TU", "p NQ 27  TU province"),
        ("02-HD/BTCTW", "p HD 2  BTCTW centre"),
        ("36-HD/VPTU", "p HD 36  VPTU province"),
        ("12-HD/BTC", "p HD 12  BTC "),
        ("96/QĐ-BTC", "s QĐ 96  BTC centre"),
        ("38/NQ-CP", "s NQ 38  CP centre"),
        ("04/2023/TT-BYT", "s TT 4 2023 BYT centre"),
        ("2326/KL-TTCTP", "s KL 2326  TTCP centre"),
        ("31/2024/QH15", "s  31 2024 QH15 centre"),
        ("88/2025QH15", "s  88 2025 QH15 centre"),
        ("595/NQ-UBTVQH15", "s NQ 595  UBTVQH15 centre"),
        ("1234/BGDĐT-VP", "s  1234  BGDĐT-VP centre"),
        ("1232/QĐ/TTg", "s QĐ 1232  TTG centre"),
        ("64-CP", "s  64  CP centre"),
        ("45/QÐ-UBND", "s QĐ 45  UBND "),
        ("12a/KH-UBND", "s KH 12A  UBND "),
        ("96/TTr-NN&PTNT", "s TTR 96  NN&PTNT "),
        ("01-QĐi/ĐU", "p QĐI 1  ĐU own"),
    ],
)
def test_a_symbol_taken_apart(printed: str, parts: str) -> None:
    symbol = parse_symbol(printed)
    assert symbol is not None
    assert " ".join((symbol.system, symbol.type, symbol.number, symbol.year, symbol.issuer, symbol.level)) == parts


@pytest.mark.parametrize("printed", ["05", "", "05/51", "số", "05-", "-CT/TW", "2022", "<b>", "1" * 50])
def test_what_is_no_symbol(printed: str) -> None:
    assert parse_symbol(printed) is None


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Bộ Chính trị", ("p", "TW", "centre")),
        ("Ban Bí thư", ("p", "TW", "centre")),
        ("Ban Thường vụ Tỉnh uỷ", ("p", "TU", "province")),
        ("BTV Huyện ủy", ("p", "HU", "district")),
        ("Ban Chấp hành Đảng bộ huyện", ("p", "HU", "district")),
        ("Ban Tổ chức Tỉnh ủy", ("p", "BTC", "province")),
        ("UBND tỉnh", ("s", "UBND", "province")),
        ("Chủ tịch UBND huyện", ("s", "UBND", "district")),
        ("Ủy ban nhân dân xã Tân Hưng", ("s", "UBND", "commune")),
        ("HĐND", ("s", "HĐND", "")),
        ("Thủ tướng Chính phủ", ("s", "TTG", "centre")),
        ("Đảng ủy", ("p", "ĐU", "own")),
        ("Sở Nội vụ", ("", "", "province")),
        ("Hội Người cao tuổi", ("", "", "")),
    ],
)
def test_an_issuer_as_text_names_it(printed: str, found: tuple[str, str, str]) -> None:
    assert issuer_code(printed) == found


@pytest.mark.parametrize(
    ("date", "level", "term"),
    [
        ("2016-05-15", "centre", "2016"),
        ("2021-01-24", "centre", "2016"),
        ("2021-01-25", "centre", "2021"),
        ("1960-01-01", "centre", ""),
        ("2020-09-30", "province", "2015"),
        ("2020-10-01", "province", "2020"),
        ("2020-07-01", "district", "2020"),
        ("2020-04-30", "commune", "2015"),
        ("2024-01-01", "own", "2020"),
    ],
)
def test_the_term_of_a_date(date: str, level: str, term: str) -> None:
    assert term_of(date, level) == term


def test_every_well_known_instrument_has_a_symbol_and_a_source() -> None:
    assert all(parse_symbol(known.number) for known in known_instruments())
    assert ("Chỉ thị", "5") in {known.short for known in known_instruments()}

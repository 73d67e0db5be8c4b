"""The same document in every encoding gives the same page; what is no Vietnamese legacy text is left alone."""

import hashlib
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.content.markdown import render_body
from builder.errors import SourceError
from builder.model import Metadata, RawItem
from builder.pipeline.one_source import extract
from builder.portals import Profile, load_profiles
from builder.readers import NotADocument
from builder.vietnamese.encodings import decode
from builder.vietnamese.text import to_unicode
from tests.conversion.legacy import ASCII_SIGNS, ENCODERS, LOSES_CASE

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "pages.toml").read_text(encoding="utf-8"))["case"]
UNICODE = frozenset(name for name in ENCODERS if not name.startswith(("viscii", "vni", "tcvn3")))
FULL_PAGE = sorted(ENCODERS.keys() - LOSES_CASE)


@cache
def _profiles() -> tuple[Profile, ...]:
    return load_profiles()


def _page(data: bytes) -> tuple[str, Metadata]:
    item = RawItem("case.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")
    document = extract(item, _profiles())
    assert not isinstance(document, NotADocument), document.reason
    return render_body(document), document.metadata


@cache
def _clean(text: str) -> tuple[str, Metadata]:
    return _page(text.encode("utf-8"))


def _texts(encoding: str) -> list[str]:
    """The documents that an encoding can hold, with the signs that its fonts print."""
    texts = [case["input"] if encoding in UNICODE else case["input"].translate(ASCII_SIGNS) for case in CASES]
    return [text for text in texts if encoding in UNICODE or not set(text) & set("¹²³»²½")]


def _without_source(metadata: Metadata) -> Metadata:
    return replace(metadata, source=replace(metadata.source, sha256="", encoding=""))


@pytest.mark.parametrize("encoding", FULL_PAGE)
def test_a_document_gives_the_same_page_in_every_encoding(encoding: str) -> None:
    texts = _texts(encoding)
    assert len(texts) >= 15
    for text in texts:
        body, metadata = _page(ENCODERS[encoding](text))
        wanted, fields = _clean(text)
        assert body == wanted
        assert _without_source(metadata) == _without_source(fields)


@pytest.mark.parametrize("encoding", sorted(LOSES_CASE))
def test_tcvn3_gives_every_word_though_not_every_capital(encoding: str) -> None:
    for text in _texts(encoding):
        assert decode(ENCODERS[encoding](text)).text.casefold() == text.casefold()


RECORDED: Mapping[str, str] = {
    "utf-8 with BOM": "utf-8", "utf-16 with BOM": "utf-16", "utf-16-le": "utf-16", "utf-16-be": "utf-16",
    "windows-1258": "windows-1258", "viscii": "viscii", "vni": "vni-windows", "tcvn3": "tcvn3", "tcvn3 re-saved": "tcvn3",
    "utf-8 twice": "utf-8 (double-encoded)",
}  # fmt: skip


@pytest.mark.parametrize("encoding", RECORDED)
def test_the_encoding_is_recorded(encoding: str) -> None:
    decoded = decode(ENCODERS[encoding](_texts(encoding)[0]))
    assert (decoded.encoding, decoded.warning) == (RECORDED[encoding], None)


SENTENCES = (
    "Sáng ngày 12/5/2020, Đảng ủy xã Trung Lương tổ chức hội nghị tổng kết phong trào thi đua yêu nước trong những năm qua.",
    "Được sự quan tâm của các cấp, người dân hướng ứng, như vậy là tư tưởng được đưa vào thực tế, lưu giữ mưa nắng.",
    "Công tác dân vận có chuyển biến tốt, công trình công cộng được tôn tạo.",
)


@pytest.mark.parametrize("encoding", ["tcvn3 re-saved", "vni re-saved", "viscii re-saved", "utf-8 twice"])
def test_single_lines_in_another_encoding_are_converted_alone(encoding: str) -> None:
    lines = [SENTENCES[0], ENCODERS[encoding](SENTENCES[1]).decode(), SENTENCES[2]]
    decoded = decode("\n".join(lines).encode())
    assert to_unicode(decoded.text).split("\n") == list(SENTENCES)
    assert decoded.encoding.startswith("utf-8 (partly ")
    assert decoded.warning is not None


@pytest.mark.parametrize("encoding", ["tcvn3 re-saved", "vni re-saved", "viscii re-saved", "utf-8 twice"])
def test_single_paragraphs_of_a_page_are_converted_alone(encoding: str) -> None:
    lines = [SENTENCES[0], ENCODERS[encoding](SENTENCES[1]).decode(), SENTENCES[2]]
    page = f"<html><body><h1>Tổng kết thi đua</h1><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>"
    document = extract(RawItem("page.html", page.encode(), "0" * 64, "text/html"), _profiles())
    assert not isinstance(document, NotADocument)
    assert render_body(document).split("\n\n")[1:] == [*SENTENCES[:2], f"{SENTENCES[2]}\n"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "windows-1258", "utf-8 twice", "utf-16-le"])
def test_a_notice_of_forty_characters_is_recognised(encoding: str) -> None:
    notice = "Mời các đồng chí dự họp chi bộ ngày 05/8"
    assert unicodedata.normalize("NFC", decode(ENCODERS[encoding](notice)).text) == notice


def test_thin_evidence_is_a_warning() -> None:
    assert decode(ENCODERS["tcvn3"]("Số: 12")).warning


@pytest.mark.parametrize(
    "text",
    [
        "THE QUICK BROWN FOX", "Report of the Committee, 2020 – final", "12345 67/89 2020 · 1.250.000",
        "© 2023 – UBND • Liên hệ", "Café São Tomé, naïve façade, Größe über München, El Niño", "½ ¼ ¾ m² m³ ±5°C 30⁰C",
        "ĐẢNG ỦY XÃ HÒA LẠC", "Ông Ðặng Văn Ân", "ÊĐÊ, M’Nông, Xơ Đăng", "Ý Yên", "Às vezes, às ordens",
    ],
)  # fmt: skip
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_other_text_is_left_alone(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


BINARY = (
    bytes(value for number in range(2000) for value in (number * 7 % 256, 0)),  # samples of a sound, zero at odd offsets only
    bytes(value for number in range(2000) for value in (0xA0 + number % 95, 0)),
    bytes(value for number in range(2000) for value in (0x21 + number * 31 % 94, 0)),  # readable characters, no words
    bytes(range(256)) * 20,
)


@pytest.mark.parametrize("data", BINARY)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(data)

"""Scraped pages of an invented portal, as many as are wanted: the reports of archive_of in the frame of a page of the sample."""

import html
from collections.abc import Iterator
from pathlib import Path

from builder.model import Page
from tests.bench.archive_of import pages

_PROJECT = Path(__file__).resolve().parents[2]
_FRAME = _PROJECT / (
    "content/sources/phucuong.lamson.example.vn/bao-cao/bao-cao-ket-qua-cong-tac-thang-5-nhiem-vu-thang-6-nam-2023-144.html"
)
_TITLE = "Báo cáo Kết quả công tác tháng 5, nhiệm vụ tháng 6 năm 2023"
_ADDRESS = "http://phucuong.lamson.example.vn/bao-cao/bao-cao-ket-qua-cong-tac-thang-5-nhiem-vu-thang-6-nam-2023-144.html"
_DAYS = (("29/05/2023", "{day}/{month}/{year}"), ("2023-05-29", "{year}-{month}-{day}"))
_BODY, _AFTER = (
    '<div id="news-bodyhtml" class="bodytext margin-bottom-lg">',
    '<div class="panel panel-default"><div class="panel-heading"><i class="fa fa-download">',
)


def write_portal(folder: Path, count: int) -> None:
    """Write so many pages of some 40 KB, a mirror as wget makes it."""
    frame = _FRAME.read_text(encoding="utf-8")
    before, rest = frame.split(_BODY)
    after = rest[rest.index(_AFTER) :]
    for number, page in enumerate(pages(count)):
        file = folder / "kho.example.vn" / "bao-cao" / f"{number // 500:03}" / f"van-ban-{number:06}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = f"{before}{_BODY}\n{''.join(_paragraphs(page))}</div></div>{after}"
        file.write_text(_renamed(text, page, number), encoding="utf-8")


def _renamed(text: str, page: Page, number: int) -> str:
    year, month, day = (page.metadata.issued or "2022-01-01").split("-")
    for old, new in _DAYS:
        text = text.replace(old, new.format(year=year, month=month, day=day))
    address = f"http://kho.example.vn/bao-cao/{number // 500:03}/van-ban-{number:06}.html"
    return text.replace(_TITLE, html.escape(f"{page.metadata.title} ({number})")).replace(_ADDRESS, address)


def _paragraphs(page: Page) -> Iterator[str]:
    known = page.metadata
    year, month, day = (known.issued or "2022-01-01").split("-")
    commune = (known.issuer or "").removeprefix("Đảng ủy xã ")
    letterhead = (
        "ĐẢNG BỘ HUYỆN LÂM SƠN", f"ĐẢNG ỦY XÃ {commune.upper()}", "*", f"Số {known.number}", "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"{known.place}, ngày {day} tháng {month} năm {year}", (known.doc_type or "").upper(), known.title,
    )  # fmt: skip
    for line in (*letterhead, *page.body.split("\n\n")[2:]):
        yield f'<p style="text-align: justify;"><span style="font-size:14px;">{html.escape(line.strip())}</span></p>\n'
    yield f"<p><b>T/M ĐẢNG ỦY<br>BÍ THƯ<br>{html.escape(known.signer or '')}</b></p>\n"

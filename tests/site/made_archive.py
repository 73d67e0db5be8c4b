"""A small archive made by hand, with a page of every template and a hostile bulletin: a fault of the converter is no fault of
the pages."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.config import Settings, load_settings
from builder.content.page import page_text
from builder.model import Citation, Page, Period, Source
from builder.pipeline.publishing import PublishReport, publish
from builder.publish.scaffold import create_archive
from tests.unit.publish.pages import hostile_page
from tests.unit.publish.pages import page as bulletin

PREFIX = "/kho/"
ADDRESSES = {
    "home": "",
    "overview": "browse/",
    "year": "browse/nam/2022/",
    "year, second page": "browse/nam/2022/2/",
    "issuer": "browse/co-quan/dang-uy-xa-phu-cuong/",
    "types": "browse/loai/",
    "months": "browse/nam/",
    "tree": "browse/co-quan/cap-tren/",
    "cited": "browse/vien-dan/",
    "cited, of a type": "browse/vien-dan/theo-loai/chi-thi/",
    "instrument": "browse/vien-dan/chi-thi-5-tw-2016/",
    "places": "browse/dia-ban/",
    "place": "browse/dia-ban/xa-phu-cuong/",
    "signers": "browse/nguoi-ky/",
    "signer": "browse/nguoi-ky/lo-thi-mai/",
    "gaps": "browse/do-phu/",
    "coverage": "browse/do-phu/phan-1/",
    "search": "tim-kiem/",
    "about": "gioi-thieu/",
    "report": "bulletins/2022/bao-cao-thang-5/",
    "hostile": "bulletins/2024/thu-dich/",
    "missing": "404.html",
}
"""A page of every template."""
LETTERHEAD = (
    "ĐẢNG BỘ HUYỆN LAM SƠN", "ĐẢNG ỦY XÃ PHÚ CƯỜNG", "Số 12-BC/ĐU",
    "ĐẢNG CỘNG SẢN VIỆT NAM", "Phú Cường, ngày 31 tháng 5 năm 2022",
)  # fmt: skip
# One pixel, so that an image is an image.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")

BODY = """# BÁO CÁO tình hình tháng 5 năm 2022

Thực hiện Kế hoạch số 07-KH/ĐU, Chi ủy đã họp thường kỳ, đánh giá kết quả[^1] và bàn việc tháng sau.

## I. KẾT QUẢ

### 1. Sản xuất

- Lúa Xuân
  - Đã gặt xong 40 ha
- Ngô

| STT | Chỉ tiêu của xã | Đơn vị tính | Kế hoạch năm | Thực hiện tháng | So với cùng kỳ | Ghi chú |
|----:|-----------------|-------------|-------------:|----------------:|---------------:|---------|
| 1 | Diện tích lúa | ha | 42 | 40 | 95,2% | Hai thửa ven sông bị ngập |

![Bà con ra đồng](dong.png)

## II. VIỆC THÁNG SAU

Giữ nước cho vụ Mùa.

T/M BAN CHẤP HÀNH\\
BÍ THƯ\\
Lò Thị Mai

[^1]: Theo biên bản họp ngày 28 tháng 5.
"""


def report() -> Page:
    url = "https://phucuong.example.vn/tin/bao-cao-thang-5.html"
    source = Source("sources/a.html", "ab" * 32, "text/html", "utf-8", url, "2025-03-02T10:11:12+07:00", "nukeviet")
    made = bulletin(
        "bao-cao-thang-5", title="BÁO CÁO tình hình tháng 5 năm 2022", doc_type="Báo cáo", number="12-BC/ĐU", source=source,
        issuer="Đảng ủy xã Phú Cường", parent_issuer="Huyện ủy Lam Sơn", issued="2022-05-31", place="Phú Cường",
        published="2022-06-01T08:30:00+07:00", period=Period("tháng 5", "2022-05-01", "2022-05-31"), signer="Lò Thị Mai",
        signer_role="Bí thư", signing_authority="T/M Ban Chấp hành", recipients=("Huyện ủy (để báo cáo)", "Lưu VP"),
        citations=(Citation("Kế hoạch", "07-KH/ĐU", "2022-01-10"), Citation("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị")),
        letterhead=LETTERHEAD, locality=("xã Phú Cường", "huyện Lam Sơn"),
    )  # fmt: skip
    return Page(made.metadata, made.path, BODY)


def plan() -> Page:
    """The plan that the report cites."""
    made = bulletin(
        "ke-hoach-7", doc_type="Kế hoạch", number="07-KH/ĐU", issuer="Đảng ủy xã Phú Cường", issued="2022-01-10",
        signer="Lò Thị Mai", signer_role="Bí thư", locality=("xã Phú Cường", "huyện Lam Sơn"),
        citations=(Citation("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"),),
    )  # fmt: skip
    return Page(made.metadata, made.path, "# KẾ HOẠCH sản xuất năm 2022\n\nGieo trồng đúng vụ.\n")


@dataclass(frozen=True, slots=True)
class MadeArchive:
    """The archive's settings and the address of its site, which is served below a path."""

    settings: Settings
    home: str
    report: PublishReport

    @property
    def site(self) -> Path:
        return self.settings.site


def build_archive(root: Path, serve_folder: Callable[..., str]) -> MadeArchive:
    """Make and build the archive in the folder `root`, and serve its site."""
    create_archive(root, "Kho lưu trữ Lam Sơn")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("\nsite_url: https://luutru.example/kho/\n")  # the page for missing addresses needs to know its folder
    settings = load_settings(root / "mkdocs.yml")
    months = [bulletin(f"thang-{n}", issued=f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}", doc_type="Thông báo") for n in range(120)]
    years = [bulletin(f"nam-{year}", issued=f"{year}-03-01", doc_type="Kế hoạch") for year in range(1996, 2014)]
    pages = [report(), plan(), hostile_page(), bulletin("khong-ngay", doc_type="Tin tức"), *months, *years]
    for each in pages:
        file = settings.content / each.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page_text(each.metadata, each.body), encoding="utf-8")
    (settings.content / report().path).with_name("dong.png").write_bytes(PIXEL)
    built, _ = publish(settings, lambda *_: None)
    return MadeArchive(settings, serve_folder(settings.site, PREFIX), built)

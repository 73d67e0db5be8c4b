"""Pages for the search tests: the shared seed when it is there, a text of our own otherwise, and invented neighbours."""

import html
from pathlib import Path

from builder.model import Citation, Metadata, Page, Period, Source

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "002_c3da1ff004bb1b64.txt"
SEED_ID = "bao-cao-52"
_SOURCE = Source("mau.txt", "0" * 64, "text/plain", "utf-8")
_OWN_TEXT = """## I. CÔNG TÁC XÂY DỰNG ĐẢNG

Đảng bộ thị trấn đã quán triệt Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.

- Uỷ ban Mặt trận phối hợp với UBND thị trao quà cho người nghèo tại các tổ dân phố.
- Ủy ban Kiểm tra giám sát các chi bộ; kiện toàn TDP 8 và tổ dân phố 15.

## II. KINH TẾ - XÃ HỘI

Công tác qui hoạch, quản lý quy hoạch được chú trọng. Tổng thu ngân sách đạt 4.884.100.000đ.
"""
_TOPICS = (
    "xây dựng nông thôn mới", "cải cách hành chính", "phòng, chống thiên tai", "thu ngân sách nhà nước", "công tác dân vận",
    "kiểm tra, giám sát", "tuyển quân và huấn luyện dân quân tự vệ", "chuyển đổi số", "bảo vệ môi trường", "an sinh xã hội",
    "giải phóng mặt bằng", "văn hóa, thể thao",
)  # fmt: skip


def seed_page() -> Page:
    """The report of the ward whose number is 52-BC/ĐU."""
    body = SEED.read_text(encoding="utf-8") if SEED.exists() else _OWN_TEXT
    title = "BÁO CÁO Kết quả thực hiện nhiệm vụ chính trị quý I và triển khai nhiệm vụ trọng tâm quý II năm 2022"
    metadata = Metadata(
        id=SEED_ID, title=title, source=_SOURCE, doc_type="Báo cáo", number="52-BC/ĐU", issuer="Đảng ủy thị trấn Cẩm Xuyên",
        parent_issuer="Đảng bộ huyện Cẩm Xuyên", place="Cẩm Xuyên", issued="2022-03-22", signer="Đặng Đình Chúc",
        signer_role="Phó Bí thư", period=Period("quý I", "2022-01-01", "2022-03-31"), locality=("thị trấn Cẩm Xuyên",),
        citations=(Citation("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"),),
    )  # fmt: skip
    return Page(metadata, f"bulletins/2022/{SEED_ID}.md", f"# {title}\n\n{body}")


def notice(serial: int, body: str = "", **fields: object) -> Page:
    """An invented notice of the commune Minh Hòa; its topic, month and year follow from its serial number."""
    topic = _TOPICS[serial % len(_TOPICS)]
    year, month = 2020 + serial % 4, 1 + serial % 12
    values: dict[str, object] = {
        "id": f"thong-bao-{serial:02d}", "title": f"THÔNG BÁO Về {topic} đợt {serial}", "source": _SOURCE,
        "doc_type": "Thông báo" if serial % 3 else "Kế hoạch", "number": f"{100 + serial}/TB-UBND",
        "issuer": "Ủy ban nhân dân xã Minh Hòa", "place": "Minh Hòa", "issued": f"{year}-{month:02d}-05",
        "signer": "Trần Văn Hoà",
    } | fields  # fmt: skip
    text = body or f"Uỷ ban nhân dân xã Minh Hoà thông báo về {topic} trên địa bàn xã trong tháng {month} năm {year}."
    return Page(Metadata(**values), f"bulletins/{year}/{values['id']}.md", f"# {html.escape(str(values['title']))}\n\n{text}\n")  # type: ignore[arg-type]


def pages() -> list[Page]:
    """The seed's report among two dozen notices."""
    return [seed_page(), *(notice(serial) for serial in range(24))]

"""An archive of any size for the search's measurements: invented reports of invented communes, always the same."""

import random
from collections.abc import Iterator

from builder.model import Citation, Metadata, Page, Period, Source

_SOURCE = Source("mau.txt", "0" * 64, "text/plain", "utf-8")
_KINDS = (("Báo cáo", "BC"), ("Kế hoạch", "KH"), ("Thông báo", "TB"), ("Nghị quyết", "NQ"), ("Công văn", "CV"))
_SYLLABLES = (
    "An Bình Cẩm Đông Gia Hòa Hưng Khánh Lâm Long Minh Mỹ Nam Ngọc Phú Quang Sơn Tân "
    "Thanh Thịnh Thủy Tiên Trung Tường Vân Vĩnh Xuân Yên"
).split()
_NAMES = ("Nguyễn Văn", "Trần Thị", "Lê Bá", "Phạm Minh", "Hoàng Đình", "Vũ Thế")
_SENTENCES = (
    "Ủy ban nhân dân xã {place} chỉ đạo các thôn, tổ dân phố thực hiện tốt công tác {topic}",
    "Ban Thường vụ Đảng ủy ban hành kế hoạch về {topic}, phân công từng đồng chí phụ trách",
    "Tổng thu ngân sách đạt {a} triệu đồng, bằng {b}% dự toán huyện giao",
    "Diện tích gieo trồng {a} ha, năng suất bình quân {b} tạ/ha, tăng so với cùng kỳ",
    "Mặt trận Tổ quốc và các đoàn thể vận động nhân dân tham gia {topic}",
    "Kết nạp {b} đảng viên mới; thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị về học tập và làm theo tư tưởng Hồ Chí Minh",
    "Công tác {topic} còn một số hạn chế, nhất là ở thôn {village}",
    "Thực hiện Nghị quyết số {c}-NQ/HU của Ban Chấp hành Đảng bộ huyện về {topic}",
    "Đồng chí {name} đề nghị Hội đồng nhân dân xem xét việc {topic} tại thôn {village}",
    "Trạm y tế khám, chữa bệnh cho {a} lượt người; tỷ lệ tham gia bảo hiểm y tế đạt {b}%",
)
_TOPICS = (
    "xây dựng nông thôn mới nâng cao", "chuyển đổi số", "phòng, chống thiên tai", "giải phóng mặt bằng", "cải cách hành chính",
    "bảo vệ môi trường", "tuyển quân", "thu gom rác thải", "phòng, chống dịch tả lợn châu Phi", "xóa nhà tạm, nhà dột nát",
    "tiếp công dân", "phổ biến giáo dục pháp luật", "nuôi trồng thủy sản", "quản lý đất đai", "kiểm tra, giám sát",
)  # fmt: skip


def pages(count: int, sentences: int = 70) -> Iterator[Page]:
    """So many pages of about 8 KB."""
    chance = random.Random(1930)  # noqa: S311 - no secret
    for number in range(count):
        yield _page(number, chance, sentences)


def _page(number: int, chance: random.Random, sentences: int) -> Page:
    (kind, code), place = chance.choice(_KINDS), f"{chance.choice(_SYLLABLES)} {chance.choice(_SYLLABLES)}"
    year, month, day = chance.randint(2005, 2025), chance.randint(1, 12), chance.randint(1, 28)
    title = f"{kind} {chance.choice(_TOPICS)} tháng {month} năm {year} xã {place}"
    cited = tuple(Citation("Nghị quyết", f"{chance.randint(1, 90)}-NQ/HU") for _ in range(3))
    meta = Metadata(
        id=f"mau-{number:06d}", title=title, source=_SOURCE, doc_type=kind, number=f"{1 + number % 400}-{code}/ĐU",
        issuer=f"Đảng ủy xã {place}", place=place, issued=f"{year}-{month:02d}-{day:02d}", locality=(f"xã {place}",),
        period=Period(f"tháng {month}", f"{year}-{month:02d}-01", f"{year}-{month:02d}-28"), citations=cited,
        signer=_person(chance),
    )  # fmt: skip
    body = "\n\n".join(_paragraph(place, chance) for _ in range(sentences // 2))
    return Page(meta, f"bulletins/{year}/{meta.id}.md", f"# {title}\n\n## I. KẾT QUẢ\n\n{body}\n")


def _paragraph(place: str, chance: random.Random) -> str:
    return "; ".join(_sentence(place, chance) for _ in range(2)) + "."


def _sentence(place: str, chance: random.Random) -> str:
    village = f"{chance.choice(_SYLLABLES)} {chance.choice(_SYLLABLES)}"
    filled = {"place": place, "village": village, "topic": chance.choice(_TOPICS), "name": _person(chance)}
    return chance.choice(_SENTENCES).format(
        a=chance.randint(100, 9999), b=chance.randint(1, 99), c=chance.randint(1, 90), **filled
    )


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_NAMES)} {chance.choice(_SYLLABLES)}"


QUERIES: dict[str, tuple[str, ...]] = {
    "word in every document": ("ủy ban", "đảng", "thôn", "xã", "dang vien"),
    "several words": ("thu ngân sách", "nông thôn mới nâng cao", "giai phong mat bang", "công tác chuyển đổi số"),
    "phrase": ('"ủy ban nhân dân"', '"tổ dân phố"', '"to dan pho"', '"tư tưởng Hồ Chí Minh"', '"dịch tả lợn châu Phi"'),
    "number": ("12-BC/ĐU", "12 bc đu", "05-CT/TW", "45-NQ/HU", "399-KH/DU"),
    "place and type": ("báo cáo xã Cẩm Thủy", "kế hoạch xã Vĩnh Xuân", "nghi quyet xa an binh", "xã Minh Hòa"),
    "period": ("báo cáo tháng 5 năm 2020", "kế hoạch quý II/2021", "tháng 3/2015", "năm 2010", "bc 6 tháng đầu năm 2022"),
    "name": ("Nguyễn Văn Hòa", "tran thi xuan", "Lê Bá Thủy", "Phạm Minh Lâm", "vu the an"),
    "abbreviation": ("UBND xã", "HĐND", "NTM nâng cao", "BCH Đảng bộ", "BHYT"),
    "long": (
        "học tập và làm theo tư tưởng Hồ Chí Minh ở thôn",
        "phân công đồng chí phụ trách công tác giải phóng mặt bằng thôn An Bình",
        "hạn chế trong công tác bảo vệ môi trường tại thôn Cẩm Sơn", "ty le tham gia bao hiem y te trong nhan dan",
        "dịch tả lợn châu Phi và công tác tiêm phòng trên địa bàn",
    ),
    "mistyped": ("nông thônn mới", "giải phóng mặtt bằng", "chuyyen đổi số", "nuôi trồnng thủy sản", "bảo hiểmm y tế"),
    "no answer": ("xyzzy", "sân bay vũ trụ", "999-QĐ/XYZ", '"dân phố tổ"', "blockchain tiền ảo"),
}  # fmt: skip

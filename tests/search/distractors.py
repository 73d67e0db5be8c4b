"""Documents that answer no judged query but hold its words: other places, other periods, the words apart. Deterministic."""

import random
from collections.abc import Sequence

from builder.model import Citation, Metadata, Page, Period, Source
from builder.search import analysis
from builder.search.abbreviations import abbreviations
from builder.vietnamese import keys
from tests.search.judged import QuerySet

_SEED = 20250701
_SOURCE = Source("nhieu.txt", "0" * 64, "text/plain", "utf-8")
_TYPES = (
    ("Báo cáo", "BC"),
    ("Kế hoạch", "KH"),
    ("Thông báo", "TB"),
    ("Công văn", "CV"),
    ("Tờ trình", "TTr"),
    ("Chương trình", "CTr"),
)
_PLACES = (
    "Tân Thạnh",
    "Bình Khê",
    "Sông Mây",
    "Gò Sành",
    "Thạch Kiều",
    "Vĩnh Ngạn",
    "Đại Hưng",
    "Trà Vông",
    "Yên Mạc",
    "Ngọc Tảo",
)
_PEOPLE = ("Phùng Bá Sửu", "Kiều Gia Tín", "Uông Thế Vượng", "Giáp Thị Nhàn", "Thân Trọng Bút", "Ngụy Hải Đường")
_TOPICS = (
    "thu ngân sách", "xây dựng đường giao thông", "trồng cây phân tán", "khuyến học", "phòng cháy chữa cháy", "tiêm chủng",
    "an toàn thực phẩm", "dân số", "thể dục thể thao", "thư viện cơ sở", "làng nghề", "vệ sinh đồng ruộng",
)  # fmt: skip
_APART = ("typos", "no-answer", "odd")
"""Classes whose words stand in no document on purpose: a document that held them would be an answer."""
_FILLER = (
    "trong kỳ đơn vị đã hoàn thành khối lượng được giao", "số liệu so với cùng kỳ có tăng nhẹ", "còn một vài mặt cần khắc phục",
    "các bộ phận chuyên môn tiếp tục rà soát", "kết quả được thông tin rộng rãi tới người dân", "kinh phí lấy từ nguồn tại chỗ",
    "việc phối hợp giữa các ngành khá chặt chẽ", "đề nghị cấp trên quan tâm bố trí thêm thiết bị",
)  # fmt: skip


def distractors(queries: QuerySet, count: int) -> list[Page]:
    """So many pages, always the same."""
    rows = [_words(query.text) for query in queries.queries if query.kind not in _APART]
    asked_alone = {keys.fold(row[0]) for row in rows if len(row) == 1}
    words = sorted({word for row in rows for word in row if keys.fold(word) not in asked_alone})
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    return [_page(number, words, chance) for number in range(count)]


def _words(text: str) -> list[str]:
    """The words of a query but numbers and abbreviations: those would be answers, and so would a word that is asked alone."""
    known = {keys.fold(entry.short) for entry in abbreviations()}
    found = (text[token.start : token.end] for text in [analysis.nfc(text)] for token in analysis.words(text))
    return [word for word in found if word.isalpha() and len(word) > 1 and keys.fold(word) not in known]


def _page(number: int, words: Sequence[str], chance: random.Random) -> Page:
    (kind, code), place, topic = chance.choice(_TYPES), chance.choice(_PLACES), chance.choice(_TOPICS)
    month, year = chance.randint(1, 12), chance.randint(2015, 2019)
    title = f"{kind.upper()} kết quả {topic} tháng {month} năm {year} xã {place}"
    paragraphs = [_paragraph(words, chance) for _ in range(8)]
    meta = Metadata(
        id=f"nhieu-{number:05d}", title=title, source=_SOURCE, doc_type=kind, number=f"{2000 + number}-{code}/ĐU",
        issuer=f"Đảng ủy xã {place}", place=place, issued=f"{year}-{month:02d}-{chance.randint(10, 28)}",
        signer=chance.choice(_PEOPLE), locality=(f"xã {place}",),
        period=Period(f"tháng {month} năm {year}", f"{year}-{month:02d}-01", f"{year}-{month:02d}-28"),
        citations=(Citation("Nghị quyết", f"{chance.randint(500, 900)}-NQ/TU"),),
    )  # fmt: skip
    return Page(meta, f"bulletins/{year}/{meta.id}.md", f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n")


def _paragraph(words: Sequence[str], chance: random.Random) -> str:
    """Filler with a judged query's word here and there; two of them never stand side by side."""
    pieces = [f"{chance.choice(_FILLER)} {chance.choice(words)}" for _ in range(4)]
    return (", ".join(pieces) + ".").capitalize()

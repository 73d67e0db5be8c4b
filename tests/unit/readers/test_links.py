"""Which links of an article are kept, and under which address."""

import pytest

from builder.readers.links import document_address

PAGE = "https://lamson.example.vn/van-ban/bao-cao-quy-1-118.html"
KEPT = [
    ("/uploads/bc-118.pdf", "https://lamson.example.vn/uploads/bc-118.pdf"),
    ("../uploads/Báo cáo (1).docx", "https://lamson.example.vn/uploads/B%C3%A1o%20c%C3%A1o%20%281%29.docx"),
    ("ke-hoach-trien-khai-de-an-12.html", "https://lamson.example.vn/van-ban/ke-hoach-trien-khai-de-an-12.html"),
    ("//vanban.example.vn/luat.aspx?ItemID=12", "https://vanban.example.vn/luat.aspx?ItemID=12"),
    ("http://vanban.example.vn/index.php?nv=laws&op=detail&id=3", "http://vanban.example.vn/index.php?nv=laws&op=detail&id=3"),
    ("/van-ban/bao-cao-quy-1-118.html?download=1", "https://lamson.example.vn/van-ban/bao-cao-quy-1-118.html?download=1"),
    ("htt\nps://a.example.vn/x\ty.pdf", "https://a.example.vn/xy.pdf"),
    ("/a.pdf)[x](javascript:y", None),
    ("/a`*_[x]<y>'\"|.pdf", "https://lamson.example.vn/a%60%2A_%5Bx%5D%3Cy%3E%27%22%7C.pdf"),
]
DROPPED = [
    "", "#", "#muc-2", "/", "https://gov.example.vn", "/tin-tuc/", "/tag/kinh-te-xa-hoi-nam-2024", "/search?q=a.pdf",
    "/?s=bao+cao", "/chuyen-muc/bao-cao-thang-nam-2024.html", "/anh/hoi-nghi-12.jpg", "mailto:vp@example.vn", "tel:0233",
    "javascript:alert(1)//a.pdf", "java\nscript:alert(1)//.pdf", "JaVaScRiPt:x.pdf", "data:text/html,x.pdf", "file:///etc/a.pdf",
    "vbscript:a.pdf", "https://www.facebook.com/sharer/sharer.php?u=a.pdf", "https://a@b.example.vn/x.pdf",
    "http://[::1/x.pdf", "\\\\evil\\x.pdf", "/van-ban/bao-cao-quy-1-118.html#phan-2", "/" + "a" * 3000 + ".pdf",
]  # fmt: skip


@pytest.mark.parametrize(("href", "address"), KEPT)
def test_a_link_to_a_document_is_kept_with_its_full_address(href: str, address: str | None) -> None:
    assert document_address(href, PAGE) == address


@pytest.mark.parametrize("href", DROPPED)
def test_a_link_around_the_portal_or_to_no_file_is_dropped(href: str) -> None:
    assert document_address(href, PAGE) is None


def test_without_the_page_s_address_only_a_file_keeps_a_relative_one() -> None:
    assert document_address("/uploads/bc 118.pdf", None) == "/uploads/bc%20118.pdf"
    assert document_address("ke-hoach-trien-khai-de-an-12.html", None) is None
    assert document_address("//evil.example.vn/a.pdf", None) is None
    assert document_address("javascript:a.pdf", None) is None

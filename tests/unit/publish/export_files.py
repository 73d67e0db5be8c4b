"""A small archive on disk with hostile pages, images and ledgers, to be exported."""

import struct
import zlib
from pathlib import Path

from builder.model import ImageRef, Page
from builder.publish.export.selection import Selection, by_date
from builder.publish.places import places
from tests.unit.publish.machine_files import SITE, archive
from tests.unit.publish.pages import HOSTILE, page

BODY = f"""# Tiêu đề & <b>

Xem [trang kia](../2022/ban-tin-0001.md), [trang ngoài sách](../2022/khong-chon.md), [mạng](https://example.vn/?a=1&b=2),
[mục](#1-muc) và [xấu](javascript:alert) [^1].

## 1. Mục

![Ảnh có](hinh/a.png)

![Ảnh mất](hinh/khong-co.png) ![Ảnh xa](https://example.vn/x.png)

| a | b |
|---|---|
| 1 | 2 |

<table><tr><td colspan="2">x<br>y</td></tr></table>

{HOSTILE}

TM. UỶ BAN\\
Ông A

[^1]: Ghi chú <script>.
"""


def png() -> bytes:
    """The smallest picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def rich_page() -> Page:
    """A page with everything that a body can hold."""
    made = page("day-du", issued="2023-05-01", images=(ImageRef("hinh/a.png", ""), ImageRef("../../../mat.txt", "")))
    return Page(made.metadata, made.path, BODY)


def content_of(folder: Path, count: int = 3) -> tuple[Path, tuple[Page, ...]]:
    """Write content/ below `folder`; gives it and its pages."""
    content = folder / "content"
    pages = (rich_page(), *archive(count))
    for one in pages:
        file = content / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\nid: {one.metadata.id}\n---\n\n{one.body}", "utf-8", "replace")
        ledger = content / "ledger" / f"{one.metadata.id}.json"
        ledger.parent.mkdir(exist_ok=True)
        ledger.write_text("{}", "utf-8")
    (content / "bulletins" / "2023" / "hinh").mkdir()
    (content / "bulletins" / "2023" / "hinh" / "a.png").write_bytes(png())
    (content / "bulletins" / "2022" / "khong-chon.md").write_text("x", "utf-8")
    (content / "index.md").write_text("# Kho\n", "utf-8")
    (content / "records").mkdir()
    (content / "records" / "addresses.json").write_text("{}", "utf-8")
    (folder / "mat.txt").write_text("mật", "utf-8")
    return content, pages


def selection(folder: Path, count: int = 3, asked: str = "", site_url: str | None = SITE) -> Selection:
    """All its pages as a selection."""
    content, pages = content_of(folder, count)
    return Selection("Kho <lưu> & trữ", content, by_date(pages), places(site_url, True), asked)

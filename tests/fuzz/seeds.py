"""What the fuzzers begin with: pages as scraped, hostile sources, the inputs that once failed."""

from collections.abc import Iterator
from pathlib import Path

from tests.hostile.inputs import hostile

_TESTS = Path(__file__).parent.parent
CORPUS = Path(__file__).parent / "corpus"
_PAGE = (
    "---\nid: a\ntitle: Báo cáo\nissued: 2022-03-22\nperiod: {label: quý I, from: 2022-01-01, to: 2022-03-31}\n"
    "citations: [{type: Chỉ thị, number: 05-CT/TW, date: null, issuer: null}]\nsource: {path: a.txt, sha256: '0'}\n---\n\n"
    "# Báo cáo\n\nĐoạn[^1] *một* [x](http://a.vn/b.pdf)\n\n- mục\n  - con\n\n1. một\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
    '<table>\n<tr><td colspan="2">a</td></tr>\n</table>\n\n![ảnh](a/b.png)\n\n[^1]: Chú thích\n'
)
_QUERIES = ('"tổ dân phố" 2022', "52-BC/ĐU", "chỉ thị 05", "quý II/2022", "uyr ban", "22/3/2022", "UBND OR 6 tháng đầu năm")
_CONFIG = "site_name: Kho\nextra:\n  archive:\n    sources: [a]\n    hold: [secret]\n    host: nginx\nsite_url: https://a.vn/\n"


def seeds(target: str) -> Iterator[bytes]:
    """The first inputs of a target."""
    yield from kept(target)
    yield from _own(target)


def kept(target: str) -> list[bytes]:
    """The inputs that once failed."""
    return [file.read_bytes() for file in sorted((CORPUS / target).glob("*"))]


def _own(target: str) -> Iterator[bytes]:
    if target in ("html", "text", "encodings"):
        end = {"html": ".html", "text": ".txt"}.get(target, "")
        yield from (data for name, data in hostile(500).items() if name.endswith(end))
        yield from (file.read_bytes() for file in sorted((_TESTS / "portals").glob(f"*/source*{end}")))
    elif target in ("page", "markdown"):
        yield _PAGE.encode()
    elif target == "merging":
        yield "\f".join((_PAGE, _PAGE.replace("một", "hai"), _PAGE.replace("Đoạn", "Khổ"))).encode()
    elif target == "query":
        yield from (one.encode() for one in _QUERIES)
    elif target == "settings":
        yield _CONFIG.encode()
    elif target == "profile":
        files = sorted((_TESTS.parent / "builder" / "portals").glob("*.toml"))
        yield from (file.read_bytes().replace(f'"{file.stem}"'.encode(), b'"xa"', 1) for file in files)
    else:
        yield "Nguyễn Văn An\nĐồng chí Nguyễn Văn An, nguyen-van-an.html".encode()

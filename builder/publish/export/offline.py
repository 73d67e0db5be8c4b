"""The site as a folder that works without a server: `index.html` is opened from a disk or a USB stick.

A browser shows a folder's files when a link leads to a folder, so each link names its `index.html`. What only servers and
search engines read stays behind.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.errors import PublishError
from builder.files import discard
from builder.publish.export.archive_file import new_file
from builder.publish.files import is_site
from builder.publish.permanent.stubs import FOLDER as OLD_ADDRESSES

MARK = "bantin-offline.txt"
_NOTE = """{name}

Mở tệp index.html bằng trình duyệt để đọc và tìm trong kho lưu trữ; không cần mạng.
Bản lưu không chính thức. Thư mục này do lệnh `bantin export offline` làm ra; lần xuất sau sẽ thay cả thư mục.
"""
_LEFT = ("404.html", "_headers", "_redirects", ".nojekyll", "robots.txt", "oai.xml", "opensearch.xml")
_LEFT_FOLDERS = (f"{OLD_ADDRESSES}/", "_nginx/")
_LEFT_PATTERN = re.compile(r"sitemap[^/]*\.xml|.*\.(?:gz|br)")

# In well-formed HTML `<` outside of tags is written as a reference, and the site has no scripts or styles within pages.
_TAG = re.compile(r"""<(?:a|area|form|link|meta)\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_LINK = re.compile(r"""(\s(?:href|action)=)("[^"]*"|'[^']*')""", re.IGNORECASE)
_REFRESH = re.compile(r"""(\scontent=)("\d+; url=)([^"]*)(")""")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)
_DEAD = re.compile(r"""\srel=["']?search\b""")


def write_offline(site: Path, target: Path, name: str, settle: Callable[[Path], object]) -> int:
    """Make the edition in the folder `target`; gives the number of its files.

    `settle` is called with the finished copy to make its search work from a disk. Raises PublishError when the folder
    holds anything but an earlier edition.
    """
    _refuse(site, target)
    side = target.with_name(f".{target.name}.new")
    discard(side)
    try:
        count = _copy(site, side)
        settle(side)
        with new_file(side / MARK) as note:
            note.write_text(_NOTE.format(name=name), encoding="utf-8")
        discard(target)
        side.rename(target)
    except OSError as error:
        discard(side)
        raise PublishError(f"{target}: cannot be written: {error.strerror or error}") from error
    return count


def _refuse(site: Path, target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PublishError(f"{target}: is no folder; the edition needs one that is empty or does not exist yet")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise PublishError(f"{target}: holds files of others; the edition needs a folder that is empty or does not exist yet")
    if site.is_relative_to(target) or target.is_relative_to(site):
        raise PublishError(f"{target}: the site is there; the edition needs a folder of its own")
    if not is_site(site):
        raise PublishError(f"{site}: no site is built there yet; run `bantin build` first")


def _copy(site: Path, side: Path) -> int:
    count = 0
    for file in _files(site):
        copy = side / file.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".html":
            copy.write_bytes(offline_html(file.read_bytes().decode("utf-8")).encode("utf-8"))
        else:
            shutil.copyfile(file, copy)
        count += 1
    return count


def _files(site: Path) -> Iterator[Path]:
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and path not in _LEFT and not path.startswith(_LEFT_FOLDERS) and not _is_copy(file, path):
            yield file


def _is_copy(file: Path, path: str) -> bool:
    """A sitemap, or a compressed copy of another file; what is compressed by its nature stays."""
    return bool(_LEFT_PATTERN.fullmatch(path)) and (path.startswith("sitemap") or file.with_suffix("").is_file())


def offline_html(html: str) -> str:
    """The page with links that name files."""
    return _TAG.sub(lambda tag: _settled(tag[0]), html)


def _settled(tag: str) -> str:
    if tag[1:5].lower() == "link" and _DEAD.search(tag):
        return ""
    if tag[1:5].lower() == "meta":
        return _REFRESH.sub(lambda match: match[1] + match[2] + file_address(match[3]) + match[4], tag)
    return _LINK.sub(lambda match: match[1] + match[2][0] + file_address(match[2][1:-1]) + match[2][-1], tag)


def file_address(address: str) -> str:
    """`../a/?x#y` -> `../a/index.html?x#y`; addresses outside, and those within the page, as they are."""
    if not address or _OUTSIDE.match(address):
        return address
    end = next((at for at, letter in enumerate(address) if letter in "?#"), len(address))
    path, rest = address[:end], address[end:]
    if not path:
        return address
    if path in (".", "..") or path.endswith(("/.", "/..")):
        path += "/"
    return f"{path}index.html{rest}" if path.endswith("/") else address

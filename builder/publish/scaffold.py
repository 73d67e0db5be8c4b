"""`bantin init`: a new, empty archive with the settings, theme and first pages of this one."""

import json
import re
import shutil
from pathlib import Path

from builder.errors import ConfigError, PublishError
from builder.publish.markdown_text import escape, one_line

_PAGES = ("content/index.md", "content/gioi-thieu.md", "content/tim-kiem.md")
_IGNORED = """# made by the build; content/bulletins and content/ledger are the archive itself and belong in the repository
/.bantin/
/content/browse/
/site/
"""
_SOURCES_NOTE = """Đặt vào thư mục này các tệp đã lưu từ cổng thông tin: trang HTML, tệp chữ, hoặc cả thư mục do wget tải về.
Sau đó chạy `bantin build` ở thư mục chứa mkdocs.yml; trang web nằm trong thư mục site.
"""


def create_archive(target: Path, name: str) -> tuple[Path, ...]:
    """Make the archive `name` in the folder `target`, which must be empty or not exist; the files that were made.

    Raises ConfigError that names the folder when it cannot be used.
    """
    title = one_line(name)
    if not title:
        raise ConfigError("the new archive needs a name")
    _refuse_used(target)
    origin = template_folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copytree(origin / "theme_overrides", target / "theme_overrides", ignore=shutil.ignore_patterns("__pycache__"))
        for path, text in _texts(origin, title).items():
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"{error.filename or target}: cannot be written: {error.strerror or error}") from error
    return tuple(sorted(file for file in target.rglob("*") if file.is_file()))


def template_folder() -> Path:
    """Where the files to be copied are: in the installed package, else (from a checkout) at the repository's root."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "template", package.parent):
        if (folder / "mkdocs.yml").is_file() and (folder / "theme_overrides" / "main.html").is_file():
            return folder
    raise PublishError(f"{package / 'template'}: the template of new archives is missing; install bantin again")


def _refuse_used(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise ConfigError(f"{target}: is a file; a new archive needs a folder that is empty or does not exist yet")
    if target.is_dir() and any(target.iterdir()):
        raise ConfigError(f"{target}: the folder is not empty; a new archive needs one that is empty or does not exist yet")


def _texts(origin: Path, title: str) -> dict[str, str]:
    """Path below the new archive -> text."""
    settings = (origin / "mkdocs.yml").read_text(encoding="utf-8")
    line = f"site_name: {json.dumps(title, ensure_ascii=False)}"
    settings, found = re.subn(r"(?m)^site_name: .+$", lambda _old: line, settings)
    if found != 1:
        raise PublishError(f"{origin / 'mkdocs.yml'}: expected one line `site_name: …`, found {found}")
    pages = {path: (origin / path).read_text(encoding="utf-8") for path in _PAGES if (origin / path).is_file()}
    if "content/index.md" in pages:
        pages["content/index.md"] = re.sub(r"(?m)^# .*$", lambda _line: f"# {escape(title)}", pages["content/index.md"], count=1)
    return {"mkdocs.yml": settings, ".gitignore": _IGNORED, "content/sources/.gitkeep": _SOURCES_NOTE, **pages}

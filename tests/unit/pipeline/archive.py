"""A small archive in a folder: sources put in and taken out, the real stages, and what lies there afterwards."""

from dataclasses import dataclass
from pathlib import Path

from builder.config import load_settings
from builder.executor import Executor
from builder.model import Progress
from builder.pipeline import ConvertReport, convert

NEWS = "Tin vắn về xây dựng nông thôn mới"


def report(subject: str, *, date: str = "22 tháng 3 năm 2022", number: str = "12-BC/ĐU", text: str = "Tình hình ổn định.") -> str:
    """The text dump of an invented report."""
    return (
        f"ĐẢNG BỘ HUYỆN LAM SƠN\nĐẢNG UỶ XÃ PHÚ CƯỜNG\n*\nSố {number}\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"Phú Cường, ngày {date}\n\nBÁO CÁO\n{subject}\n-----\n\nI. TÌNH HÌNH CHUNG\n{text}\n"
        "- Các chi bộ sinh hoạt đều đặn.\n\nT/M ĐẢNG UỶ\nBÍ THƯ\nNguyễn Văn An\n"
    )


def html(title: str, body: str) -> str:
    """An invented article as a plain web page."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body><article><h1>{title}</h1>{body}"
        f"<p>{'Nhân dân trong xã hăng hái thi đua lao động sản xuất, giữ gìn an ninh trật tự. ' * 4}</p></article></body></html>"
    )


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive's folder and what is done in it."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "content" / "sources"

    @property
    def bulletins(self) -> Path:
        return self.root / "content" / "bulletins"

    def put(self, name: str, data: str | bytes) -> Path:
        """Write a source."""
        file = self.sources / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return file

    def convert(self, executor: Executor | None = None, progress: Progress = lambda *_: None) -> ConvertReport:
        return convert(load_settings(self.root / "mkdocs.yml"), progress, executor)

    def pages(self) -> list[str]:
        """The pages' paths below content/bulletins."""
        return sorted(file.relative_to(self.bulletins).as_posix() for file in self.bulletins.rglob("*.md"))

    def page(self, part: str) -> Path:
        """The one page whose path holds these letters."""
        found = [path for path in self.pages() if part in path]
        assert len(found) == 1, (part, self.pages())
        return self.bulletins / found[0]


def new_archive(root: Path, archive_keys: str = "") -> Archive:
    """An archive without sources."""
    (root / "content" / "sources").mkdir(parents=True)
    keys = f"extra:\n  archive: {{{archive_keys}}}\n" if archive_keys else ""
    (root / "mkdocs.yml").write_text(f"site_name: Kho thử\ndocs_dir: content\n{keys}", encoding="utf-8")
    return Archive(root)


def snapshot(*folders: Path) -> dict[Path, tuple[int, bytes]]:
    """Every file's time of writing and bytes."""
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in files}

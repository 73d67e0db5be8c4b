"""A takedown in a real archive with its site: not one byte of a name is left, all other addresses stay."""

from pathlib import Path

from builder.gate.leftovers import leftovers
from tests.site.archive import bantin


def _outputs(root: Path) -> list[Path]:
    sources = root / "content" / "sources"
    return sorted(file for file in root.rglob("*") if file.is_file() and sources not in file.parents)


def _addresses(root: Path) -> set[str]:
    return {file.relative_to(root).as_posix() for file in (root / "site" / "bulletins").rglob("index.html")}


def _left(root: Path, name: str) -> list[str]:
    return [one.path for one in leftovers(_outputs(root), root, name, lambda *_: None)]


def test_a_signer_and_a_page_are_taken_down(fresh_archive: Path) -> None:
    root = fresh_archive
    assert bantin(root, "build").returncode == 0
    page = next(iter(sorted((root / "content" / "bulletins").rglob("bao-cao-ket-qua-cong-tac-thang-3*.md"))))
    signer = next(line for line in page.read_text("utf-8").splitlines() if line.startswith("signer: ")).removeprefix("signer: ")
    before, found = _addresses(root), _left(root, signer)
    assert {path.split("/")[0] for path in found} == {".bantin", "content", "site"}
    assert any("search-index" in path for path in found), "the proof must be able to look into the browser's index"

    done = bantin(root, "takedown", "--text", signer, "--reason", "theo đơn")
    assert done.returncode == 0, done.stderr
    assert "nothing is left" in done.stderr
    assert _left(root, signer) == []
    assert _addresses(root) == before

    done = bantin(root, "takedown", page.stem, "--reason", "theo đơn")
    assert done.returncode == 0, done.stderr
    assert _addresses(root) == before
    address = page.relative_to(root / "content").with_suffix("")
    assert "Văn bản đã được gỡ" in (root / "site" / address / "index.html").read_text("utf-8")
    assert not (root / "site" / address / page.name).exists()
    assert bantin(root, "build").returncode == 0
    assert "Văn bản đã được gỡ" in page.read_text("utf-8")

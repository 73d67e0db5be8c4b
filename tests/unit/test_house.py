"""The house rules that no other tool looks after."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

MAX_LINES = 400
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "tests/bench/requirements.lock")
AS_SCRAPED = ("content/sources/", "tests/portals/")
"""Data of others, addresses included: kept byte for byte."""

# Where packages come from is the reader's choice, and where this copy lies is nobody's business.
INDEX = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.](npmjs|yarnpkg)|deb[.]debian|\"resolved\": *\"http|--(extra-)?index-url",
    re.IGNORECASE,
)
PLACE = re.compile(r"(?<![\w./-])(/home|/Users|/root|[A-Z]:\\Users)[/\\]\w")


@pytest.fixture(scope="module")
def tracked(project: Path) -> list[Path]:
    """The files that git knows, or would take in; a copy without git has nothing to look at."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git working tree")
    return [project / name for name in done.stdout.split("\0") if name and (project / name).is_file()]


def _texts(project: Path, tracked: list[Path]) -> list[tuple[str, str]]:
    found = []
    for path in tracked:
        name = path.relative_to(project).as_posix()
        data = path.read_bytes()
        if b"\0" not in data and not name.startswith(AS_SCRAPED):
            found.append((name, data.decode("utf-8", "replace")))
    return found


def _matches(pattern: re.Pattern[str], texts: list[tuple[str, str]]) -> list[str]:
    return [f"{name}: {match[0]}" for name, text in texts for match in pattern.finditer(text)]


def test_modules_are_short(project: Path) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (project / "builder").rglob("*.py")}
    assert lengths
    assert {str(path): length for path, length in lengths.items() if length > MAX_LINES} == {}


def test_every_module_says_what_it_is_for(project: Path) -> None:
    modules = (project / "builder").rglob("*.py")
    silent = [str(path) for path in modules if not path.read_text("utf-8").startswith(('"""', 'r"""'))]
    assert silent == []


def test_no_file_names_a_package_index(project: Path, tracked: list[Path]) -> None:
    assert _matches(INDEX, _texts(project, tracked)) == []


def test_no_file_names_a_place_on_somebodys_machine(project: Path, tracked: list[Path]) -> None:
    here = re.compile(re.escape(f"{project}/"))
    texts = _texts(project, tracked)
    assert _matches(PLACE, texts) + _matches(here, texts) == []


# The dot in the middle keeps an example from being an offence itself.
@pytest.mark.parametrize("text", ["see https://PyPI.o·rg/simple", '"resol·ved": "http://x', "pip install --ind·ex-url x"])
def test_an_index_would_be_found(text: str) -> None:
    assert INDEX.search(text.replace("·", ""))


@pytest.mark.parametrize("text", ["in /ho·me/lan/archive", "(/ro·ot/x)", "C:\\Us·ers\\lan"])
def test_a_place_would_be_found(text: str) -> None:
    assert PLACE.search(text.replace("·", ""))


def test_an_address_is_not_a_place() -> None:
    assert not PLACE.search("https://x.vn/home/tin-tuc and content/root/x")


def _lock_entries(lock: Path) -> dict[str, str]:
    """Requirement -> the rest of its entry; comments left out."""
    lines = [line for line in lock.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    return {entry.split("==")[0]: entry for entry in re.split(r"\n(?=\S)", "\n".join(lines)) if entry.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_version_and_hashes(project: Path, name: str) -> None:
    entries = _lock_entries(project / name)
    assert entries
    form = re.compile(r"[\w.-]+==\S+ .*?--hash=sha256:[0-9a-f]{64}", re.DOTALL)
    faulty = [entry for entry in entries.values() if not form.match(entry)]
    assert faulty == []


def test_the_locks_hold_what_the_project_asks_for(project: Path) -> None:
    """A dependency that was added without `make lock` would be missing on every other machine."""
    metadata = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    extras = metadata["optional-dependencies"]
    wanted = {
        "requirements.lock": metadata["dependencies"] + extras["build"],
        "requirements-dev.lock": metadata["dependencies"] + extras["build"] + extras["dev"],
        "requirements-node.lock": extras["node"],
    }
    for lock, requirements in wanted.items():
        locked = {name.lower() for name in _lock_entries(project / lock)}
        names = {re.split(r"[\s<>=!~\[;]", requirement)[0].lower() for requirement in requirements}
        assert names - locked == set(), lock


def test_the_site_is_built_with_the_versions_that_are_tested(project: Path) -> None:
    runtime, everything = _lock_entries(project / "requirements.lock"), _lock_entries(project / "requirements-dev.lock")
    assert {name: entry for name, entry in runtime.items() if everything.get(name) != entry} == {}


def test_a_suppressed_warning_has_its_reason(project: Path) -> None:
    bare = re.compile(r"# (?:noqa|type: ignore)(?:(?!  ?[-#] ).)*$", re.MULTILINE)
    texts = [(str(path), path.read_text("utf-8")) for path in (project / "builder").rglob("*.py")]
    assert _matches(bare, texts) == []


def test_imports_keep_to_the_layers_and_doors(project: Path) -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr

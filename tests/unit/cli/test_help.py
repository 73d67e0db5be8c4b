"""Help, version and wrong usage."""

import re
import subprocess
import sys

import pytest

from builder import __version__
from tests.unit.cli.conftest import Run

OPTIONS = {
    "build": ["-f", "--strict", "--json", "-q", "-v"],
    "convert": ["PATH", "--output", "-f", "--strict", "--json", "-q", "-v"],
    "index": ["-f", "--strict", "--json", "-q", "-v"],
    "publish": ["-f", "--strict", "--json", "-q", "-v"],
    "search": "--type --issuer --place --signer --cites --from --to --sort --limit --page --json --stdin -f -q -v".split(),
    "init": ["DIR", "--name", "-q", "-v"],
}


def test_the_help_names_every_command(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    listed = re.findall(r"^    (\w+)", done.out, re.MULTILINE)
    assert set(OPTIONS) <= set(listed)


@pytest.mark.parametrize("command", OPTIONS)
def test_the_help_of_a_command(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"usage: bantin {command}" in done.out
    assert [option for option in OPTIONS[command] if option not in done.out] == []
    described = re.findall(r"^  (-\w,? ?\S*|--\S+|[A-Z]+)( \S+)?\s{2,}\S", done.out, re.MULTILINE)
    assert described


def test_every_option_says_what_it_does(run: Run) -> None:
    for command in OPTIONS:
        text = run(command, "--help").out.partition("query language:")[0]
        options = re.split(r"\n  (?=-)", text.partition("options:")[2])[1:]
        assert len(options) >= 4
        assert [option for option in options if not re.search(r"\s{2,}\w+ \(?\w+", option)] == []


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"bantin {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: COMMAND"),
        (["bild"], "invalid choice: 'bild'"),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["search", "--sort", "size", "x"], "invalid choice: 'size'"),
        (["search", "--limit", "many", "x"], "invalid int value: 'many'"),
        (["search", "--limit", "-1", "x"], "limit is -1"),
        (["search", "--page", "0", "x"], "page is 0"),
        (["search", "--from", "hôm qua", "x"], "from is 'hôm qua'; allowed: YYYY, YYYY-MM or YYYY-MM-DD"),
        (["init"], "required: DIR"),
        (["convert", "a.txt"], "needs `--output DIR`"),
        (["convert", "--output", "out"], "needs the files or folders to convert"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_the_package_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "builder", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"bantin {__version__}\n")

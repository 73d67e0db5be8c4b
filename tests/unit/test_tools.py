"""tools/audit: what it says and how it ends, by what pip-audit says to it."""

import subprocess
from pathlib import Path

import pytest

ANSWERS = {
    "nothing": ("No known vulnerabilities found", 0),
    "something": ("Found 1 known vulnerability in 1 package\nname version id", 1),
    "unreachable": ("ERROR: Failed to connect to the service", 1),
    "unknown": ("ERROR:pip_audit._cli:anyio: Dependency not found on PyPI", 1),
}


@pytest.mark.parametrize(
    ("pypi", "osv", "code", "says"),
    [
        ("nothing", "unreachable", 0, "No known vulnerabilities"),
        ("something", "nothing", 1, "Found 1 known"),
        ("unknown", "nothing", 0, "pypi could not be asked"),
        ("unreachable", "something", 1, "Found 1 known"),
        ("unreachable", "unreachable", 3, "neither good nor bad"),
    ],
)
def test_audit(project: Path, tmp_path: Path, pypi: str, osv: str, code: int, says: str) -> None:
    stub = tmp_path / "pip-audit"
    cases = "".join(
        f"*' {service}') printf '%s\\n' '{ANSWERS[answer][0]}'; exit {ANSWERS[answer][1]};;\n"
        for service, answer in (("pypi", pypi), ("osv", osv))
    )
    stub.write_text(f'#!/bin/sh\ncase "$*" in\n{cases}esac\n', encoding="utf-8")
    stub.chmod(0o755)
    done = subprocess.run([project / "tools" / "audit", stub, "a.lock"], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert says in done.stdout

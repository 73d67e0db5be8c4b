"""What every test may ask for: the project's folder, and the shared material where it is there."""

from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent

# Repeatable on a busy machine: no time limit for one example, the same examples in every run.
# `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies under tests/site, so that no test there can forget it."""
    for item in items:
        if (PROJECT / "tests" / "site") in item.path.parents:
            item.add_marker(pytest.mark.site)


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of pyproject.toml."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Seeds, finished examples and portal pages beside the project; tests that need them are skipped elsewhere."""
    folder = PROJECT.parent / "shared"
    if not (folder / "page-contract.md").is_file():
        pytest.skip("the shared material is not beside the project")
    return folder

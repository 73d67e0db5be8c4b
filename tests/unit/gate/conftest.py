"""An empty archive for each test."""

from pathlib import Path

import pytest

from tests.unit.pipeline.archive import Archive, new_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return new_archive(tmp_path / "kho")

"""A site that begins with the one before last holds the files it was told to hold, whatever lay in that one."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.publish.spare import begin_with, fill, identity, put_aside

_NAMES = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map("/".join)
_TREES = st.dictionaries(_NAMES, st.sampled_from(["1", "2"]), max_size=6).map(
    lambda tree: {name: text for name, text in tree.items() if not any(other.startswith(f"{name}/") for other in tree)}
)


def _write(folder: Path, tree: dict[str, str]) -> None:
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def _read(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


@given(site=_TREES, spare=_TREES, shared=st.sets(_NAMES), wanted=st.sets(_NAMES))
def test_the_files_are_those_of_the_site_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, site: dict[str, str], spare: dict[str, str], shared: set[str], wanted: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("sites")
    for name in ("site", "spare", "side"):
        (folder / name).mkdir()
    _write(folder / "site", site)
    _write(folder / "spare", spare)
    for name in shared & site.keys() & spare.keys():
        (folder / "spare" / name).unlink()
        os.link(folder / "site" / name, folder / "spare" / name)
    files = {name: identity((folder / "site" / name).stat()) for name in wanted & site.keys()}
    begin_with(folder / "spare", folder / "side")
    fill(folder / "side", folder / "site", files)
    assert _read(folder / "side") == {name: site[name] for name in files}
    assert all((folder / "side" / name).samefile(folder / "site" / name) for name in files)
    assert all(any(one.rglob("*")) for one in (folder / "side").rglob("*") if one.is_dir()), "an empty folder"
    assert _read(folder / "site") == site


def test_a_link_in_the_spare_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    for name in ("site", "side", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine" / "a").write_text("của tôi")
    (tmp_path / "side" / "a").symlink_to(tmp_path / "mine", target_is_directory=True)
    fill(tmp_path / "side", tmp_path / "site", {})
    assert list((tmp_path / "side").iterdir()) == []
    assert (tmp_path / "mine" / "a").read_text() == "của tôi"


def test_a_site_that_cannot_be_kept_is_removed(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "no-folder").write_text("")
    put_aside(tmp_path / "old", tmp_path / "no-folder" / "spare")
    assert not (tmp_path / "old").exists()
    (tmp_path / "side").mkdir()
    begin_with(tmp_path / "missing", tmp_path / "side")
    assert (tmp_path / "side").is_dir()

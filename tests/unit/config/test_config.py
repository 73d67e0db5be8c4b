"""mkdocs.yml is read once; what is wrong is named: the file, the key, the value, what is allowed. Exit code 2."""

from pathlib import Path

import pytest

from builder.cli import main
from builder.config import load_settings

COMMANDS = [["build"], ["convert"], ["index"], ["publish"], ["search", "x"]]


def write(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


def test_paths_are_absolute_and_have_defaults(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "site_name: Kho\n"))
    assert (settings.root, settings.content, settings.site) == (tmp_path, tmp_path / "content", tmp_path / "site")
    assert (settings.sources, settings.state) == ((tmp_path / "content" / "sources",), tmp_path / ".bantin")
    assert (settings.profiles, settings.site_url) == (None, None)


def test_everything_can_be_said(tmp_path: Path) -> None:
    text = (
        "site_name: Kho\nsite_url: https://example.org/\ndocs_dir: trang\nsite_dir: ra\n"
        "extra: {archive: {sources: [a, /b, ../c], profiles: cong, state: tam}}\n"
    )
    settings = load_settings(write(tmp_path, text))
    assert (settings.content, settings.site, settings.state) == (tmp_path / "trang", tmp_path / "ra", tmp_path / "tam")
    assert settings.sources == (tmp_path / "a", Path("/b"), tmp_path / ".." / "c")
    assert (settings.profiles, settings.site_url) == (tmp_path / "cong", "https://example.org/")


@pytest.mark.parametrize(
    ("value", "chosen"),
    [("true", ("gzip", "brotli")), ("false", ()), ("[]", ()), ("gzip", ("gzip",)), ("[brotli, gzip]", ("gzip", "brotli"))],
)
def test_compressed_copies_can_be_chosen(tmp_path: Path, value: str, chosen: tuple[str, ...]) -> None:
    text = f"site_name: K\nextra: {{archive: {{precompress: {value}, old_addresses: false, contact: a@b.vn, host: s3}}}}\n"
    settings = load_settings(write(tmp_path, text))
    assert (settings.precompress, settings.old_addresses, settings.contact, settings.host) == (chosen, False, "a@b.vn", "s3")


def test_an_unknown_host_is_found_before_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "site_name: K\nextra: {archive: {host: vps}}\n")
    for command in ("build", "publish"):
        assert main([command, "-f", str(file)]) == 2
        assert "no host is called 'vps'; known: github-pages, gitlab-pages" in capsys.readouterr().err
    assert not (tmp_path / "content").exists()


def test_one_source_needs_no_list(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "site_name: K\nextra: {archive: {sources: a}}\n")).sources == (tmp_path / "a",)


def test_what_is_behind_a_tag_is_left_to_mkdocs(tmp_path: Path) -> None:
    text = (
        "site_name: Kho\nplugins: !ENV [X, []]\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n      x: !!python/object/apply:os.system [exit]\n"
    )
    settings = load_settings(write(tmp_path, text))
    assert settings.site_name == "Kho"
    assert settings.mkdocs["markdown_extensions"] == [{"pymdownx.emoji": {"emoji_index": None, "x": None}}]


WRONG = [
    ("site_name: [\n", "not valid YAML"),
    ("site_name: a\n\tb: c\n", "not valid YAML"),
    ("- a\n- b\n", "expected `key: value` lines, found list"),
    ("", "expected `key: value` lines, found NoneType"),
    (b"site_name: \xff\xfe\n", "cannot be read"),
    ("docs_dir: content\n", "`site_name` is missing; it must be the archive's name"),
    ("site_name: 2022\n", "`site_name` is 2022; it must be text"),
    ("site_name: K\ndocs_dir: [a]\n", "`docs_dir` is ['a']; it must be text"),
    (
        "site_name: K\nextra: {archive: {sorces: a}}\n",
        "unknown key `extra.archive.sorces`; allowed keys: sources, profiles",
    ),
    ("site_name: K\nextra: {archive: [a]}\n", "`extra.archive` must hold `key: value` lines; allowed keys: sources,"),
    ("site_name: K\nextra: [archive]\n", "`extra.archive` must hold `key: value` lines; allowed keys: sources,"),
    ("site_name: K\nextra: {archive: {sources: {a: b}}}\n", "`extra.archive.sources` is {'a': 'b'}; it must be a path or a list"),
    ("site_name: K\nextra: {archive: {sources: [1]}}\n", "`extra.archive.sources` is [1]; it must be a path or a list of paths"),
    ("site_name: K\nextra: {archive: {profiles: [a]}}\n", "`extra.archive.profiles` is ['a']; it must be text"),
    ("site_name: K\nextra: {archive: {state: true}}\n", "`extra.archive.state` is True; it must be text"),
    ("site_name: K\nsite_url: kho.example.vn\n", "`site_url` is 'kho.example.vn'; it must be a web address like https://"),
    (
        "site_name: K\nsite_url: 'https://kho.example.vn:x/'\n",
        "`site_url` is 'https://kho.example.vn:x/'; it must be a web address",
    ),
    ("site_name: K\nuse_directory_urls: a\n", "`use_directory_urls` is 'a'; it must be true or false"),
    ("site_name: K\nextra: {archive: {contact: toi}}\n", "`extra.archive.contact` is 'toi'; it must be an e-mail address"),
    (
        "site_name: K\nextra: {archive: {precompress: zip}}\n",
        "`extra.archive.precompress` is 'zip'; it must be a list of gzip, brotli",
    ),
    (
        "site_name: K\nextra: {archive: {precompress: [gzip, 1]}}\n",
        "`extra.archive.precompress` is ['gzip', 1]; it must be a list of",
    ),
    *(
        (f"site_name: K\nextra: {{archive: {{seconds_per_source: {value}}}}}\n", "it must be a number from 1 to 86,400")
        for value in ("0", "-1", ".nan", ".inf", "1e9", "true", "'60'", "[60]", "{}")
    ),
    ("site_name: K\nextra: {archive: {keep_originals: 1}}\n", "`extra.archive.keep_originals` is 1; it must be true or false"),
    ("site_name: K\nextra: {archive: {old_addresses: 1}}\n", "`extra.archive.old_addresses` is 1; it must be true or false"),
    ("site_name: K\nextra: {archive: {oai_gateway: a}}\n", "`extra.archive.oai_gateway` is 'a'; it must be a web address"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_file_is_explained(tmp_path: Path, text: str | bytes, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, text)
    for command in COMMANDS:
        assert main([*command, "-f", str(file)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"bantin: error: {file}: ")
        assert message in said.err
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_at_all(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert said.startswith("bantin: error: mkdocs.yml: no such file; run the command in an archive's folder")
    assert "-f" in said
    assert "bantin init DIR" in said


def test_a_folder_in_the_place_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-f", str(tmp_path)]) == 2
    assert f"{tmp_path}: cannot be read" in capsys.readouterr().err


def test_a_missing_source_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "site_name: K\nextra: {archive: {sources: [quet]}}\n")
    assert main(["build", "-f", str(file)]) == 2
    assert f"{file}: `extra.archive.sources` names {tmp_path / 'quet'}, which does not exist" in capsys.readouterr().err


def test_a_missing_profile_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "site_name: K\nextra: {archive: {sources: [.], profiles: cong}}\n")
    assert main(["build", "-f", str(file)]) == 2
    expected = f"{tmp_path / 'cong'}: no such folder; `extra.archive.profiles` must name a folder of TOML files"
    assert expected in capsys.readouterr().err

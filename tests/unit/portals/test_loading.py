"""Profile files: each one is checked before it touches a page, and what is wrong is named."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from cssselect import HTMLTranslator

from builder.cli import main
from builder.errors import ProfileError
from builder.portals import Profile, load_profiles

BUILT_IN = sorted(entry.name for entry in resources.files("builder.portals").iterdir() if entry.name.endswith(".toml"))
REASON = 'reason = "có ở mọi trang"\n'
EVIDENCE = f'[[evidence]]\nselector = ".xa"\n{REASON}'
VIEW = f'[[view]]\nname = "bài"\nkind = "article"\nwhen = ".bai"\nbody = ".bai"\ntitle = "h1"\n{REASON}'
NOISE = f'[[noise]]\nname = "banner"\nselector = ".banner"\n{REASON}'
LINE = f'[[line]]\nname = "counter"\npattern = "Lượt xem: [0-9]+"\nplace = "tail"\n{REASON}'


def load(folder: Path, text: str | bytes, name: str = "xa") -> Profile:
    """The profile that a folder of one's own adds."""
    data = text if isinstance(text, bytes) else f'name = "{name}"\n{text}'.encode()
    (folder / f"{name}.toml").write_bytes(data)
    return next(profile for profile in load_profiles(folder) if profile.name == name)


def test_the_built_in_profiles_are_all_there_and_generic_comes_last() -> None:
    names = [profile.name for profile in load_profiles()]
    assert sorted(f"{name}.toml" for name in names) == BUILT_IN
    assert {"nukeviet", "nukeviet-egov", "sharepoint", "wordpress", "dotnetnuke", "liferay"} <= set(names)
    assert names[-1] == "generic"


def test_a_whole_profile_is_read(tmp_path: Path) -> None:
    profile = load(tmp_path, EVIDENCE + VIEW + NOISE + LINE)
    assert (profile.evidence[0].selector, profile.evidence[0].weight) == (".xa", 1)
    assert (profile.views[0].kind, profile.views[0].body, profile.views[0].lead) == ("article", ".bai", None)
    assert profile.noise[0].selector == ".banner"
    assert profile.lines[0].pattern.fullmatch("Lượt xem: 12")
    assert not profile.lines[0].strong


def test_an_own_profile_replaces_the_built_in_one(tmp_path: Path) -> None:
    assert load(tmp_path, EVIDENCE, "nukeviet").views == ()
    assert len(load_profiles(tmp_path)) == len(BUILT_IN)


def test_a_profile_begins_with_its_own_rules_and_ends_with_its_bases(tmp_path: Path) -> None:
    base = next(profile for profile in load_profiles() if profile.name == "nukeviet")
    profile = load(tmp_path, f'extends = "nukeviet"\n{EVIDENCE}{VIEW}{NOISE}{LINE}')
    assert [view.name for view in profile.views] == ["bài", *(view.name for view in base.views)]
    assert profile.noise[1:] == base.noise
    assert profile.lines[1:] == base.lines
    assert profile.evidence[:-1] == base.evidence


def test_the_fingerprint_changes_with_the_profile_and_with_its_base(tmp_path: Path) -> None:
    child = f'extends = "goc"\n{EVIDENCE}'
    load(tmp_path, NOISE, "goc")
    first = load(tmp_path, child).fingerprint
    assert load(tmp_path, child).fingerprint == first
    assert load(tmp_path, child + NOISE).fingerprint != first
    load(tmp_path, NOISE + LINE, "goc")
    assert load(tmp_path, child).fingerprint != first


WRONG = [
    ("x = [", "not valid TOML"),
    (b"name = '\xff'", "cannot be read"),
    (b"name = 'khac'\n", "`name` is 'khac'; it must equal the file's name without .toml"),
    (b"software = 'x'\n", "`name` is None; it must equal"),
    ("colour = 1\n", "unknown key `colour` in the profile; allowed keys: name, software, extends, evidence, view, noise, line"),
    (NOISE + "colour = 1\n", "unknown key `colour` in [[noise]]; allowed keys: name, selector, reason"),
    ("noise = 1\n", "`noise` must be written as [[noise]]"),
    ("noise = [1]\n", "`noise` must be written as [[noise]]"),
    (NOISE.replace(REASON, ""), "[[noise]] banner lacks its `reason`"),
    (NOISE.replace(REASON, 'reason = ""\n'), "[[noise]] banner lacks its `reason`"),
    (EVIDENCE.replace(REASON, ""), "lacks its `reason`"),
    (NOISE.replace('".banner"', '""'), "`selector` is '', which is no CSS selector"),
    (NOISE.replace('selector = ".banner"\n', ""), "an entry lacks `selector`"),
    (NOISE.replace('name = "banner"\n', ""), "an entry lacks `name`"),
    (NOISE.replace('".banner"', "5"), "`selector` is 5 in a [[noise]]; it must be text"),
    (NOISE.replace(".banner", "div["), "`selector` is 'div[', which is no CSS selector"),
    (NOISE.replace(".banner", "div:nope(x)"), "`selector` is 'div:nope(x)', which is no CSS selector"),
    (VIEW.replace('when = ".bai"', 'when = "<b>"'), "`when` is '<b>', which is no CSS selector"),
    (VIEW.replace('body = ".bai"', 'body = ":is(.a, .b)"'), "its parts between commas are tried one by one"),
    (VIEW.replace('"article"', '"news"'), "`kind` is 'news' in"),
    (VIEW.replace('"article"', '"news"'), "allowed: article, list, home, error"),
    (VIEW.replace('body = ".bai"\n', ""), "an entry lacks `body`"),
    (LINE.replace("[0-9]+", "[0-9"), "'Lượt xem: [0-9' is not a valid pattern"),
    (LINE.replace('"tail"', '"middle"'), "`place` is 'middle' in"),
    (LINE.replace('"tail"', '"middle"'), "allowed: head, after, "),
    (LINE.replace("[0-9]+", "").replace("Lượt xem: ", ""), "an entry lacks `pattern`"),
    (LINE + 'strong = "yes"\n', "`strong` is 'yes' in a [[line]]; it must be true or false"),
    (EVIDENCE + 'line = "x"\n', "needs either `selector` or `line`"),
    (f"[[evidence]]\n{REASON}", "needs either `selector` or `line`"),
    (EVIDENCE + 'weight = "much"\n', "`weight` is 'much' in a [[evidence]]; it must be a whole number"),
    ('extends = "nowhere"\n', "`extends` is 'nowhere'; it must name a profile that extends no other"),
    ('extends = "nukeviet-egov"\n', "`extends` is 'nukeviet-egov'; it must name a profile that extends no other"),
    ('extends = "xa"\n', "`extends` is 'xa'; it must name a profile that extends no other"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_profile_is_explained(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load(tmp_path, text)
    assert "xa.toml: " in str(caught.value)
    assert message in str(caught.value)


def test_a_wrong_profile_stops_the_command_before_it_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content" / "sources").mkdir(parents=True)
    (tmp_path / "xa.toml").write_text('name = "xa"\n[[noise]]\n', encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: K\nextra: {archive: {profiles: .}}\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert main(["build", "-f", str(config)]) == 2
    assert capsys.readouterr().err.startswith("bantin: error: xa.toml: [[noise]]")
    state = tmp_path / ".bantin"  # where the command's lock is
    assert [path for path in sorted(tmp_path.rglob("*")) if path != state and state not in path.parents] == before


# ---------------------------------------------------------------- the built-in profiles, entry by entry
@pytest.mark.parametrize("name", BUILT_IN)
def test_every_entry_of_a_built_in_profile_can_be_used(name: str) -> None:
    """Loading checks selectors and patterns; here: nothing is empty, said twice, or unreachable."""
    table = tomllib.loads(resources.files("builder.portals").joinpath(name).read_text("utf-8"))
    assert table.get("evidence") or name == "generic.toml", "a profile without evidence is never used"
    for section in ("evidence", "view", "noise", "line"):
        entries = table.get(section, [])
        assert len({str(entry) for entry in entries}) == len(entries)
        for entry in entries:
            assert all(str(value).strip() for value in entry.values())
            for key in ("selector", "when", "body", "title", "lead", "published", "categories"):
                parts = entry.get(key, "").split(",")
                assert len({part.strip() for part in parts}) == len(parts), f"{entry}: a part of `{key}` is said twice"
                for part in parts if key in entry and "(" not in entry[key] else ():
                    HTMLTranslator().css_to_xpath(part)
    names = [view["name"] for view in table.get("view", [])]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_line_pattern_does_not_match_everything(name: str) -> None:
    profile = next(profile for profile in load_profiles() if f"{profile.name}.toml" == name)
    sentence = "Đảng uỷ xã báo cáo kết quả lãnh đạo thực hiện nhiệm vụ quý I năm 2022."
    assert [line.name for line in profile.lines if line.pattern.fullmatch(sentence) or line.pattern.fullmatch("")] == []

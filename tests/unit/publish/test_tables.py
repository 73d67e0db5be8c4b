"""CSV and JSON Lines: every value comes back, no cell is a formula, every line keeps to the schema."""

import csv
import io
import json
from importlib import resources

import jsonschema
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.content import front_matter
from builder.model import Citation, Page, Period
from builder.publish.machine.tables import COLUMNS, csv_lines, json_lines
from builder.publish.places import places
from tests.unit.publish.machine_files import SITE, archive
from tests.unit.publish.pages import hostile_page, page

WHERE = places(SITE, True)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SCHEMA = json.loads(resources.files("builder.publish.machine").joinpath("bulletins.schema.json").read_text("utf-8"))


def rows(*pages: Page) -> list[dict[str, str]]:
    text = b"".join(csv_lines(pages, WHERE)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def read_back(cell: str) -> str:
    """As the documentation says."""
    return cell.removeprefix("'")


def test_lines_end_as_the_rfc_wants_and_all_have_the_same_columns() -> None:
    text = b"".join(csv_lines(archive(2), WHERE))
    assert text.endswith(b"\r\n")
    assert text.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert {len(row) for row in csv.reader(io.StringIO(text.decode(), newline=""), strict=True)} == {len(COLUMNS)}


@given(st.text(st.characters(blacklist_categories=["Cs"])), st.sampled_from([*FORMULAS, "'", "''=", "  =", "", "a"]))
def test_no_cell_is_a_formula_and_every_text_comes_back(text: str, start: str) -> None:
    (row,) = rows(page("x", title=start + text or "…", signer=start + text))
    assert not row["title"].lstrip(" ").startswith(FORMULAS)
    assert not row["signer"].lstrip(" ").startswith(FORMULAS)
    assert read_back(row["signer"]) == start + text


def test_a_flat_row_tells_the_nested_values() -> None:
    period = Period("quý I", "2022-01-01", "2022-03-31")
    cited = (Citation("Chỉ thị", "05-CT/TW"), Citation(None, "12/KH"))
    (row,) = rows(page("x", issued="2022-04-01", period=period, citations=cited, locality=("xã A", "huyện B")))
    assert (row["period_label"], row["period_from"], row["period_to"]) == ("quý I", "2022-01-01", "2022-03-31")
    assert (row["citations"], row["locality"]) == ("Chỉ thị 05-CT/TW; 12/KH", "xã A; huyện B")
    assert (row["path"], row["url"]) == ("bulletins/2022/x.md", f"{SITE}bulletins/2022/x/")


def test_json_lines_hold_the_front_matter_exactly() -> None:
    period = Period("quý I", "2022-01-01", "2022-03-31")
    whole = page(
        "y",
        issued="2022-04-01",
        published="2022-04-02T08:00:00+07:00",
        period=period,
        citations=(Citation("a", "1", "2020-01-01"),),
    )
    for one in (whole, hostile_page(), page("z")):
        (line,) = json_lines([one], WHERE)
        value = json.loads(line)
        path, url = value.pop("path"), value.pop("url")
        assert (path, url) == (one.path, SITE + one.path.removesuffix(".md") + "/")
        assert value == json.loads(
            json.dumps(yaml.safe_load(front_matter.dump(one.metadata)), default=lambda day: day.isoformat())
        )


def test_every_line_keeps_to_the_schema_that_stands_beside_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for pages, where in ((archive(3), WHERE), (archive(3), places(None, True))):
        lines = list(json_lines(pages, where))
        assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
        for line in lines:
            jsonschema.validate(json.loads(line), SCHEMA)


def test_no_field_of_the_front_matter_is_forgotten() -> None:
    assert sorted(SCHEMA["required"]) == sorted(SCHEMA["properties"]) == sorted((*front_matter.KEYS, "path", "url"))
    assert {key for key in front_matter.KEYS if not any(column.startswith(key) for column in COLUMNS)} == set()

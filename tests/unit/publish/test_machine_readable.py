"""What a bulletin says to programs, read back by the libraries of those programs, hostile values included."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DC, DCTERMS, RDF, SDO

from builder.model import Citation, Metadata, Page, Period, Source
from builder.publish import cite, head, schema_org
from builder.publish.downloads import head_text
from builder.publish.page_json import page_json
from builder.publish.web_text import script_json, short, web_address
from tests.unit.publish.pages import HOSTILE, SOURCE, hostile_page, page

# rdflib's reader of JSON-LD makes what rdflib itself calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

KEPT = cite.Kept("Kho lưu trữ Lam Sơn", "https://luutru.example/kho/bulletins/2022/a/")
PLACE = schema_org.Place(
    KEPT.archive, "https://luutru.example/kho/", KEPT.url, [("text/markdown", "https://luutru.example/kho/bulletins/2022/a/a.md")]
)
LINES = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(lambda text: text.split())


def report() -> Metadata:
    return page(
        "a", title="BÁO CÁO tháng 5", doc_type="Báo cáo", number="12-BC/ĐU", issuer="Đảng ủy xã Phú Cường", issued="2022-05-31",
        parent_issuer="Huyện ủy Lam Sơn", signer="Lò Thị Mai", signer_role="Bí thư", place="Phú Cường",
        locality=("xã Phú Cường",),
        published="2022-06-01T08:30:00+07:00", period=Period("tháng 5", "2022-05-01", "2022-05-31"),
        citations=(Citation("Chỉ thị", "05-CT/TW", "2016-05-15", "Bộ Chính trị"),),
        source=Source("a.html", "0" * 64, "text/html", "utf-8", "https://phucuong.example.vn/a.html"),
    ).metadata  # fmt: skip


def _graph(metadata: Metadata) -> Graph:
    text = script_json(schema_org.bulletin(metadata, PLACE))
    # The vocabulary's own context lies on its host; for these plain names it says the same as a vocabulary.
    value = json.loads(text) | {"@context": {"@vocab": str(SDO)}}
    return Graph().parse(data=json.dumps(value), format="json-ld")


@pytest.mark.parametrize("metadata", [report(), hostile_page().metadata, page("b").metadata], ids=["full", "hostile", "bare"])
def test_the_description_uses_terms_of_schema_org_only(metadata: Metadata) -> None:
    graph = _graph(metadata)
    assert len(graph) >= 5
    terms = {term for _, term, _ in graph} | set(graph.objects(None, RDF.type))
    assert [term for term in terms - {RDF.type} if not (isinstance(term, URIRef) and term in SDO)] == []
    assert Literal(metadata.title) in set(graph.objects(URIRef(KEPT.url), SDO.name))


def test_the_description_says_what_the_front_matter_says() -> None:
    graph, here = _graph(report()), URIRef(KEPT.url)
    assert (here, RDF.type, SDO.Report) in graph
    for term, value in (
        (SDO.reportNumber, "12-BC/ĐU"), (SDO.dateCreated, "2022-05-31"), (SDO.datePublished, "2022-06-01T08:30:00+07:00"),
        (SDO.temporalCoverage, "2022-05-01/2022-05-31"), (SDO.genre, "Báo cáo"),
        (SDO.isBasedOn, "https://phucuong.example.vn/a.html"),
    ):  # fmt: skip
        assert str(graph.value(here, term)) == value
    author = graph.value(here, SDO.author)
    assert str(graph.value(author, SDO.name)) == "Đảng ủy xã Phú Cường"
    assert str(graph.value(graph.value(here, SDO.citation), SDO.identifier)) == "05-CT/TW"


@settings(max_examples=50, deadline=None)
@given(st.recursive(LINES, lambda inner: st.lists(inner) | st.dictionaries(LINES, inner)))
def test_json_in_a_script_ends_no_script_and_loses_nothing(value: object) -> None:
    text = script_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


@pytest.mark.parametrize("metadata", [report(), hostile_page().metadata], ids=["full", "hostile"])
def test_dublin_core_and_open_graph_name_terms_that_exist(metadata: Metadata) -> None:
    spaces = {"DC": DC, "DCTERMS": DCTERMS}
    for name, value in head.names(metadata, KEPT):
        space, _, term = name.partition(".")
        assert value
        assert name == "description" or spaces[space][term] in spaces[space]
    found = dict(head.properties(metadata, KEPT))
    assert found["og:url"] == KEPT.url
    assert {"og:type", "og:title", "og:site_name", "og:description"} <= set(found)


def test_the_description_is_one_sentence_of_facts() -> None:
    assert head.description(report()) == (
        "Báo cáo số 12-BC/ĐU ngày 31/05/2022 của Đảng ủy xã Phú Cường, kỳ tháng 5: BÁO CÁO tháng 5"
    )


def test_a_citation_in_words() -> None:
    assert cite.sentence(report(), KEPT) == (
        "Đảng ủy xã Phú Cường, Báo cáo số 12-BC/ĐU ngày 31/05/2022, “BÁO CÁO tháng 5”, "
        "Kho lưu trữ Lam Sơn (bản lưu không chính thức), https://luutru.example/kho/bulletins/2022/a/."
    )
    assert cite.sentence(page("b").metadata, cite.Kept("Kho", "")) == "“BÁO CÁO b”, Kho (bản lưu không chính thức)."


def _bibtex(metadata: Metadata) -> dict[str, str]:
    parser = BibTexParser(common_strings=False, ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(cite.bibtex(metadata, KEPT), parser).entries
    return dict(entry)


def test_bibtex_is_read_back() -> None:
    entry = _bibtex(report())
    assert (entry["ENTRYTYPE"], entry["ID"], entry["number"]) == ("techreport", "a", "12-BC/ĐU")
    assert (entry["year"], entry["month"], entry["institution"]) == ("2022", "5", "Đảng ủy xã Phú Cường")


@settings(max_examples=20, deadline=None)
@given(LINES, LINES)
def test_no_title_or_issuer_breaks_out_of_its_bibtex_field(title: str, issuer: str) -> None:
    entry = _bibtex(page("a", title=title, issuer=issuer, issued="2022-05-31").metadata)
    assert entry["ID"] == "a"
    assert entry["year"] == "2022"
    assert entry["note"].endswith("bản lưu không chính thức")


@pytest.mark.parametrize("metadata", [report(), hostile_page().metadata], ids=["full", "hostile"])
def test_ris_is_read_back(metadata: Metadata) -> None:
    (record,) = rispy.loads(cite.ris(metadata, KEPT))
    assert record["id"] == metadata.id
    assert record["title"] == " ".join(metadata.title.split())
    assert record["urls"] == [KEPT.url]
    assert record["language"] == "vi"


def test_the_json_of_a_page_has_the_keys_of_the_contract() -> None:
    whole = page_json(Page(report(), "bulletins/2022/a.md", "# BÁO CÁO\n"), "BÁO CÁO\n", "")
    assert json.loads(json.dumps(whole))["period"] == {"label": "tháng 5", "from": "2022-05-01", "to": "2022-05-31"}
    assert whole["url"] is None
    assert whole["citations"][0]["number"] == "05-CT/TW"
    assert (whole["body_markdown"], whole["body_text"]) == ("# BÁO CÁO\n", "BÁO CÁO\n")


def test_the_plain_text_begins_with_a_line_for_each_fact() -> None:
    lines = head_text(report(), KEPT).splitlines()
    assert lines[:3] == ["Số, ký hiệu: 12-BC/ĐU", "Loại: Báo cáo", "Cơ quan ban hành: Đảng ủy xã Phú Cường"]
    assert len(head_text(page("x", number="1\n2", source=SOURCE).metadata, KEPT).splitlines()) == 4


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.example", "", None, "http//x", "ht tp://x"])
def test_only_addresses_of_the_web_are_followed(address: str | None) -> None:
    assert web_address(address) is None
    assert web_address("https://x.example/a?b#c") == "https://x.example/a?b#c"


@settings(deadline=None)
@given(LINES, st.integers(min_value=5, max_value=60))
def test_a_short_text_is_one_line_of_at_most_that_length(text: str, length: int) -> None:
    made = short(text, length)
    assert len(made) <= length + 1
    assert "\n" not in made


def test_short_cuts_between_words() -> None:
    assert short("Báo cáo kết quả công tác tháng 5", 20) == "Báo cáo kết quả…"
    assert short(HOSTILE, 10**6) == " ".join(HOSTILE.split())

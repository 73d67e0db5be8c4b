"""opensearch.xml: well-formed whatever the site is called, with whole addresses."""

from xml.etree import ElementTree as ET

from builder.publish.opensearch import opensearch

_SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_description_is_well_formed_and_its_addresses_are_whole() -> None:
    root = ET.fromstring(opensearch("Kho <lưu> & trữ bản tin", "https://kho.example.vn/ban-tin", "tim-kiem/").encode())  # noqa: S314 - our own text
    addresses = [url.get("template") for url in root.iter(f"{_SPACE}Url")]
    assert addresses == [
        "https://kho.example.vn/ban-tin/tim-kiem/?q={searchTerms}",
        "https://kho.example.vn/ban-tin/opensearch.xml",
    ]
    assert root.findtext(f"{_SPACE}Description") == "Kho <lưu> & trữ bản tin"
    assert len(root.findtext(f"{_SPACE}ShortName") or "") <= 16

"""The OAI-PMH static repository keeps to the schemas of its specification, whatever the pages say."""

from lxml import etree

from builder.publish.machine.oai import static_repository
from builder.publish.places import places
from tests.unit.publish.machine_files import SCHEMAS, SITE, archive, entries_of

WHERE = places(SITE, True)
SPACE = {"oai": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


def repository(gateway: str | None = None) -> etree._Element:
    found = entries_of(archive(3))
    return etree.fromstring(b"".join(static_repository("Kho <lưu>\x00 & trữ", "giu-kho@example.vn", gateway, found, WHERE)))


def test_it_is_valid() -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "static-repository.xsd"))
    assert schema.validate(repository()), schema.error_log
    assert schema.validate(repository("https://cong.example.org/oai/")), schema.error_log


def test_it_tells_what_a_record_is_and_where() -> None:
    record = repository().xpath("//oai:record[contains(oai:header/oai:identifier, 'ban-tin-0001')]", namespaces=SPACE)[0]
    address = f"{SITE}bulletins/2022/ban-tin-0001/"
    assert record.findtext("oai:header/oai:identifier", namespaces=SPACE) == address
    assert record.findtext("oai:header/oai:datestamp", namespaces=SPACE) == "2025-07-01"
    assert [(element.tag.rpartition("}")[2], element.text) for element in record.iter("{http://purl.org/dc/elements/1.1/}*")] == [
        ("title", "BÁO CÁO ban-tin-0001"),
        ("creator", "Đảng ủy xã Phú Cường"),
        ("publisher", "Đảng ủy xã Phú Cường"),
        ("date", "2022-02-02"),
        ("type", "Text"),
        ("format", "text/html"),
        ("identifier", address),
        ("language", "vi"),
    ]


def test_the_base_address_is_the_gateways_with_the_files_behind_it() -> None:
    found = repository("https://cong.example.org/oai/").findtext(".//oai:baseURL", namespaces=SPACE)
    assert found == "https://cong.example.org/oai/kho.example.vn/luu-tru/oai.xml"

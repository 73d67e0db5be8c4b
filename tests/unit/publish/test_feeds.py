"""Feeds: valid for the grammars of their formats, readable by a reader's program, stable when the archive grows."""

import json
from functools import cache

import feedparser
import jsonschema
import pytest
from lxml import etree

from builder.publish.machine.atom import atom
from builder.publish.machine.feeds import ARCHIVED, NEWEST, Feed, Identity, group_feeds, site_feed
from builder.publish.machine.json_feed import json_feed
from builder.publish.places import Places, places
from tests.unit.publish.machine_files import SCHEMAS, SITE, archive, entries_of, since

NAME = "Kho <lưu> & trữ\x07"
WITH, WITHOUT = places(SITE, True), places(None, True)
SPACE = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}


@cache
def atom_grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


@cache
def json_grammar() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed.json").read_text("utf-8")))


def identity(where: Places) -> Identity:
    return Identity(NAME, where.site_url, "giu-kho@example.vn")


def feeds(count: int, where: Places) -> tuple[Feed, ...]:
    return site_feed(NAME, entries_of(archive(count), where))


@pytest.mark.parametrize("where", [WITH, WITHOUT], ids=["with site_url", "without"])
@pytest.mark.parametrize("count", [0, 2 * ARCHIVED + 10])
def test_every_document_keeps_to_its_grammar(where: Places, count: int) -> None:
    for feed in feeds(count, where):
        document = etree.fromstring(atom(feed, identity(where), where))
        assert atom_grammar().validate(document), atom_grammar().error_log
        json_grammar().validate(json.loads(json_feed(feed, identity(where), where)))


def test_an_empty_archive_has_feeds() -> None:
    (feed,) = site_feed(NAME, ())
    assert atom_grammar().validate(etree.fromstring(atom(feed, identity(WITH), WITH)))
    json_grammar().validate(json.loads(json_feed(feed, identity(WITH), WITH)))


def test_a_reader_sees_the_words_and_the_addresses() -> None:
    (feed, *_) = feeds(1, WITH)
    read = feedparser.parse(atom(feed, identity(WITH), WITH))
    assert not read.bozo
    assert read.version == "atom10"
    plain = next(entry for entry in read.entries if entry.id.endswith("/ban-tin-0000/"))
    assert plain.link == plain.id == f"{SITE}bulletins/2022/ban-tin-0000/"
    assert plain.title == "BÁO CÁO ban-tin-0000"
    assert plain.summary == "Đảng ủy xã Phú Cường · 01/01/2022"
    assert plain.published == "2022-01-01T00:00:00+07:00"
    assert {entry.link for entry in read.entries} == {SITE + entry.address for entry in feed.entries}


def test_ids_are_whole_with_and_without_an_address_of_the_site() -> None:
    (feed, *_) = feeds(1, WITHOUT)
    root = etree.fromstring(atom(feed, identity(WITHOUT), WITHOUT))
    ids = root.xpath("a:entry/a:id/text()", namespaces=SPACE)
    assert "tag:bantin.invalid,2025:kho-luu-tru/ban-tin-0000" in ids
    assert len(set(ids)) == len(ids) == 4
    assert root.xpath("a:entry/a:link/@href", namespaces=SPACE)[0].startswith("bulletins/")
    items = json.loads(json_feed(feed, identity(WITHOUT), WITHOUT))["items"]
    assert [item["id"] for item in items] == ids
    assert all("url" not in item and item["_bantin"]["path"] for item in items)


def test_the_feed_and_its_archive_hold_every_entry() -> None:
    documents = feeds(2 * ARCHIVED + 10, WITH)
    found = {f"{feed.file}.xml": etree.fromstring(atom(feed, identity(WITH), WITH)) for feed in documents}
    name, ids = "feed.xml", set()
    while name:  # as a reader goes back in time
        root = found.pop(name)
        ids |= set(root.xpath("a:entry/a:id/text()", namespaces=SPACE))
        archived = bool(root.xpath("fh:archive", namespaces=SPACE))
        assert archived == (name != "feed.xml")
        assert root.xpath("a:link[@rel='current']/@href", namespaces=SPACE) == ([f"{SITE}feed.xml"] if archived else [])
        back = root.xpath("a:link[@rel='prev-archive']/@href", namespaces=SPACE)
        name = back[0].removeprefix(SITE) if back else ""
    assert found == {}
    assert len(ids) == 2 * ARCHIVED + 13
    assert len(documents[0].entries) >= NEWEST


def test_a_full_archive_document_stays_as_it_is_when_bulletins_are_added() -> None:
    before = entries_of(archive(2 * ARCHIVED))
    added = entries_of(archive(3 * ARCHIVED + 5))
    known = {entry.metadata.id for entry in before}

    later = [*since([entry for entry in added if entry.metadata.id not in known], "2025-08-01"), *before]
    old, new = ({feed.file: feed for feed in site_feed(NAME, found)} for found in (before, later))
    assert old["feeds/archive-1"] == new["feeds/archive-1"]
    assert old["feeds/archive-2"].entries == new["feeds/archive-2"].entries
    assert atom(old["feeds/archive-1"], identity(WITH), WITH) == atom(new["feeds/archive-1"], identity(WITH), WITH)


def test_an_issuers_feed_ends_with_its_newest() -> None:
    found = entries_of(archive(NEWEST + 5))
    lists = {
        entry.metadata.id: ("Đảng ủy", "feeds/co-quan/dang-uy", "browse/co-quan/dang-uy/")
        for entry in found
        if entry.metadata.issuer
    }
    (feed,) = group_feeds(NAME, found, lists)
    assert len(feed.entries) == NEWEST
    assert feed.entries == tuple(entry for entry in found if entry.metadata.id in lists)[:NEWEST]
    root = etree.fromstring(atom(feed, identity(WITH), WITH))
    assert atom_grammar().validate(root), atom_grammar().error_log
    assert root.xpath("a:link[@rel='alternate']/@href", namespaces=SPACE)[0] == f"{SITE}browse/co-quan/dang-uy/"


def test_the_newest_published_come_first_then_the_newest_documents() -> None:
    days = [entry.metadata.issued or "" for entry in entries_of(archive(30))]
    assert days == sorted(days, reverse=True)

"""The zones of a page and their weight in ranking: the same for both engines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.model import Metadata
from builder.search.abbreviations import expansions
from builder.search.plain import Line
from builder.search.reform import other_names


@dataclass(frozen=True, slots=True)
class Zone:
    """Texts of one kind. `shown` ones may stand in a snippet."""

    name: str
    weight: float
    lines: tuple[str, ...]
    shown: bool = False


WEIGHTS = {
    "title": 6.0,
    "number": 8.0,
    "issuer": 4.0,
    "signer": 4.0,
    "facts": 2.0,
    "headings": 2.5,
    "body": 1.0,
    "said": 0.6,
    "weak": 0.15,
}


def page_zones(metadata: Metadata, lines: Sequence[Line]) -> tuple[Zone, ...]:
    """All zones of a page of content/, whose body has the lines."""
    headings = tuple(line.text for line in lines if line.level > 1)
    body = tuple(line.text for line in lines if line.level == 0)
    meta = metadata_zones(metadata)
    shown = (Zone("headings", WEIGHTS["headings"], headings, shown=True), Zone("body", WEIGHTS["body"], body, shown=True))
    said = said_zones(metadata, [metadata.title, *_texts(meta), *headings, *body])
    return (Zone("title", WEIGHTS["title"], (metadata.title,), shown=True), *meta, *shown, *said)


def metadata_zones(meta: Metadata) -> tuple[Zone, ...]:
    """What the front matter says besides title and body."""
    return (
        Zone("number", WEIGHTS["number"], _present(meta.number)),
        Zone("issuer", WEIGHTS["issuer"], _present(meta.issuer)),
        Zone("signer", WEIGHTS["signer"], _present(meta.signer)),
        Zone("facts", WEIGHTS["facts"], _facts(meta)),
    )


def said_zones(meta: Metadata, lines: Sequence[str]) -> tuple[Zone, Zone]:
    """What the lines say in other words: abbreviations read out, readings abbreviated, quarters in digits, places renamed."""
    found = expansions(lines)
    weak = (*found.weak, *other_names(meta))
    return Zone("said", WEIGHTS["said"], found.sure), Zone("weak", WEIGHTS["weak"], weak)


def _facts(meta: Metadata) -> tuple[str, ...]:
    periods = (period.label for period in (meta.period, meta.plan_period) if period)
    dates = (_spoken_date(date) for date in (meta.issued, meta.event_date) if date)
    return tuple(
        dict.fromkeys(
            _present(
                meta.subtitle, meta.lead, meta.doc_type, meta.parent_issuer, meta.place, meta.signer_role, meta.signing_authority,
                *periods, *dates, *meta.locality, *meta.categories, *meta.recipients, meta.marking,
            )
        )
    )  # fmt: skip


def _spoken_date(iso: str) -> str:
    """`2022-03-22` as the letterhead prints it, for who searches the day."""
    year, month, day = (int(part) for part in iso[:10].split("-"))
    return f"ngày {day} tháng {month} năm {year}"


def _texts(zones: Iterable[Zone]) -> list[str]:
    return [line for zone in zones for line in zone.lines]


def _present(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)

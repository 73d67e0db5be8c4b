"""One page of the throw-away copy of the site that Pagefind indexes: text in its encoding, facts from the front matter."""

import html
from collections.abc import Iterable, Sequence

from builder.model import Metadata
from builder.search import analysis
from builder.search.article import HtmlLine
from builder.search.document_numbers import number_key
from builder.search.facts import Facts, document_date, facts
from builder.search.pagefind_text import HIDDEN, LINE_END, OWN_NUMBER, encode, query_number, query_word
from builder.search.periods import period_terms
from builder.search.zones import WEIGHTS, Zone, metadata_zones, said_zones
from builder.vietnamese import keys

_HEAVIEST = 10.0  # Pagefind's limit of a weight
_UNDATED = "0000-00-00"  # Pagefind leaves pages without a sort value out of a sorted answer
_CITED_WEIGHT = 1.0


def copy_page(meta: Metadata, lines: Sequence[HtmlLine]) -> str:
    """The HTML that is indexed in place of a published page."""
    texts = [analysis.nfc(line.text) for line in lines]
    zones = metadata_zones(meta)
    said = said_zones(meta, [meta.title, *(line for zone in zones for line in zone.lines), *texts])
    shown = [_shown(line, text) for line, text in zip(lines, texts, strict=True)]
    number = [f"{OWN_NUMBER} {encode(meta.number)} {query_end()}"] if meta.number else []
    hidden = [_hidden([HIDDEN, *number], WEIGHTS["number"]), *_own_words(zones[1:]), *_numbers(meta, texts), *_own_words(said)]
    head = f"<title>{html.escape(encode(meta.title))}</title>\n{_facts(meta)}"
    body = "\n".join([*shown, *hidden])
    opening = f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">{head}</head>'
    return f"{opening}\n<body data-pagefind-body>\n{body}\n</body></html>\n"


def _shown(line: HtmlLine, text: str) -> str:
    content = f"{html.escape(encode(text))} {query_end()}"
    if not line.level:
        return f"<p>{content}</p>"
    weight = WEIGHTS["title"] if line.level == 1 else WEIGHTS["headings"]
    anchor = f' id="{html.escape(line.anchor)}"' if line.anchor else ""
    return f'<h{line.level}{anchor} data-pagefind-weight="{weight}">{content}</h{line.level}>'


def query_end() -> str:
    """The word that ends a line."""
    return query_word(LINE_END)


def _hidden(words: Iterable[str], weight: float) -> str:
    return f'<p data-pagefind-weight="{min(weight, _HEAVIEST)}">{html.escape(" ".join(words))}</p>'


def _own_words(zones: Iterable[Zone]) -> list[str]:
    return [
        _hidden([f"{encode(analysis.nfc(line))} {query_end()}" for line in zone.lines], zone.weight)
        for zone in zones
        if zone.lines
    ]


def _numbers(meta: Metadata, texts: Iterable[str]) -> list[str]:
    """Whole numbers, each as one word: the bulletin's own, heavy, and those that it mentions."""
    own = keys.unmarked(number_key(meta.number)) if meta.number else ""
    mentioned = {token.folded for text in texts for token in analysis.number_tokens(text)}
    mentioned |= {keys.unmarked(number_key(citation.number)) for citation in meta.citations}
    mentioned |= set(period_terms(meta))
    others = sorted(key for key in mentioned if key and key != own and "-" in key)
    paragraphs = [_hidden([query_number(own)], WEIGHTS["number"])] if own else []
    return [*paragraphs, _hidden([query_number(key) for key in others], _CITED_WEIGHT)] if others else paragraphs


def _facts(meta: Metadata) -> str:
    """Filters and the sort value. No `data-pagefind-meta`: its words would stand in the index without their ends."""
    tags = [_tag("filter", name, value) for name, value in _filters(facts(meta)) if value]
    return "\n".join([*tags, _tag("sort", "date", document_date(meta) or _UNDATED)])


def _filters(found: Facts) -> list[tuple[str, str]]:
    single = {"type": found.type, "issuer": found.issuer, "signer": found.signer, "date": found.date, "year": found.date[:4]}
    return [*single.items(), *(("place", place) for place in found.places), *(("cites", number) for number in found.cites)]


def _tag(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{html.escape(value)}">'

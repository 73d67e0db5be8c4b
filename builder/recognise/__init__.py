"""Recognisers: Document -> Document, applied in one visible order; one rule, one file."""

from collections.abc import Callable

from builder.model import Document
from builder.recognise.captions import captions
from builder.recognise.citations import citations
from builder.recognise.ending import ending
from builder.recognise.issuer import issuer
from builder.recognise.joins import joins
from builder.recognise.letterhead import letterhead
from builder.recognise.locality import locality
from builder.recognise.marking import marking
from builder.recognise.news import news
from builder.recognise.notes import notes
from builder.recognise.outline import outline
from builder.recognise.page_breaks import page_breaks
from builder.recognise.period import period
from builder.recognise.tidying import tidying
from builder.recognise.title import title

# Layout first (what the blanks of the source still tell), then the text, then what the text says.
RECOGNISERS: tuple[Callable[[Document], Document], ...] = (
    page_breaks,
    letterhead,
    issuer,
    title,
    ending,
    notes,
    captions,
    joins,
    tidying,
    outline,
    marking,
    period,
    news,
    locality,
    citations,
)


def recognise(document: Document) -> Document:
    """The document with its structure and its metadata."""
    for recogniser in RECOGNISERS:
        document = recogniser(document)
    return document

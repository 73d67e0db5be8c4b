"""How a page is laid out in Whoosh: weighted terms made by our own analysis, columns for filters, stored text for snippets.

A term's weight is computed once, when the page is indexed, from the zones it stands in. So searching reads one posting
list a word, whatever the number of zones, and a page's postings do not depend on the other pages.
"""

from whoosh import columns, fields, formats

INDEX_NAME = "bantin3"
"""Raise the number when the fields change: an index of another name is built anew."""


COLUMNS = ("exact_text", "folded_text", "facets", "fingerprint", "id_column", "shown")
"""Bytes that every document has."""


class WeightedTerms(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field of weighted terms, which a TermPool is given; no positions, phrases are checked on the text columns."""

    def __init__(self) -> None:
        """Postings hold a document and a weight."""
        super().__init__(formats.Existence(), None)

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as the index holds it."""
        return value if isinstance(value, bytes) else value.encode("utf-8")

    def from_bytes(self, value: bytes) -> str:
        """A term as we see it."""
        return value.decode("utf-8")


def schema() -> fields.Schema:
    """The fields of the index. RefBytesColumn is avoided: it drops values silently after 65,535 different ones."""
    held = {name: fields.COLUMN(columns.VarBytesColumn()) for name in COLUMNS}
    return fields.Schema(exact=WeightedTerms(), folded=WeightedTerms(), pairs=WeightedTerms(), **held)

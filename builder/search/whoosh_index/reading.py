"""Reading the index: posting lists, text columns, facts and stored text of documents, as plain values."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from builder.errors import SearchError
from builder.search.facts import Facts
from builder.search.whoosh_index.schema import INDEX_NAME

Field = Literal["exact", "folded"]


class Reader:
    """One state of the index; what a query reads twice is remembered while the reader lives."""

    def __init__(self, reader: Any) -> None:
        """Wrap Whoosh's reader."""
        self._reader = reader
        self._postings: dict[tuple[Field, str], Mapping[int, float]] = {}
        # Whoosh's reader of an index without documents has no columns; nothing asks for them then.
        names = ("exact_text", "folded_text", "facets", "id_column") if reader.doc_count() else ()
        self._columns = {name: reader.column_reader(name) for name in names}

    @property
    def size(self) -> int:
        """The number of documents."""
        return int(self._reader.doc_count())

    def documents(self) -> Iterator[int]:
        """All documents."""
        yield from self._reader.all_doc_ids()

    def postings(self, field: Field, term: str) -> Mapping[int, float]:
        """The documents that hold a term, with its weight in each."""
        if (field, term) not in self._postings:
            self._postings[field, term] = dict(self._read_postings(field, term))
        return self._postings[field, term]

    def _read_postings(self, field: Field, term: str) -> Iterator[tuple[int, float]]:
        try:
            matcher = self._reader.postings(field, term.encode("utf-8"))
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher.id(), matcher.weight()
            matcher.next()

    def text(self, field: Field, document: int) -> bytes:
        """The keys of a document's lines, UTF-8, a line each, every key between blanks."""
        return bytes(self._columns[f"{field}_text"][document])

    def packed_facts(self, document: int) -> bytes:
        """The facts of a document as they are packed: equal facts are equal bytes."""
        return bytes(self._columns["facets"][document])

    def facts(self, document: int) -> Facts:
        """The facts of a document."""
        return Facts.unpack(self.packed_facts(document))

    def id(self, document: int) -> str:
        """The bulletin's id."""
        return bytes(self._columns["id_column"][document]).decode("utf-8")

    def shown(self, document: int) -> Mapping[str, Any]:
        """What is shown of a document: title, number, issuer, date, path, lines."""
        stored: Mapping[str, Any] = self._reader.stored_fields(document)["shown"]
        return stored

    def neighbours(self, word: str) -> list[str]:
        """Folded words of the index one letter away from a word, the same first letter before others."""
        if not self.size:
            return []
        found = {str(term) for term in self._reader.terms_within("folded", word, 1, prefix=0)} - {word}
        return sorted(found, key=lambda term: (term[:1] != word[:1], term))


@contextmanager
def open_reader(index_dir: Path) -> Iterator[Reader]:
    """The index as it is now. Raises SearchError when there is none or it cannot be read."""
    try:
        # Without mmap: Whoosh copies a mapped column whole when it is opened, which costs more than the few reads of a query.
        reader = FileStorage(str(index_dir), supports_mmap=False).open_index(indexname=INDEX_NAME).reader()
    except whoosh_index.EmptyIndexError:
        raise SearchError(f"{index_dir}: there is no search index yet; run `bantin index`") from None
    except Exception as error:
        raise SearchError(f"{index_dir}: the search index cannot be read ({error}); run `bantin index` to rebuild it") from error
    try:
        yield Reader(reader)
    finally:
        reader.close()

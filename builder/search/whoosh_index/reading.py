"""Reading the index: posting lists, text columns, facts and stored text of documents, as plain values."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from builder.errors import SearchError
from builder.search.facts import Facts, count_values
from builder.search.whoosh_index.fast import MappedColumn, block_postings
from builder.search.whoosh_index.schema import INDEX_NAME

Field = Literal["exact", "folded"]


class Reader:
    """One state of the index; what a query reads twice is remembered while the reader lives."""

    def __init__(self, reader: Any) -> None:
        """Wrap Whoosh's reader."""
        self._reader = reader
        self._postings: dict[tuple[Field, str], Mapping[int, float]] = {}
        self._phrases: dict[tuple[Field, tuple[str, ...]], Mapping[int, float]] = {}
        # Whoosh's reader of an index without documents has no columns; nothing asks for them then.
        names = ("exact_text", "folded_text", "facets", "id_column") if reader.doc_count() else ()
        self._columns = {name: MappedColumn(reader.column_reader(name)) for name in names}
        self._facts: dict[int, Facts] | None = None
        self._value_counts: dict[str, Counter[str]] | None = None

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
            self._postings[field, term] = self._read_postings(field, term)
        return self._postings[field, term]

    def _read_postings(self, field: Field, term: str) -> Mapping[int, float]:
        try:
            matcher = self._reader.postings(field, term.encode("utf-8"))
        except TermNotFound:
            return {}
        return block_postings(matcher)

    def remembered(self, field: Field, keys: tuple[str, ...], find: Callable[[], Mapping[int, float]]) -> Mapping[int, float]:
        """What a phrase was found in before, else what `find` finds now."""
        if (field, keys) not in self._phrases:
            self._phrases[field, keys] = find()
        return self._phrases[field, keys]

    def text(self, field: Field, document: int) -> bytes:
        """The keys of a document's lines, UTF-8, a line each, every key between blanks."""
        return self._columns[f"{field}_text"][document]

    @property
    def facts(self) -> Mapping[int, Facts]:
        """The facts of all documents, read once."""
        if self._facts is None:
            self._facts = {document: Facts.unpack(self._columns["facets"][document]) for document in self.documents()}
        return self._facts

    @property
    def value_counts(self) -> Mapping[str, Counter[str]]:
        """How often each value of each facet occurs in the archive, counted once."""
        if self._value_counts is None:
            self._value_counts = count_values(self.facts.values())
        return self._value_counts

    def close(self) -> None:
        """Let go of the files."""
        for column in self._columns.values():
            column.close()

    def id(self, document: int) -> str:
        """The bulletin's id."""
        return self._columns["id_column"][document].decode("utf-8")

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
    opened = Reader(reader)
    try:
        yield opened
    finally:
        opened.close()
        reader.close()

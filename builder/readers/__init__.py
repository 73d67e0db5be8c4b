"""Readers: one source -> a Document, or the reason why it is no document."""

from builder.readers.reading import NotADocument, Reading, read

__all__ = ["NotADocument", "Reading", "read"]

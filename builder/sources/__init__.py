"""Sources: files, folders and mirrors -> RawItem."""

from builder.sources.folder import Unreadable, find_sources, read_source

__all__ = ["Unreadable", "find_sources", "read_source"]

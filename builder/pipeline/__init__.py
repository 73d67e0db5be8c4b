"""The only composer: hands values from stage to stage and decides what is stale.

A command loads what it needs: MkDocs, Whoosh and their like take longer to start than a page takes to convert.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.pipeline.building import BuildReport, build
    from builder.pipeline.checking import CheckReport, check
    from builder.pipeline.converting import ConvertReport, convert, convert_files
    from builder.pipeline.exporting import ExportReport, Wanted, export
    from builder.pipeline.gating import Held, decide, held_pages
    from builder.pipeline.indexing import index, search, standing_search
    from builder.pipeline.publishing import PublishReport, publish, site_size
    from builder.pipeline.reading import Pages, read_pages
    from builder.pipeline.reviewing import Review, compare, review
    from builder.pipeline.taking_down import TakedownReport, take_down_page, take_down_text

_MODULES = {
    "building": ("BuildReport", "build"),
    "checking": ("CheckReport", "check"),
    "converting": ("ConvertReport", "convert", "convert_files"),
    "exporting": ("ExportReport", "Wanted", "export"),
    "gating": ("Held", "decide", "held_pages"),
    "indexing": ("index", "search", "standing_search"),
    "publishing": ("PublishReport", "publish", "site_size"),
    "reading": ("Pages", "read_pages"),
    "reviewing": ("Review", "compare", "review"),
    "taking_down": ("TakedownReport", "take_down_page", "take_down_text"),
}

__all__ = [
    "BuildReport",
    "CheckReport",
    "ConvertReport",
    "ExportReport",
    "Held",
    "Pages",
    "PublishReport",
    "Review",
    "TakedownReport",
    "Wanted",
    "build",
    "check",
    "compare",
    "convert",
    "convert_files",
    "decide",
    "export",
    "held_pages",
    "index",
    "publish",
    "read_pages",
    "review",
    "search",
    "site_size",
    "standing_search",
    "take_down_page",
    "take_down_text",
]


def __getattr__(name: str) -> Any:
    """A name of `__all__`, from its module, which is loaded now."""
    module = next((module for module, names in _MODULES.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)

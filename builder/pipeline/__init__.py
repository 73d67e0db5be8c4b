"""The only composer: hands values from stage to stage and decides what is stale."""

from builder.pipeline.building import BuildReport, PublishReport, build, index, publish, search, site_size
from builder.pipeline.checking import CheckReport, check
from builder.pipeline.converting import ConvertReport, convert, convert_files
from builder.pipeline.exporting import ENDS, ExportReport, Wanted, export
from builder.pipeline.reading import Pages, read_pages
from builder.pipeline.reviewing import Review, compare, review

__all__ = [
    "ENDS",
    "BuildReport",
    "CheckReport",
    "ConvertReport",
    "ExportReport",
    "Pages",
    "PublishReport",
    "Review",
    "Wanted",
    "build",
    "check",
    "compare",
    "convert",
    "convert_files",
    "export",
    "index",
    "publish",
    "read_pages",
    "review",
    "search",
    "site_size",
]

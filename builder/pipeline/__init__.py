"""The only composer: hands values from stage to stage and decides what is stale."""

from builder.pipeline.building import BuildReport, PublishReport, build, index, publish, search
from builder.pipeline.checking import CheckReport, check
from builder.pipeline.converting import ConvertReport, convert, convert_files
from builder.pipeline.reading import Pages, read_pages
from builder.pipeline.reviewing import Review, compare, review

__all__ = [
    "BuildReport",
    "CheckReport",
    "ConvertReport",
    "Pages",
    "PublishReport",
    "Review",
    "build",
    "check",
    "compare",
    "convert",
    "convert_files",
    "index",
    "publish",
    "read_pages",
    "review",
    "search",
]

"""The only composer: hands values from stage to stage and decides what is stale."""

from builder.pipeline.building import BuildReport, PublishReport, build, index, publish, search
from builder.pipeline.converting import ConvertReport, convert, convert_files
from builder.pipeline.reading import Pages, read_pages

__all__ = [
    "BuildReport",
    "ConvertReport",
    "Pages",
    "PublishReport",
    "build",
    "convert",
    "convert_files",
    "index",
    "publish",
    "read_pages",
    "search",
]

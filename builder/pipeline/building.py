"""All three stages in one: build."""

from dataclasses import dataclass
from importlib import metadata as packages

from builder import __version__
from builder.config import Settings
from builder.executor import Executor
from builder.model import Progress, Skipped
from builder.pipeline.converting import ConvertReport, convert
from builder.pipeline.gating import Held
from builder.pipeline.indexing import index_folder, index_pages
from builder.pipeline.publishing import PUBLISHING, Begun, PublishReport, begin_site, check_host, complete_site
from builder.pipeline.quick import Whole, inputs_of, load_whole, made_of, save_whole
from builder.pipeline.record import checksum_of
from builder.pipeline.surveying import survey
from builder.search.whoosh_index import IndexReport


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What the three stages did."""

    convert: ConvertReport
    index: IndexReport
    publish: PublishReport
    failed_pages: tuple[Skipped, ...] = ()
    """Pages of content/ that cannot be read."""
    held: tuple[Held, ...] = ()
    """Pages that wait for a decision of a person, or were refused."""

    @property
    def failed_in_content(self) -> tuple[Skipped, ...]:
        """Pages that cannot be read, and those that cannot be indexed."""
        return (*self.failed_pages, *self.index.failed)

    @property
    def is_whole(self) -> bool:
        """Whether no page of content/ failed or waits, and the search page has its index."""
        return self.publish.complete and not self.failed_in_content and not self.held


def build(settings: Settings, progress: Progress, executor: Executor | None = None) -> BuildReport:
    """Convert, index and publish; each stage does only what changed."""
    check_host(settings)
    converted = convert(settings, progress, executor)
    rules = _rules()
    inputs, whole = inputs_of(settings, rules), load_whole(settings)
    if inputs and whole and (whole.inputs, whole.made) == (inputs, made_of(settings)) and index_folder(settings).is_dir():
        return BuildReport(converted, IndexReport(0, 0), PublishReport(whole.bulletins, False, whole.warnings))
    indexed, begun = _index_and_begin(settings, progress, executor)
    published = complete_site(begun, progress, executor)
    report = BuildReport(converted, indexed, published, begun.gated.pages.failed, begun.gated.held)
    if inputs and report.is_whole and inputs == inputs_of(settings, rules):
        save_whole(settings, Whole(inputs, made_of(settings), published.bulletins, published.warnings))
    return report


def _index_and_begin(settings: Settings, progress: Progress, executor: Executor | None) -> tuple[IndexReport, Begun]:
    """What was found of all pages is forgotten here, but for what `Begun` has."""
    found = survey(settings, executor)
    return index_pages(settings, found.gated.pages, progress, executor), begin_site(settings, found, progress, executor)


def _rules() -> str:
    """The builder and what it builds with."""
    libraries = ("mkdocs", "mkdocs-material", "markdown-it-py", "mdit-py-plugins", "lxml", "brotli", "tinycss2")
    return " ".join((__version__, checksum_of(PUBLISHING), *(f"{name}-{packages.version(name)}" for name in libraries)))

"""What the commands of the command line share: their options, and the archive that they work on."""

import argparse
import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from builder.config import Settings, load_settings
from builder.executor import Executor, open_executor
from builder.locking import exclusive

_PRELOAD = (
    "builder.pipeline.one_task",
    "builder.publish.mkdocs_shard",
)  # what workers of this machine have loaded before they begin


def add_command(commands: Any, name: str, text: str, run: Callable[..., int], **more: Any) -> argparse.ArgumentParser:
    """A command with the options that all have."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, **more)
    parser.set_defaults(run=run)
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every warning")
    return parser


def project_options(parser: argparse.ArgumentParser) -> None:
    """For a command that works on an archive."""
    parser.add_argument(
        "-f", "--file", type=Path, default=Path("mkdocs.yml"), metavar="FILE", help="configuration (default: mkdocs.yml)"
    )


def report_options(parser: argparse.ArgumentParser) -> None:
    """For a command that reports what it did."""
    parser.add_argument("--strict", action="store_true", help="exit with 1 when there were warnings or unreadable sources")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def lock_option(parser: argparse.ArgumentParser) -> None:
    """For a command that writes in an archive."""
    parser.add_argument(
        "--wait",
        type=float,
        default=0,
        metavar="SECONDS",
        help="wait while another bantin works in the archive (default: refuse)",
    )


def work_options(parser: argparse.ArgumentParser) -> None:
    """For a command with work for several processors."""
    parser.add_argument("--jobs", type=_count, metavar="N", help="processes that share the work (default: one a processor)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="have a Dask cluster do it: its scheduler, like tcp://10.0.0.5:8786")


def _count(text: str) -> int:
    if (count := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes; 1 or more is")
    return count


def workers(arguments: argparse.Namespace) -> AbstractContextManager[Executor]:
    """Who does the work of the command."""
    return open_executor(arguments.jobs, arguments.cluster, _PRELOAD)


FILTERS = ("type", "issuer", "place", "signer", "cites", "date_from", "date_to")


def query_options(parser: argparse.ArgumentParser) -> None:
    """For a command that searches: words, and the filters of FILTERS."""
    parser.add_argument("query", nargs="*", help="what to look for; words need no quotes of the shell")
    for name, text in (
        ("type", "document type"),
        ("issuer", "issuing body"),
        ("place", "place or administrative unit"),
        ("signer", "who signed"),
        ("cites", "cited document: 05-CT/TW, Chỉ thị 05, 05, 05-CT/TW 2016"),
    ):
        parser.add_argument(f"--{name}", metavar="TEXT", help=f"only bulletins with this {text}")
    parser.add_argument("--from", dest="date_from", metavar="DATE", help="first day: 2022, 2022-03 or 2022-03-22")
    parser.add_argument("--to", dest="date_to", metavar="DATE", help="last day, in the same forms")


def day(text: str) -> str:
    """An ISO date, as argparse wants a type; it shows the message of the ValueError by itself."""
    return datetime.date.fromisoformat(text).isoformat()


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings of the archive that the command names."""
    return load_settings(arguments.file)


@contextmanager
def alone(arguments: argparse.Namespace) -> Iterator[Settings]:
    """The settings, for a command that writes: no other such command works in the archive meanwhile."""
    settings = settings_of(arguments)
    with exclusive(settings.state, arguments.command, arguments.wait):
        yield settings

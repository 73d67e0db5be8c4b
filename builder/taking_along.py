"""The commands that take the archive along: export, hosts."""

import argparse
import json
from pathlib import Path
from typing import Any

from builder import pipeline
from builder.arguments import (
    FILTERS,
    add_command,
    alone,
    lock_option,
    project_options,
    query_options,
    report_options,
    settings_of,
)
from builder.errors import ConfigError, SearchError
from builder.printing import Console, export_summary, finish, fits_text
from builder.publish.export.kinds import ENDS
from builder.publish.hosting.limits import as_json, find_host, fit, hosts
from builder.search.query import Query

_EXPORT_HELP = """kinds:
  markdown   the pages with their images and ledgers, as a bag (BagIt, with checksums) in a ZIP file
  csv        all metadata as a table
  jsonl      all metadata, one JSON object a line
  epub       a book
  offline    the site as a folder: open its index.html from a disk or a USB stick, search included

Without QUERY and filters the whole archive is taken; `offline` always takes all of it.

examples:
  bantin export epub --issuer "Đảng ủy xã Phú Cường" --from 2022 --to 2023 -o phu-cuong.epub
  bantin export markdown
"""


def add_commands(commands: Any) -> None:
    """Register them."""
    _export_command(commands)
    _hosts_command(commands)


def _export_command(commands: Any) -> None:
    parser = add_command(
        commands,
        "export",
        "Take the archive along, or what a search finds in it.",
        _run_export,
        epilog=_EXPORT_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kind", choices=tuple(ENDS), help="what to make")
    query_options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help="file, or folder of the offline edition")
    parser.add_argument(
        "--bom", action="store_true", help="begin a CSV file with the mark by which older spreadsheets know UTF-8"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that no export made")
    project_options(parser)
    report_options(parser)
    lock_option(parser)


def _hosts_command(commands: Any) -> None:
    text = (
        "Count the files of the built site and compare them with what hosts of static sites take; exit 1 if a named one does not."
    )
    parser = add_command(commands, "hosts", text, _run_hosts)
    parser.add_argument("host", nargs="?", metavar="HOST", help=f"one of {', '.join(hosts())} (default: all of them)")
    parser.add_argument("--json", action="store_true", help="print the comparison as JSON")
    project_options(parser)


def _run_export(arguments: argparse.Namespace, console: Console) -> int:
    wanted = pipeline.Wanted(arguments.kind, _asked(arguments), arguments.output, arguments.bom, arguments.force)
    with alone(arguments) as settings:
        report = pipeline.export(settings, wanted, console.progress)
    failed = [f"{page.path}: {page.reason}" for page in report.failed]
    if not report.bulletins:
        failed.append("nothing was found, so the export is empty")
    return finish(console, arguments, export_summary(report), failed)


def _asked(arguments: argparse.Namespace) -> Query | None:
    """The query and the filters; None when there are none."""
    given = {name: value for name in FILTERS if (value := getattr(arguments, name))}
    text = " ".join(arguments.query)
    try:
        return Query(text=text, **given) if text or given else None
    except SearchError as error:  # an option that cannot be is wrong usage
        raise ConfigError(str(error)) from error


def _run_hosts(arguments: argparse.Namespace, console: Console) -> int:
    settings = settings_of(arguments)
    chosen = [find_host(arguments.host)] if arguments.host else list(hosts().values())
    size = pipeline.site_size(settings)
    fits = tuple(fit(size, host) for host in chosen)
    console.result(json.dumps(as_json(size, fits), ensure_ascii=False, indent=1) if arguments.json else fits_text(size, fits))
    return 1 if arguments.host and fits[0].faults else 0

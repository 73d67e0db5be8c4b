"""The command line: arguments, printing, exit codes. Nothing else of the builder prints.

Exit codes: 0 fine, 1 finished with problems under --strict, 2 usage or configuration.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from builder import __version__, pipeline
from builder.arguments import (
    FILTERS,
    add_command,
    alone,
    lock_option,
    project_options,
    query_options,
    report_options,
    settings_of,
    work_options,
    workers,
)
from builder.errors import ArchiveError, ConfigError, ProfileError, SearchError
from builder.files import write_text
from builder.printing import (
    Console,
    build_summary,
    convert_summary,
    failed_lines,
    finish,
    index_summary,
    publish_summary,
    result_text,
    review_text,
)
from builder.publish.review_page import ReviewEntry, review_page
from builder.publish.scaffold import create_archive
from builder.search.query import Query
from builder.taking_along import add_commands as add_taking_commands
from builder.withholding import add_commands as add_withholding_commands

_QUERY_HELP = """query language:
  words               all must occur, with or without tone marks: `uy ban` finds `Ủy ban` and `Uỷ ban`; exact marks rank first.
                      Words that stand apart in a bulletin and belong to others there do not count: `Nguyễn Phú Trọng` is a name.
                      Words that only join or ask (`của`, `nào`, `bao nhiêu`) may be missing
  "tổ dân phố"        the words in this order
  52-BC/ĐU            a document number in any spelling: `52 - bc/đu`, `52-BC/DU`, `số 52 BC ĐU`, `052BC/ĐU`; the document
                      itself comes first, then those that cite it
  chỉ thị 05, CT 05   type and number; `số 52`, or `52` alone: a number without its type
  quý II/2022         a period in any form: `q2/2022`, `tháng 5 năm 2023`, `t5/2023`, `6 tháng đầu năm`, `giai đoạn 2023 - 2025`,
                      `2022`; bulletins on it come first, then those that plan for it, are dated in it or name it
  22/3/2022           a day: bulletins of that day come first, then those that name it
  UBND                abbreviations find their expansions and the other way round
  A query that nothing fits is answered with what may have been meant, and a notice says so: another mark, a slip of a letter,
  a missing blank, keys of Telex (`uyr ban`), most of the words. AND, OR, NOT and signs are no operators.

examples:
  bantin search "Chỉ thị 05-CT/TW" --from 2022 --to 2022 --type "Báo cáo"
  bantin search "dân vận khéo" --sort date --json
  printf 'uy ban\\n52-BC/DU\\n' | bantin search --stdin
"""


def entry() -> None:
    """The `bantin` command."""
    spare_collector()
    sys.exit(main(sys.argv[1:]))


def spare_collector() -> None:
    """Let the collector of cycles look less often, and not at what is loaded by now, which stays to the end.

    Documents are frozen values and form no cycles; looking for some after every 700 new objects took up to a tenth of a
    conversion. What cycles there are is still collected, so that memory stays bounded.
    """
    gc.freeze()
    gc.set_threshold(10_000)


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:  # argparse has printed its message
        return int(stop.code or 0)
    console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
    try:
        return int(arguments.run(arguments, console))
    except (ConfigError, ProfileError) as error:
        console.error(str(error))
        return 2
    except ArchiveError as error:
        console.error(str(error))
        return 1
    except BrokenPipeError:  # the reader of the output has gone; the interpreter must not trip over it when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        console.error(f"{error.filename or 'the archive'}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        console.error("interrupted; nothing half-written is left, run the command again to go on")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bantin",
        description="Turn scraped bulletins of Vietnam's district committees and governments into a searchable static archive.",
        epilog="Each command reads mkdocs.yml of the current folder. `bantin COMMAND --help` tells more.",
    )
    parser.add_argument("--version", action="version", version=f"bantin {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _build_command(commands)
    _convert_command(commands)
    _index_command(commands)
    _publish_command(commands)
    _search_command(commands)
    _check_command(commands)
    _report_command(commands)
    _serve_command(commands)
    _init_command(commands)
    add_taking_commands(commands)
    add_withholding_commands(commands)
    return parser


def _build_command(commands: Any) -> None:
    parser = add_command(commands, "build", "Convert what is new, index it and publish the site.", _run_build)
    project_options(parser)
    report_options(parser)
    work_options(parser)
    lock_option(parser)


def _convert_command(commands: Any) -> None:
    parser = add_command(commands, "convert", "Convert sources to Markdown pages with their ledger.", _run_convert)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders; none: the sources of mkdocs.yml")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="write DIR/<id>.md and DIR/ledger/<id>.json; works outside of any archive"
    )
    project_options(parser)
    report_options(parser)
    work_options(parser)
    lock_option(parser)


def _index_command(commands: Any) -> None:
    parser = add_command(commands, "index", "Bring the search index of the command line up to date.", _run_index)
    project_options(parser)
    report_options(parser)
    work_options(parser)
    lock_option(parser)


def _publish_command(commands: Any) -> None:
    parser = add_command(commands, "publish", "Publish content/ as a static site.", _run_publish)
    project_options(parser)
    report_options(parser)
    work_options(parser)
    lock_option(parser)


def _search_command(commands: Any) -> None:
    parser = add_command(
        commands,
        "search",
        "Search the archive.",
        _run_search,
        epilog=_QUERY_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    query_options(parser)
    parser.add_argument("--sort", choices=("relevance", "date"), default="relevance", help="order of the results")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="results on a page (default: 10)")
    parser.add_argument("--page", type=int, default=1, metavar="N", help="which page of results")
    parser.add_argument("--json", action="store_true", help="print one JSON object a query")
    parser.add_argument("--stdin", action="store_true", help="read one query a line, print one JSON object a line")
    project_options(parser)


def _check_command(commands: Any) -> None:
    text = "Prove that every word of each source is in its page or its ledger, and that originals are unchanged; exit 1 if not."
    parser = add_command(commands, "check", text, _run_check)
    project_options(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _report_command(commands: Any) -> None:
    parser = add_command(commands, "report", "List the pages that a person should look at, worst first.", _run_report)
    project_options(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one HTML page with source and result side by side")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="how many pages (default: 50)")


def _serve_command(commands: Any) -> None:
    parser = add_command(commands, "serve", "Show the built site, with search at /api/search, until interrupted.", _run_serve)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    project_options(parser)


def _init_command(commands: Any) -> None:
    parser = add_command(commands, "init", "Make a new, empty archive in a folder.", _run_init)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is empty or does not exist yet")
    parser.add_argument("--name", metavar="TEXT", help="the archive's name (default: the folder's name)")


# ---------------------------------------------------------------- commands
def _run_build(arguments: argparse.Namespace, console: Console) -> int:
    with alone(arguments) as settings, workers(arguments) as executor:
        report = pipeline.build(settings, console.progress, executor)
    failed = [*failed_lines(report.convert), *(f"{page.path}: {page.reason}" for page in report.failed_in_content)]
    return finish(console, arguments, build_summary(report), failed)


def _run_convert(arguments: argparse.Namespace, console: Console) -> int:
    if arguments.output is None and arguments.paths:
        raise ConfigError("`bantin convert PATH …` needs `--output DIR`; without paths it converts the sources of mkdocs.yml")
    if arguments.output is not None:
        if not arguments.paths:
            raise ConfigError("`bantin convert --output DIR` needs the files or folders to convert")
        missing = [path for path in arguments.paths if not path.exists()]
        with workers(arguments) as executor:
            report = pipeline.convert_files(arguments.paths, arguments.output, None, console.progress, executor)
        return finish(console, arguments, convert_summary(report), failed_lines(report)) or (2 if missing else 0)
    with alone(arguments) as settings, workers(arguments) as executor:
        report = pipeline.convert(settings, console.progress, executor)
    return finish(console, arguments, convert_summary(report), failed_lines(report))


def _run_index(arguments: argparse.Namespace, console: Console) -> int:
    with alone(arguments) as settings, workers(arguments) as executor:
        report, pages = pipeline.index(settings, console.progress, executor)
    failed = [f"{page.path}: {page.reason}" for page in (*report.failed, *pages.failed)]
    return finish(console, arguments, index_summary(report), failed)


def _run_publish(arguments: argparse.Namespace, console: Console) -> int:
    with alone(arguments) as settings, workers(arguments) as executor:
        report, pages = pipeline.publish(settings, console.progress, executor)
    return finish(console, arguments, publish_summary(report), [f"{page.path}: {page.reason}" for page in pages.failed])


def _run_search(arguments: argparse.Namespace, console: Console) -> int:
    filters = {name: getattr(arguments, name) for name in (*FILTERS, "sort", "limit", "page")}
    try:
        asked = Query(**filters)
    except SearchError as error:  # an option that cannot be is wrong usage
        raise ConfigError(str(error)) from error
    texts = (line.rstrip("\n") for line in sys.stdin) if arguments.stdin else iter([" ".join(arguments.query)])
    for result in pipeline.search(settings_of(arguments), (replace(asked, text=text) for text in texts)):
        console.result(result.to_json() if arguments.json or arguments.stdin else result_text(result))
    return 0


def _run_check(arguments: argparse.Namespace, console: Console) -> int:
    report = pipeline.check(settings_of(arguments), console.progress)
    console.end_progress()
    if arguments.json:
        console.result(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    for fault in report.faults:
        console.warning(f"{fault.path}: {fault.reason}")
    for note in report.notes:
        console.info(f"note: {note.path}: {note.reason}")
    console.info(f"checked {report.pages} pages: {len(report.faults)} faults, {len(report.notes)} notes")
    return 1 if report.faults else 0


def _run_report(arguments: argparse.Namespace, console: Console) -> int:
    settings = settings_of(arguments)
    reviews, failed = pipeline.review(settings)
    reviews = reviews[: max(0, arguments.limit)]
    for page in failed:
        console.warning(f"{page.path}: {page.reason}")
    if arguments.html is not None:
        rows = (
            ReviewEntry(page.title, page.path, page.score, page.reasons, one.source, one.evidence, one.result)
            for one in pipeline.compare(settings, reviews)
            for page in (one.review,)
        )
        write_text(arguments.html, review_page(settings.site_name, rows))
        console.info(f"{len(reviews)} pages in {arguments.html}")
    if arguments.json:
        console.result(json.dumps([asdict(one) for one in reviews], ensure_ascii=False, indent=1))
    elif arguments.html is None:
        console.result(review_text(reviews))
    return 0


def _run_serve(arguments: argparse.Namespace, console: Console) -> int:
    from builder.serving import serve  # noqa: PLC0415 - a web server is loaded for this command only

    settings = settings_of(arguments)
    console.info(f"{settings.site_name}: http://{arguments.host}:{arguments.port}/ (stop with Ctrl-C)")
    serve(settings, arguments.host, arguments.port)
    return 0


def _run_init(arguments: argparse.Namespace, console: Console) -> int:
    files = create_archive(arguments.folder, arguments.name or arguments.folder.resolve().name)
    console.info(f"A new archive is in {arguments.folder} ({len(files)} files).")
    console.info(
        f"Put scraped pages into {arguments.folder / 'content' / 'sources'}, then run `bantin build` in {arguments.folder}."
    )
    return 0

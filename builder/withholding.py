"""The commands about what must not be public: gate, decide, takedown, requests."""

import argparse
import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from builder import pipeline
from builder.arguments import add_command, alone, day, lock_option, project_options, settings_of
from builder.errors import ConfigError
from builder.gate.decisions import VERDICTS
from builder.gate.requests import DAYS, Request, add_request, close_request, load_requests
from builder.printing import Console


def add_commands(commands: Any) -> None:
    """Register them."""
    _gate_command(commands)
    _decide_command(commands)
    _takedown_command(commands)
    _requests_command(commands)


def _gate_command(commands: Any) -> None:
    parser = add_command(commands, "gate", "List the pages that wait for a decision before they are published.", _run_gate)
    project_options(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def _decide_command(commands: Any) -> None:
    text = "Decide about a page: publish it, publish it but keep search engines off (noindex), or hold it back."
    parser = add_command(commands, "decide", text, _run_decide)
    parser.add_argument("page_id", metavar="ID", help="the page's id")
    parser.add_argument("verdict", choices=VERDICTS, help="what is to become of it")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, for those who come after")
    _date_option(parser, "day of the decision")
    project_options(parser)
    lock_option(parser)


def _takedown_command(commands: Any) -> None:
    text = (
        "Take down a page, or some words wherever they stand: out of pages, ledgers, lists, both indexes, feeds, caches and "
        "names, now and in every later build. A page leaves a tombstone at its address."
    )
    parser = add_command(commands, "takedown", text, _run_takedown)
    parser.add_argument("page_id", nargs="?", metavar="ID", help="the id of the page to take down")
    parser.add_argument("--text", metavar="STRING", help="take out these words instead, in every spelling")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, for those who come after")
    parser.add_argument("--request", type=int, metavar="N", help="number of the request that this answers; it is closed")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    _date_option(parser, "day of the takedown")
    project_options(parser)
    lock_option(parser)


def _requests_command(commands: Any) -> None:
    text = "Show the log of requests to take something down, those next due first; log one with --about, end one with --close."
    parser = add_command(commands, "requests", text, _run_requests)
    parser.add_argument(
        "--about", metavar="TEXT", help="log a request: the page's id or what is asked for, without personal data"
    )
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"days until it is due (default: {DAYS})")
    parser.add_argument("--close", type=int, metavar="N", help="end the request of this number")
    parser.add_argument("--outcome", metavar="TEXT", help="with --close: what became of it")
    parser.add_argument("--json", action="store_true", help="print the log as JSON")
    _date_option(parser, "day on which it was received or ended")
    project_options(parser)
    lock_option(parser)


def _date_option(parser: argparse.ArgumentParser, text: str) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    parser.add_argument("--date", type=day, default=today, metavar="DATE", help=f"{text} (default: today)")


# ---------------------------------------------------------------- commands
def _run_gate(arguments: argparse.Namespace, console: Console) -> int:
    held = pipeline.held_pages(settings_of(arguments))
    if arguments.json:
        console.result(json.dumps([asdict(one) for one in held], ensure_ascii=False, indent=1))
    else:
        console.result(_gate_text(held))
    return 0


def _gate_text(held: Sequence["pipeline.Held"]) -> str:
    if not held:
        return "No page waits for a decision."
    lines = [f"{len(held)} pages are not published:"]
    for one in held:
        refused = one.decision is not None and one.decision.verdict == "hold"
        lines += [
            "",
            f"{one.page_id}  ({one.path})",
            *([f"   held back: {one.decision.reason}"] if refused and one.decision else []),
        ]
        lines += [f"   {finding.rule}: {' '.join(finding.text.split())} – {finding.reason}" for finding in one.findings]
    return "\n".join([*lines, "", "`bantin decide ID publish|noindex|hold --reason TEXT` decides; the next build follows."])


def _run_decide(arguments: argparse.Namespace, console: Console) -> int:
    with alone(arguments) as settings:
        decision = pipeline.decide(settings, arguments.page_id, arguments.verdict, arguments.reason, arguments.date)
    answered = f" (answers: {', '.join(decision.rules)})" if decision.rules else ""
    console.info(f"{decision.page_id}: {decision.verdict}{answered}; `bantin build` follows it")
    return 0


def _run_takedown(arguments: argparse.Namespace, console: Console) -> int:
    if (arguments.page_id is None) == (arguments.text is None):
        raise ConfigError("`bantin takedown` needs the ID of a page or `--text STRING`, one of the two")
    with alone(arguments) as settings:
        step = pipeline.take_down_page if arguments.page_id else pipeline.take_down_text
        report = step(settings, arguments.page_id or arguments.text, arguments.reason, arguments.date, console.progress)
        is_proved = not report.left and not report.unproved
        if arguments.request is not None and is_proved:
            close_request(settings.content, arguments.request, arguments.date, "taken down")
    console.end_progress()
    if arguments.json:
        console.result(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        console.info(_takedown_text(report))
    return 0 if is_proved else 1


def _takedown_text(report: "pipeline.TakedownReport") -> str:
    lines = [f"taken down: {len(report.changed)} files of content/ changed, index and site made anew"]
    lines += [f"  still found in: {path}" for path in report.left]
    lines += [f"  not proved: {told}" for told in report.unproved]
    if not report.left and not report.unproved:
        lines.append("  searched for in every output, packed ones too: nothing is left")
    if report.originals:
        lines.append("  the originals, which are not published, still hold it; decide about them:")
        lines += [f"    {path}" for path in report.originals]
    if report.unread:
        lines.append("  these originals cannot be searched and may hold it, look at them:")
        lines += [f"    {told}" for told in report.unread]
    lines.append("  not reached: copies made earlier (exports, backups, the history of version control, the site on its host)")
    return "\n".join(lines)


def _run_requests(arguments: argparse.Namespace, console: Console) -> int:
    with alone(arguments) as settings:
        if arguments.about:
            request = add_request(settings.content, arguments.about, arguments.date, arguments.days)
            console.info(f"request {request.number} is logged, due {request.due}")
        if arguments.close is not None:
            close_request(settings.content, arguments.close, arguments.date, arguments.outcome or "")
            console.info(f"request {arguments.close} is closed")
        requests = load_requests(settings.content)
    if arguments.json:
        console.result(json.dumps([asdict(request) for request in requests], ensure_ascii=False, indent=1))
    else:
        console.result(_requests_text(requests, arguments.date))
    return 0


def _requests_text(requests: Sequence[Request], today: str) -> str:
    waiting = sorted((request for request in requests if request.closed is None), key=lambda request: request.due)
    lines = [f"{len(waiting)} open requests, {len(requests) - len(waiting)} closed"]
    for request in waiting:
        late = " – OVERDUE" if request.due < today else ""
        lines.append(f"  {request.number}: {request.about}, received {request.received}, due {request.due}{late}")
    return "\n".join(lines)

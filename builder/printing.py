"""What the command line shows: progress, summaries, search results."""

import argparse
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from builder.publish.hosting.limits import Fit, Size
from builder.search.query import SearchResult

if TYPE_CHECKING:  # only their names: a command loads the stages that it runs
    from builder.pipeline import BuildReport, ConvertReport, ExportReport, PublishReport, Review
    from builder.search.whoosh_index import IndexReport

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_EVERY = 0.1  # seconds between two states of the progress line
_LOG_EVERY = 10  # seconds between two lines of a plain log


@dataclass(slots=True)
class Console:
    """Results go to standard output, everything else to standard error."""

    quiet: bool = False
    verbose: bool = False
    _shown: float = field(default_factory=time.monotonic, init=False)
    _open: bool = field(default=False, init=False)

    def progress(self, stage: str, done: int, total: int) -> None:
        """One line that is written over on a terminal; a line now and then in a log."""
        if self.quiet:
            return
        terminal, now = sys.stderr.isatty(), time.monotonic()
        finished = total > 0 and done >= total
        if now - self._shown < (_EVERY if terminal else _LOG_EVERY) and not (terminal and finished):
            return
        self._shown = now
        text = f"{stage} {done}/{total}" if total else f"{stage} {done}"
        print(f"\r\x1b[K{text}" if terminal else text, end="" if terminal else "\n", file=sys.stderr, flush=True)
        self._open = terminal

    def end_progress(self) -> None:
        if self._open:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._open = False

    def info(self, text: str) -> None:
        if not self.quiet:
            self.end_progress()
            print(_safe(text), file=sys.stderr)

    def warning(self, text: str) -> None:
        self.end_progress()
        print(f"warning: {_safe(text)}", file=sys.stderr)

    def error(self, text: str) -> None:
        self.end_progress()
        print(f"bantin: error: {_safe(text)}", file=sys.stderr)

    def result(self, text: str) -> None:
        """Flushed at once: who asks line by line (`search --stdin`) waits for the answer."""
        self.end_progress()
        print(text, flush=True)


def _safe(text: str) -> str:
    """Text of sources cannot drive the terminal."""
    return _CONTROL.sub("\ufffd", text)


def finish(console: Console, arguments: argparse.Namespace, summary: Mapping[str, Any], failed: Sequence[str]) -> int:
    """End a command with `--json` and `--strict`: gives its exit code.

    The summary is printed, problems always, warnings one by one only with -v.
    """
    console.end_progress()
    for line in failed:
        console.warning(line)
    if console.verbose:
        for line in summary.get("warnings", []):
            console.warning(line)
    if arguments.json:
        console.result(json.dumps(without_lines(summary), ensure_ascii=False, indent=1))
    else:
        for line in summary["lines"]:
            console.info(line)
    return 1 if arguments.strict and (failed or summary.get("warnings")) else 0


def failed_lines(report: "ConvertReport") -> list[str]:
    """Sources that could not be converted, and edited pages that were kept."""
    return [f"{entry.path}: {entry.reason}" for entry in (*report.failed, *report.kept)]


def convert_summary(report: "ConvertReport") -> dict[str, Any]:
    """The report of a conversion, for people (`lines`) and for scripts (the rest)."""
    reasons = Counter(entry.reason for entry in report.skipped)
    lines = [
        f"converted {len(report.converted)}, unchanged {report.unchanged}, skipped {len(report.skipped)}, "
        f"failed {len(report.failed)}, merged {len(report.merged)} edited, "
        f"in conflict {len(report.kept)}, warnings {len(report.warnings)}"
    ]
    lines += [f"  skipped {count}: {reason}" for reason, count in reasons.most_common()]
    if report.doubts:
        lines.append(f"  {len(report.doubts)} pairs of sources may be of one article and stay apart (`bantin report` names them)")
    return {
        "lines": lines,
        "converted": list(report.converted),
        "unchanged": report.unchanged,
        "skipped": [asdict(entry) for entry in report.skipped],
        "failed": [asdict(entry) for entry in report.failed],
        "merged": list(report.merged),
        "kept": [asdict(entry) for entry in report.kept],
        "warnings": [f"{entry.path}: {entry.reason}" for entry in report.warnings],
        "doubts": [asdict(doubt) for doubt in report.doubts],
    }


def index_summary(report: "IndexReport") -> dict[str, Any]:
    lines = [
        f"indexed {report.indexed}, removed {report.removed}, failed {len(report.failed)}"
        if report.indexed or report.removed or report.failed
        else "index unchanged"
    ]
    return {
        "lines": lines,
        "indexed": report.indexed,
        "removed": report.removed,
        "failed": [asdict(entry) for entry in report.failed],
    }


def publish_summary(report: "PublishReport") -> dict[str, Any]:
    lines = [f"site {'built' if report.rebuilt else 'unchanged'}: {report.bulletins} bulletins"]
    lines += [f"  note: {_safe(notice)}" for notice in report.notices]
    shown = {"bulletins": report.bulletins, "rebuilt": report.rebuilt, "warnings": list(report.warnings)}
    return {"lines": lines, **shown, "notices": list(report.notices)}


def export_summary(report: "ExportReport") -> dict[str, Any]:
    """The report of an export."""
    lines = [f"{report.output}: {report.bulletins} bulletins ({report.kind}, {report.files} files)"]
    if report.notice:
        lines.append(f"  note: {_safe(report.notice)}")
    shown = {"kind": report.kind, "output": report.output, "bulletins": report.bulletins, "files": report.files}
    return {"lines": lines, **shown, "notice": report.notice, "failed": [asdict(page) for page in report.failed]}


def build_summary(report: "BuildReport") -> dict[str, Any]:
    """The three stages in one."""
    parts = {
        "convert": convert_summary(report.convert),
        "index": index_summary(report.index),
        "publish": publish_summary(report.publish),
    }
    lines = [line for part in parts.values() for line in part["lines"]]
    if report.failed_pages:
        lines.append(f"pages of content/ that cannot be read: {len(report.failed_pages)}")
    if report.held:
        lines.append(f"not published, waiting for a decision (`bantin gate` lists them): {len(report.held)}")
    if not report.convert.converted and not report.index.indexed and not report.index.removed and not report.publish.rebuilt:
        lines.append("Nothing changed.")
    warnings = [*parts["convert"]["warnings"], *parts["publish"]["warnings"]]
    stages = {name: without_lines(part) for name, part in parts.items()}
    return {
        "lines": lines,
        "warnings": warnings,
        **stages,
        "failed_pages": [asdict(page) for page in report.failed_pages],
        "held": [asdict(one) for one in report.held],
    }


def without_lines(part: Mapping[str, Any]) -> dict[str, Any]:
    """A report as scripts want it."""
    return {key: value for key, value in part.items() if key != "lines"}


def fits_text(size: Size, fits: Sequence[Fit]) -> str:
    """Which hosts take the site, and why others do not."""
    lines = [f"{size.files:,} files, {size.bytes / 1_000_000:,.1f} MB; largest: {size.largest} ({size.largest_bytes:,} bytes)"]
    for one in fits:
        lines += ["", f"{one.host.name}: {'does not fit' if one.faults else 'fits'} ({one.host.key})"]
        lines += [f"   {line}" for line in (*one.faults, *one.notes)]
        lines.append(f"   {one.host.reason}\n   {one.host.source}")
    return "\n".join(lines)


def review_text(reviews: Sequence["Review"]) -> str:
    """The pages to look at, each with its reasons."""
    if not reviews:
        return "No page needs a look."
    lines = [f"{len(reviews)} pages to look at, worst first"]
    for one in reviews:
        lines += ["", f"{_safe(one.path)}  ({one.score})", *(f"   {_safe(reason)}" for reason in one.reasons)]
    return "\n".join(lines)


def result_text(result: SearchResult) -> str:
    """A page of search results for people: number, date, issuer, title, snippet, path."""
    lines = [f"{result.total} kết quả" + (f" · {result.notice}" if result.notice else "")]
    for place, hit in enumerate(result.results, 1):
        facts = " · ".join(fact for fact in (hit.number, hit.issued, hit.issuer) if fact)
        shown = (
            f"{place}. {_safe(hit.title)}",
            f"   {_safe(facts)}",
            f"   {_plain(_safe(hit.snippet))}",
            f"   {_safe(hit.path)}",
        )
        lines += ["", *(line for line in shown if line.strip())]
    return "\n".join(lines)


def _plain(snippet: str) -> str:
    bold = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    parts = re.split(r"</?mark>", " ".join(snippet.split()))
    return "".join(
        bold[0] + html.unescape(part) + bold[1] if index % 2 else html.unescape(part) for index, part in enumerate(parts)
    )

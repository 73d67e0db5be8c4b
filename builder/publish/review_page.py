"""One HTML page that shows source and result side by side, for whoever reviews a conversion; it needs nothing else.

In the source each line is marked that is not in the page's body: what became a field, and what was taken for the portal's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--back:#8881;--field:#1a6fb0;--gone:#a8431b}
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:110rem;padding:0 1rem}
h1{font-size:1.4rem}.legend span{margin-right:1.2rem}
details{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0;padding:.4rem .8rem}
summary{cursor:pointer}summary b{margin-right:.6rem}summary small{display:block;opacity:.75;overflow-wrap:anywhere}
.score{display:inline-block;min-width:2.2rem;text-align:right;margin-right:.8rem;font-variant-numeric:tabular-nums;opacity:.75}
.why{display:block;color:var(--gone)}.both{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
h2{font-size:1rem;margin:.4rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;max-height:75vh;overflow:auto;background:var(--back);padding:.6rem;margin:0}
pre{font:14px/1.5 ui-monospace,monospace}
.field,.gone{display:block;border-left:.25rem solid;padding-left:.4rem}.field{border-color:var(--field)}
.gone{border-color:var(--gone);opacity:.7}.rule{float:right;margin-left:1rem;font-size:.75rem}
.field .rule{color:var(--field)}.gone .rule{color:var(--gone)}
table{border-collapse:collapse;font-size:.9rem;margin:.4rem 0 .8rem}
th,td{border:1px solid var(--line);padding:.1rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
@media(max-width:50rem){.both{grid-template-columns:1fr}}
"""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """What the page shows of one bulletin; every text is plain and is escaped here."""

    title: str
    path: str
    score: int
    reasons: tuple[str, ...]
    source: tuple[tuple[str, str | None], ...]
    """Lines of the source, each with the rule that took it out of the body, or None."""
    evidence: tuple[tuple[str, str, str], ...]
    """(field, the source text that it was read from, where that stands)"""
    result: str
    """The page: front matter and Markdown."""


def review_page(title: str, entries: Iterable[ReviewEntry]) -> str:
    """The whole page, worst bulletin first as the entries come."""
    rows = "\n".join(_row(entry) for entry in entries)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n{_LEGEND}\n"
        f"{rows}\n</body></html>\n"
    )


_LEGEND = (
    '<p class="legend"><span class="field">trong nguồn: đã thành trường siêu dữ liệu</span>'
    '<span class="gone">trong nguồn: đã bỏ khỏi văn bản, ghi trong sổ</span></p>'
)


def _row(entry: ReviewEntry) -> str:
    why = "; ".join(entry.reasons)
    return (
        f'<details><summary><span class="score">{entry.score}</span><b>{escape(entry.title)}</b>'
        f'<span class="why">{escape(why)}</span><small>{escape(entry.path)}</small></summary>{_evidence(entry.evidence)}'
        f'<div class="both"><div><h2>Nguồn</h2><pre>{"".join(_line(text, rule) for text, rule in entry.source)}</pre></div>'
        f"<div><h2>Kết quả</h2><pre>{escape(entry.result)}</pre></div></div></details>"
    )


def _line(text: str, rule: str | None) -> str:
    if rule is None:
        return f"{escape(text)}\n"
    kind, name = ("field", rule.removeprefix("field: ")) if rule.startswith("field: ") else ("gone", rule)
    return f'<span class="{kind}"><span class="rule">{escape(name)}</span>{escape(text)}</span>'


def _evidence(evidence: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(name)}<td>{escape(text)}<td>{escape(origin)}</tr>" for name, text, origin in evidence)
    return f"<details><summary>Trường đọc từ đâu</summary><table>{rows}</table></details>" if rows else ""

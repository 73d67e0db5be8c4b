"""One HTML page that shows source and result side by side, for whoever reviews a conversion; it needs nothing else."""

from collections.abc import Iterable
from html import escape

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem;color:#222;background:#fff}
details{border:1px solid #bbb;border-radius:.4rem;margin:.6rem 0;padding:.4rem .8rem}
summary{cursor:pointer;font-weight:600}.why{color:#8a1c14;margin:.2rem 0}
.both{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;max-height:70vh;overflow:auto}
pre{background:#f6f4ee;padding:.6rem;font:14px/1.5 ui-monospace,monospace}
@media(max-width:50rem){.both{grid-template-columns:1fr}}
"""


def review_page(title: str, entries: Iterable[tuple[str, str, tuple[str, ...], str, str]]) -> str:
    """`entries`: (title, path, reasons, text of the source, Markdown of the page); every text is escaped."""
    rows = "\n".join(_row(*entry) for entry in entries)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{escape(title)}</h1>\n{rows}\n</body></html>\n"
    )


def _row(title: str, path: str, reasons: tuple[str, ...], source: str, result: str) -> str:
    why = "".join(f'<p class="why">{escape(reason)}</p>' for reason in reasons)
    return (
        f"<details><summary>{escape(title)} <small>{escape(path)}</small></summary>{why}"
        f'<div class="both"><pre>{escape(source)}</pre><pre>{escape(result)}</pre></div></details>'
    )

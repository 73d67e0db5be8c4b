"""Raw HTML in a page: the tables that the page contract allows, reduced to their tags; anything else is shown as text."""

from html import escape

from builder.raw_html import reduced_table


def safe_html(block: str, open_tag: str, close_tag: str) -> str:
    """A block of raw HTML: a table between `open_tag` and `close_tag`, anything else as escaped text in a paragraph."""
    if not block.lstrip().lower().startswith("<table"):
        return f"<p>{escape(block.strip())}</p>\n"
    table = reduced_table(block.strip()).replace("<table>", '<table class="bt-table__grid">')
    return f"{open_tag}{table}\n{close_tag}"

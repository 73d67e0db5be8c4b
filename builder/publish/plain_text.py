"""A page's body as plain text: the words as they stand, the outline numbered as printed, cells by tabs, notes at the end."""

from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from types import MappingProxyType

from markdown_it.token import Token

from builder.raw_html import reduced_table


def plain_text(tokens: Sequence[Token]) -> str:
    """The text of a parsed page (markdown-it's tokens), a blank line between blocks."""
    writer = _Writer()
    for token in tokens:
        act = _ACTS.get(token.type)
        if act:
            act(writer, token)
    return writer.text()


def inline_text(token: Token) -> str:
    """The words of an inline token; a note's mark as `[1]`, a line break as one."""
    return "".join(_piece(child) for child in token.children or ())


def _piece(child: Token) -> str:
    if child.type == "footnote_ref":
        return f"[{_label(child)}]"
    if child.type == "image":
        return f"[Ảnh: {child.content}]" if child.content else "[Ảnh]"
    if child.type == "html_inline":
        return " " if child.content.lower().startswith("<br") else child.content
    return {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)


def _label(token: Token) -> str:
    return str(token.meta.get("label") or token.meta["id"] + 1)


class _Writer:
    """Collects lines; knows in which list, cell or note it is."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._mark = ""
        self._cells: list[str] | None = None

    def text(self) -> str:
        return "".join(self._parts).strip("\n") + "\n"

    def words(self, token: Token) -> None:
        text = inline_text(token)
        if self._cells is not None:
            self._cells.append(" ".join(text.split()))
            return
        indent = "  " * max(len(self._lists) - 1, 0)
        self._parts.append(f"{indent}{self._mark}{text}\n")
        self._mark = ""
        if not self._lists:
            self._parts.append("\n")

    def open_list(self, token: Token) -> None:
        self._lists.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)

    def close_list(self, _token: Token) -> None:
        self._lists.pop()
        if not self._lists:
            self._parts.append("\n")

    def open_item(self, _token: Token) -> None:
        number = self._lists[-1]
        self._mark = f"{number}. " if number is not None else "- "
        if number is not None:
            self._lists[-1] = number + 1

    def open_row(self, _token: Token) -> None:
        self._cells = []

    def close_row(self, _token: Token) -> None:
        self._parts.append("\t".join(self._cells or ()) + "\n")
        self._cells = None

    def close_table(self, _token: Token) -> None:
        self._parts.append("\n")

    def open_note(self, token: Token) -> None:
        self._mark = f"[{_label(token)}] "

    def raw(self, token: Token) -> None:
        if not token.content.lstrip().startswith("<!--"):
            self._parts.append(_table_text(token.content) + "\n")

    def code(self, token: Token) -> None:
        self._parts.append(token.content.rstrip("\n") + "\n\n")


class _TableText(HTMLParser):
    """The words of a table of HTML, a line for each row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's signature
        self.out += " " if tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.out = self.out.rstrip("\t ") + ("\n" if tag == "tr" else "\t")

    def handle_data(self, data: str) -> None:
        self.out += " ".join(data.split()) if data.strip() else ""


def _table_text(block: str) -> str:
    parser = _TableText()
    parser.feed(reduced_table(block))  # the parser itself trips over what is no HTML at all
    parser.close()
    return parser.out


_ACTS: Mapping[str, Callable[[_Writer, Token], None]] = MappingProxyType(
    {
        "inline": _Writer.words,
        "bullet_list_open": _Writer.open_list,
        "ordered_list_open": _Writer.open_list,
        "bullet_list_close": _Writer.close_list,
        "ordered_list_close": _Writer.close_list,
        "list_item_open": _Writer.open_item,
        "tr_open": _Writer.open_row,
        "tr_close": _Writer.close_row,
        "table_close": _Writer.close_table,
        "footnote_open": _Writer.open_note,
        "html_block": _Writer.raw,
        "code_block": _Writer.code,
        "fence": _Writer.code,
    }
)

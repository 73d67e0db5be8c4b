"""How one node of a page becomes HTML, where markdown-it's own way is not ours: one function per node, one table."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from builder.publish.table_html import safe_html

_TABLE_OPEN = '<div class="bt-table" role="group" aria-label="Bảng, cuộn ngang được" tabindex="0">\n'
_TABLE_CLOSE = "</div>\n"

Rule = Callable[[Any, Sequence[Token], int, Any, Any], str]


def _heading_open(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    mark = f' id="{token.meta["id"]}"' if "id" in token.meta else ""
    return f"<{token.tag}{mark}>"


def _heading_close(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    if "id" not in token.meta or token.tag == "h1":
        return f"</{token.tag}>\n"
    label = "Liên kết đến mục này"
    return f'<a class="headerlink" href="#{token.meta["id"]}" title="{label}" aria-label="{label}">#</a></{token.tag}>\n'


def _table_open(_renderer: Any, _tokens: Sequence[Token], _place: int, _options: Any, _env: Any) -> str:
    return f'{_TABLE_OPEN}<table class="bt-table__grid">\n'


def _table_close(_renderer: Any, _tokens: Sequence[Token], _place: int, _options: Any, _env: Any) -> str:
    return f"</table>\n{_TABLE_CLOSE}"


def _cell_open(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    side = str(token.attrGet("style") or "").rpartition(":")[2]
    return f'<{token.tag} class="bt-{side}">' if side in ("right", "center") else f"<{token.tag}>"


def _html_block(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    return safe_html(tokens[place].content, _TABLE_OPEN, _TABLE_CLOSE)


def _html_inline(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    content = tokens[place].content
    return "<br>" if content.lower().replace(" ", "") in ("<br>", "<br/>") else escape(content)


def _link_open(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, env: Any) -> str:
    token = tokens[place]
    address = str(token.attrGet("href") or "")
    target = env["resolve"](address)
    token.meta["dead"] = target is None
    if target is None:
        env["unresolved"].append(address)
        return '<span class="bt-dead-link">'
    outward = ' rel="noopener noreferrer external"' if target.startswith(("http:", "https:")) else ""
    return f'<a href="{escapeHtml(target)}"{outward}>'


def _link_close(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    opening = next(tokens[at] for at in range(place, -1, -1) if tokens[at].type == "link_open")
    return "</span>" if opening.meta["dead"] else "</a>"


def _cited_open(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    return f'<a class="bt-cited" href="{escapeHtml(str(tokens[place].attrGet("href")))}">'


def _cited_close(_renderer: Any, _tokens: Sequence[Token], _place: int, _options: Any, _env: Any) -> str:
    return "</a>"


def _paragraph_open(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    if token.hidden or _lone_image(tokens, place + 1):
        return ""
    css = token.attrGet("class")
    return f'<p class="{css}">' if css else "<p>"


def _paragraph_close(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    return "" if tokens[place].hidden or _lone_image(tokens, place - 1) else "</p>\n"


def _lone_image(tokens: Sequence[Token], place: int) -> bool:
    children = tokens[place].children or []
    return len(children) == 1 and children[0].type == "image"


def _image(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    token = tokens[place]
    caption = renderer.renderInlineAsText(token.children, options, env)
    picture = _picture(str(token.attrGet("src") or ""), caption, env)
    if len(tokens) > 1:
        return picture
    words = f"<figcaption>{escapeHtml(caption)}</figcaption>" if caption else ""
    return f"<figure>{picture}{words}</figure>\n"


def _picture(address: str, caption: str, env: Any) -> str:
    """The image, if the archive keeps it; else its name. Images are never fetched from elsewhere."""
    target = env["resolve"](address)
    if target is not None and "//" not in target:
        return f'<img src="{escapeHtml(target)}" alt="{escapeHtml(caption)}" loading="lazy" decoding="async">'
    env["unresolved"].append(address)
    name = f'<span class="bt-missing__name">{escapeHtml(address)}</span>'
    return f'<span class="bt-missing" data-search-ignore>Ảnh không có trong bản lưu: {name}</span>'


def _label(token: Token) -> str:
    return escapeHtml(str(token.meta.get("label") or token.meta["id"] + 1))


def _note_ref(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    label, again = _label(token), token.meta.get("subId", 0)
    mark = f"fnref:{label}" + (f":{again}" if again else "")
    link = f'<a href="#fn:{label}" role="doc-noteref" aria-label="Chú thích {label}">{label}</a>'
    return f'<sup class="bt-note footnote-ref" id="{mark}">{link}</sup>'


def _notes_open(_renderer: Any, _tokens: Sequence[Token], _place: int, _options: Any, _env: Any) -> str:
    return '<section class="bt-notes" role="doc-endnotes" aria-label="Chú thích">\n<dl>\n'


def _notes_close(_renderer: Any, _tokens: Sequence[Token], _place: int, _options: Any, _env: Any) -> str:
    return "</dl>\n</section>\n"


def _note_open(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    label = _label(tokens[place])
    return f'<div id="fn:{label}"><dt>{label}</dt><dd>'


def _note_close(_renderer: Any, _tokens: Sequence[Token], _place: int, _options: Any, _env: Any) -> str:
    return "</dd></div>\n"


def _note_anchor(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    label, again = _label(token), token.meta.get("subId", 0)
    mark = f"fnref:{label}" + (f":{again}" if again else "")
    css = "bt-notes__back footnote-backref"
    return f' <a class="{css}" href="#{mark}" role="doc-backlink" aria-label="Trở lại chỗ đang đọc">↩\ufe0e</a>'


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "heading_open": _heading_open,
        "heading_close": _heading_close,
        "table_open": _table_open,
        "table_close": _table_close,
        "th_open": _cell_open,
        "td_open": _cell_open,
        "html_block": _html_block,
        "html_inline": _html_inline,
        "link_open": _link_open,
        "link_close": _link_close,
        "cited_open": _cited_open,
        "cited_close": _cited_close,
        "paragraph_open": _paragraph_open,
        "paragraph_close": _paragraph_close,
        "image": _image,
        "footnote_ref": _note_ref,
        "footnote_block_open": _notes_open,
        "footnote_block_close": _notes_close,
        "footnote_open": _note_open,
        "footnote_close": _note_close,
        "footnote_anchor": _note_anchor,
    }
)

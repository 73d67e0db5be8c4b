"""Sources that try to break out of the archive: one a border that text crosses, each with a canary that must never sing.

`PWN` sets a mark on the reader's window; `LEAK` is an address that no page may ask for.
"""

from collections.abc import Mapping

PWN = "window.canary=1"
LEAK = "https://canary.invalid/leak"
_PROSE = "Nhân dân trong xã hăng hái thi đua lao động sản xuất, giữ gìn an ninh trật tự. " * 4


def text(*lines: str) -> bytes:
    """A text dump."""
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def report(
    subject: str, *body: str, number: str = "7-BC/ĐU", issuer: str = "ĐẢNG UỶ XÃ PHÚ CƯỜNG", signer: str = "Nguyễn Văn An"
) -> bytes:
    """A Party report whose fields can be filled with anything."""
    return text(
        "ĐẢNG BỘ HUYỆN LAM SƠN", issuer, "*", f"Số {number}", "ĐẢNG CỘNG SẢN VIỆT NAM", "Phú Cường, ngày 5 tháng 6 năm 2022", "",
        "BÁO CÁO", subject, "-----", "", "I. TÌNH HÌNH CHUNG", *body, "Tình hình ổn định.", "", "T/M ĐẢNG UỶ", "BÍ THƯ", signer,
    )  # fmt: skip


def article(title: str, body: str, head: str = "") -> bytes:
    """A web page with an article."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}<p>{_PROSE}</p></article></body></html>"
    ).encode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- code in text: HTML, Markdown, templates
_CODE: Mapping[str, bytes] = {
    "script-in-text.txt": report("Báo cáo một", f"<script>{PWN}</script>"),
    "script-in-title.txt": report(f"</title></h1><script>{PWN}</script>"),
    "img-onerror.txt": report("Báo cáo hai", f"<img src=x onerror='{PWN}'>"),
    "svg-onload.txt": report("Báo cáo ba", f"<svg onload={PWN}>", f"<svg><script>{PWN}</script></svg>"),
    "number.txt": report("Báo cáo bốn", number=f'7"><script>{PWN}</script>-BC/ĐU'),
    "issuer.txt": report("Báo cáo năm", issuer=f'ĐẢNG UỶ XÃ "ONMOUSEOVER="{PWN}'),
    "signer.txt": report("Báo cáo sáu", signer=f"<b onclick={PWN}>An</b>"),
    "markdown-link.txt": report("Báo cáo bảy", f"[bấm đây](javascript:{PWN})", f"[x][y]\n\n[y]: javascript:{PWN}"),
    "autolink.txt": report("Báo cáo tám", f"<javascript:{PWN}>", f'<https://a.vn/"onclick="{PWN}>'),
    "markdown-image.txt": report("Báo cáo chín", f"![ảnh]({LEAK}.png)", f"![x][z]\n\n[z]: {LEAK}.gif"),
    "footnote-definition.txt": report("Báo cáo mười", "Chữ[^1] trong bài", f"[^1]: <script>{PWN}</script>"),
    "attribute-list.txt": report("Báo cáo 11", f"Đoạn {{: onclick='{PWN}' }}", f"# Đề mục {{ onclick={PWN} }}"),
    "admonition-snippet.txt": report(
        "Báo cáo 12", "!!! danger", '--8<-- "/etc/passwd"', "::: canary", "[TOC]", "```", "{{ 7*7 }}"
    ),
    "jinja.txt": report(
        "Báo cáo {{ config.site_dir }}", "{{ self.__init__.__globals__ }}", "{% include '/etc/passwd' %}", "{# x #}"
    ),
    "jinja-title.html": article("{{ 7*7 }}{% raw %}", "<p>{{ cycler.__init__.__globals__.os.popen('id').read() }}</p>"),
    "html-comment.txt": report("Báo cáo --> <!-- 13", "<!-- ẩn", "--> hiện", "<![CDATA[ x ]]>", "<?php system('id') ?>"),
    "front-matter.txt": text(
        "---", "id: ../../../etc/canary", "title: x", f"extra_javascript: [{LEAK}.js]", "---", "", "Nội dung."
    ),
    "front-matter-template.txt": text("---", "template: ../../../../etc/passwd", "---", "", "BÁO CÁO", "về việc thử"),
    "yaml-breakers.txt": report(
        "Báo cáo: 'a' \"b\" #c & *d !e %f @g `h` |", "- !!python/object/apply:os.system ['id']", "? x", ": y"
    ),
    "yaml-multiline.txt": report("Báo cáo\u2028xuống\u2029dòng\u0085nữa", "key: value", "... ", "---"),
    "math.txt": report("Báo cáo 14", r"\(\href{javascript:alert(1)}{x}\)", f"$$\\class{{{PWN}}}{{x}}$$"),
}
# ---------------------------------------------------------------- markup of portals
_MARKUP: Mapping[str, bytes] = {
    "script-element.html": article("Tin một", f"<script>{PWN}</script><p>Chữ</p>"),
    "event-attributes.html": article("Tin hai", f"<p onclick='{PWN}' onmouseover='{PWN}' style='background:url({LEAK})'>Chữ</p>"),
    "iframe-object.html": article("Tin ba", f"<iframe src='{LEAK}'></iframe><object data='{LEAK}'></object><embed src='{LEAK}'>"),
    "javascript-link.html": article(
        "Tin bốn", f"<p><a href='javascript:{PWN}'>Quyết định.pdf</a> <a href=' jAvA&#x09;script:{PWN}//a.pdf'>b</a></p>"
    ),
    "data-link.html": article("Tin năm", f"<p><a href='data:text/html,<script>{PWN}</script>'>Tải về văn bản.doc</a></p>"),
    "file-link.html": article("Tin sáu", "<p><a href='file:///etc/passwd.pdf'>x</a> <a href='//canary.invalid/a.pdf'>y</a></p>"),
    "broken-links.html": article(
        "Tin bảy", "<p><a href='http://[::1'>a.pdf</a><a href='http://a.vn:99999/x.pdf'>b</a><a href='\x01\x02.pdf'>c</a></p>"
    ),
    "quoted-link.html": article(
        "Tin tám",
        f"<p><a href='http://a.vn/x.pdf\"&gt;&lt;script&gt;{PWN}&lt;/script&gt;'>x</a>"
        " <a href='http://a.vn/a)b>(c.pdf'>y</a></p>",
    ),
    "image-addresses.html": article(
        "Tin chín",
        f"<img src='{LEAK}.png'><img src='javascript:{PWN}'>"
        f"<img src='../../../../../../etc/passwd'><img src='data:image/svg+xml,<svg onload={PWN}>'>",
    ),
    "image-caption.html": article(
        "Tin mười",
        f"<figure><img src='a.png' alt='\"><script>{PWN}</script>'><figcaption>](x) <b onclick={PWN}>c</b></figcaption></figure>",
    ),
    "table.html": article(
        "Tin 11",
        f"<table onclick='{PWN}'><tr><td colspan='2' style='x' onclick='{PWN}'>&lt;script&gt;{PWN}&lt;/script&gt;</td></tr>"
        "<tr><td>a</td><td>b|c\\|d</td></tr></table>",
    ),
    "table-spans.html": article(
        "Tin 12", "<table><tr><td colspan='999999999' rowspan='-5'>a</td><td colspan='x'>b</td></tr><tr><td>c</td></tr></table>"
    ),
    "base-and-refresh.html": article(
        "Tin 13", "<p>Chữ</p>", f"<base href='{LEAK}'><meta http-equiv='refresh' content='0;url={LEAK}'>"
    ),
    "canonical.html": article(
        "Tin 14",
        "<p>Chữ</p>",
        f"<link rel='canonical' href='javascript:{PWN}'><meta property='og:url' content='http://a.vn/\"><script>{PWN}</script>'>",
    ),
    "style-and-link.html": article("Tin 15", f"<style>@import '{LEAK}';</style><link rel='stylesheet' href='{LEAK}'><p>Chữ</p>"),
    "form.html": article(
        "Tin 16",
        f"<form action='{LEAK}'><input autofocus onfocus='{PWN}'>"
        f"<button formaction='javascript:{PWN}'>Gửi</button></form><p>Chữ</p>",
    ),
    "clobbering.html": article(
        "Tin 17", "<p id='canary' name='canary'>Chữ</p><h2 id='__proto__'>constructor</h2><h2>__proto__</h2>"
    ),
    "script-ender.html": article(
        "Tin &lt;/script&gt;&lt;script&gt;" + PWN + "&lt;/script&gt;",
        f"<p>&lt;!--&lt;script&gt;</p><p>&lt;/script&gt;&lt;img src=x onerror={PWN}&gt;</p>",
    ),
    "mutation.html": article(
        "Tin 18", f"<p><math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={PWN}&gt;'></p>"
    ),
    "entities.html": article(
        "Tin 19", "<p>&lt;b&gt; &amp;lt;script&amp;gt; &#60;script&#62; &#x0; &#xD800; &#x110000; &bogus; &#8203;</p>"
    ),
    "doctype-entities.html": b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>"
    b"<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + article("Tin 20", "<p>&b; &x;</p>"),
    "foreign-crumbs.html": article(
        "Tin 21", "<p>Chữ</p>", f"<meta property='og:title' content='&lt;img src=x onerror={PWN}&gt;'>"
    ),
}
# ---------------------------------------------------------------- names, tables, feeds
_VALUES: Mapping[str, bytes] = {
    "formula-number.txt": report("Báo cáo 21", number='=HYPERLINK("' + LEAK + '")-BC/ĐU'),
    "formula-title.txt": report("=cmd|'/c calc'!A0"),
    "formula-issuer.txt": report("+1+cmd|'/c calc'!A0", issuer="@SUM(1+9)*CMD", signer="-2+3+cmd|' /C calc'!A0"),
    "control-characters.txt": report("Báo\x0bcáo\x0c\x1b[31m 22\x07", "a\x00b\x08c\x7fd\ufffee\uffff", "\u202eđảo ngược\u202c"),
    "surrogates.html": article("Tin \ud800 22", "<p>\udfff \ud83d</p>"),
    "long-title.txt": report("rất dài " * 3000),
    "empty-slug.txt": report("!!! ??? ///"),
    "dots.txt": report("../../../.."),
    "windows-name.txt": report("CON PRN AUX NUL"),
    "-rf.txt": report("Báo cáo 23"),
    "a..%2f..%2fetc%2fpasswd.txt": report("Báo cáo 24"),
    "a'b\"c`d$(e);f&g|h.txt": report("Báo cáo 25"),
    "xuống\ndòng.txt": report("Báo cáo 26"),
    "\u202etxt.exe.txt": report("Báo cáo 27"),
    "<script>canary=1<.html": article("Tin 28", "<p>Chữ</p>"),
    "dates.txt": report("Báo cáo 29", "ngày 31/02/2022", "ngày 99 tháng 99 năm 9999", "từ ngày 0/0/0000"),
    "citations.txt": report(
        "Báo cáo 30", f'Chỉ thị số 05-CT/TW"><script>{PWN}</script>', "Nghị quyết số 1-NQ/<b>HU</b>", "Kết luận số 01-KL/TW](x)"
    ),
}


# ---------------------------------------------------------------- size, nesting, broken bytes
def sizes(much: int) -> Mapping[str, bytes]:
    """Sources that are large, deep or broken; the largest have about five times `much` characters."""
    return {
        "deep-divs.html": article("Tin 31", "<div>" * 50_000 + "sâu" + "</div>" * 50_000),
        "deep-tables.html": article("Tin 32", "<table><tr><td>" * 3_000 + "sâu"),
        "deep-lists.html": article("Tin 33", "<ul><li>" * 5_000 + "sâu"),
        "open-inline.html": article("Tin 35", "<b><i><font>" * 20_000 + "chữ"),
        "many-attributes.html": article("Tin 45", "<p " + " ".join(f"a{number}='x'" for number in range(40_000)) + ">Chữ</p>"),
        "deep-quotes.txt": report("Báo cáo 34", ">" * 5_000 + " sâu", "- " * 5_000 + "x", "*" * 5_000),
        "many-cells.html": article("Tin 36", "<table>" + ("<tr>" + "<td>1</td>" * 100 + "</tr>") * (much // 400) + "</table>"),
        "blanks.txt": report("Báo cáo 37", "a" + " " * much + "b", "\t" * much, "\u00a0" * much),
        "brackets.txt": report("Báo cáo 38", "[" * much, "(" * much, "[^1]" * (much // 4), "![](" * (much // 4)),
        "marks.txt": report("Báo cáo 39", "_*" * (much // 2), "`" * much, "~" * much, "|" * much),
        "digits.txt": report("Báo cáo 40", "1" * much, "1." * (much // 2), "1/" * (much // 2), "05-CT/TW, " * (much // 10)),
        "letters.txt": report("Báo cáo 41", "Đ" * much, "a-" * (much // 2), "Số " * (much // 3), "ĐẢNG UỶ " * (much // 8)),
        "one-line.txt": report("Báo cáo 42", _PROSE * (much // 80)),
        "many-lines.txt": report("Báo cáo 43", *(f"- mục {number}" for number in range(much // 5))),
        "many-headings.txt": report("Báo cáo 44", *(f"{number}. ĐỀ MỤC" for number in range(much // 10))),
        "many-links.html": article("Tin 46", "<p>" + "<a href='/tep/a.pdf'>a</a> " * (much // 10) + "</p>"),
        "not-utf8.txt": b"\xff\xfe\x00" + bytes(range(256)) * 200,
        "half-utf16.txt": "Báo cáo".encode("utf-16") + b"\x01",
        "claims-utf7.html": article(
            "Tin 47",
            "<p>+ADw-script+AD4-canary+AD0-1+ADw-/script+AD4-</p>",
            "<meta http-equiv='Content-Type' content='text/html; charset=utf-7'>",
        ),
        "zero-bytes.txt": b"\0" * 10_000,
        "gzip.html": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03" + b"\x00" * 1000,
        "pdf.html": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    }


def hostile(much: int) -> Mapping[str, bytes]:
    """All of them."""
    return {**_CODE, **_MARKUP, **_VALUES, **sizes(much)}


GOOD: Mapping[str, bytes] = {
    f"tot/{month}.txt": report(f"Kết quả công tác tháng {month}", "- Các chi bộ sinh hoạt đều đặn.", number=f"{month}-BC/ĐU")
    for month in range(1, 6)
}
"""Documents among them that must come out as they do alone."""

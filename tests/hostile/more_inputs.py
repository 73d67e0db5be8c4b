"""More sources that try to break out: other markup, other letters, other names, other counts than those of inputs.py."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from tests.hostile.inputs import LEAK, PWN, article, report, text

_P = "<p>Chữ</p>"
# ---------------------------------------------------------------- elements and attributes that run, load or lead away
_ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "noscript-img": f'<noscript><p title="</noscript><img src=x onerror={PWN}>"></noscript>',
        "template-script": f"<template><script>{PWN}</script><p>ẩn</p></template>",
        "plaintext": f"<plaintext><script>{PWN}</script>",
        "xmp": f"<xmp><script>{PWN}</script></xmp>",
        "textarea": f"<textarea></textarea><script>{PWN}</script>",
        "title-in-body": f"<title><img src=x onerror={PWN}></title>",
        "svg-foreign": f"<svg><foreignObject><body onload={PWN}><iframe src={LEAK}></foreignObject></svg>",
        "svg-use": f"<svg><use href='data:image/svg+xml,<svg id=x onload={PWN}>#x'/><a xlink:href='javascript:{PWN}'><text>b</text></a></svg>",
        "svg-animate": f"<svg><a><animate attributeName=href values=javascript:{PWN} /><text x=20 y=20>bấm</text></a></svg>",
        "math-annotation": f"<math><annotation-xml encoding='text/html'><script>{PWN}</script></annotation-xml></math>",
        "math-href": f"<math href='javascript:{PWN}'><mi>x</mi></math>",
        "details-toggle": f"<details open ontoggle={PWN}><summary>a</summary>b</details>",
        "media": f"<video poster='{LEAK}' src='{LEAK}' onerror={PWN}><source srcset='{LEAK}' onerror={PWN}></video><audio src={LEAK} autoplay>",
        "picture": f"<picture><source srcset='{LEAK} 2x'><img srcset='{LEAK} 1x, {LEAK} 2x' src='a.png' onload={PWN}></picture>",
        "applet": f"<applet code='{LEAK}'></applet><object type='text/html' data='javascript:{PWN}'><param name=a value='{LEAK}'></object>",
        "frameset": f"<frameset onload={PWN}><frame src='javascript:{PWN}'></frameset>",
        "marquee": f"<marquee onstart={PWN}>chạy</marquee><bgsound src='{LEAK}'><image src='{LEAK}' onerror={PWN}>",
        "iframe-srcdoc": "<iframe srcdoc='<script>parent.canary=1</script>' sandbox></iframe>",
        "area": f"<map name=m><area href='javascript:{PWN}' shape=default></map><img usemap=#m src=a.png>",
        "ping": f"<p><a href='http://a.vn/x.pdf' ping='{LEAK}' target=_blank download>tệp</a></p>",
        "css": f"<p style='position:fixed;inset:0;width:expression({PWN});background:url({LEAK})'>phủ</p><style>p{{color:red}}</style>",
        "css-import": f"<link rel=stylesheet href='{LEAK}'><style>@import url({LEAK});@font-face{{src:url({LEAK})}}</style>",
        "links-in-body": f"<link rel=prefetch href='{LEAK}'><link rel=import href='{LEAK}'><meta name=referrer content=unsafe-url>",
        "refresh-data": f"<meta http-equiv=refresh content='0;url=data:text/html,<script>{PWN}</script>'><meta http-equiv=set-cookie content=a=b>",
        "base-javascript": f"<base href='javascript:{PWN}//'><p><a href='x.pdf'>tệp</a></p>",
        "base-target": "<base target='_top' href='https://canary.invalid/'><p><a href='/van-ban/x.pdf'>tệp</a> <img src='a.png'></p>",
        "dangling": f"<img src='{LEAK}?",
        "dangling-comment": f"<!-- <p>chữ</p> --!><script>{PWN}</script>",
        "comment-in-comment": f"<!--<!--><script>{PWN}</script>-->",
        "conditional": f"<!--[if IE]><script>{PWN}</script><![endif]--><![if !IE]><script>{PWN}</script><![endif]>",
        "instruction": f"<?xml-stylesheet href='{LEAK}'?><?php {PWN} ?><% {PWN} %>",
        "null-in-tag": f"<scr\0ipt>{PWN}</scr\0ipt><img\0 src=x onerror={PWN}>",
        "slashes-for-blanks": f"<img/src=x/onerror={PWN}><svg/onload={PWN}>",
        "quotes-for-blanks": f"<a\"onmouseover={PWN}\">x</a><img src='x'onerror='{PWN}'>",
        "nested-forms": f"<form><form action='{LEAK}'><input type=image src='{LEAK}' formaction='javascript:{PWN}'></form><isindex action='{LEAK}'>",
        "own-attributes": f"<p data-bulletin-id='canary' data-pagefind-body data-pagefind-meta='title:{PWN}' data-bt-copy='x'>a</p>",
        "own-classes": "<div class='bt-card bt-source'><p class='bt-hidden'>giả</p></div><section class='bt-notes'><p id='fn:1'>x</p></section>",
        "clobber-document": "<form id=document><input name=getElementById><input name=querySelector></form><img name=body><a id=self href=x>y</a>",
        "custom-elements": f"<x-a onclick={PWN}><slot name=x onslotchange={PWN}></slot></x-a><dialog open onclose={PWN}>hộp</dialog>",
        "javascript-in-letters": "<p><a href='&#106;&#97;vascript&colon;alert(1)//.pdf'>a</a><a href='java\tscript:alert(1)//.pdf'>b</a></p>",
        "vbscript-and-others": "<p><a href='vbscript:x.pdf'>a</a><a href='blob:x.pdf'>b</a><a href='filesystem:x.pdf'>c</a><a href='intent:x.pdf'>d</a></p>",
        "table-in-everything": f"<table><caption onclick={PWN}>c<script>{PWN}</script></caption><colgroup onclick={PWN}><col></colgroup>"
        f"<tr><th scope='\"><script>{PWN}</script>'>&lt;/table&gt;&lt;script&gt;</th><td colspan='²' rowspan='{'9' * 5000}'>x</td></tr></table>",
        "list-numbers": f"<ol start='{'9' * 5000}'><li value='²'>a</li><li value='-99999999999'>b</li></ol><ol type='&quot;>'><li>c</li></ol>",
        "image-sizes": f"<p>Ảnh</p><img src='a.png' width='²' height='{'9' * 5000}'><img src='b.png' width='1e9' style='width:{'9' * 5000}px'>",
    }
)
# ---------------------------------------------------------------- text that means something to one of the formats
_TEXTS: Mapping[str, bytes] = MappingProxyType(
    {
        "yaml-words.txt": report("null", number="~", issuer="ĐẢNG UỶ true", signer="No"),
        "yaml-numbers.txt": report("0x1F", number="1e3-BC/ĐU", signer="2022-03-01"),
        "yaml-signs.txt": report("<<: *bomb &a !!binary |", "%YAML 1.1", "%TAG ! tag:x", "a: &a [*a, *a]"),
        "yaml-bomb-front.txt": text("---", "a: &a [x,x]", "b: &b [*a,*a]", "title: *b", "---", "", "BÁO CÁO", "về việc"),
        "yaml-document-ends.txt": report("... --- ...", "---", "...", "--- !!python/object:os.system"),
        "jinja-everywhere.txt": report(
            "{{ ''.__class__.__mro__ }} {%- macro x() -%}",
            number="{{7*7}}-BC/ĐU",
            issuer="ĐẢNG UỶ {{ config }}",
            signer="{% raw %} An",
        ),
        "mkdocs-macros.txt": report("{{ page.meta }}", "{{ fix_url('x') }}", "{{ config.plugins }}", "${7*7} #{7*7} <%= 7*7 %>"),
        "wiki-and-mermaid.txt": report(
            "Báo cáo 51", "[[_TOC_]]", "```mermaid", "graph TD; A-->B", "```", "~~~", "x", "~~~", "==a== ++b++"
        ),
        "setext-and-rules.txt": report("Báo cáo 52", "Chữ", "===", "Chữ nữa", "---", "***", "* * *", "___", "+++"),
        "reference-definitions.txt": report(
            "Báo cáo 53", f"[a]: javascript:{PWN}", f"[b]: <{LEAK}> 'x'", "[a] [b][] ![c][b]", "*[HTML]: x"
        ),
        "html-in-markdown.txt": report(
            "Báo cáo 54", "<div markdown=1>", f"<a href='javascript:{PWN}'>x</a>", "</div>", "<!DOCTYPE x>", "<![CDATA["
        ),
        "entities-in-text.txt": report(
            "&lt;script&gt; &#60;img&#62; &amp;amp; &colon;", "&#106;avascript:x", "&NewLine;&Tab;&nbsp;&zwj;"
        ),
        "task-and-emoji.txt": report(":smile: @user #12", "- [ ] việc", "- [x] xong", "^^a^^ ~~b~~ H~2~O", "{++a++}{--b--}"),
        "xml-enders.txt": report(
            "]]></title><script>" + PWN + "</script>", "]]>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&x;"
        ),
        "json-enders.txt": report('</script><!--<script>"\\u003c', '"}]}', "\\", "\u2028\u2029"),
        "csv-blanks.txt": report(" =1+1", number="\t=1+1-BC/ĐU", signer="＝1+1"),
        "csv-quotes.txt": report('"",=1+1,""', issuer='ĐẢNG UỶ ",=HYPERLINK("x")', signer="'=1+1"),
        "csv-bars.txt": report("|calc", number="%0A=1-BC/ĐU", signer="@SUM(A1)"),
        "redirect-lines.txt": report("/* /evil 200!", "/:splat https://canary.invalid 301", "~^/(.*)$ $uri; }"),
        "shell.txt": report("$(touch canary) `touch canary` ; touch canary |", "\x1b]0;canary\x07\x1b[2J"),
        "sql-and-search.txt": report("' OR 1=1 --", 'title:* AND NOT "', "{!lucene} *:*"),
        "merge-marks.txt": report("Báo cáo 55", "<<<<<<< ours", "=======", ">>>>>>> theirs"),
        "warc.txt": text(
            "WARC/1.0",
            "WARC-Type: response",
            f"WARC-Target-URI: {LEAK}",
            "Content-Length: 99999999999",
            "",
            "HTTP/1.1 200 OK",
            "Set-Cookie: a=b",
            "Transfer-Encoding: chunked",
            "",
            "ffffffff",
            f"<script>{PWN}</script>",
        ),
        "mail.mht": text(
            "MIME-Version: 1.0",
            "Content-Type: multipart/related; boundary=x",
            "",
            "--x",
            "Content-Type: text/html",
            f"Content-Location: {LEAK}",
            "",
            f"<html><body><h1>Tin</h1><script>{PWN}</script><p>Chữ</p></body></html>",
            "--x--",
        ),
        "tombstone.txt": text("---", "tombstone: true", "id: x", "title: y", "---", "", "BÁO CÁO", "về việc thử"),
        "versions.txt": text("---", "version_of: ../../x", "title: y", "---", "", "BÁO CÁO", "về việc thử nữa"),
        "very-long-number.txt": report("Báo cáo 56", f"Điều {'1' * 5000}. x", f"{'9' * 5000}. y", number=f"{'7' * 5000}-BC/ĐU"),
        "very-long-dates.txt": report(
            "Báo cáo 57", f"ngày {'1' * 5000} tháng 2 năm 2022", f"tuần {'3' * 5000}", f"quý {'1' * 5000}/2022"
        ),
    }
)
# ---------------------------------------------------------------- letters
_LETTERS: Mapping[str, bytes] = MappingProxyType(
    {
        "bidi.txt": report("Báo\u202e cáo \u2066 giả\u2069 \u061c\u200f", "\u202d" * 500 + "đảo", signer="\u202eNguyễn Văn An"),
        "zero-width.txt": report("Báo\u200b cáo\u200c\u200d\ufeff\u2060 rỗng", "<scr\u200bipt>", number="7\u200b-BC/ĐU"),
        "zalgo.txt": report("Báo" + "\u0301" * 5000 + " cáo", "a" + "\u0323\u0302" * 3000),
        "tags-and-selectors.txt": report(
            "Báo cáo \U000e0041\U000e0042\ufe0f\ufe00", "\U000e0001" * 200, "\U0001f468\u200d\U0001f469\u200d\U0001f466"
        ),
        "private-use.txt": report("Báo \ue000cáo\ue001 \ue004javascript:x\ue005bấm\ue006", "\ue007đậm\ue008 \uf8ff \U0010fffd"),
        "private-use.html": article("Tin \ue004javascript:alert(1)\ue005x\ue006", f"<p>\ue000{PWN}\ue001 \ue002a\ue003</p>"),
        "case-folding.txt": report("İSTANBUL ŉ ß ﬁ ǅ", "ẞẞẞ İİİ", signer="İ İ İ"),
        "compatibility.txt": report("ﷺ ㍿ ½ ² ① Ａ", "ﷺ" * 2000, number="７－ＢＣ／ĐU"),
        "hangul-and-others.txt": report("각" * 500, "\u1100\u1161" * 500, "\u0e33\u0e4d" * 300),
        "cesu.txt": b"BAO CAO\nve viec \xed\xa0\xbd\xed\xb8\x80 \xc0\xaf \xe0\x80\xaf \xf4\x90\x80\x80\nNoi dung bao cao.\n",
        "utf32.txt": "BÁO CÁO\nvề việc thử\nNội dung.\n".encode("utf-32"),
        "iso-2022.html": article("Tin 61", "<p>\x1b$B\x1b(J &#27;$@</p>", "<meta charset='iso-2022-jp'>"),
        "ebcdic.txt": "BAO CAO\nve viec\n".encode("cp500") * 20,
        "charset-nonsense.html": article(
            "Tin 62", _P, "<meta charset='\"><script>canary=1</script>'><meta charset=idna><meta charset=zip>"
        ),
        "utf16-claimed.html": article("Tin 63", _P, "<meta charset='utf-16'>"),
    }
)
# ---------------------------------------------------------------- addresses that a page states of itself
_ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "userinfo": "http://quan:tri@xa.example.vn/bai-1.html",
        "traversal": "http://xa.example.vn/../../../../etc/canary",
        "percent": "http://xa.example.vn/%2e%2e/%2fetc%2fpasswd%00.html",
        "rule": "http://xa.example.vn/* 200!\n/x https://canary.invalid",
        "nginx": "http://xa.example.vn/a;}server{listen:80;$uri\"'",
        "homograph": "http://хa.example.vn/bai-2.html",
        "ipv6": "http://[fe80::1%25eth0]/bai-3.html",
        "port": "http://xa.example.vn:99999999/bai-4.html",
        "long": "http://xa.example.vn/" + "a" * 100_000,
        "query": "http://xa.example.vn/?" + "&".join(f"a{n}=1" for n in range(5_000)),
        "fragment": f"http://xa.example.vn/bai#<script>{PWN}</script>",
        "newlines": "http://xa.example.vn/bai\r\nSet-Cookie: a=b\r\n\r\n<script>",
        "our-own-folder": "http://xa.example.vn/bulletins/2022/bao-cao-1/index.html",
    }
)
# ---------------------------------------------------------------- names of files
_NAMES = (
    "NUL.txt", "aux.txt", "a:b.txt", "..\\..\\x.txt", "chấm cuối .txt", "%00.txt", "#a?b=c&d.txt", "*.txt", "~.txt", "{{ 7*7 }}.txt",
    "$HOME.txt", "index.txt", "CON/PRN.txt", "a" * 240 + ".txt", "\u0301.txt", "\x7f\x1b[31m.txt", "bulletins/2022/x.txt", "…/….txt",
    "canary.invalid/…/..%2f/x.html", "2023-01-05/127.0.0.1/x.html", "localhost.localdomain:80/x.html",
)  # fmt: skip


def counts(much: int) -> Mapping[str, bytes]:
    """Sources with very many of something; the largest have some times `much` characters."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"\0" * (much * 50))
    return {
        "many-notes.txt": report(
            "Báo cáo 71", *(f"Chữ[{n}] nữa" for n in range(much // 20)), *(f"[{n}] Chú thích" for n in range(much // 20))
        ),
        "one-note-often.txt": report("Báo cáo 72", "Chữ[1] " * (much // 8), "[1] Chú thích"),
        "many-sups.html": article("Tin 71", "<p>" + "<sup>1</sup>a" * (much // 14) + "</p>"),
        "many-note-links.html": article(
            "Tin 72", "".join(f"<p>a<a href='#_ftn{n}'>[{n}]</a></p><p id='_ftn{n}'>b</p>" for n in range(much // 60))
        ),
        "many-images.html": article("Tin 73", "<img src='a.png' alt='Ảnh'>" * (much // 28)),
        "many-breaks.html": article("Tin 74", "a<br>" * (much // 5)),
        "many-fonts.html": article("Tin 75", "<font face='.VnTime'>µ</font>" * (much // 30)),
        "one-row.html": article("Tin 76", "<table><tr>" + "<td>1</td>" * (much // 10) + "</tr></table>"),
        "wide-spans.html": article(
            "Tin 77", "<table>" + "<tr><td colspan=100 rowspan=100>1</td><td>2</td></tr>" * (much // 50) + "</table>"
        ),
        "tables-in-cells.html": article("Tin 78", "<table><tr><td>" * 200 + "sâu" + "</td></tr></table>" * 200),
        "many-ids.html": article("Tin 79", "".join(f"<p id='_ftn{n}'>a</p>" for n in range(much // 24))),
        "long-attribute.html": article("Tin 80", f"<p title='{'x' * much}' class='{'y ' * (much // 2)}'>Chữ</p>"),
        "long-address.html": article(
            "Tin 81", f"<p><a href='http://a.vn/{'x' * much}.pdf'>tệp</a></p><img src='{'y' * much}.png'>"
        ),
        "long-data-image.html": article("Tin 82", f"<img src='data:image/png;base64,{'A' * much}'><p>Chữ</p>"),
        "long-style.html": article("Tin 83", f"<p style='{'color:red;' * (much // 10)}'>Chữ</p>"),
        "long-comment.html": article("Tin 84", f"<!--{'-' * much}--><p>Chữ</p>"),
        "many-instructions.html": article("Tin 85", "<![if x]>" * (much // 9) + "<p>Chữ</p>"),
        "many-open-comments.html": article("Tin 86", "<!--" * (much // 4)),
        "many-ampersands.html": article("Tin 87", "<p>" + "&" * much + "&amp" * (much // 4) + "</p>"),
        "many-less-than.html": article("Tin 88", "<p>" + "< " * (much // 2) + "</p>"),
        "many-quotes.txt": report("Báo cáo 73", "“" * much, '"' * much, "'" * much),
        "many-recipients.txt": report("Báo cáo 74") + text("Nơi nhận:", *(f"- Cơ quan {n};" for n in range(much // 20))),
        "many-citations.txt": report(
            "Báo cáo 75", *(f"Nghị quyết số {n}-NQ/HU ngày 1/2/2020 của Huyện ủy" for n in range(much // 50))
        ),
        "many-dates.txt": report("Báo cáo 76", "ngày 1 tháng 2 năm 2022, " * (much // 25)),
        "many-names.txt": report("Báo cáo 77", "Nguyễn Văn An, Trần Thị Bình; " * (much // 30)),
        "many-letterheads.txt": report("Báo cáo 78") * (much // 400 + 1),
        "many-tabs.txt": report("Báo cáo 79", *("a\tb\tc\td" for _ in range(much // 8))),
        "many-pipes.txt": report("Báo cáo 80", *("| a | b |" for _ in range(much // 10)), "| --- | --- |"),
        "many-blank-lines.txt": report("Báo cáo 81", "\n" * (much // 2)),
        "carriage-returns.txt": report("Báo cáo 82", "a\r" * (much // 2)),
        "form-feeds.txt": report("Báo cáo 83", "a\f12\f" * (much // 5)),
        "backslashes.txt": report("Báo cáo 84", "\\" * much, "\\*" * (much // 2)),
        "stars.txt": report("Báo cáo 85", "**a **a " * (much // 8), "*a_ " * (much // 4), "a**b" * (much // 4)),
        "ascending-backticks.txt": report("Báo cáo 86", " ".join("`" * n for n in range(1, int(much**0.5)))),
        "nested-links.txt": report("Báo cáo 87", "[a](" * (much // 4), "[a](b" * (much // 5), "![[[" * (much // 4)),
        "zip-bomb.html": zipped.getvalue(),
        "gzip-bomb.txt": gzip.compress(b"BAO CAO\n" * (much * 20)),
        "spaces-in-letters.txt": report("B Á O  C Á O " * (much // 13)),
        "soft-hyphens.txt": report("Báo cáo 88", "a\u00ad" * (much // 2)),
    }


def more(much: int) -> Mapping[str, bytes]:
    """All of them."""
    elements = {f"{name}.html": article(f"Tin về {name}", markup + _P) for name, markup in _ELEMENTS.items()}
    addresses = {
        f"address-{name}.html": article(
            f"Tin ở {name}", _P, f'<link rel=canonical href="{url}"><meta property=\'og:url\' content="{url}">'
        )
        for name, url in _ADDRESSES.items()
    }
    names = {f"ten/{name}": report(f"Báo cáo tên {number}") for number, name in enumerate(_NAMES)}
    return {**elements, **_TEXTS, **_LETTERS, **addresses, **names, **counts(much)}

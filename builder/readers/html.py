"""HTML -> Document: match the portal, label the parts of the page, read the blocks of each part."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.addresses import joined_address, split_address
from builder.errors import SourceError
from builder.model import Block, Document, Evidence, Image, ListItem, Metadata, Paragraph, Removed, Table
from builder.portals import LineRule, Profile, View, line_rules
from builder.readers.above_text import Above, Part, find_above
from builder.readers.bare_text import find_within
from builder.readers.breadcrumb import categories
from builder.readers.elements import Element, all_text, has_any, is_inside
from builder.readers.frame import Frame, frame_lines, text_content
from builder.readers.page import NotADocument
from builder.readers.selectors import parts_of
from builder.readers.tree import Labelled, blocks_of
from builder.vietnamese.dates import portal_datetime
from builder.vietnamese.text import plain_line, tidy, to_unicode

_ERROR_TITLE = re.compile(
    r"^\W*(?:error|lỗi)?\W*(?:404|403|500|502|503)\b|không tìm thấy (?:trang|nội dung|đường dẫn)|trang (?:này )?không tồn tại"
    r"|page not found|object not found|file or directory not found|server error",
    re.IGNORECASE,
)
_SAVED_WITHIN = 4000  # characters from the start of the page, where browsers write the comment
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_ROOTS = ("", "/", "/index.php", "/default.aspx", "/trang-chu", "/trang-chu.aspx")  # paths of start pages
_WORD = re.compile(r"\w+")


def read_html(text: str, metadata: Metadata, profiles: Sequence[Profile]) -> Document | NotADocument:
    """Read one HTML page. Raises SourceError when its tables are nested too deep to be read."""
    try:
        return _read(text, metadata, profiles)
    except RecursionError as error:
        raise SourceError(f"{metadata.source.path}: its tables are nested too deep; a page made for people is not") from error


def _read(text: str, metadata: Metadata, profiles: Sequence[Profile]) -> Document | NotADocument:
    frame = Frame(text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text))
    profile = match_profile(frame, profiles)
    generic = profiles[-1]
    if _is_error(frame):
        return NotADocument("error", f"error page of a portal ({profile.name})", profile.name)
    view, body = _article(frame, profile, generic)
    if view is not None and view.kind != "article":
        kind = "home" if _is_root(metadata.source.url or _url(frame)) else view.kind
        return NotADocument(kind, f"{kind} page of a portal ({profile.name})", profile.name)
    if body is None:
        body = _main_text(frame, profile)
    if body is None:
        return NotADocument("list", f"no article on this page, only lists of links ({profile.name})", profile.name)
    rules = () if view is not None else line_rules(None if profile is generic else profile, profiles)
    return _document(_Page(frame, body, view, profile, rules), metadata)


def _main_text(frame: Frame, profile: Profile) -> Element | None:
    """The element with the running text of a page that no view describes; None for lists of links."""
    from builder.readers.main_text import main_text  # noqa: PLC0415 - BeautifulSoup is loaded for the pages that need it

    return main_text(frame.root, _noise_labels(frame, profile))


def _is_root(url: str | None) -> bool:
    """Whether an address is a portal's start page."""
    return url is not None and split_address(url).path.lower() in _ROOTS


def match_profile(frame: Frame, profiles: Sequence[Profile]) -> Profile:
    """The profile with the most evidence in the page; the last one (`generic`) when there is none."""
    weights = [
        sum(rule.weight for rule in profile.evidence if rule.selector and frame.first(rule.selector) is not None)
        for profile in profiles
    ]
    best = max(range(len(profiles)), key=lambda index: weights[index])
    return profiles[best] if weights[best] else profiles[-1]


def _is_error(frame: Frame) -> bool:
    heads = [text_content(tag).strip() for tag in (*frame.root.iter("title"), *frame.root.iter("h1"))][:3]
    return any(_ERROR_TITLE.search(head) for head in heads) and len(all_text(frame.root).strip()) < 4000


def _article(frame: Frame, profile: Profile, generic: Profile) -> tuple[View | None, Element | None]:
    """The page's view and the element with its text; a page of a known portal tries the generic views last."""
    for view in (*profile.views, *(generic.views if profile is not generic else ())):
        if frame.first(view.when) is None:
            continue
        if view.kind != "article":
            return view, None
        body = _first_with_text(frame, view.body or view.when)
        if body is not None:
            return view, body
    return None, None


def _first_with_text(frame: Frame, selector: str) -> Element | None:
    """The largest element of the first part of the selector that finds one with text or an image."""
    for part in parts_of(selector):
        found = [tag for tag in frame.select(part) if all_text(tag).strip() or has_any(tag, "img")]
        if found:
            return max(found, key=lambda tag: len(all_text(tag)))
    return None


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with an article."""

    frame: Frame
    body: Element
    view: View | None
    profile: Profile
    rules: Sequence[LineRule]
    """Tell the portal's lines in a text that has no element of its own; none for one that has."""


def _document(page: _Page, metadata: Metadata) -> Document:
    frame, body, view, profile = page.frame, page.body, page.view, page.profile
    own_frame = profile.name != "generic"  # only a known portal keeps headline and date line out of the text
    title = _first(frame, view.title, body, outside=True) if view and own_frame else _nearest(frame, view, body)
    lead = _first(frame, view.lead if view else None, body, outside=True)
    published, published_tag = _published(frame, view, body, outside=own_frame)
    crumbs = frame.select(view.categories) if view and view.categories else []
    labels = _noise_labels(frame, profile) | dict.fromkeys(crumbs, "field: categories")
    own = ((title, "field: title"), (lead, "lead"), (published_tag, "field: published"))
    labels |= {tag: label for tag, label in own if tag is not None}
    url = metadata.source.url or _url(frame)
    parts: Sequence[Part] = list(_parts(frame, _Article(body, labels, profile, _base(frame, url))))
    above = _by_place(page, parts, published, _head_title(frame) if title is None else text_content(title))
    parts, published = above.parts, above.published
    page_title = _joined(parts, "field: title") or _head_title(frame) or _linked_title(frame, view, body)
    source = replace(metadata.source, portal=None if profile.name == "generic" else profile.name, url=url)
    metadata = replace(metadata, source=source, published=published, categories=_categories(crumbs))
    return _divided(parts, metadata, page_title, f"portals/{profile.name}: lead")


def _by_place(page: _Page, parts: Sequence[Part], published: str | None, title: str | None) -> Above:
    """What no selector found and the place of a line tells; `published` and `title` are what selectors found."""
    named = _page_name(page.frame) if title is None else None
    found = find_above(parts, published, named)
    if page.rules:
        named = named if _joined(found.parts, "field: title") is None else None
        found = find_within(found, page.rules, f"portals/{page.profile.name}", named)
    return found


@dataclass(frozen=True, slots=True)
class _Article:
    """What is known of the article of a page."""

    body: Element
    labels: Mapping[Element, str]
    """The parts of the page."""
    profile: Profile
    base: str | None
    """The address from which relative links start."""


def _base(frame: Frame, url: str | None) -> str | None:
    """`<base href>`, itself relative to the page, else the page's own address."""
    tag = frame.first("base[href]")
    base = joined_address(url or "", str(tag.get("href") or "")) if tag is not None else url or ""
    return base if split_address(base).scheme in ("http", "https") else url


def _parts(frame: Frame, article: _Article) -> Iterator[Part]:
    """All blocks of the page in reading order, each with the label of its part; what is only noise as removed."""
    count = 0
    for line in frame_lines(frame, article.labels, f"portals/{article.profile.name}: page-frame", article.body):
        if line is None:
            blocks = _article_blocks(frame, article, count)
            yield from blocks
            count += len(blocks)
            continue
        count += 1
        label, text = line
        if label.startswith("portals/"):
            yield Removed(plain_line(text), f"block {count}", label)
        else:
            yield Labelled(Paragraph(text, f"block {count}"), label)


def _article_blocks(frame: Frame, article: _Article, count: int) -> list[Labelled]:
    """The blocks of the article, with the parts of the page that stand inside it."""
    body, labels = article.body, article.labels
    fields = {tag: label for tag, label in labels.items() if not label.startswith("portals/") and is_inside(tag, body)}
    return blocks_of(body, "body", count, _inner_noise(frame, body, article.profile) | fields, article.base)


def _divided(parts: Sequence[Part], metadata: Metadata, page_title: str | None, lead_rule: str) -> Document:
    """The blocks of the text, and everything else as removed."""
    lead = tuple(block for block in _labelled(parts, "lead") if isinstance(block, Paragraph))
    body = tuple(_labelled(parts, "body"))
    others = (part for part in parts if isinstance(part, Removed) or part.label not in ("body", "lead"))
    removed = tuple(part if isinstance(part, Removed) else _removed(part) for part in others)
    evidence = tuple(
        Evidence(entry.rule.removeprefix("field: "), entry.text, entry.origin)
        for entry in removed
        if entry.rule.startswith("field: ")
    )
    if lead and _is_news(body) and not _said_again(lead, body):
        metadata = replace(metadata, lead=tidy(" ".join(block.text for block in lead)))
        evidence += tuple(Evidence("lead", block.text, block.origin) for block in lead)
        lead_rule = "field: lead"
    removed += tuple(Removed(block.text, block.origin, lead_rule) for block in lead)
    return Document(body, metadata, removed=removed, evidence=evidence, page_title=page_title)


def _is_news(blocks: Sequence[object]) -> bool:
    """Official documents carry a letterhead; for them the portal's lead is no part of the record."""
    heads = " ".join(block.text for block in blocks[:25] if isinstance(block, Paragraph))
    return not re.search(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|ĐOÀN TNCS|(?:^|\s)Số\s*:?\s*\d+\s*[-/]", heads)


def _said_again(lead: Sequence[Paragraph], blocks: Sequence[object]) -> bool:
    """Whether the words of the lead come again, in order, in the first paragraphs of the text."""
    text = " ".join(block.text for block in blocks[:4] if isinstance(block, Paragraph)).casefold()
    return all(_is_subsequence(_WORD.findall(block.text.casefold()), _WORD.findall(text)) for block in lead)


def _is_subsequence(wanted: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)


def _removed(labelled: Labelled) -> Removed:
    block = labelled.block
    if isinstance(block, Table):
        text = " | ".join(" ".join(cell.lines) for row in block.rows for cell in row)
    elif isinstance(block, Image):
        text = block.alt or block.src
    elif isinstance(block, ListItem):
        text = f"{block.marker} {block.text}"
    else:
        text = block.text if isinstance(block, Paragraph) else ""  # a reader makes no others
    return Removed(plain_line(text), block.origin, labelled.label)


def _first(frame: Frame, selector: str | None, body: Element, *, outside: bool) -> Element | None:
    """The first element for the selector's parts, in their order, that holds text and does not hold the article."""
    for part in parts_of(selector or ""):
        for tag in frame.select(part):
            if all_text(tag).strip() and not is_inside(body, tag) and not (outside and is_inside(tag, body)):
                return tag
    return None


def _nearest(frame: Frame, view: View | None, body: Element) -> Element | None:
    """The last headline above the text, else the first one in it; none with a link, as a site has for its own name."""
    place = frame.elements.index(body)
    for tags in _headlines(frame, view, body):
        found = [tag for tag in tags if not has_any(tag, "a") and tag.getparent().tag != "a"]
        above = [tag for tag in found if frame.elements.index(tag) < place]
        if found:
            return (above[-1:] or found)[0]
    return None


def _headlines(frame: Frame, view: View | None, body: Element) -> Iterator[list[Element]]:
    """The elements for each part of the selector."""
    for part in parts_of(view.title or "" if view else "h1"):
        yield [tag for tag in frame.select(part) if all_text(tag).strip() and not is_inside(body, tag)]


def _linked_title(frame: Frame, view: View | None, body: Element) -> str | None:
    """A headline with a link, which is the site's name more often than the article's."""
    return next((tidy(text_content(tag)) for tags in _headlines(frame, view, body) for tag in tags), None)


def _published(frame: Frame, view: View | None, body: Element, *, outside: bool) -> tuple[str | None, Element | None]:
    """The visible date line; a machine-readable time only where it names the same day (on real portals it often does not)."""
    selector = view.published if view and view.published else "time"
    for part in parts_of(selector):
        for tag in frame.select(part):
            elsewhere = not is_inside(body, tag) and not (outside and is_inside(tag, body))
            visible = portal_datetime(text_content(tag)) if elsewhere else None
            if visible:
                return _with_machine_time(tag, visible), tag
    return None, None


def _with_machine_time(tag: Element, visible: str) -> str:
    time = tag if tag.tag == "time" else tag.find(".//time")
    machine = str(time.get("datetime") or "") if time is not None else ""
    same_day = machine[:10] == visible[:10] and re.fullmatch(r"[\d-]{10}T\d\d:\d\d:\d\d\+07:00", machine)
    return machine if same_day and visible[11:19] == "00:00:00" else visible


def _noise_labels(frame: Frame, profile: Profile) -> dict[Element, str]:
    return {tag: f"portals/{profile.name}: {rule.name}" for rule in profile.noise for tag in frame.select(rule.selector)}


def _inner_noise(frame: Frame, body: Element, profile: Profile) -> dict[Element, str]:
    """Inside the text only what a portal puts there is noise; a heading element or a list of the author is not."""
    outer = {"navigation", "footer", "poll"}
    return {
        tag: f"portals/{profile.name}: {rule.name}"
        for rule in profile.noise
        if rule.name not in outer
        for tag in frame.select(rule.selector, body)
        if tag is not body
    }


def _joined(parts: Sequence[Part], label: str) -> str | None:
    texts = [block.text for block in _labelled(parts, label) if isinstance(block, Paragraph | ListItem)]
    return tidy(" ".join(texts)) or None


def _labelled(parts: Sequence[Part], label: str) -> list[Block]:
    return [part.block for part in parts if isinstance(part, Labelled) and part.label == label]


def _head_title(frame: Frame) -> str | None:
    """`og:title`, which portals fill with the headline."""
    tag = frame.first('meta[property="og:title"]')
    return tidy(to_unicode(str(tag.get("content") or ""))) or None if tag is not None else None


def _page_name(frame: Frame) -> str:
    """`<title>`, which portals begin with the headline, if they do not leave it out."""
    tag = frame.first("title")
    return tidy(to_unicode(text_content(tag))) if tag is not None else ""


def _categories(crumbs: Sequence[Element]) -> tuple[str, ...]:
    names = [tidy(to_unicode(part)) for tag in crumbs for part in re.split(r"[»›>/]", text_content(tag))]
    return categories(names)


def _url(frame: Frame) -> str | None:
    """The address that the page itself states."""
    return next((url for url in _stated_urls(frame) if split_address(url).scheme in ("http", "https")), None)


def _stated_urls(frame: Frame) -> Iterator[str]:
    match = _SAVED_FROM.search(frame.markup[:_SAVED_WITHIN])
    if match:
        yield match[1]
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        tag = frame.first(selector)
        if tag is not None:
            yield str(tag.get(attribute) or "")
